/** Out of the archive without a new entry: nothing is made by itself. */
import { webAddress } from "../../mail/web-address.ts";
import type { NoteFacts, NoteKind } from "../note.ts";

export interface UnarchivedNoteFacts extends NoteFacts {
  retriggerLink: string;
}

export const unarchived: NoteKind<UnarchivedNoteFacts> = {
  title: "Out of the archive",
  when: "The candidate is taken out of the archive and stands in the stage as before, without having entered it anew.",
  text: `{owner} {candidate} is out of the archive. {round} was cancelled when they were archived, and nobody is invited by itself.
Invite again: {retriggerLink}
Details: {details}`,
  places: { retriggerLink: "Link to invite again" },
  must: { retriggerLink: "without it nobody can invite the candidate again from here." },
  values: (facts) => ({ retriggerLink: webAddress(facts.retriggerLink) }),
};
