/** The old and the new date and time, and who moved it. */
import { mentionFree } from "../../mail/plain-words.ts";
import { whenWords } from "../../time/wording.ts";
import { candidateTime } from "./candidate-time.ts";
import type { NoteFacts, NoteKind } from "../note.ts";

export interface RescheduledNoteFacts extends NoteFacts {
  startAt: number;
  oldStartAt: number;
  candidateZone: string | null;
  /** Who moved it, as words: "the candidate", "Rui Costa", "InterviewVector". */
  by: string;
}

/** Mentions nobody unless the company writes it so: a move asks for nothing. */
export const rescheduled: NoteKind<RescheduledNoteFacts> = {
  title: "Rescheduled",
  when: "The interview was moved to another time.",
  text: `{candidate's} {round} was moved by {who}.
New: {newTime}; candidate's time {candidateTime}
Old: {oldTime}
Details: {details}`,
  places: {
    who: "Who moved it",
    newTime: "The new time, in the company's zone",
    candidateTime: "The new time, in the candidate's zone",
    oldTime: "The old time, in the company's zone",
  },
  must: { newTime: "it is what the note is for." },
  values: (facts) => ({
    who: mentionFree(facts.by, 120),
    newTime: whenWords(facts.startAt, facts.companyZone),
    candidateTime: candidateTime(facts),
    oldTime: whenWords(facts.oldStartAt, facts.companyZone),
  }),
};
