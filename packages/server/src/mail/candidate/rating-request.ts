/** Asks how it was, by a link of its own. Reveals nothing of the outcome and doesn't depend on it. */
import { action, paragraph } from "../letter.ts";
import type { Mail } from "../mail.ts";
import { dayWords } from "../../time/wording.ts";
import { candidateMail, names, questions, subjectNames, type CandidateFacts } from "./letter.ts";

export interface RatingRequestMailFacts extends CandidateFacts {
  startAt: number;
  /** Rates and does nothing else; never the booking link. */
  ratingLink: string;
}

export function ratingRequestMail(facts: RatingRequestMailFacts): Mail {
  const { company, role } = names(facts);
  const subject = subjectNames(facts);
  return candidateMail(facts, `How was your interview? ${subject.company}, ${subject.role}`, [
    paragraph(
      `Thank you for your time on ${dayWords(facts.startAt, facts.zone)}, in your interview with ${company} for ${role}.`,
    ),
    action("How was it for you? One to five, with words if you like:", "Rate the interview", facts.ratingLink),
    paragraph(
      `Your answer is about us, not about you: it has no part in the result. A person looks into every bad rating. ${company} will tell you how things go on.`,
      questions(facts),
    ),
  ]);
}
