/**
 * Availability in, bookable slots and plans out. Pure: no dependency, no I/O, no clock, no randomness.
 * Instants are ms since the epoch (UTC), lengths are minutes, intervals are half-open. See the README.
 */
export { isRefusal, type Problem, type Refusal } from "./refusal.ts";
export { isKnownZone, offsetAt, type ZoneSegment, type ZoneTable, zoneTable } from "./zone-table.ts";
export {
  type BusyInterval,
  type Caps,
  checkBusy,
  checkRules,
  type DateOverride,
  type DayInterval,
  type ExpertRules,
  type Interval,
  type WeeklyHours,
} from "./rules.ts";
export { checkMeetingClass, type Horizon, horizonAround, type MeetingClass } from "./grid.ts";
export { applyBusy, compileExpert, type Row, starts } from "./expert-row.ts";
export type { Limits } from "./limits.ts";
export { offeredTime } from "./offered.ts";
export { nearest, panelSlots, slots, who } from "./query.ts";
export { type Rotation, rotatingSubset } from "./rotation.ts";
export { firstUnmet, type Needs, type Skills, type UnmetNeed } from "./needs.ts";
export {
  applyBusyTo,
  createRoster,
  dropPool,
  type Pool,
  poolCounts,
  poolFor,
  putExpert,
  removeExpert,
  type Roster,
  type RosterExpert,
} from "./pool.ts";
export { roomLeft, seats } from "./seats.ts";
export {
  explain,
  type Explanation,
  type ExpertExplanation,
  explainExpert,
  type PoolExplanation,
  type Question,
  type Removal,
  removalOrder,
} from "./explain.ts";
export { explainStart } from "./explain-start.ts";
export { assign } from "./assign.ts";
export type { Drive, DriveCandidate, DriveExpert, Pair, Plan } from "./drive.ts";
