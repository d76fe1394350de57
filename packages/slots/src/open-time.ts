/**
 * From wall-clock rules to instants. An instant is open when its reading on the expert's clock lies in an interval of
 * that local date. Going through the zone's segments one by one makes that literally true: a repeated hour is met in
 * two segments and is open in both, a skipped hour is met in none. No "earlier or later?" option is needed.
 */
import { clearRange, setRange } from "./bitset.ts";
import { DAY_MS, MINUTE_MS, TICK_MS } from "./grid.ts";
import { type DayInterval, epochDay, type ExpertRules, type Interval, isoWeekday } from "./rules.ts";
import type { ZoneTable } from "./zone-table.ts";

/**
 * Open time as sorted, disjoint instants inside the table's range, before time off. The rules must have passed
 * `checkRules`.
 */
export function openIntervals(rules: ExpertRules, table: ZoneTable): Interval[] {
  const week = hoursByWeekday(rules);
  const overrides = new Map(rules.overrides.map((o) => [epochDay(o.onDate), mergeDay(o.intervals)]));
  const open: { fromMs: number; toMs: number }[] = [];
  for (const { fromMs, toMs, offsetMs } of table) {
    const lastDay = Math.floor((toMs - 1 + offsetMs) / DAY_MS);
    for (let day = Math.floor((fromMs + offsetMs) / DAY_MS); day <= lastDay; day++) {
      for (const hours of overrides.get(day) ?? week[isoWeekday(day)]!) {
        const midnight = day * DAY_MS - offsetMs;
        const from = Math.max(fromMs, midnight + hours.fromMinute * MINUTE_MS);
        const to = Math.min(toMs, midnight + hours.toMinute * MINUTE_MS);
        if (from >= to) continue;
        const previous = open.at(-1);
        // Merged where they touch (24:00 and 00:00), so that rounding to ticks can't open a crack between them.
        if (previous !== undefined && from <= previous.toMs) previous.toMs = Math.max(previous.toMs, to);
        else open.push({ fromMs: from, toMs: to });
      }
    }
  }
  return open;
}

/** Sets the ticks that are wholly open. Bit 0 is the tick at `originMs`. */
export function markOpen(bits: Uint32Array, originMs: number, open: readonly Interval[]): void {
  const end = bits.length * 32;
  for (const { fromMs, toMs } of open) {
    const from = Math.max(0, Math.ceil((fromMs - originMs) / TICK_MS));
    setRange(bits, from, Math.min(end, Math.floor((toMs - originMs) / TICK_MS)));
  }
}

/** The ticks an interval touches, clipped to `[0, end)`. An empty interval touches nothing. */
export function touchedTicks({ fromMs, toMs }: Interval, originMs: number, end: number): readonly [number, number] {
  if (fromMs >= toMs) return [0, 0];
  const from = Math.max(0, Math.floor((fromMs - originMs) / TICK_MS));
  const to = Math.min(end, Math.ceil((toMs - originMs) / TICK_MS));
  return from < to ? [from, to] : [0, 0];
}

/** Clears every tick that time off touches, even in part. */
export function clearTimeOff(bits: Uint32Array, originMs: number, timeOff: readonly Interval[]): void {
  for (const off of timeOff) {
    const [from, to] = touchedTicks(off, originMs, bits.length * 32);
    clearRange(bits, from, to);
  }
}

function hoursByWeekday(rules: ExpertRules): DayInterval[][] {
  const week: DayInterval[][] = [[], [], [], [], [], [], [], []];
  for (const hours of rules.weekly) week[hours.weekday]!.push(hours);
  return week.map(mergeDay);
}

/** Sorted and disjoint; overlapping and touching intervals become one. */
function mergeDay(intervals: readonly DayInterval[]): DayInterval[] {
  if (intervals.length < 2) return [...intervals];
  const merged: { fromMinute: number; toMinute: number }[] = [];
  for (const { fromMinute, toMinute } of intervals.toSorted((a, b) => a.fromMinute - b.fromMinute)) {
    const previous = merged.at(-1);
    if (previous !== undefined && fromMinute <= previous.toMinute) {
      previous.toMinute = Math.max(previous.toMinute, toMinute);
    } else {
      merged.push({ fromMinute, toMinute });
    }
  }
  return merged;
}
