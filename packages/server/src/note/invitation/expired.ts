/** The window closed without a booking. */
import { webAddress } from "../../mail/web-address.ts";
import type { NoteFacts, NoteKind } from "../note.ts";

export interface ExpiredNoteFacts extends NoteFacts {
  retriggerLink: string;
}

export const expired: NoteKind<ExpiredNoteFacts> = {
  title: "Invitation ended",
  when: "The time to book is over and nothing was booked.",
  text: `{owner} {candidate} did not book {round} in time; the invitation has ended.
Invite again: {retriggerLink}
Details: {details}`,
  places: { retriggerLink: "Link to invite again" },
  must: { retriggerLink: "without it nobody can invite the candidate again from here." },
  values: (facts) => ({ retriggerLink: webAddress(facts.retriggerLink) }),
};
