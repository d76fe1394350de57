/** A submitted report was not released in time. Nothing unseen is released, so somebody must read it. */
import { action, facts as factLines, paragraph } from "../letter.ts";
import type { Mail } from "../mail.ts";
import { oneLine, plainWords } from "../plain-words.ts";
import { whenWords } from "../../time/wording.ts";
import { aboutInterview, operatorMail, type OperatorFacts } from "./letter.ts";

export interface OperatorReviewLateMailFacts extends OperatorFacts {
  expert: string;
  dueAt: number;
}

export function operatorReviewLateMail(facts: OperatorReviewLateMailFacts): Mail {
  return operatorMail(
    facts,
    `Review is late: ${oneLine(facts.company, 60)}, was due ${whenWords(facts.dueAt, facts.zone)}`,
    [
      paragraph("A report waits for its release, and no auditor has read it in time. Nothing is released unseen."),
      factLines(
        ...aboutInterview(facts),
        ["Expert", plainWords(facts.expert, 120)],
        ["Release was due", whenWords(facts.dueAt, facts.zone)],
      ),
      action("Read it and release it, or send it back:", "Open the report", facts.link),
    ],
  );
}
