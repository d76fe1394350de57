/** The candidate has their link; the recruiter gets the same one, with the warning that it acts for the candidate. */
import { webAddress } from "../../mail/web-address.ts";
import { whenWords } from "../../time/wording.ts";
import type { NoteFacts, NoteKind } from "../note.ts";

export interface InvitedNoteFacts extends NoteFacts {
  invitedAt: number;
  bookBy: number;
  /** The candidate's link. */
  link: string;
}

export const invited: NoteKind<InvitedNoteFacts> = {
  title: "Invited",
  when: "The invitation goes to the candidate.",
  text: `{owner} {candidate} was invited to {round} for {posting} at {time}.
Same link, to choose a time or give preferred times: {link}
It acts for the candidate; please share it with nobody else. Book by {bookBy}.
Details: {details}
Replies here aren't read by InterviewVector: {support}`,
  places: {
    time: "When the invitation went out",
    link: "The candidate's link",
    bookBy: "Until when a time can be booked",
  },
  must: { link: "recruiters help candidates who have lost their mail with it." },
  values: (facts) => ({
    time: whenWords(facts.invitedAt, facts.companyZone),
    link: webAddress(facts.link),
    bookBy: whenWords(facts.bookBy, facts.companyZone),
  }),
};
