/** The candidate found no time that fits and gave their own; who answers, and until when. */
import { rangeWords, whenWords } from "../../time/wording.ts";
import { candidateName, detailsLine, noteText, roundName, type NoteFacts } from "../note.ts";

export interface ProposedNoteFacts extends NoteFacts {
  ranges: readonly { fromAt: number; toAt: number }[];
  answerBy: number;
}

export function proposedNote(facts: ProposedNoteFacts): string {
  return noteText(facts, [
    `${candidateName(facts)} found no free time that fits and gave preferred times for ${roundName(facts)}:`,
    ...facts.ranges.map((range) => rangeWords(range, facts.companyZone)),
    `InterviewVector answers the candidate by ${whenWords(facts.answerBy, facts.companyZone)}. Nothing is booked yet; nothing to do for you.`,
    detailsLine(facts),
  ]);
}
