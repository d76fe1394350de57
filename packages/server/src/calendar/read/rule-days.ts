/** Which days a recurrence rule lets through. Days are counted from 1970-01-01; the Gregorian calendar only. */
import { DAY_MS } from "./moment.ts";
import type { NthDay, Rule } from "./rule.ts";

/** Whole days since 1970-01-01. */
export type Day = number;

export function yearOf(day: Day): number {
  return new Date(day * DAY_MS).getUTCFullYear();
}

/** 1 to 12. */
export function monthOf(day: Day): number {
  return new Date(day * DAY_MS).getUTCMonth() + 1;
}

/** ISO: 1 Monday … 7 Sunday. */
export function weekdayOf(day: Day): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

function firstOfYear(year: number): Day {
  return Date.UTC(year, 0, 1) / DAY_MS;
}

/** Parts that the rule leaves out come from the series' first day (RFC 5545, section 3.3.10). */
export function dayFilter(rule: Rule, startDay: Day): (day: Day) => boolean {
  const full = withDefaults(rule, startDay);
  const tests: ((day: Day, date: Date) => boolean)[] = [];
  if (full.byMonth.length > 0) tests.push((_, date) => full.byMonth.includes(date.getUTCMonth() + 1));
  if (full.byMonthDay.length > 0) tests.push((_, date) => passesMonthDay(full.byMonthDay, date));
  if (full.byYearDay.length > 0) tests.push((day, date) => passesYearDay(full.byYearDay, day, date));
  if (full.byWeekNo.length > 0) tests.push((day) => passesWeek(full.byWeekNo, full.weekStart, day));
  if (full.byDay.length > 0) {
    const within = nthWithin(full);
    tests.push((day, date) => full.byDay.some((one) => passesWeekday(one, within, day, date)));
  }
  return (day) => {
    if (tests.length === 0) return true;
    const date = new Date(day * DAY_MS);
    return tests.every((test) => test(day, date));
  };
}

function withDefaults(rule: Rule, startDay: Day): Rule {
  const start = new Date(startDay * DAY_MS);
  const noDays = rule.byDay.length === 0 && rule.byMonthDay.length === 0 && rule.byYearDay.length === 0;
  switch (rule.freq) {
    case "YEARLY": {
      if (!noDays) return rule;
      if (rule.byWeekNo.length > 0) return { ...rule, byDay: [{ nth: 0, weekday: weekdayOf(startDay) }] };
      const byMonth = rule.byMonth.length > 0 ? rule.byMonth : [start.getUTCMonth() + 1];
      return { ...rule, byMonth, byMonthDay: [start.getUTCDate()] };
    }
    case "MONTHLY":
      return noDays ? { ...rule, byMonthDay: [start.getUTCDate()] } : rule;
    case "WEEKLY":
      return rule.byDay.length === 0 ? { ...rule, byDay: [{ nth: 0, weekday: weekdayOf(startDay) }] } : rule;
    default:
      return rule;
  }
}

function passesMonthDay(list: readonly number[], date: Date): boolean {
  const length = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  return list.includes(date.getUTCDate()) || list.includes(date.getUTCDate() - length - 1);
}

function passesYearDay(list: readonly number[], day: Day, date: Date): boolean {
  const year = date.getUTCFullYear();
  const [first, next] = [firstOfYear(year), firstOfYear(year + 1)];
  return list.includes(day - first + 1) || list.includes(day - next);
}

/** Weeks as ISO counts them, but beginning on any day: week 1 is the first with four days in the year. */
function passesWeek(list: readonly number[], weekStart: number, day: Day): boolean {
  const begin = day - ((weekdayOf(day) - weekStart + 7) % 7);
  const year = yearOf(begin + 3);
  const first = firstWeek(year, weekStart);
  const weeks = (firstWeek(year + 1, weekStart) - first) / 7;
  const week = (begin - first) / 7 + 1;
  return list.includes(week) || list.includes(week - weeks - 1);
}

function firstWeek(year: number, weekStart: number): Day {
  const fourth = firstOfYear(year) + 3;
  return fourth - ((weekdayOf(fourth) - weekStart + 7) % 7);
}

/** "2nd Monday" of the month, or of the year where the rule names no month. Elsewhere the number has no meaning. */
function nthWithin({ freq, byMonth }: Rule): "month" | "year" | null {
  if (freq === "MONTHLY" || (freq === "YEARLY" && byMonth.length > 0)) return "month";
  return freq === "YEARLY" ? "year" : null;
}

function passesWeekday({ nth, weekday }: NthDay, within: "month" | "year" | null, day: Day, date: Date): boolean {
  if (weekdayOf(day) !== weekday) return false;
  if (nth === 0 || within === null) return true;
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  const first = within === "month" ? Date.UTC(year, month, 1) / DAY_MS : firstOfYear(year);
  const next = within === "month" ? Date.UTC(year, month + 1, 1) / DAY_MS : firstOfYear(year + 1);
  return nth > 0 ? Math.floor((day - first) / 7) + 1 === nth : Math.floor((next - 1 - day) / 7) + 1 === -nth;
}
