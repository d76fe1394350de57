/** The one mail that asks the candidate to choose a time. */
import { action, facts as factLines, paragraph } from "../letter.ts";
import type { Mail } from "../mail.ts";
import { plainWords } from "../plain-words.ts";
import { whenWords } from "../../time/wording.ts";
import { candidateMail, names, questions, sentence, subjectNames, type CandidateFacts } from "./letter.ts";

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

export function invitationMail(facts: InvitationMailFacts): Mail {
  const { company, role } = names(facts);
  const subject = subjectNames(facts);
  return candidateMail(facts, `Choose a time: ${subject.company}, ${subject.role}`, [
    paragraph(
      `${company} invites you to an online interview for ${role}. An independent expert interviews you through InterviewVector, on ${company}'s behalf.`,
    ),
    action("Choose a time, or tell us which times suit you:", "Choose a time", facts.link),
    paragraph(`Please book by ${whenWords(facts.bookBy, facts.zone)}. No account is needed.`),
    factLines(
      ["What to expect", sentence(`${facts.minutes} minutes by video: ${plainWords(facts.format)}`)],
      ["Who is there", `one expert; ${company} may observe and is announced.`],
      ["You need", `${sentence(plainWords(facts.equipment))} A phone is enough for booking.`],
      ["Recording", plainWords(facts.recordingLine)],
      ["More time, captions or anything else", "choose it when booking. We don't ask why."],
    ),
    paragraph(
      `${company} decides and will tell you the result. Not interested? You can say so on the same page.`,
      `This link is yours; please don't forward it. ${questions(facts)}`,
    ),
  ]);
}
