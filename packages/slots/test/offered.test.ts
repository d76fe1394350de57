import * as fc from "fast-check";
import { expect, test } from "vitest";
import { explainExpert, explainStart, type ExpertRules, offeredTime, removalOrder } from "../src/index.ts";
import { compiled, DAY, expertCase, HOUR, meetingClass, MINUTE } from "./arbitrary.ts";

test("one start is put down to the rule that the explanation of the whole window names for it", () => {
  fc.assert(
    fc.property(expertCase, meetingClass, fc.nat(1000), fc.integer({ min: -600, max: 6000 }), (own, given, at, now) => {
      // Every start of the step is on the grid of these.
      const meeting = { ...given, alignZone: undefined, stepOffsetMinutes: 0 };
      const row = compiled(own);
      const stepMs = meeting.stepMinutes * MINUTE;
      const first = Math.ceil(own.horizon.fromMs / stepMs) * stepMs;
      const startMs = first + (at % Math.ceil((own.horizon.toMs - first) / stepMs)) * stepMs;
      const limits = { nowMs: own.horizon.fromMs + now * MINUTE };
      const { removed } = explainExpert(row, meeting, { fromMs: startMs, toMs: startMs + 1 }, limits);
      expect(explainStart(row, meeting, startMs, limits)).toBe(removalOrder.find((rule) => removed[rule] > 0));
    }),
    { numRuns: 300 },
  );
});

test("offered time is open by the wall clock and outside of time off, minute by minute", () => {
  fc.assert(
    fc.property(expertCase, fc.nat(1439), ({ rules, horizon }, phase) => {
      const offered = offeredTime(rules, horizon);
      for (let at = horizon.fromMs + phase * MINUTE; at < horizon.toMs; at += 97 * MINUTE) {
        const inside = offered.some((one) => one.fromMs <= at && at < one.toMs);
        expect({ at, inside }).toEqual({ at, inside: isOffered(rules, at) });
      }
    }),
    { numRuns: 150 },
  );
});

test("a day's hours with time off in the middle are two stretches", () => {
  const monday = Date.UTC(2027, 2, 8);
  const rules: ExpertRules = {
    zone: "UTC",
    weekly: [{ weekday: 1, fromMinute: 540, toMinute: 1020 }],
    overrides: [],
    timeOff: [{ fromMs: monday + 12 * HOUR, toMs: monday + 13 * HOUR }],
    caps: {},
  };
  expect(offeredTime(rules, { fromMs: monday, toMs: monday + DAY })).toEqual([
    { fromMs: monday + 9 * HOUR, toMs: monday + 12 * HOUR },
    { fromMs: monday + 13 * HOUR, toMs: monday + 17 * HOUR },
  ]);
  expect(offeredTime(rules, { fromMs: monday, toMs: monday })).toEqual([]);
});

/** Read on a clock, one instant at a time. */
function isOffered(rules: ExpertRules, at: number): boolean {
  if (rules.timeOff.some(({ fromMs, toMs }) => at >= fromMs && at < toMs)) return false;
  const reading = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(rules.zone);
  const minute = reading.hour * 60 + reading.minute + reading.second / 60 + reading.millisecond / 60_000;
  const day = rules.overrides.find(({ onDate }) => onDate === reading.toPlainDate().toString());
  const intervals = day?.intervals ?? rules.weekly.filter(({ weekday }) => weekday === reading.dayOfWeek);
  return intervals.some(({ fromMinute, toMinute }) => minute >= fromMinute && minute < toMinute);
}
