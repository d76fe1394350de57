/**
 * What an expert says about their time, and what is wrong with it. Wall-clock rules stay wall-clock here; nothing is
 * turned into instants in this file. Overlapping hours are no mistake (they are merged); hours that end before they
 * begin, unknown zones and dates that don't exist are.
 */
import { type Problem, type Refusal, refuse } from "./refusal.ts";
import { isKnownZone } from "./zone-table.ts";

/** `[fromMinute, toMinute)` of one local day, minutes after midnight on the wall clock; 1440 is 24:00. */
export interface DayInterval {
  readonly fromMinute: number;
  readonly toMinute: number;
}

/** Weekly hours; `weekday` as in ISO 8601: 1 is Monday, 7 is Sunday. */
export interface WeeklyHours extends DayInterval {
  readonly weekday: number;
}

/** Replaces the weekday's hours on one local date ("2027-03-14"). No intervals: closed that day. */
export interface DateOverride {
  readonly onDate: string;
  readonly intervals: readonly DayInterval[];
}

/** Instants `[fromMs, toMs)`, ms since the epoch (UTC). */
export interface Interval {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Time taken. Those that count for caps are interviews of ours; a calendar entry doesn't count. */
export interface BusyInterval extends Interval {
  readonly countsForCaps?: boolean | undefined;
}

/** At most so many interviews that start on one local date, or in one ISO week (Monday to Sunday), of the expert's zone. */
export interface Caps {
  readonly perDay?: number | undefined;
  readonly perWeek?: number | undefined;
}

export interface ExpertRules {
  /** IANA name, "Asia/Kolkata". */
  readonly zone: string;
  readonly weekly: readonly WeeklyHours[];
  readonly overrides: readonly DateOverride[];
  /** Beats hours and overrides. */
  readonly timeOff: readonly Interval[];
  readonly caps: Caps;
  /** No start sooner than this after now. */
  readonly noticeMinutes?: number | undefined;
}

const DAY_MS = 86_400_000;
const dateText = /^([1-9]\d{3})-(\d{2})-(\d{2})$/;

/** Days since 1970-01-01 of a calendar date, or undefined when there is no such date ("2027-02-30"). */
export function epochDay(onDate: string): number | undefined {
  const parts = dateText.exec(onDate);
  if (parts === null) return undefined;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const firstMs = Date.UTC(year, month - 1, 1);
  const daysInMonth = (Date.UTC(year, month, 1) - firstMs) / DAY_MS;
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth) return undefined;
  return firstMs / DAY_MS + day - 1;
}

/** ISO weekday (1 Monday … 7 Sunday) of a day counted from 1970-01-01, which was a Thursday. */
export function isoWeekday(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

/** Everything that is wrong with the rules, or undefined. Pure; the same check runs in `compileExpert`. */
export function checkRules(rules: ExpertRules): Refusal | undefined {
  const problems: Problem[] = [];
  if (!isKnownZone(rules.zone)) {
    problems.push({ path: "zone", sentence: `The time zone "${rules.zone}" is not known.` });
  }
  rules.weekly.forEach((hours, i) => {
    if (!Number.isInteger(hours.weekday) || hours.weekday < 1 || hours.weekday > 7) {
      problems.push({ path: `weekly[${i}].weekday`, sentence: "A weekday is a number from 1 (Monday) to 7 (Sunday)." });
    }
    checkDayInterval(hours, `weekly[${i}]`, problems);
  });
  checkOverrides(rules.overrides, problems);
  rules.timeOff.forEach((off, i) => checkInterval(off, `timeOff[${i}]`, problems));
  checkCount(rules.caps.perDay, "caps.perDay", problems);
  checkCount(rules.caps.perWeek, "caps.perWeek", problems);
  checkCount(rules.noticeMinutes, "noticeMinutes", problems);
  return problems.length > 0 ? refuse("rules_invalid", problems) : undefined;
}

/** Everything that is wrong with a list of busy times, or undefined. An empty interval is harmless and allowed. */
export function checkBusy(busy: readonly BusyInterval[]): Refusal | undefined {
  const problems: Problem[] = [];
  for (let i = 0; i < busy.length; i++) {
    if (!isOrdered(busy[i]!)) {
      problems.push({ path: `busy[${i}]`, sentence: "A busy time must not end before it begins." });
    }
  }
  return problems.length > 0 ? refuse("busy_invalid", problems) : undefined;
}

/** Two instants, the second not before the first. */
export function isOrdered({ fromMs, toMs }: Interval): boolean {
  return Number.isFinite(fromMs) && Number.isFinite(toMs) && fromMs <= toMs;
}

function checkOverrides(overrides: readonly DateOverride[], problems: Problem[]): void {
  const dates = new Set<string>();
  overrides.forEach((override, i) => {
    const path = `overrides[${i}]`;
    if (epochDay(override.onDate) === undefined) {
      problems.push({ path: `${path}.onDate`, sentence: `"${override.onDate}" is not a date such as 2027-03-14.` });
    }
    if (dates.has(override.onDate)) {
      problems.push({ path: `${path}.onDate`, sentence: `There are two overrides for ${override.onDate}.` });
    }
    dates.add(override.onDate);
    override.intervals.forEach((interval, k) => checkDayInterval(interval, `${path}.intervals[${k}]`, problems));
  });
}

function checkDayInterval({ fromMinute, toMinute }: DayInterval, path: string, problems: Problem[]): void {
  if (!Number.isInteger(fromMinute) || fromMinute < 0 || fromMinute >= 1440) {
    problems.push({ path: `${path}.fromMinute`, sentence: "Hours begin between 00:00 and 23:59, on a full minute." });
  }
  if (!Number.isInteger(toMinute) || toMinute <= 0 || toMinute > 1440) {
    problems.push({ path: `${path}.toMinute`, sentence: "Hours end between 00:01 and 24:00, on a full minute." });
  } else if (toMinute <= fromMinute) {
    problems.push({
      path: `${path}.toMinute`,
      sentence: "Hours must end after they begin; past midnight, use 24:00 and go on the next day.",
    });
  }
}

function checkInterval({ fromMs, toMs }: Interval, path: string, problems: Problem[]): void {
  if (!(Number.isFinite(fromMs) && Number.isFinite(toMs) && fromMs < toMs)) {
    problems.push({ path, sentence: "Time off must end after it begins." });
  }
}

function checkCount(value: number | undefined, path: string, problems: Problem[]): void {
  if (value !== undefined && (!Number.isInteger(value) || value < 0)) {
    problems.push({ path, sentence: "This must be a whole number, 0 or more." });
  }
}
