/** No address is left that we may write to, although the candidate was invited. Nothing is undone: whoever reads it adds one. */
import { webAddress } from "../../mail/web-address.ts";
import { whenWords } from "../../time/wording.ts";
import type { NoteFacts, NoteKind } from "../note.ts";

export interface AddressRemovedNoteFacts extends NoteFacts {
  /** Null: nothing is booked. */
  startAt: number | null;
  retriggerLink: string;
}

export const addressRemoved: NoteKind<AddressRemovedNoteFacts> = {
  title: "No address any more",
  when: "The candidate is invited or booked, and their e-mail address was removed.",
  text: `{owner} {candidate} has no e-mail address in {ats} any more: our mails about the interview do not arrive.
{standing}
Add an address in {ats}; we notice within minutes, and write there with a new link. Or continue now: {retriggerLink}
Details: {details}`,
  places: {
    standing: "What stands meanwhile: the invitation, or the time that is booked",
    retriggerLink: "Link to read again and go on",
  },
  must: { retriggerLink: "with it one goes on at once." },
  values: ({ startAt, companyZone, retriggerLink }) => ({
    standing:
      startAt === null
        ? "The invitation stays valid, with the link that was sent."
        : `The interview stays booked: ${whenWords(startAt, companyZone)}.`,
    retriggerLink: webAddress(retriggerLink),
  }),
};
