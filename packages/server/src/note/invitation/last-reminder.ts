/** The last reminder went to the candidate: the moment for a recruiter to call. */
import { whenWords } from "../../time/wording.ts";
import type { NoteFacts, NoteKind } from "../note.ts";

export interface LastReminderNoteFacts extends NoteFacts {
  bookBy: number;
}

export const lastReminder: NoteKind<LastReminderNoteFacts> = {
  title: "Last reminder",
  when: "The candidate is reminded for the last time.",
  text: `{owner} {candidate} has not booked {round} yet and was reminded for the last time.
The invitation ends on {bookBy}. A call may help.
Details: {details}`,
  places: { bookBy: "Until when a time can be booked" },
  values: (facts) => ({ bookBy: whenWords(facts.bookBy, facts.companyZone) }),
};
