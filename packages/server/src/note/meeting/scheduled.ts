/** A time is booked; the recruiter learns it in both zones, and how to observe. */
import { webAddress } from "../../mail/web-address.ts";
import { whenWords } from "../../time/wording.ts";
import { candidateName, detailsLine, noteText, roundName, type NoteFacts } from "../note.ts";

export interface ScheduledNoteFacts extends NoteFacts {
  startAt: number;
  endAt: number;
  candidateZone: string;
  observeLink: string;
}

export function scheduledNote(facts: ScheduledNoteFacts): string {
  return noteText(facts, [
    `${candidateName(facts)} is booked: ${roundName(facts)}, ${Math.round((facts.endAt - facts.startAt) / 60_000)} minutes.`,
    whenWords(facts.startAt, facts.companyZone),
    `Candidate's time: ${whenWords(facts.startAt, facts.candidateZone)}`,
    `Observe: ${webAddress(facts.observeLink)} (sign-in; everyone is told)`,
    detailsLine(facts),
  ]);
}
