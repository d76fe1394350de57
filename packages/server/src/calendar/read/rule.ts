/** A recurrence rule as it is written (RFC 5545, section 3.3.10). What can't be understood in full is not understood at all. */
import { readMoment, type Moment } from "./moment.ts";

const frequencies = ["SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"] as const;
export type Frequency = (typeof frequencies)[number];

/** `nth` 0: each of them in the period. Weekdays by ISO: 1 Monday … 7 Sunday. */
export interface NthDay {
  nth: number;
  weekday: number;
}

export interface Rule {
  freq: Frequency;
  interval: number;
  count: number | null;
  until: Moment | null;
  byMonth: number[];
  byWeekNo: number[];
  byYearDay: number[];
  byMonthDay: number[];
  byDay: NthDay[];
  byHour: number[];
  byMinute: number[];
  bySecond: number[];
  bySetPos: number[];
  weekStart: number;
}

const weekdays: Record<string, number> = { MO: 1, TU: 2, WE: 3, TH: 4, FR: 5, SA: 6, SU: 7 };

export function readRule(value: string): Rule | null {
  const parts = new Map<string, string>();
  for (const part of value.trim().split(";")) {
    if (part === "") continue;
    const [name = "", text = ""] = part.split("=");
    parts.set(name.trim().toUpperCase(), text.trim().toUpperCase());
  }
  const freq = frequencies.find((one) => one === parts.get("FREQ"));
  if (!freq || [...parts.keys()].some((name) => !known.has(name))) return null;
  // Other calendars than ours, and months that are skipped forward, count days that we don't.
  if ((parts.get("RSCALE") ?? "GREGORIAN") !== "GREGORIAN" || (parts.get("SKIP") ?? "OMIT") !== "OMIT") return null;
  const bad: string[] = [];
  const numbers = (name: string, least: number, most: number, negative = false): number[] => {
    const text = parts.get(name);
    if (text === undefined) return [];
    const list = text.split(",").map(Number);
    const fits = (one: number) =>
      Number.isInteger(one) && Math.abs(one) <= most && (one >= least || (negative && -one >= least));
    if (!list.every(fits)) bad.push(name);
    return list;
  };
  const one = (name: string): number | null => {
    const [first] = numbers(name, 1, 1_000_000);
    return first ?? null;
  };
  const byDay = (parts.get("BYDAY")?.split(",") ?? []).map((text) => {
    const match = /^([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)$/.exec(text.trim());
    if (!match || match[1] === "0") bad.push("BYDAY");
    return { nth: Number(match?.[1] ?? 0), weekday: weekdays[match?.[2] ?? ""] ?? 1 };
  });
  const untilText = parts.get("UNTIL");
  const until = untilText === undefined ? null : readMoment(untilText, undefined);
  if (untilText !== undefined && until === null) return null;
  const rule: Rule = {
    freq,
    interval: one("INTERVAL") ?? 1,
    count: one("COUNT"),
    until,
    byMonth: numbers("BYMONTH", 1, 12),
    byWeekNo: numbers("BYWEEKNO", 1, 53, true),
    byYearDay: numbers("BYYEARDAY", 1, 366, true),
    byMonthDay: numbers("BYMONTHDAY", 1, 31, true),
    byDay,
    byHour: numbers("BYHOUR", 0, 23),
    byMinute: numbers("BYMINUTE", 0, 59),
    bySecond: numbers("BYSECOND", 0, 60).map((second) => Math.min(second, 59)),
    bySetPos: numbers("BYSETPOS", 1, 366, true),
    weekStart: weekdays[parts.get("WKST") ?? "MO"] ?? 1,
  };
  return bad.length === 0 ? rule : null;
}

const known = new Set(
  "FREQ INTERVAL COUNT UNTIL BYMONTH BYWEEKNO BYYEARDAY BYMONTHDAY BYDAY BYHOUR BYMINUTE BYSECOND BYSETPOS WKST RSCALE SKIP".split(
    " ",
  ),
);
