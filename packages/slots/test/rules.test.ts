import { describe, expect, test } from "vitest";
import {
  applyBusy,
  checkMeetingClass,
  checkRules,
  compileExpert,
  createRoster,
  explainStart,
  type ExpertRules,
  horizonAround,
  isKnownZone,
  isRefusal,
  type Limits,
  offsetAt,
  putExpert,
  slots,
  who,
  zoneTable,
} from "../src/index.ts";

const good: ExpertRules = { zone: "Europe/Istanbul", weekly: [], overrides: [], timeOff: [], caps: {} };
const horizon = { fromMs: Date.UTC(2027, 2, 8), toMs: Date.UTC(2027, 2, 15) };

describe("refusals", () => {
  test("everything that is wrong is listed, with its place and a sentence", () => {
    const refusal = checkRules({
      zone: "Mars/Olympus",
      weekly: [
        { weekday: 0, fromMinute: 540, toMinute: 600 },
        { weekday: 1, fromMinute: 600, toMinute: 540 },
        { weekday: 2, fromMinute: 600, toMinute: 600 },
        { weekday: 3, fromMinute: -1, toMinute: 1441 },
        { weekday: 4, fromMinute: 540.5, toMinute: 600 },
      ],
      overrides: [
        { onDate: "2027-02-30", intervals: [] },
        { onDate: "2027-03-01", intervals: [{ fromMinute: 1440, toMinute: 1440 }] },
        { onDate: "2027-03-01", intervals: [] },
        { onDate: "1.3.2027", intervals: [] },
      ],
      timeOff: [{ fromMs: 2, toMs: 1 }],
      caps: { perDay: -1, perWeek: 1.5 },
      noticeMinutes: Number.NaN,
    });
    expect(refusal?.problems.map(({ path }) => path)).toEqual([
      "zone",
      "weekly[0].weekday",
      "weekly[1].toMinute",
      "weekly[2].toMinute",
      "weekly[3].fromMinute",
      "weekly[3].toMinute",
      "weekly[4].fromMinute",
      "overrides[0].onDate",
      "overrides[1].intervals[0].fromMinute",
      "overrides[1].intervals[0].toMinute",
      "overrides[2].onDate",
      "overrides[3].onDate",
      "timeOff[0]",
      "caps.perDay",
      "caps.perWeek",
      "noticeMinutes",
    ]);
    expect(refusal?.sentence).toBe(
      'These availability rules can\'t be used: The time zone "Mars/Olympus" is not known. (and 15 more)',
    );
  });

  test("compileExpert gives the same refusal back as a value, and one for busy times that are upside down", () => {
    expect(compileExpert({ ...good, zone: "" }, [], horizon)).toEqual(checkRules({ ...good, zone: "" }));
    const refusal = compileExpert(good, [{ fromMs: 2, toMs: 1 }], horizon);
    expect(isRefusal(refusal) && refusal.code).toBe("busy_invalid");
  });

  test("good rules, 24:00 and overlapping hours included, are not refused", () => {
    const weekly = [
      { weekday: 7, fromMinute: 0, toMinute: 1440 },
      { weekday: 7, fromMinute: 60, toMinute: 120 },
    ];
    const overrides = [{ onDate: "2028-02-29", intervals: [{ fromMinute: 1439, toMinute: 1440 }] }];
    expect(checkRules({ ...good, weekly, overrides, noticeMinutes: 0 })).toBeUndefined();
  });

  test("a meeting class must sit on five minutes and fit into a day", () => {
    const fine = { durationMinutes: 60, bufferBeforeMinutes: 0, bufferAfterMinutes: 0, stepMinutes: 15 };
    expect(checkMeetingClass(fine)).toBeUndefined();
    const wrong = { ...fine, durationMinutes: 7, stepMinutes: 0, bufferAfterMinutes: 1440, alignZone: "Nowhere" };
    expect(checkMeetingClass(wrong)?.problems.map(({ path }) => path)).toEqual([
      "durationMinutes",
      "stepMinutes",
      "durationMinutes",
      "alignZone",
    ]);
    expect(() => slots([compileExpert(good, [], horizon) as never], wrong, horizon, { nowMs: 0 })).toThrow(RangeError);
  });
});

describe("zones", () => {
  test("only names of zones are zones", () => {
    expect(["UTC", "Etc/GMT+5", "Asia/Kolkata", "America/Argentina/Buenos_Aires"].filter(isKnownZone)).toHaveLength(4);
    const wrong = ["+05:30", "", "Z", "2027-01-01T00:00[Europe/Berlin]", "Europe/Nowhere", "__proto__"];
    expect(wrong.filter(isKnownZone)).toEqual([]);
  });

  test("a table covers the asked range exactly and without gaps", () => {
    const table = zoneTable("Africa/Casablanca", horizon.fromMs, Date.UTC(2029, 0, 1));
    expect(table[0]!.fromMs).toBe(horizon.fromMs);
    expect(table.at(-1)!.toMs).toBe(Date.UTC(2029, 0, 1));
    table.slice(1).forEach((segment, i) => expect(segment.fromMs).toBe(table[i]!.toMs));
    expect(offsetAt(table, horizon.fromMs)).toBe(0);
    expect(() => offsetAt(table, 0)).toThrow(RangeError);
    expect(() => zoneTable("Nowhere", 0, 1)).toThrow(RangeError);
  });
});

describe("horizons", () => {
  test("a horizon off the quarter of an hour is a bug and throws; horizonAround mends it", () => {
    expect(() => compileExpert(good, [], { fromMs: 1, toMs: 900_000 })).toThrow(RangeError);
    expect(horizonAround(1, 900_001)).toEqual({ fromMs: 0, toMs: 1_800_000 });
  });

  test("rows of another horizon can't be mixed in", () => {
    const row = compileExpert(good, [], horizon);
    const other = compileExpert(good, [], horizonAround(horizon.fromMs, horizon.fromMs + 1));
    if (isRefusal(row) || isRefusal(other)) throw new Error("refused");
    const skills = { categories: [], roles: [], level: 0, languages: [] };
    expect(() => putExpert(createRoster(horizon), { id: "ken", skills, row: other })).toThrow(RangeError);
    const meeting = { durationMinutes: 30, bufferBeforeMinutes: 0, bufferAfterMinutes: 0, stepMinutes: 30 };
    expect(() => slots([row, other], meeting, horizon, { nowMs: 0 })).toThrow(RangeError);
  });
});

test("a question without a clock, or with a window of no instants, is a bug and throws: it must not offer what is over", () => {
  const open = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, fromMinute: 540, toMinute: 1020 }));
  const row = compileExpert({ ...good, weekly: open }, [], horizon);
  if (isRefusal(row)) throw new Error(row.sentence);
  const meeting = { durationMinutes: 30, bufferBeforeMinutes: 0, bufferAfterMinutes: 0, stepMinutes: 30 };
  const startMs = horizon.fromMs + 10 * 3_600_000;
  for (const limits of [{}, { nowMs: Number.NaN }, { nowMs: 0, earliestMs: Number.NaN }]) {
    expect(() => slots([row], meeting, horizon, limits as Limits)).toThrow(RangeError);
    expect(() => who([row], meeting, startMs, limits as Limits)).toThrow(RangeError);
    expect(() => explainStart(row, meeting, startMs, limits as Limits)).toThrow(RangeError);
  }
  const nowhere = { fromMs: Number.NaN, toMs: horizon.toMs };
  expect(() => slots([row], meeting, nowhere, { nowMs: 0 })).toThrow(RangeError);
  expect(slots([row], meeting, { fromMs: -Infinity, toMs: Infinity }, { nowMs: 0 }).length).toBeGreaterThan(0);
});

test("removing a time that was never added says so and changes nothing", () => {
  const row = compileExpert(good, [{ fromMs: horizon.fromMs, toMs: horizon.fromMs + 1 }], horizon);
  if (isRefusal(row)) throw new Error(row.sentence);
  const busy = row.busy.slice();
  expect(applyBusy(row, { fromMs: horizon.fromMs, toMs: horizon.fromMs + 2 }, "remove")).toBe(false);
  expect(applyBusy(row, { fromMs: horizon.fromMs, toMs: horizon.fromMs + 1, countsForCaps: true }, "remove")).toBe(
    false,
  );
  expect(applyBusy(row, { fromMs: 2, toMs: 1 }, "add")).toBe(false);
  expect(row.busy).toEqual(busy);
});
