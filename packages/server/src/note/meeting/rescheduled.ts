/** The old and the new date and time, and who moved it. */
import { mentionFree } from "../../mail/plain-words.ts";
import { whenWords } from "../../time/wording.ts";
import { candidateNames, detailsLine, noteText, roundName, type NoteFacts } from "../note.ts";

export interface RescheduledNoteFacts extends NoteFacts {
  startAt: number;
  oldStartAt: number;
  candidateZone: string;
  /** Who moved it, as words: "the candidate", "Rui Costa", "InterviewVector". */
  by: string;
}

/** Mentions nobody: it is read in the thread that the booking began, and a move asks for nothing. */
export function rescheduledNote(facts: RescheduledNoteFacts): string {
  return noteText({ ...facts, owner: null }, [
    `${candidateNames(facts)} ${roundName(facts)} was moved by ${mentionFree(facts.by, 120)}.`,
    `New: ${whenWords(facts.startAt, facts.companyZone)}; candidate's time ${whenWords(facts.startAt, facts.candidateZone)}`,
    `Old: ${whenWords(facts.oldStartAt, facts.companyZone)}`,
    detailsLine(facts),
  ]);
}
