/**
 * What bounds a question in time besides the window: the asker's clock, the position's notice, each expert's notice,
 * the horizon. Here, too, the clock is an argument.
 */
import { hasBit } from "./bitset.ts";
import { type Row, startsOnGrid } from "./expert-row.ts";
import { type ClassGrid, gridOf, type Horizon, type MeetingClass, MINUTE_MS, startIndex, stepTest } from "./grid.ts";
import type { Interval } from "./rules.ts";

export interface Limits {
  /** The asker's clock, ms UTC. Nothing is offered before it, and each expert's own notice counts from it. */
  readonly nowMs: number;
  /** Nothing is offered before this either (the position's notice). */
  readonly earliestMs?: number | undefined;
  /** Ids of experts who must not be counted for this question: the candidate met them before. Pools only. */
  readonly excluding?: readonly string[] | undefined;
}

/**
 * Stored starts `[from, to)` of a question: the window, the horizon and the earliest instant for everyone. Throws RangeError
 * when one of them is no number: compared with it, nothing would be too early.
 */
export function startRange(horizon: Horizon, grid: ClassGrid, window: Interval, limits: Limits): StartRange {
  const earliestMs = Math.max(window.fromMs, limits.nowMs, limits.earliestMs ?? limits.nowMs);
  if (Number.isNaN(earliestMs) || Number.isNaN(window.toMs)) {
    throw new RangeError("A question needs a clock (nowMs) and a window of instants");
  }
  return { from: startIndex(horizon, grid, earliestMs), to: startIndex(horizon, grid, window.toMs) };
}

export interface StartRange {
  readonly from: number;
  readonly to: number;
}

/** The first start that respects the expert's own notice as well. */
export function noticedFrom(row: Row, grid: ClassGrid, limits: Limits, from: number): number {
  const notice = row.rules.noticeMinutes;
  if (notice === undefined || notice === 0) return from;
  return Math.max(from, startIndex(row.horizon, grid, limits.nowMs + notice * MINUTE_MS));
}

/**
 * Whether the expert can begin a meeting then and the limits allow it. Only for a start of which `isStart` is true.
 */
export function canStart(row: Row, grid: ClassGrid, startMs: number, limits: Limits): boolean {
  const { horizon } = row;
  const index = startIndex(horizon, grid, startMs);
  const range = startRange(horizon, grid, { fromMs: startMs, toMs: startMs + 1 }, limits);
  return index >= noticedFrom(row, grid, limits, range.from) && hasBit(startsOnGrid(row, grid), index);
}

/** Whether an instant is in the horizon and on the class's step. */
export function isStart(horizon: Horizon, meetingClass: MeetingClass, instantMs: number): boolean {
  if (instantMs < horizon.fromMs || instantMs >= horizon.toMs) return false;
  const stored = (instantMs - horizon.fromMs) % gridOf(meetingClass).strideMs === 0;
  return stored && stepTest(meetingClass, horizon)(instantMs);
}
