/** A time is booked; the recruiter learns it in both zones, and how to observe. */
import { webAddress } from "../../mail/web-address.ts";
import { whenWords } from "../../time/wording.ts";
import { candidateTime } from "./candidate-time.ts";
import type { NoteFacts, NoteKind } from "../note.ts";

export interface ScheduledNoteFacts extends NoteFacts {
  startAt: number;
  endAt: number;
  candidateZone: string | null;
  observeLink: string;
}

export const scheduled: NoteKind<ScheduledNoteFacts> = {
  title: "Scheduled",
  when: "The candidate has booked a time.",
  text: `{owner} {candidate} is booked: {round}, {minutes} minutes.
{time}
Candidate's time: {candidateTime}
Observe: {observeLink} (sign-in; everyone is told)
Details: {details}`,
  places: {
    minutes: "How long it takes",
    time: "When, in the company's zone",
    candidateTime: "When, in the candidate's zone",
    observeLink: "Link to observe",
  },
  must: { time: "it is what the note is for." },
  values: (facts) => ({
    minutes: `${Math.round((facts.endAt - facts.startAt) / 60_000)}`,
    time: whenWords(facts.startAt, facts.companyZone),
    candidateTime: candidateTime(facts),
    observeLink: webAddress(facts.observeLink),
  }),
};
