/** None of the preferred times could be matched: choose again. */
import { whenWords } from "../../../time/wording.ts";
import type { CandidateFacts } from "../letter.ts";
import { nearestTimes, type NearestFacts } from "../nearest-times.ts";
import type { MailKind } from "../text.ts";

export interface ProposalLapsedMailFacts extends CandidateFacts, NearestFacts {
  bookBy: number;
}

export const proposalLapsed: MailKind<ProposalLapsedMailFacts> = {
  title: "Preferred times could not be matched",
  when: "No expert was free at any of the candidate's preferred times.",
  subject: "Please choose again: {company}, {role}",
  text: `We are sorry: no expert was free at the times you gave us for your interview with {company} for {role}. Your invitation stays open.

{nearestTimes}

Choose one of the free times, or give us others:
{link}

Please book by {bookBy}.
Questions: reply, or {support}.`,
  button: "Choose a time",
  places: {
    nearestTimes: "The nearest free times, one line each; falls away when there are none",
    link: "The candidate's link",
    bookBy: "Until when a time can be booked",
  },
  must: { link: "without it the candidate cannot book." },
  values: (facts) => ({
    nearestTimes: nearestTimes(facts),
    link: { link: facts.link },
    bookBy: whenWords(facts.bookBy, facts.zone),
  }),
};
