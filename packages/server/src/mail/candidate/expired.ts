/** The window closed without a booking: what that means, and how to come back. */
import { paragraph } from "../letter.ts";
import type { Mail } from "../mail.ts";
import { whenWords } from "../../time/wording.ts";
import { candidateMail, names, subjectNames, type CandidateFacts } from "./letter.ts";

export interface ExpiredMailFacts extends CandidateFacts {
  bookBy: number;
}

export function expiredMail(facts: ExpiredMailFacts): Mail {
  const { company, role } = names(facts);
  const subject = subjectNames(facts);
  return candidateMail(facts, `Your invitation has ended: ${subject.company}, ${subject.role}`, [
    paragraph(
      `The time to book your interview with ${company} for ${role} ended on ${whenWords(facts.bookBy, facts.zone)}, and no time was chosen. Your link no longer books one.`,
    ),
    paragraph(
      `Would you still like the interview? Reply to this mail, or write to ${facts.support}: ${company} can invite you again. Otherwise there is nothing you need to do.`,
    ),
  ]);
}
