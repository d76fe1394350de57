/** The posting lost its tag or was closed while an interview is booked: it goes on, and the recruiter is asked. */
import { postingEndWords, type PostingEndCause } from "@interviewvector/domain";
import { webAddress } from "../../mail/web-address.ts";
import { whenWords } from "../../time/wording.ts";
import type { NoteFacts, NoteKind } from "../note.ts";

export interface PostingEndedNoteFacts extends NoteFacts {
  startAt: number;
  cause: PostingEndCause;
  decideLink: string;
}

export const postingEnded: NoteKind<PostingEndedNoteFacts> = {
  title: "Posting closed or untagged while booked",
  when: "The posting lost its tag, was closed or deleted, and an interview for it is booked.",
  text: `{owner} {posting}: {change}. {candidate's} {round} is still booked: {time}.
Candidate and expert have not been told anything; without an answer it takes place.
Keep it or cancel it: {decideLink}
Details: {details}`,
  places: {
    change: "“the posting was closed”, “the posting lost its tag”",
    time: "When the interview is booked",
    decideLink: "Link to keep or cancel the interview",
  },
  must: { decideLink: "with it the recruiter decides; without it nobody can from here." },
  values: (facts) => ({
    change: postingEndWords(facts.cause),
    time: whenWords(facts.startAt, facts.companyZone),
    decideLink: webAddress(facts.decideLink),
  }),
};
