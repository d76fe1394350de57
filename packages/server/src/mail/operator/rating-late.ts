/** To operators: nobody has answered a bad rating within the two working days that are promised for it. */
import { action, facts as factLines, paragraph } from "../letter.ts";
import type { Mail } from "../mail.ts";
import { oneLine, plainWords } from "../plain-words.ts";
import { whenWords } from "../../time/wording.ts";
import { aboutInterview, operatorMail, type OperatorFacts } from "./letter.ts";

export interface OperatorRatingLateMailFacts extends OperatorFacts {
  expert: string;
  dueAt: number;
}

export function operatorRatingLateMail(facts: OperatorRatingLateMailFacts): Mail {
  return operatorMail(facts, `Bad rating not answered: ${oneLine(facts.company, 60)}`, [
    paragraph(
      `It was to be looked into by ${whenWords(facts.dueAt, facts.zone)}. The candidate still waits for a word.`,
    ),
    factLines(...aboutInterview(facts), ["Expert", plainWords(facts.expert, 120)]),
    action("Look into it, or ask who took it:", "Open the rating", facts.link),
  ]);
}
