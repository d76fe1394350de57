/** The window closed without a booking. */
import { webAddress } from "../../mail/web-address.ts";
import { candidateName, detailsLine, noteText, roundName, type NoteFacts } from "../note.ts";

export interface ExpiredNoteFacts extends NoteFacts {
  retriggerLink: string;
}

export function expiredNote(facts: ExpiredNoteFacts): string {
  return noteText(facts, [
    `${candidateName(facts)} did not book ${roundName(facts)} in time; the invitation has ended.`,
    `Invite again: ${webAddress(facts.retriggerLink)}`,
    detailsLine(facts),
  ]);
}
