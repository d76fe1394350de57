/** Fifteen minutes before a report is due, and it is not there. */
import { action, facts as factLines, paragraph } from "../letter.ts";
import type { Mail } from "../mail.ts";
import { oneLine, plainWords } from "../plain-words.ts";
import { whenWords } from "../../time/wording.ts";
import { aboutInterview, operatorMail, type OperatorFacts } from "./letter.ts";

export interface OperatorReportLateMailFacts extends OperatorFacts {
  expert: string;
  endAt: number;
  dueAt: number;
}

export function operatorReportLateMail(facts: OperatorReportLateMailFacts): Mail {
  return operatorMail(
    facts,
    `Report missing: ${oneLine(facts.company, 60)}, due ${whenWords(facts.dueAt, facts.zone)}`,
    [
      paragraph("The expert has been reminded, and the report is not submitted."),
      factLines(
        ...aboutInterview(facts),
        ["Expert", plainWords(facts.expert, 120)],
        ["Interview ended", whenWords(facts.endAt, facts.zone)],
        ["Report due", whenWords(facts.dueAt, facts.zone)],
      ),
      action("How far the draft is, and how to reach the expert:", "Open the interview", facts.link),
    ],
  );
}
