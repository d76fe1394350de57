/** One of the two did not come. Which one is said plainly: it must not fall on the candidate when it was our expert. */
import { webAddress } from "../../mail/web-address.ts";
import { whenWords } from "../../time/wording.ts";
import type { NoteFacts, NoteKind } from "../note.ts";

export interface NoShowNoteFacts extends NoteFacts {
  startAt: number;
  retriggerLink: string;
}

const time = { time: "When the interview was to be" };

function timeOf(facts: NoShowNoteFacts): { time: string } {
  return { time: whenWords(facts.startAt, facts.companyZone) };
}

export const expertMissed: NoteKind<NoShowNoteFacts> = {
  title: "Expert did not come",
  when: "Our expert did not come.",
  text: `{owner} Our expert did not come to {candidate's} {round} on {time}. We are sorry.
The candidate was there or on the way, has our apology, and is asked to choose another time. Nothing to do for you.
Details: {details}`,
  places: time,
  values: timeOf,
};

export const candidateMissed: NoteKind<NoShowNoteFacts> = {
  title: "Candidate did not come",
  when: "The candidate did not come and may book again.",
  text: `{owner} {candidate} did not come to {round} on {time}.
The candidate has been asked to choose another time. Once they begin, a new link replaces theirs; an older one then has the new one sent to them.
Details: {details}`,
  places: time,
  values: timeOf,
};

export const candidateMissedForGood: NoteKind<NoShowNoteFacts> = {
  title: "Candidate did not come, no second booking",
  when: "The candidate did not come, and the position does not let candidates book again.",
  text: `{owner} {candidate} did not come to {round} on {time}.
The candidate can't book again by themselves. To invite again: {retriggerLink}
Details: {details}`,
  places: { ...time, retriggerLink: "Link to invite again" },
  must: { retriggerLink: "without it nobody can invite the candidate again from here." },
  values: (facts) => ({ ...timeOf(facts), retriggerLink: webAddress(facts.retriggerLink) }),
};
