import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  applyBusy,
  applyBusyTo,
  createRoster,
  dropPool,
  explainExpert,
  type Needs,
  panelSlots,
  poolCounts,
  poolFor,
  putExpert,
  removeExpert,
  slots,
  starts,
  who,
} from "../src/index.ts";
import { busyIn, type Case, compiled, DAY, expertCase, MINUTE, meetingClass, teamCase, zone } from "./arbitrary.ts";
import { twinSlots } from "./twin.ts";

/** A clock somewhere before or inside the horizon, perhaps a notice, and a window that may reach beyond the horizon. */
const moment = fc.record({
  nowAt: fc.integer({ min: -2000, max: 4000 }),
  notice: fc.oneof(fc.constant(undefined), fc.integer({ min: -1000, max: 2000 })),
  from: fc.nat(2000),
  length: fc.nat(6000),
});

interface Moment {
  readonly nowAt: number;
  readonly notice: number | undefined;
  readonly from: number;
  readonly length: number;
}

function question({ horizon }: { readonly horizon: Case["horizon"] }, at: Moment) {
  const fromMs = horizon.fromMs - DAY / 2 + at.from * MINUTE;
  const window = { fromMs, toMs: fromMs + at.length * MINUTE };
  const nowMs = horizon.fromMs + at.nowAt * MINUTE;
  return { window, limits: { nowMs, earliestMs: at.notice === undefined ? undefined : nowMs + at.notice * MINUTE } };
}

test("1: what is offered is what the meaning allows, minute by minute, around clock changes from 2010 to 2032", () => {
  fc.assert(
    fc.property(expertCase, meetingClass, moment, fc.boolean(), (one, anyMeeting, at, atHome) => {
      const { window, limits } = question(one, at);
      // Half the time the step counts in the zone whose clock is about to change.
      const meeting = atHome ? { ...anyMeeting, alignZone: one.rules.zone } : anyMeeting;
      const expected = twinSlots(one.rules, one.busy, { horizon: one.horizon, meetingClass: meeting, window, limits });
      expect(slots([compiled(one)], meeting, window, limits)).toEqual(expected);
    }),
    { numRuns: 250, seed: 1 },
  );
});

test("2: busy time never adds a slot, taking it away never removes one, and both together change nothing", () => {
  const scenario = expertCase.chain((one) => fc.tuple(fc.constant(one), busyIn(one.horizon)));
  fc.assert(
    fc.property(scenario, meetingClass, ([one, more], meeting) => {
      const row = compiled(one);
      const before = starts(row, meeting).slice();
      expect(applyBusy(row, more, "add")).toBe(true);
      starts(row, meeting).forEach((word, w) => expect(word & ~before[w]!).toBe(0));
      expect(applyBusy(row, more, "remove")).toBe(true);
      expect(starts(row, meeting)).toEqual(before);
    }),
    { numRuns: 300, seed: 2 },
  );
});

test("3: the slots of a team are the union of its members', those of a panel the intersection", () => {
  fc.assert(
    fc.property(teamCase, meetingClass, moment, ({ team, horizon }, meeting, at) => {
      const { window, limits } = question({ horizon }, at);
      const rows = team.map(compiled);
      const each = rows.map((row) => new Set(slots([row], meeting, window, limits)));
      const union = [...new Set(each.flatMap((set) => [...set]))].toSorted((a, b) => a - b);
      const together = each.reduce((all, set) => all.intersection(set));
      expect(slots(rows, meeting, window, limits)).toEqual(union);
      expect(panelSlots(rows, meeting, window, limits)).toEqual([...together]);
      for (const startMs of union) {
        const free = each.flatMap((set, index) => (set.has(startMs) ? [index] : []));
        expect(who(rows, meeting, startMs, limits)).toEqual(free);
      }
    }),
    { numRuns: 120, seed: 3 },
  );
});

test("4: a row that was told of every edit equals one compiled from the result", () => {
  const scenario = expertCase.chain((one) =>
    fc.tuple(
      fc.constant(one),
      fc.array(fc.tuple(busyIn({ fromMs: one.horizon.fromMs - 8 * DAY, toMs: one.horizon.toMs + DAY }), fc.nat()), {
        maxLength: 25,
      }),
    ),
  );
  fc.assert(
    fc.property(scenario, meetingClass, meetingClass, ([one, edits], meeting, other) => {
      const row = compiled(one);
      starts(row, meeting);
      starts(row, other);
      const busy = [...one.busy];
      for (const [more, die] of edits) {
        if (die % 3 === 0 && busy.length > 0) {
          const [gone] = busy.splice(die % busy.length, 1);
          expect(applyBusy(row, gone!, "remove")).toBe(true);
        } else {
          busy.push(more);
          expect(applyBusy(row, more, "add")).toBe(true);
        }
      }
      const anew = compiled({ ...one, busy });
      expect(starts(row, meeting)).toEqual(starts(anew, meeting));
      expect(starts(row, other)).toEqual(starts(anew, other));
    }),
    { numRuns: 200, seed: 4 },
  );
});

test("5: moving everything by whole weeks within one offset moves the slots by as much", () => {
  const shift = (one: Case, weeks: number): Case => {
    const by = weeks * 7 * DAY;
    const move = <T extends { fromMs: number; toMs: number }>(at: T): T => ({
      ...at,
      fromMs: at.fromMs + by,
      toMs: at.toMs + by,
    });
    const overrides = one.rules.overrides.map((override) => ({
      ...override,
      onDate: Temporal.PlainDate.from(override.onDate).add({ weeks }).toString(),
    }));
    const rules = { ...one.rules, overrides, timeOff: one.rules.timeOff.map(move) };
    return { rules, busy: one.busy.map(move), horizon: move(one.horizon) };
  };
  const steady = expertCase.map((one) => ({ ...one, rules: { ...one.rules, zone: "Asia/Kolkata" } }));
  fc.assert(
    fc.property(steady, meetingClass, moment, fc.integer({ min: -60, max: 60 }), (one, meeting, at, weeks) => {
      // A step that doesn't divide a week has no reason to come out alike.
      const weekly = { ...meeting, stepMinutes: 30, alignZone: undefined };
      const moved = shift(one, weeks);
      const [here, there] = [question(one, at), question(moved, at)];
      const expected = slots([compiled(one)], weekly, here.window, here.limits).map((ms) => ms + weeks * 7 * DAY);
      expect(slots([compiled(moved)], weekly, there.window, there.limits)).toEqual(expected);
    }),
    { numRuns: 150, seed: 5 },
  );
});

test("6: with a step of 15 minutes the candidate's zone changes no instant", () => {
  fc.assert(
    fc.property(expertCase, meetingClass, zone, (one, meeting, viewer) => {
      const quarter = { ...meeting, stepMinutes: 15, stepOffsetMinutes: undefined };
      const limits = { nowMs: one.horizon.fromMs };
      const row = compiled(one);
      const plain = slots([row], { ...quarter, alignZone: undefined }, one.horizon, limits);
      expect(slots([row], { ...quarter, alignZone: viewer }, one.horizon, limits)).toEqual(plain);
    }),
    { numRuns: 150, seed: 6 },
  );
});

const needsOf: readonly Needs[] = [
  {},
  { category: "backend" },
  { level: 2 },
  { category: "backend", notEmployers: ["Acme"] },
];
const skills = fc.record({
  categories: fc.subarray(["backend", "frontend"]),
  roles: fc.constant([]),
  level: fc.nat(3),
  languages: fc.constant(["en"]),
  employer: fc.constantFrom(undefined, "Acme", "Globex"),
});

test("7: a pool's counts are the sum of its rows after any edits, and answer as the rows do", () => {
  const scenario = teamCase.chain((set) =>
    fc.tuple(
      fc.constant(set),
      fc.array(skills, { minLength: set.team.length, maxLength: set.team.length }),
      fc.array(fc.tuple(fc.nat(), busyIn(set.horizon)), { maxLength: 15 }),
    ),
  );
  fc.assert(
    fc.property(scenario, meetingClass, moment, ([{ team, horizon }, can, edits], meeting, at) => {
      const { window, limits } = question({ horizon }, at);
      const roster = createRoster(horizon);
      for (const needs of needsOf) poolCounts(poolFor(roster, needs), meeting);
      team.forEach((one, i) => putExpert(roster, { id: `e${i}`, skills: can[i]!, row: compiled(one) }));
      const added: [string, Parameters<typeof applyBusyTo>[2]][] = [];
      for (const [die, more] of edits) {
        const last = added.pop();
        if (die % 4 === 0 && last !== undefined) {
          expect(applyBusyTo(roster, ...last, "remove")).toBe(true);
        } else {
          if (last !== undefined) added.push(last);
          added.push([`e${die % team.length}`, more]);
          expect(applyBusyTo(roster, ...added.at(-1)!, "add")).toBe(true);
        }
      }
      if (team.length > 3) expect(removeExpert(roster, "e0")).toBe(true);
      // A pool that was dropped and asked for again starts from the rows as they are now.
      dropPool(roster, needsOf[1]!);
      for (const needs of needsOf) {
        const pool = poolFor(roster, needs);
        const rows = [...pool.members.values()].map(({ row }) => row);
        const perStart = poolCounts(pool, meeting);
        perStart.forEach((count, i) => {
          const sum = rows.filter((row) => ((starts(row, meeting)[i >>> 5]! >>> (i & 31)) & 1) === 1).length;
          expect(count).toBe(sum);
        });
        expect(slots(pool, meeting, window, limits)).toEqual(slots(rows, meeting, window, limits));
        const excluding = [...pool.members.keys()].slice(0, 1);
        const offered = slots(pool, meeting, window, { ...limits, excluding });
        expect(offered).toEqual(slots(rows.slice(1), meeting, window, limits));
        for (const startMs of offered.slice(0, 5)) {
          expect(who(pool, meeting, startMs, { ...limits, excluding })).not.toEqual([]);
        }
      }
    }),
    { numRuns: 100, seed: 7 },
  );
});

test("8, as far as the engine goes: whoever books what is offered never overlaps and never passes a cap", () => {
  fc.assert(
    fc.property(expertCase, meetingClass, fc.array(fc.nat(), { maxLength: 15 }), (one, meeting, picks) => {
      const row = compiled({ ...one, busy: [] });
      const zoneName = one.rules.zone;
      const booked: { fromMs: number; toMs: number; countsForCaps: true }[] = [];
      for (const pick of picks) {
        const offers = slots([row], meeting, one.horizon, { nowMs: 0 });
        if (offers.length === 0) break;
        const fromMs = offers[pick % offers.length]!;
        const meetingAt = { fromMs, toMs: fromMs + meeting.durationMinutes * MINUTE, countsForCaps: true } as const;
        expect(booked.every((b) => b.toMs <= meetingAt.fromMs || meetingAt.toMs <= b.fromMs)).toBe(true);
        booked.push(meetingAt);
        applyBusy(row, meetingAt, "add");
      }
      const perDate = new Map<string, number>();
      for (const { fromMs } of booked) {
        const at = Temporal.Instant.fromEpochMilliseconds(fromMs).toZonedDateTimeISO(zoneName);
        for (const key of [at.toPlainDate().toString(), `${at.yearOfWeek}-W${at.weekOfYear}`]) {
          perDate.set(key, (perDate.get(key) ?? 0) + 1);
        }
      }
      const { perDay = Infinity, perWeek = Infinity } = one.rules.caps;
      for (const [key, n] of perDate) expect(n).toBeLessThanOrEqual(key.includes("W") ? perWeek : perDay);
    }),
    { numRuns: 200, seed: 8 },
  );
});

test("what explain takes away and what is offered add up, and agree with slots", () => {
  fc.assert(
    fc.property(expertCase, meetingClass, moment, (one, meeting, at) => {
      const { window, limits } = question(one, at);
      const row = compiled(one);
      const why = explainExpert(row, meeting, window, limits);
      const removed = Object.values(why.removed).reduce((a, b) => a + b, 0);
      expect(why.offered + removed).toBe(why.considered);
      expect(why.offered).toBe(slots([row], meeting, window, limits).length);
    }),
    { numRuns: 200, seed: 9 },
  );
});
