/** Nobody in the pool can take the interview. */
import type { NoteFacts, NoteKind } from "../note.ts";

export const unschedulable: NoteKind<NoteFacts> = {
  title: "Nobody available",
  when: "No expert can hold the interview at the moment.",
  text: `{owner} At the moment no expert can hold {round} with {candidate}. The people who run the service have been told.
As soon as somebody can, the candidate is invited. Nothing to do for you; a wider booking window or fewer required skills would help.
Details: {details}`,
};
