/** The call broke off for reasons nobody is to blame for. */
import { whenWords } from "../../time/wording.ts";
import { candidateNames, detailsLine, noteText, roundName, type NoteFacts } from "../note.ts";

export interface InterruptedNoteFacts extends NoteFacts {
  startAt: number;
}

export function interruptedNote(facts: InterruptedNoteFacts): string {
  return noteText(facts, [
    `${candidateNames(facts)} ${roundName(facts)} on ${whenWords(facts.startAt, facts.companyZone)} broke off for technical reasons. It counts against nobody.`,
    "The candidate is asked to choose another time, with the same expert where possible.",
    detailsLine(facts),
  ]);
}
