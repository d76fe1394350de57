/** Notes on the way to a booking. */
export { addressBounced } from "./address-bounced.ts";
export { addressRemoved } from "./address-removed.ts";
export { expired } from "./expired.ts";
export { informationMissing, type MissingItem } from "./information-missing.ts";
export { invited } from "./invited.ts";
export { lastReminder } from "./last-reminder.ts";
export type { Obstacle } from "./obstacle.ts";
export { addressRefusedStill, positionNotReady } from "./position-not-ready.ts";
export { unarchived } from "./unarchived.ts";
export { unschedulable } from "./unschedulable.ts";
