/**
 * "Why not then?" for one start: the same answer as `explainExpert` gives for it, without working through the whole row.
 * A decision asks it for everybody who was not free, in the middle of a booking.
 */
import { hasBit } from "./bitset.ts";
import type { Removal } from "./explain.ts";
import { type Row, startsOnGrid } from "./expert-row.ts";
import { DAY_MS, gridOf, MARGIN_TICKS, MINUTE_MS, type MeetingClass, startIndex } from "./grid.ts";
import { type Limits, noticedFrom, startRange } from "./limits.ts";
import { openIntervals } from "./open-time.ts";
import { zoneTable } from "./zone-table.ts";

/** The first rule that forbids a start (ms, on the class's step), or undefined when it is offered. O(length + buffers). */
export function explainStart(
  row: Row,
  meetingClass: MeetingClass,
  startMs: number,
  limits: Limits,
): Removal | undefined {
  const { horizon } = row;
  if (startMs < horizon.fromMs || startMs >= horizon.toMs) return "horizon";
  const grid = gridOf(meetingClass);
  const index = startIndex(horizon, grid, startMs);
  const tick = MARGIN_TICKS + index * grid.strideTicks;
  const end = tick + grid.durationTicks;
  if (!every(row.open, tick, end, true)) return isWithinHours(row, startMs, meetingClass) ? "timeOff" : "hours";
  if (!every(row.busy, tick, end, false)) return "busy";
  if (!every(row.busy, tick - grid.beforeTicks, end + grid.afterTicks, false)) return "buffers";
  if (!hasBit(startsOnGrid(row, grid), index)) return "caps";
  const everything = { fromMs: horizon.fromMs, toMs: horizon.toMs };
  const noticed = noticedFrom(row, grid, limits, startRange(horizon, grid, everything, limits).from);
  return index < noticed ? "notice" : undefined;
}

function every(bits: Uint32Array, from: number, to: number, wanted: boolean): boolean {
  for (let at = from; at < to; at++) if (hasBit(bits, at) !== wanted) return false;
  return true;
}

/** Hours are asked in whole ticks, as the row counts them: what is open in part only is closed. */
function isWithinHours({ rules }: Row, startMs: number, { durationMinutes }: MeetingClass): boolean {
  const endMs = startMs + durationMinutes * MINUTE_MS;
  const fromMs = Math.floor(startMs / DAY_MS) * DAY_MS - DAY_MS;
  const open = openIntervals(rules, zoneTable(rules.zone, fromMs, fromMs + 4 * DAY_MS));
  return open.some((one) => one.fromMs <= startMs && one.toMs >= endMs);
}
