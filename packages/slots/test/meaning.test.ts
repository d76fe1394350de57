import { describe, expect, test } from "vitest";
import {
  compileExpert,
  type ExpertRules,
  horizonAround,
  isRefusal,
  type MeetingClass,
  nearest,
  panelSlots,
  seats,
  slots,
  starts,
  who,
} from "../src/index.ts";
import { roomLeft } from "../src/index.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const hourly: MeetingClass = { durationMinutes: 60, bufferBeforeMinutes: 0, bufferAfterMinutes: 0, stepMinutes: 60 };
const half = { ...hourly, durationMinutes: 30, stepMinutes: 30 };

function everyDay(zone: string, fromMinute: number, toMinute: number): ExpertRules {
  const weekly = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, fromMinute, toMinute }));
  return { zone, weekly, overrides: [], timeOff: [], caps: {} };
}

function rowOf(rules: ExpertRules, fromMs: number, days = 1, busy = [] as { fromMs: number; toMs: number }[]) {
  const row = compileExpert(rules, busy, horizonAround(fromMs, fromMs + days * DAY));
  if (isRefusal(row)) throw new Error(row.sentence);
  return row;
}

function offered(row: ReturnType<typeof rowOf>, meetingClass = hourly, nowMs = 0): string[] {
  return slots([row], meetingClass, row.horizon, { nowMs }).map((ms) =>
    Temporal.Instant.fromEpochMilliseconds(ms).toString().slice(0, 16),
  );
}

describe("clocks", () => {
  test("New York, 2027-03-14: the hour that isn't there is not offered, and the afternoon isn't an hour late", () => {
    const rules = everyDay("America/New_York", 60, 240);
    expect(offered(rowOf(rules, Date.UTC(2027, 2, 14)))).toEqual(["2027-03-14T06:00", "2027-03-14T07:00"]);
    const noon = everyDay("America/New_York", 780, 840);
    expect(offered(rowOf(noon, Date.UTC(2027, 2, 14)))).toEqual(["2027-03-14T17:00"]);
  });

  test("New York, 2027-11-07: the repeated hour is offered in both passes", () => {
    const rules = everyDay("America/New_York", 60, 120);
    expect(offered(rowOf(rules, Date.UTC(2027, 10, 7)))).toEqual(["2027-11-07T05:00", "2027-11-07T06:00"]);
  });

  test("Cairo and Beirut, where clocks change at midnight, lose one hour and not the day", () => {
    const cairo = everyDay("Africa/Cairo", 0, 180);
    // 2027-04-30 begins at 01:00 on the wall, 22:00 UTC the day before.
    expect(offered(rowOf(cairo, Date.UTC(2027, 3, 29, 20)))).toEqual(["2027-04-29T22:00", "2027-04-29T23:00"]);
    const beirut = everyDay("Asia/Beirut", 0, 180);
    expect(offered(rowOf(beirut, Date.UTC(2027, 2, 27, 20)))).toEqual(["2027-03-27T22:00", "2027-03-27T23:00"]);
  });

  test("St. John's used to change a minute past midnight, in the middle of five minutes", () => {
    const rules = everyDay("America/St_Johns", 0, 1440);
    expect(offered(rowOf(rules, Date.UTC(2011, 2, 13)))).toHaveLength(24);
  });

  test("Lord Howe changes by half an hour", () => {
    const rules = everyDay("Australia/Lord_Howe", 90, 150);
    // 01:30 to 02:00 comes twice on 2027-04-04: open for an hour and a half in one go.
    expect(offered(rowOf(rules, Date.UTC(2027, 3, 3, 12)), half)).toEqual([
      "2027-04-03T14:30",
      "2027-04-03T15:00",
      "2027-04-03T15:30",
    ]);
  });

  test("Apia had no 30 December 2011", () => {
    const rules = everyDay("Pacific/Apia", 600, 660);
    const days = offered(rowOf(rules, Date.UTC(2011, 11, 29), 3));
    expect(days).toEqual(["2011-12-29T20:00", "2011-12-30T20:00", "2011-12-31T20:00"]);
    const onlyThen = {
      ...rules,
      weekly: [],
      overrides: [{ onDate: "2011-12-30", intervals: rules.weekly.slice(0, 1) }],
    };
    expect(offered(rowOf(onlyThen, Date.UTC(2011, 11, 29), 3))).toEqual([]);
  });

  test("24:00 joins 00:00 of the next day", () => {
    const rules = { ...everyDay("Asia/Kolkata", 0, 60), weekly: [] as ExpertRules["weekly"] };
    const night = {
      ...rules,
      weekly: [
        { weekday: 1, fromMinute: 1410, toMinute: 1440 },
        { weekday: 2, fromMinute: 0, toMinute: 30 },
      ],
    };
    expect(offered(rowOf(night, Date.UTC(2027, 2, 8), 2))).toEqual(["2027-03-08T18:00"]);
  });
});

describe("steps", () => {
  const kolkata = everyDay("Asia/Kolkata", 540, 720);

  test("an hourly step counts from the UTC epoch unless a zone is given", () => {
    expect(offered(rowOf(kolkata, Date.UTC(2027, 2, 8)))).toEqual(["2027-03-08T04:00", "2027-03-08T05:00"]);
  });

  test("aligned to the candidate's zone it gives full hours there", () => {
    const aligned = { ...hourly, alignZone: "Asia/Kolkata" };
    expect(offered(rowOf(kolkata, Date.UTC(2027, 2, 8)), aligned)).toEqual([
      "2027-03-08T03:30",
      "2027-03-08T04:30",
      "2027-03-08T05:30",
    ]);
    expect(offered(rowOf(kolkata, Date.UTC(2027, 2, 8)), { ...hourly, stepOffsetMinutes: 30 })).toHaveLength(3);
  });

  test("who agrees with slots off the step", () => {
    const row = rowOf(kolkata, Date.UTC(2027, 2, 8));
    expect(who([row], hourly, Date.UTC(2027, 2, 8, 4), { nowMs: 0 })).toEqual([0]);
    expect(who([row], hourly, Date.UTC(2027, 2, 8, 4, 30), { nowMs: 0 })).toEqual([]);
    expect(who([row], hourly, Date.UTC(2027, 2, 7, 4), { nowMs: 0 })).toEqual([]);
    expect(who([row], hourly, Date.UTC(2027, 2, 8, 4) + 1, { nowMs: 0 })).toEqual([]);
  });
});

describe("rules", () => {
  const day = Date.UTC(2027, 2, 8);
  const base = everyDay("UTC", 540, 720);

  test("an override replaces the weekday, time off beats both", () => {
    const rules = {
      ...base,
      overrides: [{ onDate: "2027-03-08", intervals: [{ fromMinute: 600, toMinute: 780 }] }],
      timeOff: [{ fromMs: day + 10 * HOUR, toMs: day + 10 * HOUR + 1 }],
    };
    expect(offered(rowOf(rules, day))).toEqual(["2027-03-08T11:00", "2027-03-08T12:00"]);
    const closed = { ...base, overrides: [{ onDate: "2027-03-08", intervals: [] }] };
    expect(offered(rowOf(closed, day))).toEqual([]);
  });

  test("hours on odd minutes are used to the minute, not rounded outward", () => {
    const rules = { ...base, weekly: [{ weekday: 1, fromMinute: 541, toMinute: 660 }] };
    expect(offered(rowOf(rules, day))).toEqual(["2027-03-08T10:00"]);
  });

  test("intervals that overlap or touch within a day are one", () => {
    const rules = {
      ...base,
      weekly: [
        { weekday: 1, fromMinute: 570, toMinute: 600 },
        { weekday: 1, fromMinute: 540, toMinute: 571 },
      ],
    };
    expect(offered(rowOf(rules, day))).toEqual(["2027-03-08T09:00"]);
  });

  test("buffers need not be open, only free, and are half-open themselves", () => {
    const buffered = { ...hourly, bufferBeforeMinutes: 15, bufferAfterMinutes: 15 };
    expect(offered(rowOf(base, day), buffered)).toHaveLength(3);
    const busyUntil845 = [{ fromMs: day + 8 * HOUR, toMs: day + 8.75 * HOUR }];
    expect(offered(rowOf(base, day, 1, busyUntil845), buffered)).toHaveLength(3);
    const busyUntil846 = [{ fromMs: day + 8 * HOUR, toMs: day + 8.75 * HOUR + 1 }];
    expect(offered(rowOf(base, day, 1, busyUntil846), buffered)).toHaveLength(2);
  });

  test("busy time before and after the horizon is seen by buffers and lengths", () => {
    const always = everyDay("UTC", 0, 1440);
    const buffered = { ...hourly, bufferBeforeMinutes: 30, bufferAfterMinutes: 30 };
    const before = [{ fromMs: day - HOUR, toMs: day - HOUR / 4 }];
    const after = [{ fromMs: day + DAY + HOUR / 4, toMs: day + DAY + HOUR }];
    expect(offered(rowOf(always, day), buffered)).toHaveLength(24);
    expect(offered(rowOf(always, day, 1, before), buffered)[0]).toBe("2027-03-08T01:00");
    expect(offered(rowOf(always, day, 1, after), buffered).at(-1)).toBe("2027-03-08T22:00");
  });

  test("notice counts from now, for each expert on their own", () => {
    const patient = rowOf({ ...base, noticeMinutes: 120 }, day);
    const quick = rowOf(base, day);
    expect(offered(patient, hourly, day + 8 * HOUR)).toEqual(["2027-03-08T10:00", "2027-03-08T11:00"]);
    expect(slots([patient, quick], hourly, quick.horizon, { nowMs: day + 8 * HOUR })).toHaveLength(3);
    expect(panelSlots([patient, quick], hourly, quick.horizon, { nowMs: day + 8 * HOUR })).toHaveLength(2);
    expect(who([patient, quick], hourly, day + 9 * HOUR, { nowMs: day + 8 * HOUR })).toEqual([1]);
  });

  test("caps belong to the expert's own days and ISO weeks", () => {
    const sunday = Date.UTC(2027, 2, 14);
    const tokyo = { ...everyDay("Asia/Tokyo", 0, 1440), caps: { perWeek: 1 } };
    // Sunday 16:00 UTC is Monday in Tokyo: the new week has its interview, the old one has none.
    const busy = [{ fromMs: sunday + 16 * HOUR, toMs: sunday + 17 * HOUR, countsForCaps: true }];
    const row = rowOf(tokyo, sunday, 2, busy);
    expect(offered(row).at(-1)).toBe("2027-03-14T14:00");
    expect(roomLeft(row, sunday)).toBe(1);
    expect(roomLeft(row, sunday + 15 * HOUR)).toBe(0);
  });
});

test("a start row holds no bit beyond its horizon", () => {
  const row = rowOf(everyDay("UTC", 0, 1440), Date.UTC(2027, 2, 8), 1 + 1 / 96);
  expect([...starts(row, hourly)]).toEqual([0xffffffff, 0xffffffff, 0xffffffff, 1]);
});

test("nearest gives the closest first and the earlier of two equals", () => {
  expect(nearest([10, 20, 30, 40], 25, 3)).toEqual([20, 30, 10]);
  expect(nearest([10, 20], 100, 5)).toEqual([20, 10]);
  expect(nearest([], 5, 3)).toEqual([]);
});

test("seats don't overlap and keep their buffers among each other", () => {
  const row = rowOf(everyDay("UTC", 540, 780), Date.UTC(2027, 2, 8));
  const quarter = { durationMinutes: 60, bufferBeforeMinutes: 15, bufferAfterMinutes: 0, stepMinutes: 15 };
  const at = (minutes: number): number => Date.UTC(2027, 2, 8) + minutes * 60_000;
  expect(seats(row, quarter, row.horizon, { nowMs: 0 })).toEqual([at(540), at(615), at(690)]);
});
