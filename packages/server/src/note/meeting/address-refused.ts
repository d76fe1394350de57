/** The candidate's address refuses our mail although a time is booked. Nothing is undone: whoever reads it corrects the address. */
import { mentionFree } from "../../mail/plain-words.ts";
import { whenWords } from "../../time/wording.ts";
import type { NoteFacts, NoteKind } from "../note.ts";

export interface AddressRefusedNoteFacts extends NoteFacts {
  startAt: number;
  address: string;
}

export const addressRefused: NoteKind<AddressRefusedNoteFacts> = {
  title: "Address refused, booked",
  when: "A time is booked, and the candidate's e-mail address refuses our mail.",
  text: `{owner} {candidate's} e-mail address refuses our mail: {address}
{round} stays booked: {time}, but our mails about it do not arrive.
Correct the address in {ats}; we notice within minutes, and the confirmation goes there.
Details: {details}`,
  places: { address: "The address that refuses", time: "When the interview is booked" },
  must: { address: "it says which address to correct." },
  values: (facts) => ({
    address: mentionFree(facts.address, 254),
    time: whenWords(facts.startAt, facts.companyZone),
  }),
};
