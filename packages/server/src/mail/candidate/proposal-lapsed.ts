/** None of the preferred times could be matched: choose again. */
import { action, paragraph } from "../letter.ts";
import type { Mail } from "../mail.ts";
import { whenWords } from "../../time/wording.ts";
import { candidateMail, names, questions, subjectNames, type CandidateFacts } from "./letter.ts";

export interface ProposalLapsedMailFacts extends CandidateFacts {
  bookBy: number;
}

export function proposalLapsedMail(facts: ProposalLapsedMailFacts): Mail {
  const { company, role } = names(facts);
  const subject = subjectNames(facts);
  return candidateMail(facts, `Please choose again: ${subject.company}, ${subject.role}`, [
    paragraph(
      `We are sorry: no expert was free at the times you gave us for your interview with ${company} for ${role}. Your invitation stays open.`,
    ),
    action("Choose one of the free times, or give us others:", "Choose a time", facts.link),
    paragraph(`Please book by ${whenWords(facts.bookBy, facts.zone)}.`, questions(facts)),
  ]);
}
