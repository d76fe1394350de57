/** What mails to those who run the service share: what happened, to which interview, and where to act. */
import type { Block } from "../letter.ts";
import type { Mail } from "../mail.ts";
import { plainWords } from "../plain-words.ts";
import { serviceMail, type ServiceFacts } from "../service-letter.ts";

/** `zone` is the operator's. */
export interface OperatorFacts extends ServiceFacts {
  company: string;
  candidate: string;
  role: string;
  round: string;
  /** Where it can be acted on. */
  link: string;
}

export function operatorMail(facts: OperatorFacts, subject: string, blocks: Block[]): Mail {
  return serviceMail(facts, subject, blocks);
}

export function aboutInterview(facts: OperatorFacts): [label: string, value: string][] {
  return [
    ["Company", plainWords(facts.company, 100)],
    ["Interview", `${plainWords(facts.round, 120)}, ${plainWords(facts.role, 120)}`],
    ["Candidate", plainWords(facts.candidate, 120)],
  ];
}
