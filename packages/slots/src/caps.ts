/**
 * How many interviews an expert has on each local date and in each ISO week of their own zone, and which dates are
 * therefore full. An interview belongs to the date it starts on. Only the count is kept, not which interviews they are.
 */
import { DAY_MS, type Horizon } from "./grid.ts";
import { type Caps, type Interval, isoWeekday } from "./rules.ts";
import { offsetAt, type ZoneTable } from "./zone-table.ts";

/** Counts from the Monday of the week in which the table begins; the last week is whole too. */
export interface CapCounts {
  readonly caps: Caps;
  readonly table: ZoneTable;
  readonly firstDay: number;
  readonly perDay: Uint16Array;
}

/**
 * What caps need to see: whole weeks around the horizon, wherever the zone is. Interviews outside of it don't count,
 * so busy times are to be given from eight days before the horizon.
 */
export function capRange({ fromMs, toMs }: Horizon): Interval {
  return { fromMs: fromMs - 8 * DAY_MS, toMs: toMs + 8 * DAY_MS };
}

export function emptyCounts(caps: Caps, table: ZoneTable): CapCounts {
  const first = table[0]!;
  const last = table.at(-1)!;
  const begin = Math.floor((first.fromMs + first.offsetMs) / DAY_MS);
  const firstDay = begin - (isoWeekday(begin) - 1);
  const endDay = Math.floor((last.toMs + last.offsetMs) / DAY_MS);
  const weeks = Math.ceil((endDay + 1 - firstDay) / 7);
  return { caps, table, firstDay, perDay: new Uint16Array(weeks * 7) };
}

/** Adds `by` (1 or -1) interviews to the date on which `startMs` falls. Returns that date's index, or -1 outside. */
export function countStart(counts: CapCounts, startMs: number, by: 1 | -1): number {
  const { table, firstDay, perDay } = counts;
  if (startMs < table[0]!.fromMs || startMs >= table.at(-1)!.toMs) return -1;
  const day = Math.floor((startMs + offsetAt(table, startMs)) / DAY_MS) - firstDay;
  perDay[day]! += by;
  return day;
}

/** Calls `clear` with the instants of every local date on which no further interview may start. */
export function eachFullStretch(counts: CapCounts, clear: (fromMs: number, toMs: number) => void): void {
  for (let week = 0; week * 7 < counts.perDay.length; week++) eachFullStretchOfWeek(counts, week, clear);
}

/** The same for one week, counted from the first. */
export function eachFullStretchOfWeek(
  counts: CapCounts,
  week: number,
  clear: (fromMs: number, toMs: number) => void,
): void {
  const { caps, perDay } = counts;
  const monday = week * 7;
  let inWeek = 0;
  for (let day = monday; day < monday + 7; day++) inWeek += perDay[day]!;
  if (caps.perWeek !== undefined && inWeek >= caps.perWeek) {
    eachStretch(counts, monday, monday + 7, clear);
    return;
  }
  if (caps.perDay === undefined) return;
  for (let day = monday; day < monday + 7; day++) {
    if (perDay[day]! >= caps.perDay) eachStretch(counts, day, day + 1, clear);
  }
}

/** Local dates `[fromDay, toDay)` as instants: one stretch per segment, since a clock set back may visit a date twice. */
function eachStretch(
  { table, firstDay }: CapCounts,
  fromDay: number,
  toDay: number,
  visit: (fromMs: number, toMs: number) => void,
): void {
  for (const segment of table) {
    const fromMs = Math.max(segment.fromMs, (firstDay + fromDay) * DAY_MS - segment.offsetMs);
    const toMs = Math.min(segment.toMs, (firstDay + toDay) * DAY_MS - segment.offsetMs);
    if (fromMs < toMs) visit(fromMs, toMs);
  }
}

/** How many more interviews may start on the local date of an instant; 0 outside of what the counts cover. */
export function roomOn({ caps, table, firstDay, perDay }: CapCounts, instantMs: number): number {
  if (instantMs < table[0]!.fromMs || instantMs >= table.at(-1)!.toMs) return 0;
  const day = Math.floor((instantMs + offsetAt(table, instantMs)) / DAY_MS) - firstDay;
  const monday = day - (day % 7);
  let inWeek = 0;
  for (let d = monday; d < monday + 7; d++) inWeek += perDay[d]!;
  const inDay = (caps.perDay ?? Infinity) - perDay[day]!;
  return Math.max(0, Math.min(inDay, (caps.perWeek ?? Infinity) - inWeek));
}
