/** To auditors: a report waits to be read and released; and once more shortly before its time is over. */
import { action, facts as factLines, paragraph } from "../letter.ts";
import type { Mail } from "../mail.ts";
import { oneLine, plainWords } from "../plain-words.ts";
import { whenWords } from "../../time/wording.ts";
import { aboutInterview, operatorMail, type OperatorFacts } from "./letter.ts";

export interface ReviewMailFacts extends OperatorFacts {
  expert: string;
  dueAt: number;
  reminder: boolean;
}

export function reviewMail(facts: ReviewMailFacts): Mail {
  const due = whenWords(facts.dueAt, facts.zone);
  const subject = facts.reminder ? "Still to review" : "Report to review";
  return operatorMail(facts, `${subject}: ${oneLine(facts.company, 60)}, by ${due}`, [
    paragraph(
      facts.reminder
        ? "A report still waits for its release. After the time below it goes to the operators."
        : "A report was submitted. It goes to the company once one of you has read and released it.",
    ),
    factLines(...aboutInterview(facts), ["Expert", plainWords(facts.expert, 120)], ["Release by", due]),
    action("Read it; then release it, or send it back with words to the expert:", "Open the report", facts.link),
  ]);
}
