/** Offered times as a month of days and the times of one day, in one zone. Pure; what is offered, scheduling says. */
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

export function offeredDays(starts: readonly number[], zone: string): OfferedDay[] {
  const days = new Map<string, number[]>();
  for (const startAt of starts) {
    const onDate = dateOf(startAt, zone);
    const day = days.get(onDate);
    if (day) day.push(startAt);
    else days.set(onDate, [startAt]);
  }
  return [...days].map(([onDate, ofDay]) => ({ onDate, starts: ofDay }));
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
  const first = Temporal.PlainDate.from(`${month}-01`);
  const cells: MonthGrid["weeks"][number] = Array.from({ length: first.dayOfWeek - 1 }, () => null);
  for (let day = 1; day <= first.daysInMonth; day++) {
    const onDate = `${month}-${String(day).padStart(2, "0")}`;
    cells.push({ onDate, day, count: counts.get(onDate) ?? 0 });
  }
  while (cells.length % 7 !== 0) cells.push(null);
  const months = [...new Set(days.map((day) => day.onDate.slice(0, 7)))];
  const weeks = Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7));
  return {
    month,
    weeks: weeks.filter((week) => week.some((day) => day !== null && day.onDate >= (days[0]?.onDate ?? ""))),
    before: months.findLast((one) => one < month) ?? null,
    after: months.find((one) => one > month) ?? null,
  };
}

export function dateOf(at: number, zone: string): string {
  return zoned(at, zone).toPlainDate().toString();
}

/** "December 2026" */
export function monthWords(month: string): string {
  return Temporal.PlainDate.from(`${month}-01`).toLocaleString("en-GB", { month: "long", year: "numeric" });
}

function zoned(at: number, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
}
