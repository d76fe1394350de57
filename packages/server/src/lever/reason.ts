/**
 * Every reason for which something that came in led to nothing, in one list: its name, kept with the delivery; the sentence that
 * people read in Sync; and whether reading the candidate again can come to anything else.
 */
import { reasonWords, stateWords, type BlockReason, type InterviewState } from "@interviewvector/domain";

const list = {
  gone: { words: () => "The opportunity is no longer in Lever.", again: false },
  notFound: {
    words: () => "Lever does not find the candidate just now; we look again before anything ends.",
    again: true,
  },
  anonymised: { words: () => "The candidate was anonymised in Lever.", again: false },
  confidential: {
    words: () => "The opportunity is confidential in Lever; confidential candidates are not interviewed.",
    again: true,
  },
  notShownYet: { words: () => "Lever does not show the move yet; we look again.", again: true },
  hired: { words: () => "The candidate is hired.", again: true },
  archived: { words: () => "The opportunity is archived.", again: true },
  noStage: { words: (stage: string) => `Lever has no stage "${stage}".`, again: true },
  elsewhere: {
    words: (stands: string, stage: string) => `Stands in "${stands}", not in "${stage}".`,
    again: true,
  },
  stageRemoved: {
    words: () =>
      "Their stage was removed in Lever: nothing is cancelled for that. Cancel the interview here if it is to end.",
    again: true,
  },
  olderState: { words: () => "An older state than the one we know.", again: true },
  stillBlocked: {
    words: (reasons: readonly BlockReason[]) => `Still blocked: ${reasons.map(reasonWords).join(", ")}.`,
    again: true,
  },
  unchanged: {
    words: (state: InterviewState) => `Nothing changed; the interview is ${stateWords[state].toLowerCase()}.`,
    again: true,
  },
  hadInterview: {
    words: (state: InterviewState) => `This entry has had its interview: ${stateWords[state].toLowerCase()}.`,
    again: true,
  },
  noApplication: { words: () => "The opportunity has no application to a posting.", again: true },
  untagged: { words: () => "The posting does not carry the tag.", again: true },
  beforeConnected: { words: () => "Stood in the stage before Lever was connected.", again: false },
  beforeActivated: { words: () => "Stood in the stage before the position was activated.", again: false },
  noOpenInterview: { words: () => "No interview is open for this person.", again: false },
  /** The lifecycle says why, in its own words. */
  refused: { words: (why: string) => why, again: true },
  nothing: { words: () => "Nothing to do.", again: true },
} as const;

export type ReasonName = keyof typeof list;

export interface Reason {
  name: ReasonName;
  words: string;
}

export const reasonNames = Object.keys(list) as ReasonName[];

export function because<Name extends ReasonName>(
  name: Name,
  ...facts: Parameters<(typeof list)[Name]["words"]>
): Reason {
  const { words } = list[name] as { words: (...facts: unknown[]) => string };
  return { name, words: words(...facts) };
}

/** Deliveries from before reasons had names may be read again too. */
export function mayReadAgain(name: string | null): boolean {
  return reasonNames.find((one) => one === name) === undefined || list[name as ReasonName].again;
}
