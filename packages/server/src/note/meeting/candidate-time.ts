import { whenWords } from "../../time/wording.ts";

/** In the candidate's own zone; a zone that nobody named is not made up from the company's. */
export function candidateTime(facts: { startAt: number; candidateZone: string | null }): string {
  return facts.candidateZone === null ? "not known yet" : whenWords(facts.startAt, facts.candidateZone);
}
