/** The candidate's address refuses our mail. */
import { mentionFree } from "../../mail/plain-words.ts";
import { webAddress } from "../../mail/web-address.ts";
import type { NoteFacts, NoteKind } from "../note.ts";

export interface AddressBouncedNoteFacts extends NoteFacts {
  address: string;
  retriggerLink: string;
}

export const addressBounced: NoteKind<AddressBouncedNoteFacts> = {
  title: "Address refused",
  when: "The candidate's e-mail address refuses our mail.",
  text: `{owner} {candidate's} e-mail address refuses our mail: {address}
Correct it in {ats}; we notice within minutes, the old link stops working, and a new invitation goes out. Or continue now: {retriggerLink}
Details: {details}`,
  places: { address: "The address that refuses", retriggerLink: "Link to read again and go on" },
  must: { address: "it says which address to correct.", retriggerLink: "with it one goes on at once." },
  values: (facts) => ({
    address: mentionFree(facts.address, 254),
    retriggerLink: webAddress(facts.retriggerLink),
  }),
};
