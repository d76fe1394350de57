/**
 * The engine's twin: the meaning of an offered slot written down minute by minute, with Temporal and nothing of the
 * engine but the shapes of its arguments. Slow and plain on purpose.
 */
import type { BusyInterval, ExpertRules, Horizon, Interval, Limits, MeetingClass } from "../src/index.ts";

const MINUTE = 60_000;
const DAY_MINUTES = 1440;

interface Reading {
  readonly date: string;
  readonly minuteOfDay: number;
  readonly weekday: number;
  readonly week: string;
}

const readings = new Map<string, Reading[]>();

/** What the clock on the wall shows in that minute. Read a UTC day at a time, and kept. */
function wallClock(zone: string, instantMs: number): Reading {
  const minute = Math.floor(instantMs / MINUTE);
  const day = Math.floor(minute / DAY_MINUTES);
  const key = `${zone} ${day}`;
  let kept = readings.get(key);
  if (kept === undefined) {
    kept = Array.from({ length: DAY_MINUTES }, (_, i) => read(zone, (day * DAY_MINUTES + i) * MINUTE));
    if (readings.size > 3000) readings.clear();
    readings.set(key, kept);
  }
  return kept[minute - day * DAY_MINUTES]!;
}

function read(zone: string, instantMs: number): Reading {
  const at = Temporal.Instant.fromEpochMilliseconds(instantMs).toZonedDateTimeISO(zone);
  return {
    date: at.toPlainDate().toString(),
    minuteOfDay: at.hour * 60 + at.minute,
    weekday: at.dayOfWeek,
    week: `${at.yearOfWeek}-W${at.weekOfYear}`,
  };
}

/** Open on the wall clock in that minute: hours and overrides, time off aside. */
export function isOpenMinute(rules: ExpertRules, instantMs: number): boolean {
  const clock = wallClock(rules.zone, instantMs);
  const override = rules.overrides.find(({ onDate }) => onDate === clock.date);
  const hours = override?.intervals ?? rules.weekly.filter(({ weekday }) => weekday === clock.weekday);
  return hours.some((h) => h.fromMinute <= clock.minuteOfDay && clock.minuteOfDay < h.toMinute);
}

function meets(busy: Interval, fromMs: number, toMs: number): boolean {
  return busy.fromMs < busy.toMs && busy.fromMs < toMs && fromMs < busy.toMs;
}

function hasRoom(rules: ExpertRules, busy: readonly BusyInterval[], startMs: number): boolean {
  const { perDay = Infinity, perWeek = Infinity } = rules.caps;
  if (perDay === Infinity && perWeek === Infinity) return true;
  const at = wallClock(rules.zone, startMs);
  const booked = busy
    .filter((b) => b.countsForCaps === true && b.fromMs < b.toMs)
    .map((b) => wallClock(rules.zone, b.fromMs));
  return (
    booked.filter(({ date }) => date === at.date).length < perDay &&
    booked.filter(({ week }) => week === at.week).length < perWeek
  );
}

/** One entry per minute of the range: whether the clock on the wall shows open hours. */
function openMinutes(rules: ExpertRules, { fromMs, toMs }: Interval): boolean[] {
  const open: boolean[] = [];
  for (let at = fromMs; at < toMs; at += MINUTE) open.push(isOpenMinute(rules, at));
  return open;
}

function isOnStep(meetingClass: MeetingClass, startMs: number): boolean {
  let minutes = startMs / MINUTE;
  if (meetingClass.alignZone !== undefined) {
    const at = Temporal.Instant.fromEpochMilliseconds(startMs).toZonedDateTimeISO(meetingClass.alignZone);
    const epoch = Temporal.PlainDateTime.from("1970-01-01T00:00");
    minutes = epoch.until(at.toPlainDateTime()).total({ unit: "minutes", relativeTo: epoch });
  }
  return (minutes - (meetingClass.stepOffsetMinutes ?? 0)) % meetingClass.stepMinutes === 0;
}

interface TwinQuestion {
  readonly horizon: Horizon;
  readonly meetingClass: MeetingClass;
  readonly window: Interval;
  readonly limits: Limits;
}

/** Every start the meaning allows one expert. */
export function twinSlots(
  rules: ExpertRules,
  busy: readonly BusyInterval[],
  { horizon, meetingClass, window, limits }: TwinQuestion,
): number[] {
  const fromMs = Math.max(window.fromMs, horizon.fromMs);
  const toMs = Math.min(window.toMs, horizon.toMs);
  const earliestMs = Math.max(
    limits.nowMs,
    limits.earliestMs ?? limits.nowMs,
    limits.nowMs + (rules.noticeMinutes ?? 0) * MINUTE,
  );
  const { durationMinutes, bufferBeforeMinutes, bufferAfterMinutes } = meetingClass;
  const firstMs = Math.ceil(fromMs / (5 * MINUTE)) * 5 * MINUTE;
  const open = openMinutes(rules, { fromMs: firstMs, toMs: toMs + durationMinutes * MINUTE });
  const found: number[] = [];
  for (let at = firstMs; at < toMs; at += 5 * MINUTE) {
    if (at < earliestMs || !isOnStep(meetingClass, at)) continue;
    const endMs = at + durationMinutes * MINUTE;
    const first = (at - firstMs) / MINUTE;
    if (!open.slice(first, first + durationMinutes).every(Boolean)) continue;
    if (rules.timeOff.some((off) => meets(off, at, endMs))) continue;
    const guarded = { fromMs: at - bufferBeforeMinutes * MINUTE, toMs: endMs + bufferAfterMinutes * MINUTE };
    if (busy.some((b) => meets(b, guarded.fromMs, guarded.toMs))) continue;
    if (hasRoom(rules, busy, at)) found.push(at);
  }
  return found;
}

/** All changes of a zone's offset in `[fromMs, toMs)`, found by bisection between days: the transition API isn't asked. */
export function offsetChanges(zone: string, fromMs: number, toMs: number): number[] {
  const offset = (ms: number): number =>
    Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).offsetNanoseconds;
  const found: number[] = [];
  const stepMs = DAY_MINUTES * MINUTE;
  for (let at = fromMs; at < toMs; at += stepMs) {
    if (offset(at) === offset(at + stepMs)) continue;
    let [low, high] = [at, at + stepMs];
    while (high - low > 1000) {
      const middle = Math.floor((low + high) / 2000) * 1000;
      if (offset(middle) === offset(low)) low = middle;
      else high = middle;
    }
    found.push(high);
  }
  return found;
}
