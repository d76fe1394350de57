/**
 * Dates, times, durations and periods of iCalendar. A time on a wall clock is kept as `wallMs`: the reading of the clock as if
 * it hung in UTC, so that days and weeks are arithmetic; which instant it is, a zone says.
 */
import type { Line } from "./lines.ts";

export interface Moment {
  wallMs: number;
  /** A whole day (VALUE=DATE). */
  isDate: boolean;
  /** "UTC", a TZID as it stands, or null: floating, the reader's own clock. */
  tzid: string | null;
}

/** Days follow the calendar, the rest is exact (RFC 5545, section 3.3.6). */
export interface Duration {
  days: number;
  ms: number;
}

export const DAY_MS = 86_400_000;

const moment = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})?(Z)?)?$/i;

export function readMoment(value: string, tzid: string | undefined): Moment | null {
  const match = moment.exec(value.trim());
  if (!match) return null;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0)) as number[];
  const date = Date.UTC(year ?? 0, (month ?? 0) - 1, day ?? 0);
  const back = new Date(date);
  if (back.getUTCMonth() !== (month ?? 0) - 1 || back.getUTCDate() !== day) return null;
  if ((hour ?? 0) > 24 || (minute ?? 0) > 59 || (second ?? 0) > 60) return null;
  const isDate = match[4] === undefined;
  return {
    wallMs: date + ((hour ?? 0) * 60 + (minute ?? 0)) * 60_000 + Math.min(second ?? 0, 59) * 1000,
    isDate,
    tzid: match[7] ? "UTC" : isDate ? null : (tzid ?? null),
  };
}

export function momentOf(line: Line): Moment | null {
  return readMoment(line.value, line.params["TZID"]);
}

const duration = /^([+-])?P(?:(\d{1,5})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,7})H)?(?:(\d{1,8})M)?(?:(\d{1,9})S)?)?$/i;

export function readDuration(value: string): Duration | null {
  const match = duration.exec(value.trim());
  if (!match || value.trim().length < 3) return null;
  const [weeks, days, hours, minutes, seconds] = match.slice(2, 7).map((part) => Number(part ?? 0)) as number[];
  const sign = match[1] === "-" ? -1 : 1;
  return {
    days: sign * ((weeks ?? 0) * 7 + (days ?? 0)),
    ms: sign * (((hours ?? 0) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0)) * 1000,
  };
}

export interface Period {
  start: Moment;
  end: Moment | null;
  duration: Duration | null;
}

/** "start/end" or "start/duration". */
export function readPeriod(value: string, tzid: string | undefined): Period | null {
  const [from = "", to = ""] = value.split("/");
  const start = readMoment(from, tzid);
  const end = readMoment(to, tzid);
  const length = end ? null : readDuration(to);
  return start && (end || length) ? { start, end, duration: length } : null;
}
