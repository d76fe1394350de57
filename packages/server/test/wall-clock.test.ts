import { assert, constantFrom, integer, property } from "fast-check";
import { describe, expect, test } from "vitest";
import { dateIn, dayNumber, hourIn, offsetMsAt, sameDateUntil, wallClock } from "../src/time/wall-clock.ts";

const zones = constantFrom(
  "America/New_York",
  "America/St_Johns",
  "Africa/Casablanca",
  "Africa/Cairo",
  "Asia/Kolkata",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "Europe/Berlin",
  "Pacific/Apia",
  "+05:30",
  "UTC",
);
const instants = integer({ min: Date.UTC(2010, 0, 1), max: Date.UTC(2040, 0, 1) });

describe("the clock on somebody's wall", () => {
  test("shows what the runtime's own zone data say, whatever was asked before", () => {
    assert(
      property(zones, instants, (zone, at) => {
        const theirs = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
        const ours = wallClock(zone, at);
        expect(ours.toISOString()).toBe(`${theirs.toPlainDateTime().toString({ smallestUnit: "millisecond" })}Z`);
        expect([dateIn(zone, at), hourIn(zone, at)]).toEqual([theirs.toPlainDate().toString(), theirs.hour]);
      }),
      { numRuns: 2000 },
    );
  });

  test("changes at the very instant of a change, not before and not after", () => {
    assert(
      property(zones, instants, integer({ min: -2, max: 2 }), (zone, at, by) => {
        const change = Temporal.Instant.fromEpochMilliseconds(at)
          .toZonedDateTimeISO(zone)
          .getTimeZoneTransition("next")?.epochMilliseconds;
        if (change === undefined) return;
        // The change itself first: a stretch that is read at its very beginning must not begin earlier.
        for (const when of [change, change + by]) {
          const theirs = Temporal.Instant.fromEpochMilliseconds(when).toZonedDateTimeISO(zone);
          expect(offsetMsAt(zone, when)).toBe(theirs.offsetNanoseconds / 1_000_000);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test("counts dates one by one, also on days of 23 and 25 hours", () => {
    const noons = Array.from({ length: 400 }, (_, day) => Date.UTC(2026, 0, 1 + day, 11));
    const numbers = noons.map((at) => dayNumber("Europe/Berlin", at));
    expect(numbers.map((number) => number - (numbers[0] ?? 0))).toEqual(noons.map((_, day) => day));
  });

  test("says until when it is the same date, over every change of the clock", () => {
    assert(
      property(zones, instants, integer({ min: 0, max: 100 }), (zone, at, share) => {
        const until = sameDateUntil(zone, at);
        expect(until).toBeGreaterThan(at);
        const between = at + Math.floor(((until - 1 - at) * share) / 100);
        expect([dayNumber(zone, between), dayNumber(zone, until - 1)]).toEqual([
          dayNumber(zone, at),
          dayNumber(zone, at),
        ]);
        // Then the next date begins, or the clock changes.
        expect(dayNumber(zone, until) !== dayNumber(zone, at) || offsetMsAt(zone, until) !== offsetMsAt(zone, at)).toBe(
          true,
        );
      }),
      { numRuns: 2000 },
    );
  });

  test("reads a zone that is none as UTC", () => {
    expect(hourIn("Mars/Olympus", Date.UTC(2026, 5, 1, 14))).toBe(14);
  });
});
