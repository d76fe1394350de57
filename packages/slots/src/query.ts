/**
 * Questions to compiled rows: at which instants may a meeting start, and who could take it. Answers are instants in
 * ms UTC, sorted. The clock is an argument. Choosing among those who are free (quality, fairness) is not done here.
 */
import { type Row, startsOnGrid } from "./expert-row.ts";
import { gridOf, type Horizon, type MeetingClass, stepTest } from "./grid.ts";
import { canStart, isStart, type Limits, noticedFrom, startRange, type StartRange } from "./limits.ts";
import { type Pool, poolSlots, poolWho } from "./pool.ts";
import type { Interval } from "./rules.ts";

/**
 * All instants in `[window.fromMs, window.toMs)` at which at least one of the experts can begin a meeting of the class.
 * O(experts x words in the window) for rows, O(starts in the window) for a pool, whose counts are kept up to date.
 * A window beyond the horizon is clipped to it. All rows must have the same horizon. Throws RangeError on a bad class.
 */
export function slots(
  from: readonly Row[] | Pool,
  meetingClass: MeetingClass,
  window: Interval,
  limits: Limits,
): number[] {
  if (!isRows(from)) return poolSlots(from, meetingClass, window, limits);
  const first = from[0];
  if (first === undefined) return [];
  const grid = gridOf(meetingClass);
  const any = new Uint32Array(startsOnGrid(first, grid).length);
  const range = startRange(first.horizon, grid, window, limits);
  for (const row of from) {
    assertSameHorizon(first.horizon, row.horizon);
    orFrom(any, startsOnGrid(row, grid), noticedFrom(row, grid, limits, range.from), range.to);
  }
  return instantsOf(any, first.horizon, meetingClass, range);
}

/** As `slots`, but all of the experts must be able to take the meeting together: a panel. */
export function panelSlots(
  rows: readonly Row[],
  meetingClass: MeetingClass,
  window: Interval,
  limits: Limits,
): number[] {
  const first = rows[0];
  if (first === undefined) return [];
  const grid = gridOf(meetingClass);
  const all = startsOnGrid(first, grid).slice();
  const range = startRange(first.horizon, grid, window, limits);
  let from = range.from;
  for (const row of rows) {
    assertSameHorizon(first.horizon, row.horizon);
    const bits = startsOnGrid(row, grid);
    for (let w = 0; w < all.length; w++) all[w]! &= bits[w]!;
    from = noticedFrom(row, grid, limits, from);
  }
  return instantsOf(all, first.horizon, meetingClass, { from, to: range.to });
}

/**
 * Who can begin a meeting of the class at exactly `startMs`: indexes of rows, or ids of a pool's experts, in their
 * order there. Empty off the class's step, outside the horizon, or before the limits: it agrees with `slots`.
 */
export function who(from: readonly Row[], meetingClass: MeetingClass, startMs: number, limits: Limits): number[];
export function who(from: Pool, meetingClass: MeetingClass, startMs: number, limits: Limits): string[];
export function who(
  from: readonly Row[] | Pool,
  meetingClass: MeetingClass,
  startMs: number,
  limits: Limits,
): number[] | string[] {
  if (!isRows(from)) return poolWho(from, meetingClass, startMs, limits);
  const first = from[0];
  if (first === undefined || !isStart(first.horizon, meetingClass, startMs)) return [];
  const grid = gridOf(meetingClass);
  const free: number[] = [];
  from.forEach((row, index) => {
    assertSameHorizon(first.horizon, row.horizon);
    if (canStart(row, grid, startMs, limits)) free.push(index);
  });
  return free;
}

/** Up to `n` of the slots, nearest to `wantedMs` first; of two equally near ones the earlier comes first. */
export function nearest(sortedSlots: readonly number[], wantedMs: number, n: number): number[] {
  let right = 0;
  let high = sortedSlots.length;
  while (right < high) {
    const middle = (right + high) >>> 1;
    if (sortedSlots[middle]! < wantedMs) right = middle + 1;
    else high = middle;
  }
  let left = right - 1;
  const found: number[] = [];
  while (found.length < n && (left >= 0 || right < sortedSlots.length)) {
    const before = left >= 0 ? wantedMs - sortedSlots[left]! : Infinity;
    const after = right < sortedSlots.length ? sortedSlots[right]! - wantedMs : Infinity;
    found.push(before <= after ? sortedSlots[left--]! : sortedSlots[right++]!);
  }
  return found;
}

/** Bits of a range as instants on the class's step. */
function instantsOf(
  bits: Uint32Array,
  horizon: Horizon,
  meetingClass: MeetingClass,
  { from, to }: StartRange,
): number[] {
  const found: number[] = [];
  if (from >= to) return found;
  const { strideMs } = gridOf(meetingClass);
  const onStep = stepTest(meetingClass, horizon);
  const lastWord = (to - 1) >>> 5;
  for (let w = from >>> 5; w <= lastWord; w++) {
    let rest = bits[w]!;
    if (w === from >>> 5) rest &= -1 << (from & 31);
    if (w === lastWord) rest &= -1 >>> (31 - ((to - 1) & 31));
    while (rest !== 0) {
      const startMs = horizon.fromMs + ((w << 5) + 31 - Math.clz32(rest & -rest)) * strideMs;
      if (onStep(startMs)) found.push(startMs);
      rest &= rest - 1;
    }
  }
  return found;
}

/** ORs the words of `[from, to)` into `target`; the first word loses the bits before `from`. */
function orFrom(target: Uint32Array, bits: Uint32Array, from: number, to: number): void {
  if (from >= to) return;
  const first = from >>> 5;
  const last = (to - 1) >>> 5;
  target[first]! |= bits[first]! & (-1 << (from & 31));
  for (let w = first + 1; w <= last; w++) target[w]! |= bits[w]!;
}

function isRows(from: readonly Row[] | Pool): from is readonly Row[] {
  return Array.isArray(from);
}

function assertSameHorizon(a: Horizon, b: Horizon): void {
  if (a.fromMs !== b.fromMs || a.toMs !== b.toMs) throw new RangeError("Rows of different horizons can't be combined");
}
