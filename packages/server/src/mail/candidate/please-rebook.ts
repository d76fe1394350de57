/** A booked interview fell through without the candidate's doing: the truth, an apology, and the nearest times. */
import { plainWords } from "../plain-words.ts";
import { whenWords } from "../../time/wording.ts";
import type { CandidateFacts } from "./letter.ts";
import { nearestTimes, type NearestFacts } from "./nearest-times.ts";
import type { MailKind } from "./text.ts";

export interface PleaseRebookMailFacts extends CandidateFacts, NearestFacts {
  startAt: number;
  why: "expert_unavailable" | "expert_missing" | "interrupted";
  bookBy: number | null;
}

export const pleaseRebook: MailKind<PleaseRebookMailFacts> = {
  title: "Please choose another time",
  when: "The expert dropped out or did not come, or the call broke off.",
  subject: "We are sorry, please choose another time: {company}, {role}",
  text: `{whatHappened}

This was not your doing. It counts neither against you nor as a change of yours.

{nearestTimes}

Choose the time that suits you:
{link}

{bookByLine}
The attached entry takes the earlier time out of your calendar.
Questions: reply, or {support}.`,
  button: "Choose another time",
  places: {
    whatHappened: "What happened, with our apology",
    nearestTimes: "The nearest free times, one line each; falls away when there are none",
    link: "The candidate's link",
    bookByLine: "Until when a time can be booked",
  },
  must: {
    whatHappened: "the candidate is owed the truth.",
    link: "without it the candidate cannot book.",
  },
  values: (facts) => ({
    whatHappened: whatHappened(facts),
    nearestTimes: nearestTimes(facts),
    link: { link: facts.link },
    bookByLine: facts.bookBy === null ? "" : `Please book by ${whenWords(facts.bookBy, facts.zone)}.`,
  }),
};

function whatHappened(facts: PleaseRebookMailFacts): string {
  const company = plainWords(facts.company.name, 100);
  const role = plainWords(facts.role, 120);
  const interview = `your interview with ${company} for ${role} on ${whenWords(facts.startAt, facts.zone)}`;
  switch (facts.why) {
    case "expert_unavailable":
      return `The expert who was to hold ${interview} can no longer do so, and nobody else is free at that time. We are sorry.`;
    case "expert_missing":
      return `The expert did not come to ${interview}, and you waited for nothing. We are sorry, and we are looking into it.`;
    case "interrupted":
      return `The call broke off during ${interview}. We are sorry. What you had done so far is kept, and where possible the same expert goes on with you.`;
    default:
      return facts.why satisfies never;
  }
}
