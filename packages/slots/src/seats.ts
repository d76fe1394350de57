/**
 * One expert's starts, thinned to seats that could all be taken, for planning many interviews at once. Earliest first:
 * for meetings of one length no other choice gives more seats.
 */
import { roomOn } from "./caps.ts";
import type { Row } from "./expert-row.ts";
import { type MeetingClass, MINUTE_MS } from "./grid.ts";
import type { Limits } from "./limits.ts";
import { slots } from "./query.ts";
import type { Interval } from "./rules.ts";

/**
 * Starts (ms UTC, sorted) of meetings that don't overlap and keep their buffers among each other. Caps are not spread
 * over them: see `roomLeft`.
 */
export function seats(row: Row, meetingClass: MeetingClass, window: Interval, limits: Limits): number[] {
  const { durationMinutes, bufferBeforeMinutes, bufferAfterMinutes } = meetingClass;
  const apartMs = (durationMinutes + Math.max(bufferBeforeMinutes, bufferAfterMinutes)) * MINUTE_MS;
  const chosen: number[] = [];
  let freeFromMs = -Infinity;
  for (const startMs of slots([row], meetingClass, window, limits)) {
    if (startMs < freeFromMs) continue;
    chosen.push(startMs);
    freeFromMs = startMs + apartMs;
  }
  return chosen;
}

/** How many more interviews the caps allow on the expert's local date at an instant; Infinity without caps. */
export function roomLeft(row: Row, instantMs: number): number {
  return row.counts === undefined ? Infinity : roomOn(row.counts, instantMs);
}
