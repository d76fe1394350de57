/** Nobody in the pool can take the interview. */
import { candidateName, detailsLine, noteText, roundName, type NoteFacts } from "../note.ts";

export function unschedulableNote(facts: NoteFacts): string {
  return noteText(facts, [
    `At the moment no expert can hold ${roundName(facts)} with ${candidateName(facts)}. The people who run the service have been told.`,
    "As soon as somebody can, the candidate is invited. You need do nothing; a wider booking window or fewer required skills help.",
    detailsLine(facts),
  ]);
}
