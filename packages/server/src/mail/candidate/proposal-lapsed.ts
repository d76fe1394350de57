/** None of the preferred times could be matched: choose again. */
import { whenWords } from "../../time/wording.ts";
import type { CandidateFacts } from "./letter.ts";
import type { MailKind } from "./text.ts";

export interface ProposalLapsedMailFacts extends CandidateFacts {
  bookBy: number;
}

export const proposalLapsed: MailKind<ProposalLapsedMailFacts> = {
  title: "Preferred times could not be matched",
  when: "No expert was free at any of the candidate's preferred times.",
  subject: "Please choose again: {company}, {role}",
  text: `We are sorry: no expert was free at the times you gave us for your interview with {company} for {role}. Your invitation stays open.

Choose one of the free times, or give us others:
{link}

Please book by {bookBy}.
Questions: reply, or {support}.`,
  button: "Choose a time",
  places: { link: "The candidate's link", bookBy: "Until when a time can be booked" },
  must: { link: "without it the candidate cannot book." },
  values: (facts) => ({ link: { link: facts.link }, bookBy: whenWords(facts.bookBy, facts.zone) }),
};
