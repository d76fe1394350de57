/** Drives of growing size: our exact plan beside a greedy one and beside HiGHS, in time, seats and evenness. */
import { assign, type Drive, type DriveExpert, isRefusal } from "@interviewvector/slots";
import { below, mulberry32, type Random } from "../slots/team.ts";
import { fastestMs } from "../slots/timing.ts";
import { type Highs, planWithHighs } from "./highs.ts";

const HOUR = 3_600_000;

export interface DriveMeasurement {
  readonly candidates: number;
  readonly experts: number;
  readonly demand: "loose" | "tight";
  readonly assignMs: number;
  readonly greedyMs: number;
  /** Building the programme as text and solving it, in one go, as whoever uses it would. */
  readonly highsMs: number | undefined;
  readonly highsOverAssign: number | undefined;
  readonly seated: number;
  readonly greedySeated: number;
  readonly highsSeated: number | undefined;
  readonly loads: string;
  readonly greedyLoads: string;
}

export function measureDrive(size: number, demand: "loose" | "tight", highs: Highs | null): DriveMeasurement {
  const drive = makeDrive(size, demand);
  const plan = planned(drive);
  const greedy = planGreedily(drive);
  const runs = size > 5000 ? 3 : 5;
  const assignMs = fastestMs(() => assign(drive), { runs });
  let highsSeated: number | undefined;
  const highsMs =
    highs === null
      ? undefined
      : fastestMs(() => (highsSeated = planWithHighs(highs, drive, false).seated), { runs: size > 5000 ? 2 : 3 });
  return {
    candidates: size,
    experts: drive.experts.length,
    demand,
    assignMs,
    greedyMs: fastestMs(() => planGreedily(drive), { runs }),
    highsMs,
    highsOverAssign: highsMs === undefined ? undefined : highsMs / assignMs,
    seated: plan.pairs.length,
    greedySeated: greedy.reduce((a, b) => a + b, 0),
    highsSeated,
    loads: spread([...plan.loads.values()]),
    greedyLoads: spread(greedy),
  };
}

function planned(drive: Drive) {
  const plan = assign(drive);
  if (isRefusal(plan)) throw new Error(plan.sentence);
  return plan;
}

export interface Fairness {
  readonly cases: number;
  readonly sameCount: number;
  readonly sameCost: number;
  readonly greedyShort: number;
}

/** Small random drives: does ours seat as many as the optimum, and as evenly? */
export function compareFairness(cases: number, highs: Highs): Fairness {
  let [sameCount, sameCost, greedyShort] = [0, 0, 0];
  for (let seed = 0; seed < cases; seed++) {
    const drive = smallDrive(mulberry32(9000 + seed));
    const plan = planned(drive);
    const best = planWithHighs(highs, drive, true);
    sameCount += Number(plan.pairs.length === best.seated);
    sameCost += Number(cost([...plan.loads.values()]) === cost(best.loads));
    greedyShort += Number(planGreedily(drive).reduce((a, b) => a + b, 0) < best.seated);
  }
  return { cases, sameCount, sameCost, greedyShort };
}

/** The k-th interview of an expert costs k. */
function cost(loads: readonly number[]): number {
  return loads.reduce((sum, load) => sum + (load * (load + 1)) / 2, 0);
}

function smallDrive(random: Random): Drive {
  const hours = 4 + below(random, 5);
  const draw = () => below(random, hours);
  const candidates = Array.from({ length: 4 + below(random, 22) }, (_, i) => ({
    id: `c${i}`,
    needs: { category: String(below(random, 3)) },
    startsMs: pick(1 + below(random, Math.min(3, hours)), draw),
  }));
  const experts: DriveExpert[] = Array.from({ length: 2 + below(random, 5) }, (_, i) => ({
    id: `e${i}`,
    skills: { categories: [String(below(random, 3)), String(below(random, 3))], roles: [], level: 0, languages: [] },
    seatsMs: pick(1 + below(random, hours), draw),
    cap: 1 + below(random, 5),
  }));
  return { durationMinutes: 60, candidates, experts };
}

/**
 * Each candidate needs one of 12 skills and has one of 24 sets of 10 hours out of 50; experts have one to three skills,
 * 10 to 25 hours and a cap of 8. Loose: caps seat 1.15 times the demand. Tight: 1.0 times, and candidates crowd into the
 * same few skills and hours while the experts' are spread.
 */
function makeDrive(size: number, demand: "loose" | "tight"): Drive {
  const random = mulberry32(size * 31 + demand.length);
  const skewed = (n: number): number => Math.floor((demand === "tight" ? random() * random() : random()) * n);
  const hourSets = Array.from({ length: 24 }, () => pick(10, () => skewed(50)));
  const candidates = Array.from({ length: size }, (_, i) => ({
    id: `c${i}`,
    needs: { category: String(skewed(12)) },
    startsMs: hourSets[skewed(24)]!,
  }));
  const experts: DriveExpert[] = [];
  const wanted = Math.ceil((size * (demand === "tight" ? 1 : 1.15)) / 8);
  for (let i = 0; i < wanted; i++) {
    const categories = Array.from({ length: 1 + below(random, 3) }, () => String(below(random, 12)));
    const seatsMs = pick(10 + below(random, 16), () => below(random, 50));
    experts.push({ id: `e${i}`, skills: { categories, roles: [], level: 0, languages: [] }, seatsMs, cap: 8 });
  }
  return { durationMinutes: 60, candidates, experts };
}

/** So many of 50 hours. */
function pick(count: number, draw: () => number): number[] {
  const hours = new Set<number>();
  while (hours.size < count) hours.add(draw() * HOUR);
  return [...hours];
}

/** What one would write first: candidates by fewest hours, each to the least loaded expert who is free. Loads only. */
function planGreedily({ candidates, experts }: Drive): number[] {
  const loads = experts.map(() => 0);
  const able = new Map<string, { readonly expert: number; taken: boolean }[]>();
  experts.forEach(({ skills, seatsMs }, expert) => {
    for (const startMs of seatsMs) {
      const seat = { expert, taken: false };
      for (const category of new Set(skills.categories)) {
        const key = `${category} ${startMs}`;
        const seats = able.get(key);
        if (seats === undefined) able.set(key, [seat]);
        else seats.push(seat);
      }
    }
  });
  for (const { needs, startsMs } of candidates.toSorted((a, b) => a.startsMs.length - b.startsMs.length)) {
    let best: { readonly expert: number; taken: boolean } | undefined;
    for (const startMs of startsMs) {
      for (const seat of able.get(`${needs.category} ${startMs}`) ?? []) {
        if (seat.taken || loads[seat.expert]! >= experts[seat.expert]!.cap) continue;
        if (best === undefined || loads[seat.expert]! < loads[best.expert]!) best = seat;
      }
    }
    if (best === undefined) continue;
    loads[best.expert]!++;
    best.taken = true;
  }
  return loads;
}

function spread(loads: readonly number[]): string {
  const sum = loads.reduce((a, b) => a + b * b, 0);
  return `${Math.min(...loads)}-${Math.max(...loads)}, squares ${sum}`;
}
