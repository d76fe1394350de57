/** To auditors: a candidate found the interview bad. What they wrote is read on the page, behind sign-in. */
import { action, facts as factLines, paragraph } from "../letter.ts";
import type { Mail } from "../mail.ts";
import { oneLine, plainWords } from "../plain-words.ts";
import { whenWords } from "../../time/wording.ts";
import { aboutInterview, operatorMail, type OperatorFacts } from "./letter.ts";

export interface RatingMailFacts extends OperatorFacts {
  expert: string;
  score: number;
  dueAt: number;
}

export function ratingMail(facts: RatingMailFacts): Mail {
  const due = whenWords(facts.dueAt, facts.zone);
  return operatorMail(facts, `Rated ${facts.score} of 5: ${oneLine(facts.company, 60)}, answer by ${due}`, [
    paragraph("A candidate found an interview bad. Somebody looks into it, and the candidate hears what came of it."),
    factLines(
      ...aboutInterview(facts),
      ["Expert", plainWords(facts.expert, 120)],
      ["Rating", `${facts.score} of 5`],
      ["Answer by", due],
    ),
    action("Read what they wrote, and say that you look into it:", "Open the rating", facts.link),
  ]);
}
