/** Signs in without a password, once. */
import { action, paragraph } from "../letter.ts";
import type { Mail } from "../mail.ts";
import { serviceMail, type ServiceFacts } from "../service-letter.ts";
import { durationWords } from "../../time/wording.ts";

export interface SignInLinkMailFacts extends ServiceFacts {
  link: string;
  validMinutes: number;
}

export function signInLinkMail(facts: SignInLinkMailFacts): Mail {
  return serviceMail(facts, "Your link to sign in to InterviewVector", [
    action(
      `This link signs you in. It works once, within ${durationWords(facts.validMinutes)}:`,
      "Sign in",
      facts.link,
    ),
    paragraph("If you didn't ask for it, do nothing: nobody gets in without it. Please don't forward it."),
  ]);
}
