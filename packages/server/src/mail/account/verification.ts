/** Proves that a mailbox belongs to an account. */
import { action, paragraph } from "../letter.ts";
import type { Mail } from "../mail.ts";
import { serviceMail, type ServiceFacts } from "../service-letter.ts";
import { durationWords } from "../../time/wording.ts";

export interface VerificationMailFacts extends ServiceFacts {
  link: string;
  validMinutes: number;
}

export function verificationMail(facts: VerificationMailFacts): Mail {
  return serviceMail(facts, "Confirm your address for InterviewVector", [
    action(
      `Please confirm that this mailbox is yours. The link works for ${durationWords(facts.validMinutes)}:`,
      "Confirm the address",
      facts.link,
    ),
    paragraph(
      "If you have no account with InterviewVector, do nothing: without a confirmation the address is not used.",
    ),
  ]);
}
