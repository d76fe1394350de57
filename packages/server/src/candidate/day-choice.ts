/** Offered times as a month of days and the times of one day, in one zone. Pure; what is offered, scheduling says. */
import { dateIn, dayNumber, sameDateUntil } from "../time/wall-clock.ts";

export interface OfferedDay {
  /** "2026-12-08" */
  onDate: string;
  starts: number[];
}

export interface MonthGrid {
  /** "2026-12" */
  month: string;
  /** Weeks from Monday on; null outside of the month. Weeks that are over before the first offered day are left out. */
  weeks: ({ onDate: string; day: number; count: number } | null)[][];
  before: string | null;
  after: string | null;
}

/** `starts`: sorted. */
export function offeredDays(starts: readonly number[], zone: string): OfferedDay[] {
  const days = new Map<number, number[]>();
  let day: number[] = [];
  // The clock is asked once for each day and not for each of a thousand times.
  let until = -Infinity;
  for (const startAt of starts) {
    if (startAt >= until) {
      const number = dayNumber(zone, startAt);
      day = days.get(number) ?? [];
      days.set(number, day);
      until = sameDateUntil(zone, startAt);
    }
    day.push(startAt);
  }
  return [...days.values()].map((ofDay) => ({ onDate: dateIn(zone, ofDay[0] ?? 0), starts: ofDay }));
}

/** The wanted day when it has times; else the first of the wanted month, else the first of all. */
export function chosenDay(
  days: readonly OfferedDay[],
  wanted: { day?: string | undefined; month?: string | undefined },
): OfferedDay | null {
  return (
    days.find((day) => day.onDate === wanted.day) ??
    days.find((day) => wanted.month !== undefined && day.onDate.startsWith(wanted.month)) ??
    days[0] ??
    null
  );
}

export function monthGrid(days: readonly OfferedDay[], month: string): MonthGrid {
  const counts = new Map(days.map((day) => [day.onDate, day.starts.length]));
  const [year = 0, number = 1] = month.split("-").map(Number);
  // Day 0 of the next month is the last of this one.
  const daysInMonth = new Date(Date.UTC(year, number, 0)).getUTCDate();
  const emptyBefore = (new Date(Date.UTC(year, number - 1, 1)).getUTCDay() + 6) % 7;
  const firstDate = days[0]?.onDate ?? "";
  const weeks: MonthGrid["weeks"] = [];
  for (let monday = 1 - emptyBefore; monday <= daysInMonth; monday += 7) {
    const week = Array.from({ length: 7 }, (_, weekday) => {
      const day = monday + weekday;
      if (day < 1 || day > daysInMonth) return null;
      const onDate = `${month}-${day < 10 ? "0" : ""}${day}`;
      return { onDate, day, count: counts.get(onDate) ?? 0 };
    });
    if (week.some((day) => day !== null && day.onDate >= firstDate)) weeks.push(week);
  }
  const months = [...new Set(days.map((day) => day.onDate.slice(0, 7)))];
  return {
    month,
    weeks,
    before: months.findLast((one) => one < month) ?? null,
    after: months.find((one) => one > month) ?? null,
  };
}

const monthNames = "January February March April May June July August September October November December".split(" ");

/** "December 2026" */
export function monthWords(month: string): string {
  const [year, number] = month.split("-");
  return `${monthNames[Number(number) - 1]} ${year}`;
}
