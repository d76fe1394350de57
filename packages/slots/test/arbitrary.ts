/** Random experts, meetings and questions for fast-check: mostly ordinary, often around a clock change, now and then odd. */
import * as fc from "fast-check";
import {
  type BusyInterval,
  type Caps,
  compileExpert,
  type ExpertRules,
  type Horizon,
  horizonAround,
  type Interval,
  isRefusal,
  type MeetingClass,
  type Row,
} from "../src/index.ts";
import { zones } from "./zones.ts";

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const zone = fc.constantFrom(...zones);

export interface Case {
  readonly rules: ExpertRules;
  readonly busy: readonly BusyInterval[];
  readonly horizon: Horizon;
}

const dayInterval = fc
  .tuple(fc.constantFrom(1, 5, 15, 30), fc.nat(1439), fc.integer({ min: 1, max: 900 }))
  .map(([unit, from, length]) => {
    const fromMinute = Math.floor(from / unit) * unit;
    const toMinute = Math.min(1440, fromMinute + Math.max(unit, Math.floor(length / unit) * unit));
    return { fromMinute, toMinute };
  });

const weekly = fc.array(
  fc.tuple(fc.integer({ min: 1, max: 7 }), dayInterval).map(([weekday, hours]) => ({ weekday, ...hours })),
  { minLength: 3, maxLength: 14 },
);

export const caps: fc.Arbitrary<Caps> = fc.oneof(
  fc.constant({}),
  fc.record({ perDay: fc.integer({ min: 0, max: 3 }) }),
  fc.record({ perWeek: fc.integer({ min: 0, max: 5 }) }),
  fc.record({ perDay: fc.integer({ min: 1, max: 3 }), perWeek: fc.integer({ min: 1, max: 5 }) }),
);

/** Mostly on five minutes, sometimes on a millisecond of its own. */
const instantIn = ({ fromMs, toMs }: Interval): fc.Arbitrary<number> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: fromMs / 300_000, max: toMs / 300_000 }).map((tick) => tick * 300_000) },
    { weight: 1, arbitrary: fc.integer({ min: fromMs, max: toMs }) },
  );

const intervalIn = (range: Interval, maxMs: number): fc.Arbitrary<Interval> =>
  fc
    .tuple(instantIn(range), fc.integer({ min: 1, max: maxMs / 300_000 }))
    .map(([fromMs, ticks]) => ({ fromMs, toMs: fromMs + ticks * 300_000 }));

export const busyIn = (range: Interval): fc.Arbitrary<BusyInterval> =>
  fc.tuple(intervalIn(range, 3 * HOUR), fc.boolean()).map(([at, countsForCaps]) => ({ ...at, countsForCaps }));

/** Changes of the zone's offset between 2010 and 2033. */
function changes(zoneName: string): number[] {
  const found: number[] = [];
  let at = Temporal.Instant.from("2010-01-01T00:00Z").toZonedDateTimeISO(zoneName).getTimeZoneTransition("next");
  while (at !== null && at.epochMilliseconds < Date.UTC(2033, 0, 1)) {
    found.push(at.epochMilliseconds);
    at = at.getTimeZoneTransition("next");
  }
  return found;
}

/** A horizon of a few days, in two of three cases around a clock change of the zone. */
const horizonNear = (zoneName: string, days: number): fc.Arbitrary<Horizon> => {
  const anywhere = fc
    .integer({ min: Date.UTC(2010, 0, 1) / DAY, max: Date.UTC(2032, 11, 1) / DAY })
    .map((d) => d * DAY);
  const known = changes(zoneName);
  const near = known.length === 0 ? anywhere : fc.constantFrom(...known);
  return fc
    .tuple(fc.oneof({ weight: 2, arbitrary: near }, { weight: 1, arbitrary: anywhere }), fc.nat(days * 96))
    .map(([at, back]) => horizonAround(at - back * 15 * MINUTE, at - back * 15 * MINUTE + days * DAY));
};

const rulesIn = (zoneName: string, horizon: Horizon): fc.Arbitrary<ExpertRules> => {
  const wide = { fromMs: horizon.fromMs - DAY, toMs: horizon.toMs + DAY };
  const date = fc.integer({ min: wide.fromMs / MINUTE, max: wide.toMs / MINUTE }).map((minute) =>
    Temporal.Instant.fromEpochMilliseconds(minute * MINUTE)
      .toString()
      .slice(0, 10),
  );
  const override = fc.record({ onDate: date, intervals: fc.array(dayInterval, { maxLength: 3 }) });
  return fc.record({
    zone: fc.constant(zoneName),
    weekly,
    overrides: fc.uniqueArray(override, { maxLength: 2, selector: ({ onDate }) => onDate }),
    timeOff: fc.array(intervalIn(wide, DAY), { maxLength: 2 }),
    caps,
    noticeMinutes: fc.oneof(fc.constant(undefined), fc.integer({ min: 0, max: 2000 })),
  });
};

export const expertIn = (zoneName: string, horizon: Horizon): fc.Arbitrary<Case> =>
  fc.record({
    rules: rulesIn(zoneName, horizon),
    busy: fc.array(busyIn({ fromMs: horizon.fromMs - 6 * DAY, toMs: horizon.toMs + DAY }), { maxLength: 12 }),
    horizon: fc.constant(horizon),
  });

/** One expert somewhere, some time. */
export const expertCase: fc.Arbitrary<Case> = zone.chain((name) =>
  horizonNear(name, 3).chain((horizon) => expertIn(name, horizon)),
);

/** A few experts of different zones over one horizon. */
export const teamCase: fc.Arbitrary<{ readonly horizon: Horizon; readonly team: readonly Case[] }> = zone.chain(
  (name) =>
    horizonNear(name, 3).chain((horizon) =>
      fc
        .array(
          zone.chain((other) => expertIn(other, horizon)),
          { minLength: 1, maxLength: 5 },
        )
        .map((team) => ({ horizon, team })),
    ),
);

const fives = (min: number, max: number): fc.Arbitrary<number> =>
  fc.integer({ min: min / 5, max: max / 5 }).map((n) => n * 5);

export const meetingClass: fc.Arbitrary<MeetingClass> = fc.record({
  durationMinutes: fc.oneof(fc.constantFrom(15, 30, 45, 60, 90), fives(5, 240)),
  bufferBeforeMinutes: fc.oneof(fc.constantFrom(0, 15), fives(0, 90)),
  bufferAfterMinutes: fc.oneof(fc.constantFrom(0, 15), fives(0, 90)),
  stepMinutes: fc.constantFrom(5, 10, 15, 20, 25, 30, 45, 60, 90),
  stepOffsetMinutes: fc.oneof(fc.constant(undefined), fives(0, 60)),
  alignZone: fc.oneof(fc.constant(undefined), zone),
});

/** Compiles, or fails the test with the refusal's words. */
export function compiled({ rules, busy, horizon }: Case): Row {
  const row = compileExpert(rules, busy, horizon);
  if (isRefusal(row)) throw new Error(row.sentence);
  return row;
}
