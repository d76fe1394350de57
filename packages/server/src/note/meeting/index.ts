/** Notes on the meeting: its time, how it went, and its report. */
export { cancelled, type CancelledNoteFacts } from "./cancelled.ts";
export { changedByHand } from "./changed-by-hand.ts";
export { expertReplaced } from "./expert-replaced.ts";
export { feedbackCorrected, feedbackRefused, feedbackUploaded } from "./feedback-uploaded.ts";
export { interrupted } from "./interrupted.ts";
export { leavingWhileLive } from "./leaving-while-live.ts";
export { candidateMissed, candidateMissedForGood, expertMissed } from "./no-show.ts";
export { addressRefused } from "./address-refused.ts";
export { postingEnded } from "./posting-ended.ts";
export { proposed } from "./proposed.ts";
export { rescheduled } from "./rescheduled.ts";
export { scheduled } from "./scheduled.ts";
