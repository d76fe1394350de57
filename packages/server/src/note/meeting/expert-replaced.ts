/** Another expert holds the interview; the time stays. Why the first one can't is nobody's business in the ATS. */
import { mentionFree } from "../../mail/plain-words.ts";
import { whenWords } from "../../time/wording.ts";
import type { NoteFacts, NoteKind } from "../note.ts";

export interface ExpertReplacedNoteFacts extends NoteFacts {
  startAt: number;
  /** First name. */
  expert: string;
}

export const expertReplaced: NoteKind<ExpertReplacedNoteFacts> = {
  title: "Another expert",
  when: "Another expert holds the interview; the time stays.",
  text: `{owner} {candidate's} {round} on {time} will be held by {expert} now.
The time stays, and nothing is left to do for you or the candidate.
Details: {details}`,
  places: { time: "When the interview is", expert: "The expert, by first name" },
  values: (facts) => ({
    time: whenWords(facts.startAt, facts.companyZone),
    expert: mentionFree(facts.expert, 60) || "another expert",
  }),
};
