/** Nobody in the pool can take an interview. */
import { action, facts as factLines, paragraph } from "../letter.ts";
import type { Mail } from "../mail.ts";
import { oneLine, plainWords } from "../plain-words.ts";
import { aboutInterview, operatorMail, type OperatorFacts } from "./letter.ts";

export interface OperatorUnschedulableMailFacts extends OperatorFacts {
  /** What no expert has: "Rust, French". Empty when it is time alone. */
  lacking: string;
}

export function operatorUnschedulableMail(facts: OperatorUnschedulableMailFacts): Mail {
  const lacking = plainWords(facts.lacking, 200);
  return operatorMail(facts, `Nobody can take it: ${oneLine(facts.company, 60)}, ${oneLine(facts.role, 60)}`, [
    paragraph("No active expert can hold this interview within its window, so the candidate sees no times."),
    factLines(...aboutInterview(facts), lacking === "" ? null : ["Lacking", lacking]),
    action("Find an expert, or talk to the company:", "Open the interview", facts.link),
  ]);
}
