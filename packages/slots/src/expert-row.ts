/**
 * One expert, compiled: open and busy time in ticks of 5 minutes, and a start row for each class of meeting that was
 * asked for. A row is a cache of what the database says about one expert over one horizon. It decides nothing: whether
 * a booking holds is decided by the database, which is then told here with `applyBusy`.
 */
import { clearRange, setRange } from "./bitset.ts";
import { type CapCounts, capRange, countStart, eachFullStretchOfWeek, emptyCounts } from "./caps.ts";
import { assertHorizon, type ClassGrid, gridOf, type Horizon, MARGIN_TICKS, type MeetingClass } from "./grid.ts";
import { DAY_MS, startIndex, TICK_MS } from "./grid.ts";
import { clearTimeOff, markOpen, openIntervals, touchedTicks } from "./open-time.ts";
import type { Refusal } from "./refusal.ts";
import { type BusyInterval, checkBusy, checkRules, type ExpertRules, type Interval, isOrdered } from "./rules.ts";
import { computeStarts } from "./starts.ts";
import { zoneTable } from "./zone-table.ts";

/** Only this package reads or writes the fields; outside, a row is a handle. */
export interface Row {
  readonly horizon: Horizon;
  readonly rules: ExpertRules;
  /** The instant of tick 0: one day before the horizon. */
  readonly originMs: number;
  readonly open: Uint32Array;
  readonly busy: Uint32Array;
  /** Undefined when the expert has no caps. */
  readonly counts: CapCounts | undefined;
  /** Busy times, two numbers each (fromMs * 2 + 1 if it counts for caps, toMs), so that one can be taken away again. */
  readonly taken: number[];
  readonly startRows: Map<string, { readonly grid: ClassGrid; readonly bits: Uint32Array<ArrayBuffer> }>;
}

/**
 * Compiles one expert: O(days x intervals + busy), some tens of microseconds for 28 days.
 * Give busy times from eight days before the horizon to two days after it, so that week caps and buffers see across
 * its edges. Bad rules or busy times come back as a refusal; a bad horizon throws RangeError.
 */
export function compileExpert(rules: ExpertRules, busy: readonly BusyInterval[], horizon: Horizon): Row | Refusal {
  assertHorizon(horizon);
  const refusal = checkRules(rules) ?? checkBusy(busy);
  if (refusal !== undefined) return refusal;
  const originMs = horizon.fromMs - DAY_MS;
  const words = tickWords(horizon);
  const open = new Uint32Array(words);
  markOpen(open, originMs, openIntervals(rules, rowZoneTable(rules.zone, horizon)));
  clearTimeOff(open, originMs, rules.timeOff);
  const row: Row = {
    horizon,
    rules,
    originMs,
    open,
    busy: new Uint32Array(words),
    counts: capCounts(rules, horizon),
    taken: [],
    startRows: new Map(),
  };
  for (const interval of busy) take(row, interval);
  return row;
}

/** Words of a tick row: the horizon with its margins. */
export function tickWords({ fromMs, toMs }: Horizon): number {
  return ((toMs - fromMs) / TICK_MS + 2 * MARGIN_TICKS + 31) >>> 5;
}

/** The zone over everything a tick row covers. */
export function rowZoneTable(zone: string, { fromMs, toMs }: Horizon): ReturnType<typeof zoneTable> {
  return zoneTable(zone, fromMs - DAY_MS, toMs + 2 * DAY_MS);
}

/**
 * The start row of an expert for a class: computed when first asked for, then kept up to date by `applyBusy`.
 * Bit i is the start at `horizon.fromMs + i * gridOf(class).strideMs`. Read it, don't write it.
 */
export function starts(row: Row, meetingClass: MeetingClass): Uint32Array<ArrayBuffer> {
  return startsOnGrid(row, gridOf(meetingClass));
}

export function startsOnGrid(row: Row, grid: ClassGrid): Uint32Array<ArrayBuffer> {
  const kept = row.startRows.get(grid.key);
  if (kept !== undefined) return kept.bits;
  const bits = computeStarts(row, grid);
  row.startRows.set(grid.key, { grid, bits });
  return bits;
}

/**
 * Tells a row of one more busy time, or of one fewer. Adding costs about a microsecond; removing recomputes the start
 * rows. Returns false, and changes nothing, when the time to remove was never added or the interval is upside down:
 * the row is stale then, and is to be compiled anew.
 */
export function applyBusy(row: Row, interval: BusyInterval, change: "add" | "remove"): boolean {
  if (!isOrdered(interval)) return false;
  if (change === "remove") return remove(row, interval);
  const day = take(row, interval);
  const touched = touchedTicks(interval, row.originMs, row.busy.length * 32);
  for (const { grid, bits } of row.startRows.values()) {
    clearMet(row, grid, bits, touched);
    if (day < 0) continue;
    eachFullStretchOfWeek(row.counts!, Math.floor(day / 7), (fromMs, toMs) => {
      clearRange(bits, startIndex(row.horizon, grid, fromMs), startIndex(row.horizon, grid, toMs));
    });
  }
  return true;
}

/** Clears the starts whose meeting, buffers included, would meet the busy ticks `[from, to)`. */
function clearMet(row: Row, grid: ClassGrid, bits: Uint32Array, [from, to]: readonly [number, number]): void {
  if (from === to) return;
  const first = from - grid.durationTicks - grid.afterTicks + 1;
  const end = to + grid.beforeTicks;
  clearRange(
    bits,
    startIndex(row.horizon, grid, row.originMs + first * TICK_MS),
    startIndex(row.horizon, grid, row.originMs + end * TICK_MS),
  );
}

/** Books an interval into ticks and counts; returns the index of the day it was counted on, or -1. */
function take(row: Row, interval: BusyInterval): number {
  if (interval.fromMs === interval.toMs) return -1;
  const counted = interval.countsForCaps === true;
  row.taken.push(interval.fromMs * 2 + Number(counted), interval.toMs);
  mark(row, interval);
  return counted && row.counts !== undefined ? countStart(row.counts, interval.fromMs, 1) : -1;
}

function remove(row: Row, interval: BusyInterval): boolean {
  if (interval.fromMs === interval.toMs) return true;
  const { taken } = row;
  const counted = interval.countsForCaps === true;
  let at = taken.length - 2;
  while (at >= 0 && !(taken[at] === interval.fromMs * 2 + Number(counted) && taken[at + 1] === interval.toMs)) at -= 2;
  if (at < 0) return false;
  taken.splice(at, 2);
  row.busy.fill(0);
  for (let i = 0; i < taken.length; i += 2) mark(row, { fromMs: Math.floor(taken[i]! / 2), toMs: taken[i + 1]! });
  if (counted && row.counts !== undefined) countStart(row.counts, interval.fromMs, -1);
  for (const { grid, bits } of row.startRows.values()) bits.set(computeStarts(row, grid));
  return true;
}

function mark(row: Row, interval: Interval): void {
  const [from, to] = touchedTicks(interval, row.originMs, row.busy.length * 32);
  setRange(row.busy, from, to);
}

function capCounts(rules: ExpertRules, horizon: Horizon): CapCounts | undefined {
  if (rules.caps.perDay === undefined && rules.caps.perWeek === undefined) return undefined;
  const range = capRange(horizon);
  return emptyCounts(rules.caps, zoneTable(rules.zone, range.fromMs, range.toMs));
}
