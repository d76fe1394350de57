/** Somebody removed or changed our interview in the ATS. Nothing follows by itself: the owner is asked what they meant. */
import { whenWords } from "../../time/wording.ts";
import type { NoteFacts, NoteKind } from "../note.ts";

export interface ChangedByHandNoteFacts extends NoteFacts {
  startAt: number;
  /** Null: removed. */
  foundStartAt: number | null;
}

export const changedByHand: NoteKind<ChangedByHandNoteFacts> = {
  title: "Changed by hand",
  when: "Somebody removed or changed the booked interview in Lever.",
  text: `{owner} {candidate's} {round} was {change} in Lever. It still takes place: {time}.
Candidate and expert have not been told anything. Put it back, cancel it or leave it so, on the page below.
Details: {details}`,
  places: { change: "“removed”, or “moved to …”", time: "When the interview is booked" },
  values: (facts) => ({
    time: whenWords(facts.startAt, facts.companyZone),
    change: facts.foundStartAt === null ? "removed" : `moved to ${whenWords(facts.foundStartAt, facts.companyZone)}`,
  }),
};
