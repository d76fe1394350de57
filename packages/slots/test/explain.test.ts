import { expect, test } from "vitest";
import {
  compileExpert,
  createRoster,
  explain,
  type ExpertRules,
  isRefusal,
  poolFor,
  putExpert,
  removalOrder,
  type Roster,
  slots,
} from "../src/index.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const monday = Date.UTC(2027, 2, 8);
const horizon = { fromMs: monday, toMs: monday + DAY };
const meeting = { durationMinutes: 60, bufferBeforeMinutes: 15, bufferAfterMinutes: 15, stepMinutes: 60 };
const rules: ExpertRules = {
  zone: "UTC",
  weekly: [{ weekday: 1, fromMinute: 8 * 60, toMinute: 18 * 60 }],
  overrides: [],
  timeOff: [{ fromMs: monday + 8 * HOUR, toMs: monday + 9 * HOUR }],
  caps: {},
  noticeMinutes: 60,
};
const skills = { categories: ["backend"], roles: ["sde-2"], level: 2, languages: ["en"], employer: "Globex" };

function add(roster: Roster, id: string, own: Partial<ExpertRules>, can: Partial<typeof skills> = {}): void {
  const busy = [{ fromMs: monday + 12 * HOUR, toMs: monday + 13 * HOUR, countsForCaps: true }];
  const row = compileExpert({ ...rules, ...own }, busy, roster.horizon);
  if (isRefusal(row)) throw new Error(row.sentence);
  putExpert(roster, { id, skills: { ...skills, ...can }, row });
}

test("each start is put down to one rule, and the numbers add up for one and for all", () => {
  const roster = createRoster(horizon);
  add(roster, "esra", {});
  add(roster, "ken", { caps: { perDay: 1 } });
  add(roster, "priya", {}, { categories: ["frontend"] });
  add(roster, "liam", {}, { employer: "Acme" });
  add(roster, "noor", {});
  const needs = { category: "backend", role: "sde-2", level: 2, language: "en", notEmployers: ["Acme"] };
  const limits = { nowMs: monday + 9 * HOUR, excluding: ["noor"] };
  const window = { fromMs: monday - 2 * HOUR, toMs: monday + DAY };
  const why = explain(roster, { needs, meetingClass: meeting, window, limits });

  const [esra, ken, priya, liam, noor] = why.experts;
  expect(esra).toEqual({
    id: "esra",
    considered: 26,
    // 10:00, 14:00, 15:00, 16:00, 17:00
    offered: 5,
    // 2 before the horizon, 14 outside 08:00-18:00, 08:00 off, 12:00 busy, 11:00 and 13:00 too close, 9:00 too soon
    removed: { skills: 0, horizon: 2, hours: 14, timeOff: 1, busy: 1, buffers: 2, caps: 0, notice: 1 },
  });
  expect(ken?.removed).toEqual({
    skills: 0,
    horizon: 2,
    hours: 14,
    timeOff: 1,
    busy: 1,
    buffers: 2,
    caps: 6,
    notice: 0,
  });
  expect([priya?.unmet, liam?.unmet, noor?.unmet]).toEqual(["category", "employer", "excluded"]);
  expect(why.unmet).toEqual({ category: 1, employer: 1, excluded: 1 });
  expect(why.considered).toBe(26 * 5);
  expect(why.removed.skills).toBe(26 * 3);
  expect(why.offered + removalOrder.reduce((sum, rule) => sum + why.removed[rule], 0)).toBe(why.considered);
  expect(why.slots).toBe(slots(poolFor(roster, needs), meeting, window, limits).length);
});

test("levels, roles, languages and single skills are told apart", () => {
  const roster = createRoster(horizon);
  add(roster, "esra", {});
  const unmet = (needs: object): unknown =>
    explain(roster, { needs, meetingClass: meeting, window: horizon, limits: { nowMs: 0 } }).experts[0]!.unmet;
  expect(unmet({ role: "architect" })).toBe("role");
  expect(unmet({ level: 3 })).toBe("level");
  expect(unmet({ language: "tr" })).toBe("language");
  expect(unmet({ skills: { rust: 1 } })).toBe("skill");
  expect(unmet({})).toBeUndefined();
});
