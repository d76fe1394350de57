/** The candidate found no time that fits and gave their own; who answers, and until when. */
import { rangeWords, whenWords } from "../../time/wording.ts";
import type { NoteFacts, NoteKind } from "../note.ts";

export interface ProposedNoteFacts extends NoteFacts {
  ranges: readonly { fromAt: number; toAt: number }[];
  answerBy: number;
}

export const proposed: NoteKind<ProposedNoteFacts> = {
  title: "Preferred times",
  when: "The candidate found no time that fits and gave preferred ones.",
  text: `{owner} {candidate} found no free time that fits and gave preferred times for {round}:
{preferredTimes}
InterviewVector answers the candidate by {answerBy}. Nothing is booked yet; nothing to do for you.
Details: {details}`,
  places: {
    preferredTimes: "The preferred times, one line each",
    answerBy: "Until when the candidate hears from us",
  },
  values: (facts) => ({
    preferredTimes: facts.ranges.map((range) => rangeWords(range, facts.companyZone)),
    answerBy: whenWords(facts.answerBy, facts.companyZone),
  }),
};
