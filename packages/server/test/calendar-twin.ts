/**
 * Recurrence by brute force: every day from the first to the end of the window is looked at, one after the other, and kept if
 * the rule lets it through. Slow, and written from RFC 5545 without looking at the engine; Temporal does the calendar.
 */
export interface TwinRule {
  FREQ: "DAILY" | "WEEKLY" | "MONTHLY" | "YEARLY";
  INTERVAL?: number;
  COUNT?: number;
  UNTIL?: string;
  BYMONTH?: number[];
  BYMONTHDAY?: number[];
  BYYEARDAY?: number[];
  BYDAY?: string[];
  BYSETPOS?: number[];
  WKST?: string;
}

const names = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

export function ruleText(rule: TwinRule): string {
  return Object.entries(rule)
    .map(([name, value]) => `${name}=${Array.isArray(value) ? value.join(",") : value}`)
    .join(";");
}

/** `start`: "20260107T093000". Starts up to `until` (exclusive), as texts like "2026-01-07T09:30:00". */
export function bruteForce(rule: TwinRule, start: string, until: Temporal.PlainDateTime): string[] {
  const first = Temporal.PlainDateTime.from(start);
  const end = rule.UNTIL ? Temporal.PlainDateTime.from(rule.UNTIL) : null;
  const periods = new Map<number, Temporal.PlainDate[]>();
  // From the beginning of the first period: BYSETPOS counts days before the start as well.
  let day = first.toPlainDate().with({ month: 1, day: 1 }).subtract({ days: 7 });
  for (; Temporal.PlainDate.compare(day, until.toPlainDate()) <= 0; day = day.add({ days: 1 })) {
    const period = periodOf(rule, day) - periodOf(rule, first.toPlainDate());
    if (period < 0 || period % (rule.INTERVAL ?? 1) !== 0) continue;
    if (!passes(rule, first.toPlainDate(), day)) continue;
    periods.set(period, [...(periods.get(period) ?? []), day]);
  }
  const starts: Temporal.PlainDateTime[] = [];
  for (const period of [...periods.keys()].sort((left, right) => left - right)) {
    const days = periods.get(period) ?? [];
    const chosen = rule.BYSETPOS
      ? days.filter((_, at) => rule.BYSETPOS?.some((position) => position === at + 1 || position === at - days.length))
      : days;
    starts.push(...chosen.map((one) => one.toPlainDateTime(first.toPlainTime())));
  }
  return starts
    .filter((at) => Temporal.PlainDateTime.compare(at, first) >= 0)
    .filter((at) => end === null || Temporal.PlainDateTime.compare(at, end) <= 0)
    .slice(0, rule.COUNT ?? Infinity)
    .filter((at) => Temporal.PlainDateTime.compare(at, until) < 0)
    .map((at) => at.toString({ smallestUnit: "second" }));
}

function periodOf(rule: TwinRule, day: Temporal.PlainDate): number {
  const sinceEpoch = day.since("1970-01-05").days; // a Monday
  switch (rule.FREQ) {
    case "DAILY":
      return sinceEpoch;
    case "WEEKLY":
      return Math.floor((sinceEpoch - names.indexOf(rule.WKST ?? "MO")) / 7);
    case "MONTHLY":
      return day.year * 12 + day.month;
    case "YEARLY":
      return day.year;
  }
}

function passes(rule: TwinRule, first: Temporal.PlainDate, day: Temporal.PlainDate): boolean {
  const { FREQ, BYMONTH, BYMONTHDAY, BYYEARDAY, BYDAY } = rule;
  if (BYMONTH && !BYMONTH.includes(day.month)) return false;
  if (BYMONTHDAY && !BYMONTHDAY.some((n) => (n > 0 ? n === day.day : day.daysInMonth + n + 1 === day.day)))
    return false;
  if (BYYEARDAY && !BYYEARDAY.some((n) => (n > 0 ? n === day.dayOfYear : day.daysInYear + n + 1 === day.dayOfYear)))
    return false;
  if (BYDAY) return BYDAY.some((text) => isNth(text, rule, day));
  if (BYMONTHDAY || BYYEARDAY) return true;
  switch (FREQ) {
    case "DAILY":
      return true;
    case "WEEKLY":
      return day.dayOfWeek === first.dayOfWeek;
    case "MONTHLY":
      return day.day === first.day;
    case "YEARLY":
      return day.day === first.day && (BYMONTH !== undefined || day.month === first.month);
  }
}

function isNth(text: string, { FREQ, BYMONTH }: TwinRule, day: Temporal.PlainDate): boolean {
  const name = text.slice(-2);
  const nth = Number(text.slice(0, -2) || "0");
  if (names[day.dayOfWeek - 1] !== name) return false;
  if (nth === 0) return true;
  const inYear = FREQ === "YEARLY" && !BYMONTH;
  const same: Temporal.PlainDate[] = [];
  const begin = inYear ? day.with({ month: 1, day: 1 }) : day.with({ day: 1 });
  for (let at = begin; inYear ? at.year === day.year : at.month === day.month; at = at.add({ days: 1 })) {
    if (at.dayOfWeek === day.dayOfWeek) same.push(at);
  }
  return same.at(nth > 0 ? nth - 1 : nth)?.equals(day) === true;
}
