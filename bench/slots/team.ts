/**
 * A seeded team for measuring: ordinary weeks in twelve zones, over days that hold the clock changes of the United
 * States, Morocco, Europe and Australia. Expert i is the same expert in a team of any size.
 */
import type { BusyInterval, ExpertRules, Horizon, MeetingClass } from "@interviewvector/slots";

const MINUTE = 60_000;
const DAY = 86_400_000;
const windowFromMs = Date.UTC(2027, 2, 8);

const zones = [
  "America/New_York",
  "America/Los_Angeles",
  "America/Sao_Paulo",
  "Europe/London",
  "Europe/Berlin",
  "Africa/Casablanca",
  "Asia/Kolkata",
  "Asia/Singapore",
  "Asia/Tokyo",
  "Australia/Sydney",
  "Australia/Lord_Howe",
  "Pacific/Apia",
] as const;

export interface TeamExpert {
  readonly id: string;
  readonly rules: ExpertRules;
  readonly busy: readonly BusyInterval[];
  /** Numbers of 60 skills. */
  readonly skills: readonly string[];
}

export type Random = () => number;

/** A small seeded generator of numbers in [0, 1). */
export function mulberry32(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Whole number in [0, n). */
export function below(random: Random, n: number): number {
  return Math.floor(random() * n);
}

/** What every measured question asks for. */
export const measuredClass: MeetingClass = {
  durationMinutes: 60,
  bufferBeforeMinutes: 15,
  bufferAfterMinutes: 15,
  stepMinutes: 15,
};

export function measuredHorizon(days: number): Horizon {
  return { fromMs: windowFromMs, toMs: windowFromMs + days * DAY };
}

export function makeTeam(size: number, days: number): TeamExpert[] {
  return Array.from({ length: size }, (_, i) => makeExpert(i, days));
}

function makeExpert(i: number, days: number): TeamExpert {
  const random = mulberry32(42 * 1_000_003 + i);
  const zone = zones[i % zones.length]!;
  const weekly = [...workingWeek(random), ...weekend(random)];
  const overrides = makeOverrides(random, days);
  const timeOff = [];
  if (random() < 0.05) {
    const fromMs = windowFromMs + below(random, days) * DAY;
    timeOff.push({ fromMs, toMs: fromMs + (2 + below(random, 4)) * DAY });
  }
  const busy = makeBusy(random, zone, days);
  const skills = new Set<string>();
  const wanted = 3 + below(random, 4);
  while (skills.size < wanted) skills.add(String(Math.floor(random() * random() * 60)));
  return { id: `e${i}`, rules: { zone, weekly, overrides, timeOff, caps: {} }, busy, skills: [...skills] };
}

function workingWeek(random: Random): ExpertRules["weekly"] {
  const start = 480 + 30 * below(random, 8);
  const length = 360 + 30 * below(random, 7);
  const end = Math.min(1440, start + length + 60);
  const lunch = random() < 0.5;
  return [1, 2, 3, 4, 5].flatMap((weekday) =>
    lunch
      ? [
          { weekday, fromMinute: start, toMinute: start + 240 },
          { weekday, fromMinute: start + 300, toMinute: end },
        ]
      : [{ weekday, fromMinute: start, toMinute: start + length }],
  );
}

function weekend(random: Random): ExpertRules["weekly"] {
  const hours = [];
  if (random() < 0.1) hours.push({ weekday: 6 + below(random, 2), fromMinute: 600, toMinute: 840 });
  if (random() < 0.05) hours.push({ weekday: 6 + below(random, 2), fromMinute: 0, toMinute: 300 });
  return hours;
}

function makeOverrides(random: Random, days: number): ExpertRules["overrides"] {
  const overrides = [];
  for (let week = 0; week * 7 < days; week++) {
    if (random() >= 0.05) continue;
    const onDate = Temporal.Instant.fromEpochMilliseconds(windowFromMs + (week * 7 + below(random, 7)) * DAY)
      .toString()
      .slice(0, 10);
    const intervals = [];
    if (random() >= 0.4) {
      intervals.push({ fromMinute: 600, toMinute: 720 });
      if (random() < 0.5) intervals.push({ fromMinute: 780, toMinute: 960 });
    }
    overrides.push({ onDate, intervals });
  }
  return overrides;
}

const lengths = [15, 30, 30, 45, 60, 60, 90];

function makeBusy(random: Random, zone: string, days: number): BusyInterval[] {
  const offsetMs =
    Temporal.Instant.fromEpochMilliseconds(windowFromMs).toZonedDateTimeISO(zone).offsetNanoseconds / 1_000_000;
  const busy = [];
  for (let week = 0; week * 7 < days; week++) {
    for (let n = 0; n < 25; n++) {
      const monday = windowFromMs + week * 7 * DAY - offsetMs;
      const unit = random() < 0.2 ? 5 : 15;
      const minute = 480 + unit * below(random, 660 / unit);
      const fromMs = monday + below(random, 5) * DAY + minute * MINUTE;
      busy.push({ fromMs, toMs: fromMs + lengths[below(random, lengths.length)]! * MINUTE });
    }
  }
  return busy;
}
