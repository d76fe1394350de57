/** The call broke off for reasons nobody is to blame for. */
import { whenWords } from "../../time/wording.ts";
import type { NoteFacts, NoteKind } from "../note.ts";

export interface InterruptedNoteFacts extends NoteFacts {
  startAt: number;
}

export const interrupted: NoteKind<InterruptedNoteFacts> = {
  title: "Broke off",
  when: "The call broke off for technical reasons.",
  text: `{owner} {candidate's} {round} on {time} broke off for technical reasons. It counts against nobody.
The candidate is asked to choose another time, with the same expert where possible.
Details: {details}`,
  places: { time: "When the interview was" },
  values: (facts) => ({ time: whenWords(facts.startAt, facts.companyZone) }),
};
