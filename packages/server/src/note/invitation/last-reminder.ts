/** The last reminder went to the candidate: the moment for a recruiter to call. */
import { whenWords } from "../../time/wording.ts";
import { candidateName, detailsLine, noteText, roundName, type NoteFacts } from "../note.ts";

export interface LastReminderNoteFacts extends NoteFacts {
  bookBy: number;
}

export function lastReminderNote(facts: LastReminderNoteFacts): string {
  return noteText(facts, [
    `${candidateName(facts)} has not booked ${roundName(facts)} yet and was reminded for the last time.`,
    `The invitation ends on ${whenWords(facts.bookBy, facts.companyZone)}. A call may help.`,
    detailsLine(facts),
  ]);
}
