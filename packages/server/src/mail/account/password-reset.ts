/** A new password for an account that exists. Asking for it changes nothing. */
import { action, paragraph } from "../letter.ts";
import type { Mail } from "../mail.ts";
import { serviceMail, type ServiceFacts } from "../service-letter.ts";
import { durationWords } from "../../time/wording.ts";

export interface PasswordResetMailFacts extends ServiceFacts {
  link: string;
  validMinutes: number;
}

export function passwordResetMail(facts: PasswordResetMailFacts): Mail {
  return serviceMail(facts, "Set a new password for InterviewVector", [
    action(
      `Set a new password here. The link works once, within ${durationWords(facts.validMinutes)}:`,
      "Set a new password",
      facts.link,
    ),
    paragraph("If you didn't ask for it, do nothing: your password stays as it is."),
  ]);
}
