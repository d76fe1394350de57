import { expect, test } from "vitest";
import { compileExpert, type ExpertRules, horizonAround, isRefusal, slots, zoneTable } from "../src/index.ts";
import { isOpenMinute, offsetChanges } from "./twin.ts";
import { zones } from "./zones.ts";

const DAY = 86_400_000;
const FROM = Date.UTC(2010, 0, 1);
const TO = Date.UTC(2033, 0, 1);
const five = { durationMinutes: 5, bufferBeforeMinutes: 0, bufferAfterMinutes: 0, stepMinutes: 5 };

test("the zone tables hold every change of 44 zones from 2010 to 2032, and no other", () => {
  let changes = 0;
  for (const zone of zones) {
    const found = zoneTable(zone, FROM, TO)
      .slice(1)
      .map(({ fromMs }) => fromMs);
    expect([zone, found]).toEqual([zone, offsetChanges(zone, FROM, TO)]);
    changes += found.length;
  }
  expect(changes).toBeGreaterThan(1200);
});

test("around every third change, all 24 hours before and after are open exactly when the clock on the wall says so", () => {
  for (const [z, zone] of zones.entries()) {
    // Odd hours of the day, and the small hours in which clocks change.
    const hours = [
      [30, 75],
      [100, 165],
      [175, 180],
      [600, 665],
      [1380, 1440],
    ].flatMap(([fromMinute, toMinute]) =>
      [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, fromMinute: fromMinute!, toMinute: toMinute! })),
    );
    const rules: ExpertRules = { zone, weekly: hours, overrides: [], timeOff: [], caps: {} };
    const changes = zoneTable(zone, FROM, TO).slice(1);
    for (let i = z % 3; i < changes.length; i += 3) {
      const { fromMs } = changes[i]!;
      const horizon = horizonAround(fromMs - DAY, fromMs + DAY);
      const row = compileExpert(rules, [], horizon);
      if (isRefusal(row)) throw new Error(row.sentence);
      const offered = new Set(slots([row], five, horizon, { nowMs: 0 }));
      for (let at = horizon.fromMs; at < horizon.toMs; at += 300_000) {
        let open = true;
        for (let minute = 0; minute < 5; minute++) open &&= isOpenMinute(rules, at + minute * 60_000);
        if (open !== offered.has(at)) expect([zone, at, offered.has(at)]).toEqual([zone, at, open]);
      }
    }
  }
});
