/**
 * The starts that a recurrence rule gives, on a wall clock. It goes period by period (a year, a month, …), takes the period's
 * days that pass every BY-part, and the times on them; without COUNT it jumps straight to the window that is asked for, so
 * that a daily meeting since 1997 costs no more than one since yesterday. It knows no zones: a caller turns walls into instants.
 */
import { DAY_MS } from "./moment.ts";
import type { Rule } from "./rule.ts";
import { dayFilter, monthOf, yearOf, type Day } from "./rule-days.ts";

export interface Span {
  /** DTSTART of the series; the rule gives nothing before it. */
  startMs: number;
  /** The window, half-open. */
  fromMs: number;
  toMs: number;
  /** Inclusive, on the same wall. */
  untilMs: number | null;
}

export interface Expansion {
  starts: number[];
  /** There may be more after the window. */
  goesOn: boolean;
  /** False when the rule was too long to be followed: then only what came before the last start is known. */
  complete: boolean;
}

const MOST_STARTS = 20_000;
const MOST_PERIODS = 400_000;

export function expand(rule: Rule, span: Span): Expansion {
  const starts: number[] = [];
  const last = Math.min(span.toMs - 1, span.untilMs ?? Infinity);
  let left = rule.count ?? Infinity;
  let periods = 0;
  const done = (complete: boolean): Expansion => ({
    starts,
    complete,
    goesOn: left > 0 && (span.untilMs === null || span.untilMs >= span.toMs),
  });
  const walk =
    rule.freq === "HOURLY" || rule.freq === "MINUTELY" || rule.freq === "SECONDLY" ? timePeriods : dayPeriods;
  for (const period of walk(rule, span)) {
    if (period.fromMs > last || left <= 0) break;
    if (++periods > MOST_PERIODS) return done(false);
    for (const at of positioned(period.set, rule.bySetPos)) {
      if (at < span.startMs) continue;
      if (at > last || left <= 0) break;
      left -= 1;
      if (at >= span.fromMs) starts.push(at);
      if (starts.length > MOST_STARTS) return done(false);
    }
  }
  return done(true);
}

interface Stretch {
  fromMs: number;
  /** Sorted. */
  set: number[];
}

function positioned(set: number[], positions: readonly number[]): number[] {
  if (positions.length === 0) return set;
  const chosen = positions.flatMap((position) => set[position > 0 ? position - 1 : set.length + position] ?? []);
  return [...new Set(chosen)].sort((left, right) => left - right);
}

/** From which period on anything can matter. COUNT has to be counted from the first. */
function firstIndex(rule: Rule, span: Span, periodAt: (ms: number) => number): number {
  if (rule.count !== null) return 0;
  const skipped = periodAt(span.fromMs) - periodAt(span.startMs) - 1;
  return Math.max(0, Math.floor(skipped / rule.interval));
}

function* dayPeriods(rule: Rule, span: Span): Generator<Stretch> {
  const startDay = dayOf(span.startMs);
  const times = timesOfDay(rule, span.startMs);
  const passes = dayFilter(rule, startDay);
  const { indexOf, firstDay } = periodsOf(rule);
  const base = indexOf(startDay);
  const from = firstIndex(rule, span, (ms) => indexOf(dayOf(ms)));
  for (let step = from; ; step++) {
    const index = base + step * rule.interval;
    const [begin, end] = [firstDay(index), firstDay(index + 1)];
    const set: number[] = [];
    for (let day = begin; day < end; day++) {
      if (passes(day)) for (const time of times) set.push(day * DAY_MS + time);
    }
    yield { fromMs: begin * DAY_MS, set };
  }
}

/** Periods of days are numbered; a number gives its first day. */
function periodsOf(rule: Rule): { indexOf(day: Day): number; firstDay(index: number): Day } {
  switch (rule.freq) {
    case "YEARLY":
      return { indexOf: yearOf, firstDay: (year) => Date.UTC(year, 0, 1) / DAY_MS };
    case "MONTHLY":
      return {
        indexOf: (day) => yearOf(day) * 12 + monthOf(day) - 1,
        firstDay: (index) => Date.UTC(Math.floor(index / 12), index - Math.floor(index / 12) * 12, 1) / DAY_MS,
      };
    case "WEEKLY": {
      // Day 0 was a Thursday; a week's number grows on the day that weeks begin with.
      const shift = 4 - rule.weekStart;
      return { indexOf: (day) => Math.floor((day + shift) / 7), firstDay: (index) => index * 7 - shift };
    }
    default:
      return { indexOf: (day) => day, firstDay: (index) => index };
  }
}

const unitMs: Partial<Record<Rule["freq"], number>> = { HOURLY: 3_600_000, MINUTELY: 60_000, SECONDLY: 1000 };

/** Hourly and finer: each period is one hour, minute or second, if day and clock pass. */
function* timePeriods(rule: Rule, span: Span): Generator<Stretch> {
  const unit = unitMs[rule.freq] ?? 1000;
  const passes = dayFilter(rule, dayOf(span.startMs));
  const base = Math.floor(span.startMs / unit);
  const within = timesWithin(rule, span.startMs);
  const from = firstIndex(rule, span, (ms) => Math.floor(ms / unit));
  const fitsClock = (ms: number): boolean =>
    (rule.byHour.length === 0 || rule.byHour.includes(partOf(ms, 3_600_000, 24))) &&
    (unit > 60_000 || rule.byMinute.length === 0 || rule.byMinute.includes(partOf(ms, 60_000, 60))) &&
    (unit > 1000 || rule.bySecond.length === 0 || rule.bySecond.includes(partOf(ms, 1000, 60)));
  for (let step = from; ; step++) {
    const at = (base + step * rule.interval) * unit;
    yield { fromMs: at, set: passes(dayOf(at)) && fitsClock(at) ? within.map((rest) => at + rest) : [] };
  }
}

function dayOf(ms: number): Day {
  return Math.floor(ms / DAY_MS);
}

function partOf(ms: number, unit: number, modulus: number): number {
  const whole = Math.floor(ms / unit);
  return whole - Math.floor(whole / modulus) * modulus;
}

/** The offsets in a day at which an instance starts, sorted. */
function timesOfDay(rule: Rule, startMs: number): number[] {
  const hours = orOwn(rule.byHour, partOf(startMs, 3_600_000, 24));
  return hours
    .flatMap((hour) => timesOfHour(rule, startMs).map((rest) => hour * 3_600_000 + rest))
    .sort((left, right) => left - right);
}

function timesOfHour(rule: Rule, startMs: number): number[] {
  const seconds = orOwn(rule.bySecond, partOf(startMs, 1000, 60));
  return orOwn(rule.byMinute, partOf(startMs, 60_000, 60)).flatMap((minute) =>
    seconds.map((second) => minute * 60_000 + second * 1000),
  );
}

function timesWithin(rule: Rule, startMs: number): number[] {
  if (rule.freq === "HOURLY") return timesOfHour(rule, startMs).sort((left, right) => left - right);
  if (rule.freq === "SECONDLY") return [0];
  return orOwn(rule.bySecond, partOf(startMs, 1000, 60))
    .map((second) => second * 1000)
    .sort((left, right) => left - right);
}

function orOwn(list: readonly number[], own: number): number[] {
  return list.length === 0 ? [own] : [...new Set(list)];
}
