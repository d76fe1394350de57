import * as fc from "fast-check";
import { expect, test } from "vitest";
import { rotatingSubset } from "../src/index.ts";

const QUARTER = 900_000;
const monday = Date.UTC(2027, 2, 8);

const starts = fc
  .uniqueArray(fc.nat(14 * 96), { maxLength: 400 })
  .map((quarters) => quarters.sort((left, right) => left - right).map((quarter) => monday + quarter * QUARTER));
const rotation = fc.record({
  viewer: fc.uuid(),
  turn: fc.nat(1_000_000),
  groups: fc.integer({ min: 1, max: 30 }),
  least: fc.nat(40),
});

test("what is shown is a part of what is free, in order, and never too little of it", () => {
  fc.assert(
    fc.property(starts, rotation, (all, how) => {
      const shown = rotatingSubset(all, how);
      expect(shown).toEqual(all.filter((startMs) => shown.includes(startMs)));
      expect(shown.length).toBeGreaterThanOrEqual(Math.min(all.length, Math.max(1, how.least)));
      // Throughout a turn a viewer sees the same.
      expect(rotatingSubset(all, how)).toEqual(shown);
    }),
  );
});

test("each time is shown in exactly one of as many turns as there are groups: nobody is kept from any", () => {
  const all = Array.from({ length: 14 * 96 }, (_, at) => monday + at * QUARTER);
  fc.assert(
    fc.property(rotation, (how) => {
      const turns = Array.from({ length: how.groups }, (_, by) =>
        rotatingSubset(all, { ...how, turn: how.turn + by, least: 0 }),
      );
      expect(turns.flat().sort((left, right) => left - right)).toEqual(all);
    }),
  );
});

test("two viewers at one moment see the same times or wholly different ones", () => {
  fc.assert(
    fc.property(starts, rotation, fc.uuid(), (all, how, other) => {
      const groupsWithTimes = new Set(
        Array.from({ length: how.groups }, (_, by) => rotatingSubset(all, { ...how, turn: by, least: 0 }).join()),
      ).size;
      fc.pre(how.groups > 1 && groupsWithTimes === how.groups);
      const [mine, theirs] = [how.viewer, other].map((viewer) => rotatingSubset(all, { ...how, viewer, least: 0 }));
      const both = (mine ?? []).filter((startMs) => theirs?.includes(startMs));
      expect([0, mine?.length]).toContain(both.length);
    }),
  );
});

test("a time that goes, or one that opens, moves no other one", () => {
  fc.assert(
    fc.property(starts, rotation, fc.nat(1000), (all, how, at) => {
      const shown = rotatingSubset(all, { ...how, least: 0 });
      fc.pre(shown.length > 1 && all.length > 1);
      const gone = all[at % all.length];
      const rest = all.filter((startMs) => startMs !== gone);
      const after = rotatingSubset(rest, { ...how, least: 0 });
      expect(after.length > 0 ? after : shown).toEqual(
        expect.arrayContaining(shown.filter((startMs) => startMs !== gone)),
      );
    }),
  );
});

test("a thousand viewers are spread over all times of the day, and their first choices with them", () => {
  const all = Array.from({ length: 14 * 48 }, (_, at) => monday + at * 2 * QUARTER);
  const firsts = new Map<number, number>();
  const hours = new Set<number>();
  for (let viewer = 0; viewer < 1000; viewer++) {
    const shown = rotatingSubset(all, { viewer: `viewer-${viewer}`, turn: 7, groups: 20, least: 12 });
    expect(shown.length).toBeGreaterThanOrEqual(12);
    firsts.set(shown[0] ?? 0, (firsts.get(shown[0] ?? 0) ?? 0) + 1);
    for (const startMs of shown) hours.add(new Date(startMs).getUTCHours());
  }
  expect(hours.size).toBe(24);
  // All would press one and the same without; a twentieth is even, twice that is still a twentieth of the crowd's tenth.
  expect(Math.max(...firsts.values())).toBeLessThanOrEqual(100);
});

test("a turn that is no whole number is a bug and throws: nothing would be shown", () => {
  const how = { viewer: "ken", groups: 4, least: 12 };
  for (const turn of [Number.NaN, 0.5])
    expect(() => rotatingSubset([monday, monday + QUARTER], { ...how, turn })).toThrow(RangeError);
});
