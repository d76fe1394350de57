import { expect, test } from "vitest";
import {
  applyBusyTo,
  compileExpert,
  createRoster,
  type ExpertRules,
  isRefusal,
  poolFor,
  putExpert,
  slots,
  who,
} from "../src/index.ts";

const horizon = { fromMs: Date.UTC(2027, 2, 8), toMs: Date.UTC(2027, 2, 22) };
const hour = { durationMinutes: 60, bufferBeforeMinutes: 15, bufferAfterMinutes: 15, stepMinutes: 60 };
const rules: ExpertRules = {
  zone: "America/New_York",
  weekly: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, fromMinute: 540, toMinute: 720 })),
  overrides: [],
  timeOff: [],
  caps: { perDay: 2, perWeek: 6 },
};

test("hours follow the clock change of New York", () => {
  const row = compileExpert(rules, [], horizon);
  if (isRefusal(row)) throw new Error(row.sentence);
  const all = slots([row], hour, horizon, { nowMs: horizon.fromMs });
  expect(all).toHaveLength(30);
  expect(all[0]).toBe(Date.UTC(2027, 2, 8, 14));
  expect(all.at(-1)).toBe(Date.UTC(2027, 2, 19, 15));
});

test("a booking takes its time, its buffers and, at the cap, its day", () => {
  const roster = createRoster(horizon);
  const row = compileExpert(rules, [], horizon);
  if (isRefusal(row)) throw new Error(row.sentence);
  putExpert(roster, { id: "esra", skills: { categories: [], roles: [], level: 3, languages: [] }, row });
  const pool = poolFor(roster, {});
  const ask = () => slots(pool, hour, { fromMs: horizon.fromMs, toMs: horizon.fromMs + 86_400_000 }, { nowMs: 0 });
  expect(ask()).toHaveLength(3);
  const at = Date.UTC(2027, 2, 8, 14);
  expect(who(pool, hour, at, { nowMs: 0 })).toEqual(["esra"]);
  const first = { fromMs: at, toMs: at + 3_600_000, countsForCaps: true };
  applyBusyTo(roster, "esra", first, "add");
  expect(ask()).toEqual([Date.UTC(2027, 2, 8, 16)]);
  applyBusyTo(roster, "esra", { fromMs: at - 86_400_000, toMs: at - 82_800_000, countsForCaps: true }, "add");
  expect(ask()).toHaveLength(1);
  applyBusyTo(
    roster,
    "esra",
    { fromMs: at + 43_200_000 - 3_600_000, toMs: at + 43_200_000, countsForCaps: true },
    "add",
  );
  expect(ask()).toHaveLength(0);
  applyBusyTo(roster, "esra", first, "remove");
  expect(ask()).toHaveLength(3);
});
