/**
 * How much time an expert offers, whatever is booked in it: hours and overrides, less time off. Fairness compares
 * interviews with it, and hours kept for interviews are offered hours like the others.
 */
import { openIntervals } from "./open-time.ts";
import type { ExpertRules, Interval } from "./rules.ts";
import { zoneTable } from "./zone-table.ts";

/** Sorted, disjoint instants inside `range` (ms, half-open). The rules must have passed `checkRules`. O(days + time off). */
export function offeredTime(rules: ExpertRules, range: Interval): Interval[] {
  if (range.fromMs >= range.toMs) return [];
  const off = rules.timeOff.toSorted((left, right) => left.fromMs - right.fromMs);
  return openIntervals(rules, zoneTable(rules.zone, range.fromMs, range.toMs)).flatMap((open) => without(open, off));
}

function without(open: Interval, off: readonly Interval[]): Interval[] {
  const left: Interval[] = [];
  let { fromMs } = open;
  for (const away of off) {
    if (away.toMs <= fromMs || away.fromMs >= open.toMs) continue;
    if (away.fromMs > fromMs) left.push({ fromMs, toMs: away.fromMs });
    fromMs = Math.max(fromMs, away.toMs);
  }
  if (fromMs < open.toMs) left.push({ fromMs, toMs: open.toMs });
  return left;
}
