/** Notes on the way to a booking. */
export { addressBouncedNote } from "./address-bounced.ts";
export { expiredNote } from "./expired.ts";
export { informationMissingNote, type MissingItem } from "./information-missing.ts";
export { invitedNote } from "./invited.ts";
export { lastReminderNote } from "./last-reminder.ts";
export type { Obstacle } from "./obstacle.ts";
export { positionNotReadyNote } from "./position-not-ready.ts";
export { unschedulableNote } from "./unschedulable.ts";
