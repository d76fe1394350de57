/** The one mail that asks the candidate to choose a time. */
import { plainWords } from "../plain-words.ts";
import { whenWords } from "../../time/wording.ts";
import { sentence, type CandidateFacts } from "./letter.ts";
import type { MailKind } from "./text.ts";

export interface InvitationMailFacts extends CandidateFacts {
  bookBy: number;
  minutes: number;
  /** What happens in the interview, from the guide: "two coding tasks and questions about design". */
  format: string;
  /** What the candidate needs, from the guide. */
  equipment: string;
  /** See `recordingLine`. */
  recordingLine: string;
}

export const invitation: MailKind<InvitationMailFacts> = {
  title: "Invitation",
  when: "A candidate is invited.",
  subject: "Choose a time: {company}, {role}",
  text: `{company} invites you to an online interview for {role}. An independent expert interviews you through InterviewVector, on {company}'s behalf.

Choose a time, or tell us which times suit you:
{link}

Please book by {bookBy}. No account is needed.

What to expect: {minutes} minutes by video: {format}
Who is there: one expert; {company} may observe and is announced.
You need: {equipment} A phone is enough for booking.
Recording: {recording}
More time, captions or anything else: choose it when booking. We don't ask why.

{company} decides and will tell you the result. Not interested? You can say so on the same page.
This link is yours; please don't forward it. Questions: reply, or {support}.`,
  button: "Choose a time",
  places: {
    link: "The candidate's link",
    bookBy: "Until when a time can be booked",
    minutes: "How long it takes",
    format: "What happens, from the guide",
    equipment: "What is needed, from the guide",
    recording: "Whether it is recorded",
  },
  must: {
    link: "without it the candidate cannot book.",
    recording: "people must know beforehand whether they are recorded.",
  },
  values: (facts) => ({
    link: { link: facts.link },
    bookBy: whenWords(facts.bookBy, facts.zone),
    minutes: `${facts.minutes}`,
    format: sentence(plainWords(facts.format)),
    equipment: sentence(plainWords(facts.equipment)),
    recording: plainWords(facts.recordingLine),
  }),
};
