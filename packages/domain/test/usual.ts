/** What the tests of a lifecycle share: the rules of an ordinary position, and a decision that must not be a refusal. */
import { isRefusal, type Decision, type Rules, type transition } from "../src/index.ts";

export const rules: Rules = {
  bookWithinDays: 7,
  interviewWithinDays: 14,
  maxReschedules: 2,
  rescheduleCutoffMinutes: 240,
  candidateMayRebookAfterNoShow: true,
  textReminders: false,
  reviewBeforeRelease: false,
  reportDueMinutes: 120,
  reviewMinutes: 45,
  proposalAnswerHours: 24,
  leaveGraceSeconds: 120,
  positionOpen: true,
  postingEnded: false,
  statusInAts: false,
};

export function must(outcome: ReturnType<typeof transition>): Decision {
  if (isRefusal(outcome)) throw new Error(`refused: ${outcome.code} ${outcome.words}`);
  return outcome;
}
