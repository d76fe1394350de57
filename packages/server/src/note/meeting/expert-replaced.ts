/** Another expert holds the interview; the time stays. Why the first one can't is nobody's business in the ATS. */
import { mentionFree } from "../../mail/plain-words.ts";
import { whenWords } from "../../time/wording.ts";
import { candidateNames, detailsLine, noteText, roundName, type NoteFacts } from "../note.ts";

export interface ExpertReplacedNoteFacts extends NoteFacts {
  startAt: number;
  /** First name. */
  expert: string;
}

export function expertReplacedNote(facts: ExpertReplacedNoteFacts): string {
  const expert = mentionFree(facts.expert, 60) || "another expert";
  return noteText(facts, [
    `${candidateNames(facts)} ${roundName(facts)} on ${whenWords(facts.startAt, facts.companyZone)} will be held by ${expert} now.`,
    "The time stays, and nothing is left to do for you or the candidate.",
    detailsLine(facts),
  ]);
}
