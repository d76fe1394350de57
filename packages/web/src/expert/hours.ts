/** Intervals of one day in minutes since midnight, half-open: kept sorted, apart from each other, none empty. Pure. */
export interface Interval {
  fromMinute: number;
  toMinute: number;
}

export const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;
export const DAY_MINUTES = 1440;

export function tidy(intervals: readonly Interval[]): Interval[] {
  const sorted = intervals
    .filter((one) => one.toMinute > one.fromMinute)
    .sort((left, right) => left.fromMinute - right.fromMinute);
  const result: Interval[] = [];
  for (const { fromMinute, toMinute } of sorted) {
    const last = result.at(-1);
    if (last && fromMinute <= last.toMinute) last.toMinute = Math.max(last.toMinute, toMinute);
    else result.push({ fromMinute, toMinute });
  }
  return result;
}

export function add(intervals: readonly Interval[], more: Interval): Interval[] {
  return tidy([...intervals, more]);
}

export function remove(intervals: readonly Interval[], less: Interval): Interval[] {
  return tidy(
    intervals.flatMap((one) => [
      { fromMinute: one.fromMinute, toMinute: Math.min(one.toMinute, less.fromMinute) },
      { fromMinute: Math.max(one.fromMinute, less.toMinute), toMinute: one.toMinute },
    ]),
  );
}

/** How much of a piece of the day is offered. */
export function cover(intervals: readonly Interval[], piece: Interval): "all" | "some" | "none" {
  const minutes = intervals.reduce(
    (sum, one) =>
      sum + Math.max(0, Math.min(one.toMinute, piece.toMinute) - Math.max(one.fromMinute, piece.fromMinute)),
    0,
  );
  if (minutes === 0) return "none";
  return minutes === piece.toMinute - piece.fromMinute ? "all" : "some";
}

/** "09:30"; the end of the day is "24:00". */
export function minuteWords(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}

/** From a time field, where the end of the day can only be typed as 00:00. */
export function minuteOf(words: string, end: boolean): number | null {
  const [, hour, minute] = /^(\d{2}):(\d{2})/.exec(words) ?? [];
  if (hour === undefined || minute === undefined) return null;
  const minutes = Number(hour) * 60 + Number(minute);
  return end && minutes === 0 ? DAY_MINUTES : minutes;
}
