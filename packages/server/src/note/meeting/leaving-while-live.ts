/** The candidate was moved while the interview is going on: nothing is cancelled unless the recruiter says so. */
import type { NoteFacts, NoteKind } from "../note.ts";

export const leavingWhileLive: NoteKind<NoteFacts> = {
  title: "Left the stage during the interview",
  when: "The candidate was moved, archived or hired while the interview is going on.",
  text: `{owner} {candidate} left the stage while {round} is going on. It continues, and the report will come.
On the page below you say that it goes on, or cancel it.
Details: {details}`,
};
