/** Notes on the meeting: its time, how it went, and its report. */
export { cancelledNote, type CancelledNoteFacts } from "./cancelled.ts";
export { expertReplacedNote } from "./expert-replaced.ts";
export { feedbackUploadedNote } from "./feedback-uploaded.ts";
export { interruptedNote } from "./interrupted.ts";
export { leavingWhileLiveNote } from "./leaving-while-live.ts";
export { noShowNote } from "./no-show.ts";
export { proposedNote } from "./proposed.ts";
export { rescheduledNote } from "./rescheduled.ts";
export { scheduledNote } from "./scheduled.ts";
