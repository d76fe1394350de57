import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { assign, type Drive, isRefusal, type Plan } from "../src/index.ts";

const HOUR = 3_600_000;
const can = (...categories: string[]) => ({ categories, roles: [], level: 1, languages: [] });
const at = (...hours: number[]) => hours.map((h) => h * HOUR);

const drives: fc.Arbitrary<Drive> = fc.record({
  durationMinutes: fc.constant(60),
  candidates: fc
    .array(
      fc.record({
        needs: fc.record({ category: fc.constantFrom("a", "b", "c") }),
        startsMs: fc.subarray(at(1, 2, 3, 4, 5)),
        excluding: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.constant(["e0"]) }),
      }),
      { maxLength: 14 },
    )
    .map((list) => list.map((one, i) => ({ id: `c${i}`, ...one }))),
  experts: fc
    .array(
      fc.record({
        skills: fc.subarray(["a", "b", "c"], { minLength: 1 }).map((list) => can(...list)),
        seatsMs: fc.subarray(at(1, 2, 3, 4, 5)),
        cap: fc.nat(4),
        load: fc.nat(2),
      }),
      { maxLength: 5 },
    )
    .map((list) => list.map((one, i) => ({ id: `e${i}`, ...one }))),
});

function planOf(drive: Drive): Plan {
  const plan = assign(drive);
  if (isRefusal(plan)) throw new Error(plan.sentence);
  return plan;
}

function edgesOf({ candidates, experts }: Drive): { candidate: number; expert: number; startMs: number }[] {
  return candidates.flatMap((c, candidate) =>
    experts.flatMap((e, expert) =>
      e.seatsMs
        .filter((startMs) => c.startsMs.includes(startMs))
        .filter(() => e.skills.categories.includes(c.needs.category!) && !c.excluding?.includes(e.id))
        .map((startMs) => ({ candidate, expert, startMs })),
    ),
  );
}

/**
 * The largest number of pairs and, among those, the least sum of squared loads: every set of seats that some plan can
 * take is visited, as a bit mask, one candidate after the other.
 */
function bestByHand(drive: Drive): { seated: number; cost: number } {
  const { experts } = drive;
  const seats = experts.flatMap((e, expert) => e.seatsMs.map((startMs) => `${expert} ${startMs}`));
  const edges = edgesOf(drive);
  let masks = new Set([0]);
  drive.candidates.forEach((_, candidate) => {
    const bits = edges
      .filter((edge) => edge.candidate === candidate)
      .map(({ expert, startMs }) => 1 << seats.indexOf(`${expert} ${startMs}`));
    masks = new Set(
      [...masks].flatMap((mask) => [mask, ...bits.filter((bit) => !(mask & bit)).map((bit) => mask | bit)]),
    );
  });
  let best = { seated: -1, cost: 0 };
  for (const mask of masks) {
    const taken = seats.filter((_, i) => mask & (1 << i));
    const loads = experts.map((_, e) => taken.filter((seat) => seat.startsWith(`${e} `)).length);
    if (loads.some((n, e) => n > experts[e]!.cap)) continue;
    const cost = costOf(drive, loads);
    if (taken.length > best.seated || (taken.length === best.seated && cost < best.cost)) {
      best = { seated: taken.length, cost };
    }
  }
  return best;
}

function costOf({ experts }: Drive, loads: readonly number[]): number {
  return experts.reduce((sum, { load = 0 }, e) => sum + (load + loads[e]!) ** 2, 0);
}

describe("assign", () => {
  test("every pair is allowed, nobody is paired twice, no seat and no cap is passed", () => {
    fc.assert(
      fc.property(drives, (drive) => {
        const { pairs, unseated, loads } = planOf(drive);
        const allowed = new Set(
          edgesOf(drive).map((e) => `${drive.candidates[e.candidate]!.id} ${drive.experts[e.expert]!.id} ${e.startMs}`),
        );
        for (const pair of pairs)
          expect(allowed.has(`${pair.candidateId} ${pair.expertId} ${pair.startMs}`)).toBe(true);
        const people = [...pairs.map(({ candidateId }) => candidateId), ...unseated];
        expect(people.toSorted()).toEqual(drive.candidates.map(({ id }) => id).toSorted());
        expect(new Set(pairs.map(({ expertId, startMs }) => `${expertId} ${startMs}`)).size).toBe(pairs.length);
        for (const { id, cap } of drive.experts) {
          expect(loads.get(id)).toBe(pairs.filter(({ expertId }) => expertId === id).length);
          expect(loads.get(id)!).toBeLessThanOrEqual(cap);
        }
      }),
      { numRuns: 300, seed: 21 },
    );
  });

  test("it seats as many as can be seated, as evenly as they can be: equal to trying everything", () => {
    fc.assert(
      fc.property(drives, (drive) => {
        const experts = drive.experts
          .slice(0, 3)
          .map((e) => ({ ...e, seatsMs: e.seatsMs.filter((ms) => ms < 4 * HOUR) }));
        const small = { ...drive, experts, candidates: drive.candidates.slice(0, 9) };
        const { pairs, loads } = planOf(small);
        const cost = costOf(
          small,
          small.experts.map(({ id }) => loads.get(id)!),
        );
        expect({ seated: pairs.length, cost }).toEqual(bestByHand(small));
      }),
      { numRuns: 300, seed: 22 },
    );
  });

  test("one more expert never seats fewer", () => {
    fc.assert(
      fc.property(drives, (drive) => {
        const fewer = { ...drive, experts: drive.experts.slice(0, -1) };
        expect(planOf(drive).pairs.length).toBeGreaterThanOrEqual(planOf(fewer).pairs.length);
      }),
      { numRuns: 150, seed: 23 },
    );
  });

  test("no single pair can be moved to a less loaded expert", () => {
    fc.assert(
      fc.property(drives, (drive) => {
        const { pairs, loads } = planOf(drive);
        const taken = new Set(pairs.map(({ expertId, startMs }) => `${expertId} ${startMs}`));
        const total = (id: string): number => loads.get(id)! + (drive.experts.find((e) => e.id === id)!.load ?? 0);
        for (const pair of pairs) {
          const candidate = drive.candidates.findIndex(({ id }) => id === pair.candidateId);
          for (const edge of edgesOf(drive).filter((e) => e.candidate === candidate)) {
            const other = drive.experts[edge.expert]!;
            if (other.id === pair.expertId || taken.has(`${other.id} ${edge.startMs}`)) continue;
            if (loads.get(other.id)! < other.cap)
              expect(total(other.id) + 1).toBeGreaterThanOrEqual(total(pair.expertId));
          }
        }
      }),
      { numRuns: 150, seed: 24 },
    );
  });

  test("load carried before counts: the rested expert takes more", () => {
    const candidates = [1, 2, 3, 4].map((h) => ({ id: `c${h}`, needs: {}, startsMs: at(h) }));
    const expert = { skills: can(), seatsMs: at(1, 2, 3, 4), cap: 4 };
    const { loads } = planOf({
      durationMinutes: 60,
      candidates,
      experts: [
        { id: "esra", ...expert, load: 2 },
        { id: "ken", ...expert },
      ],
    });
    expect(loads).toEqual(
      new Map([
        ["esra", 1],
        ["ken", 3],
      ]),
    );
  });

  test("loads carried before may be far apart, and a cap may be missing", () => {
    const candidates = [1, 2, 3].map((h) => ({ id: `c${h}`, needs: {}, startsMs: at(1, 2, 3) }));
    const expert = { skills: can(), cap: Infinity };
    const { loads } = planOf({
      durationMinutes: 60,
      candidates,
      experts: [
        { id: "esra", ...expert, seatsMs: at(1, 2, 3), load: 2_000_000_000 },
        { id: "ken", ...expert, seatsMs: at(2) },
        { id: "liam", ...expert, seatsMs: at(2, 3), load: 500_000_000 },
      ],
    });
    expect([...loads.values()]).toEqual([0, 1, 2]);
  });

  test("a drive with mistakes is refused with all of them", () => {
    const refusal = assign({
      durationMinutes: 60,
      candidates: [
        { id: "c", needs: {}, startsMs: [] },
        { id: "c", needs: {}, startsMs: [Number.NaN] },
      ],
      experts: [{ id: "liam", skills: can(), seatsMs: [0, HOUR / 2], cap: -1 }],
    });
    if (!isRefusal(refusal)) throw new Error("expected a refusal");
    expect(refusal.code).toBe("drive_invalid");
    expect(refusal.problems.map(({ path }) => path)).toEqual([
      "candidates[1].id",
      "candidates[1].startsMs",
      "experts[0]",
      "experts[0].seatsMs",
    ]);
  });
});
