/** The candidate was moved while the interview is going on: nothing is cancelled unless the recruiter says so. */
import { candidateName, detailsLine, noteText, roundName, type NoteFacts } from "../note.ts";

export function leavingWhileLiveNote(facts: NoteFacts): string {
  return noteText(facts, [
    `${candidateName(facts)} left the stage while ${roundName(facts)} is going on. It continues, and the report will come.`,
    "To stop it, use Cancel on the page below.",
    detailsLine(facts),
  ]);
}
