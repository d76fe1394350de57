import fc from "fast-check";
import ICAL from "ical.js";
import { describe, expect, test } from "vitest";
import { expand } from "../src/calendar/read/recurrence.ts";
import { readRule } from "../src/calendar/read/rule.ts";
import { bruteForce, ruleText, type TwinRule } from "./calendar-twin.ts";

const iso = (ms: number) => new Date(ms).toISOString().slice(0, 19);
const wall = (text: string) => Date.parse(`${text}Z`);

/** Starts in [from, to) by the engine. */
function ours(text: string, start: string, from: string, to: string): string[] {
  const rule = readRule(text);
  if (!rule) throw new Error(`not read: ${text}`);
  const startMs = wall(Temporal.PlainDateTime.from(start).toString({ smallestUnit: "second" }));
  const untilMs = rule.until ? rule.until.wallMs : null;
  return expand(rule, { startMs, fromMs: wall(from), toMs: wall(to), untilMs }).starts.map(iso);
}

/** The same by ical.js. */
function theirs(text: string, start: string, from: string, to: string): string[] {
  const iterator = ICAL.Recur.fromString(text).iterator(
    ICAL.Time.fromDateTimeString(Temporal.PlainDateTime.from(start).toString({ smallestUnit: "second" })),
  );
  const starts: string[] = [];
  for (let at = iterator.next(); at; at = iterator.next()) {
    const one = at.toString().slice(0, 19);
    if (one >= to) break;
    if (one >= from) starts.push(one);
  }
  return starts;
}

const weekday = fc.constantFrom("MO", "TU", "WE", "TH", "FR", "SA", "SU");
const some = <Value>(arbitrary: fc.Arbitrary<Value>, maxLength = 3) =>
  fc.uniqueArray(arbitrary, { minLength: 1, maxLength });
const ascending = (list: fc.Arbitrary<number[]>) => list.map((one) => one.toSorted((left, right) => left - right));
const interval = fc.integer({ min: 1, max: 4 });
const months = ascending(some(fc.integer({ min: 1, max: 12 }), 4));
const monthDays = ascending(some(fc.oneof(fc.integer({ min: 1, max: 31 }), fc.integer({ min: -31, max: -1 })), 3));
const nthDay = fc.tuple(fc.constantFrom(1, 2, 3, 4, 5, -1, -2), weekday).map(([nth, name]) => `${nth}${name}`);

const kinds: fc.Arbitrary<TwinRule> = fc.oneof(
  fc.record({ FREQ: fc.constant("DAILY" as const), INTERVAL: interval }),
  fc.record({ FREQ: fc.constant("DAILY" as const), INTERVAL: interval, BYDAY: some(weekday), BYMONTH: months }),
  fc.record({
    FREQ: fc.constant("WEEKLY" as const),
    INTERVAL: interval,
    BYDAY: some(weekday, 5),
    WKST: fc.constantFrom("MO", "SU"),
  }),
  fc.record({ FREQ: fc.constant("MONTHLY" as const), INTERVAL: interval }),
  fc.record({ FREQ: fc.constant("MONTHLY" as const), INTERVAL: interval, BYMONTHDAY: monthDays }),
  fc.record({ FREQ: fc.constant("MONTHLY" as const), INTERVAL: interval, BYDAY: some(nthDay, 2) }),
  fc.record({
    FREQ: fc.constant("MONTHLY" as const),
    BYDAY: some(weekday, 5),
    BYSETPOS: some(fc.constantFrom(1, 2, -1), 2),
  }),
  fc.record({ FREQ: fc.constant("YEARLY" as const), INTERVAL: fc.integer({ min: 1, max: 2 }) }),
  fc.record({ FREQ: fc.constant("YEARLY" as const), BYMONTH: months, BYMONTHDAY: monthDays }),
  fc.record({ FREQ: fc.constant("YEARLY" as const), BYMONTH: months, BYDAY: some(nthDay, 2) }),
  fc.record({ FREQ: fc.constant("YEARLY" as const), BYYEARDAY: some(fc.constantFrom(1, 60, 100, 366, -1, -100), 3) }),
);
const bounded: fc.Arbitrary<TwinRule> = fc.oneof(
  kinds,
  fc.tuple(kinds, fc.integer({ min: 1, max: 40 })).map(([rule, COUNT]) => ({ ...rule, COUNT })),
  fc.tuple(kinds, fc.constantFrom("20261231T235959", "20270115T093000")).map(([rule, UNTIL]) => ({ ...rule, UNTIL })),
);
const starts = fc.constantFrom(
  "20240229T093000",
  "20250131T093000",
  "20260101T093000",
  "20261102T093000",
  "20261228T093000",
);

test("a rule gives the same starts as every day looked at one by one", () => {
  fc.assert(
    fc.property(bounded, starts, (rule, start) => {
      const all = bruteForce(rule, start, Temporal.PlainDateTime.from("2027-06-01T00:00:00"));
      const window = all.filter((at) => at >= "2026-11-20T00:00:00");
      expect(ours(ruleText(rule), start, "2026-11-20T00:00:00", "2027-06-01T00:00:00")).toEqual(window);
    }),
    // Among them one for which no day ever comes.
    { numRuns: 60, examples: [[{ FREQ: "YEARLY", BYMONTH: [2], BYMONTHDAY: [30] }, "20240229T093000"]] },
  );
});

test("a rule gives the same starts as another library", () => {
  fc.assert(
    fc.property(bounded, starts, (rule, start) => {
      // ical.js moves the 29th of February to the 1st of March; the RFC leaves such years out (section 3.3.10).
      fc.pre(!start.startsWith("20240229"));
      // Nor does it keep days of a year in order when some are counted from the end of the month.
      fc.pre(rule.FREQ !== "YEARLY" || !rule.BYMONTHDAY?.some((day) => day < 0));
      const text = ruleText(rule);
      // Where DTSTART itself does not fit the rule, the RFC leaves open what happens, and libraries differ. A rule that gives
      // nothing more lets ical.js search for ever.
      const all = bruteForce(rule, start, Temporal.PlainDateTime.from("2027-06-01T00:00:00"));
      fc.pre(all[0]?.startsWith(Temporal.PlainDateTime.from(start).toString().slice(0, 10)) === true && all.length > 1);
      const window = ["2026-11-20T00:00:00", "2027-06-01T00:00:00"] as const;
      expect(ours(text, start, ...window)).toEqual(theirs(text, start, ...window));
    }),
    { numRuns: 60 },
  );
});

describe("the examples of RFC 5545, section 3.8.5.3", () => {
  const cases: [rule: string, start: string, from: string, to: string, starts: string[]][] = [
    [
      "FREQ=DAILY;COUNT=3",
      "19970902T090000",
      "1997-09-01T00:00:00",
      "1998-01-01T00:00:00",
      ["1997-09-02T09:00:00", "1997-09-03T09:00:00", "1997-09-04T09:00:00"],
    ],
    [
      "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO",
      "19970805T090000",
      "1997-08-01T00:00:00",
      "1998-01-01T00:00:00",
      ["1997-08-05T09:00:00", "1997-08-10T09:00:00", "1997-08-19T09:00:00", "1997-08-24T09:00:00"],
    ],
    [
      "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU",
      "19970805T090000",
      "1997-08-01T00:00:00",
      "1998-01-01T00:00:00",
      ["1997-08-05T09:00:00", "1997-08-17T09:00:00", "1997-08-19T09:00:00", "1997-08-31T09:00:00"],
    ],
    [
      "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO",
      "19970512T090000",
      "1997-01-01T00:00:00",
      "2000-01-01T00:00:00",
      ["1997-05-12T09:00:00", "1998-05-11T09:00:00", "1999-05-17T09:00:00"],
    ],
    [
      "FREQ=YEARLY;BYDAY=20MO",
      "19970519T090000",
      "1997-01-01T00:00:00",
      "2000-01-01T00:00:00",
      ["1997-05-19T09:00:00", "1998-05-18T09:00:00", "1999-05-17T09:00:00"],
    ],
    [
      "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
      "19970902T090000",
      "1998-01-01T00:00:00",
      "1999-01-01T00:00:00",
      ["1998-02-13T09:00:00", "1998-03-13T09:00:00", "1998-11-13T09:00:00"],
    ],
    [
      "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8",
      "19961105T090000",
      "1996-01-01T00:00:00",
      "2005-01-01T00:00:00",
      ["1996-11-05T09:00:00", "2000-11-07T09:00:00", "2004-11-02T09:00:00"],
    ],
    [
      "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2",
      "19970929T090000",
      "1997-09-01T00:00:00",
      "1997-12-01T00:00:00",
      ["1997-09-29T09:00:00", "1997-10-30T09:00:00", "1997-11-27T09:00:00"],
    ],
    [
      "FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T170000",
      "19970902T090000",
      "1997-09-01T00:00:00",
      "1998-01-01T00:00:00",
      ["1997-09-02T09:00:00", "1997-09-02T12:00:00", "1997-09-02T15:00:00"],
    ],
    [
      "FREQ=MINUTELY;INTERVAL=90;COUNT=3",
      "19970902T090000",
      "1997-09-01T00:00:00",
      "1998-01-01T00:00:00",
      ["1997-09-02T09:00:00", "1997-09-02T10:30:00", "1997-09-02T12:00:00"],
    ],
    [
      "FREQ=DAILY;BYHOUR=9,10;BYMINUTE=0,40;COUNT=5",
      "19970902T090000",
      "1997-09-01T00:00:00",
      "1998-01-01T00:00:00",
      [
        "1997-09-02T09:00:00",
        "1997-09-02T09:40:00",
        "1997-09-02T10:00:00",
        "1997-09-02T10:40:00",
        "1997-09-03T09:00:00",
      ],
    ],
  ];
  test.each(cases)("%s from %s", (...[rule, start, from, to, wanted]) => {
    expect(ours(rule, start, from, to)).toEqual(wanted);
  });
});

test("a daily series since 1970 is not walked through to reach next week", () => {
  const rule = readRule("FREQ=DAILY");
  if (!rule) throw new Error("not read");
  const span = {
    startMs: Date.UTC(1970, 0, 1, 9),
    fromMs: Date.UTC(2026, 10, 27),
    toMs: Date.UTC(2026, 11, 4),
    untilMs: null,
  };
  const before = performance.now();
  for (let times = 0; times < 1000; times++) expect(expand(rule, span).starts).toHaveLength(7);
  expect(performance.now() - before).toBeLessThan(2_000);
});

test("a rule that never fits, or fits each second, ends and says whether it was followed to the end", () => {
  const follow = (text: string, fromMs = Date.UTC(2026, 0, 1)) => {
    const rule = readRule(text);
    if (!rule) throw new Error("not read");
    return expand(rule, { startMs: Date.UTC(2000, 0, 1), fromMs, toMs: Date.UTC(2027, 0, 1), untilMs: null });
  };
  expect(follow("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")).toMatchObject({ starts: [], complete: true });
  expect(follow("FREQ=SECONDLY").complete).toBe(false);
  expect(follow("FREQ=MINUTELY;COUNT=900000").complete).toBe(false);
});

test.each([
  "FREQ=FORTNIGHTLY",
  "FREQ=DAILY;BYDAY=XX",
  "FREQ=DAILY;INTERVAL=0",
  "FREQ=MONTHLY;BYMONTHDAY=32",
  "FREQ=MONTHLY;BYMONTHDAY=0",
  "FREQ=YEARLY;RSCALE=HEBREW",
  "FREQ=DAILY;UNTIL=soon",
  "FREQ=DAILY;BYEASTER=1",
  "INTERVAL=2",
  "",
])("a rule that can't be understood in full is not understood: %s", (text) => {
  expect(readRule(text)).toBeNull();
});
