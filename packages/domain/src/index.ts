/** What may happen, decided by pure functions; and the contract between server and web client. No I/O, no clock. */
export * from "./duration.ts";
export * from "./zone.ts";
export { byDay, eveningBefore, orNextMorning } from "./civil.ts";
export * from "./refusal.ts";
export * from "./interview/state.ts";
export * from "./interview/event.ts";
export * from "./interview/effect.ts";
export { actorName, type Circumstances, type Decision, type Zones } from "./interview/decision.ts";
export { isContactReason, reasonWords } from "./interview/invite.ts";
export { reminderCutoffMs } from "./interview/meet.ts";
export { FREE_HAND_OVER_HOURS, isLateHandOver, mayReschedule } from "./interview/book.ts";
export { mayRebook } from "./interview/rebook.ts";
export { postingEndWords } from "./interview/posting-end.ts";
export { lookUntil } from "./interview/propose.ts";
export {
  auditOpenedBy,
  isBadRating,
  isGoodRating,
  mayRate,
  ratingAskAt,
  ratingAuditDueAt,
} from "./interview/rating.ts";
export { expertDueAt } from "./interview/report.ts";
export { stateWords, table, transition } from "./interview/transition.ts";
export * from "./position/settings.ts";
export * from "./position/readiness.ts";
export * from "./expert/vetting.ts";
export * from "./expert/earning.ts";
export * from "./guide/guide.ts";
export * from "./report/report.ts";
export * from "./report/mapping.ts";
export * from "./text/text.ts";
export * from "./api/index.ts";
