/** The candidate's address refuses our mail. */
import { mentionFree } from "../../mail/plain-words.ts";
import { webAddress } from "../../mail/web-address.ts";
import { candidateNames, detailsLine, noteText, type NoteFacts } from "../note.ts";

export interface AddressBouncedNoteFacts extends NoteFacts {
  address: string;
  retriggerLink: string;
}

export function addressBouncedNote(facts: AddressBouncedNoteFacts): string {
  return noteText(facts, [
    `${candidateNames(facts)} e-mail address refuses our mail: ${mentionFree(facts.address, 254)}`,
    `Correct it in ${facts.atsName}; we notice within minutes, the old link stops working, and a new invitation goes out. Or continue now: ${webAddress(facts.retriggerLink)}`,
    detailsLine(facts),
  ]);
}
