/** The engine against SQL on the same team: cold, hot, with counts, one booking, who, memory. */
import {
  applyBusyTo,
  compileExpert,
  createRoster,
  type Horizon,
  isRefusal,
  type Pool,
  poolFor,
  putExpert,
  type Roster,
  type Row,
  slots,
  starts,
  who,
} from "@interviewvector/slots";
import { loadTeam, sqlSlots, zonesReadDifferently } from "./database.ts";
import { below, makeTeam, measuredClass, measuredHorizon, mulberry32, type TeamExpert } from "./team.ts";
import { fastestMs } from "./timing.ts";

interface Measurement {
  readonly experts: number;
  readonly days: number;
  readonly slots: number;
  /** Raw rules in memory to slots, zone tables included. */
  readonly coldMs: number;
  readonly hotMs: number;
  /** From kept counts. */
  readonly countsMs: number;
  readonly sqlMs: number | undefined;
  readonly sqlOverCold: number | undefined;
  readonly sqlOverHot: number | undefined;
  /** Engine, counts and SQL give the same instants, for the experts whose zone both read alike. */
  readonly sameSlots: boolean;
  readonly bytesPerExpert: number;
}

const limits = { nowMs: 0 };

export async function measure(size: number, days: number, url: string | undefined): Promise<Measurement> {
  const team = makeTeam(size, days);
  const horizon = measuredHorizon(days);
  const coldMs = measureCold(team, horizon, size > 2000 ? 3 : 7);
  const rows = compileTeam(team, horizon);
  const found = slots(rows, measuredClass, horizon, limits);
  const repeat = Math.max(1, Math.round(20_000 / size));
  const hotMs = fastestMs(() => slots(rows, measuredClass, horizon, limits), { repeat });
  const pool = poolFor(rosterOf(team, rows, horizon), {});
  const fromCounts = slots(pool, measuredClass, horizon, limits);
  const countsMs = fastestMs(() => slots(pool, measuredClass, horizon, limits), { repeat: 200 });
  const sql = url === undefined ? undefined : await measureSql(url, team, horizon);
  const first = rows[0]!;
  const bytes = first.open.byteLength + first.busy.byteLength + starts(first, measuredClass).byteLength;
  return {
    experts: size,
    days,
    slots: found.length,
    coldMs,
    hotMs,
    countsMs,
    sqlMs: sql?.ms,
    sqlOverCold: sql && sql.ms / coldMs,
    sqlOverHot: sql && sql.ms / hotMs,
    sameSlots: found.join() === fromCounts.join() && (url === undefined || (await agrees(url, team, horizon))),
    bytesPerExpert: bytes,
  };
}

/** Each run gets a horizon of its own length, so that no zone table is at hand. */
function measureCold(team: readonly TeamExpert[], horizon: Horizon, runs: number): number {
  const times: number[] = [];
  for (let run = 1; run <= runs; run++) {
    const own = { fromMs: horizon.fromMs, toMs: horizon.toMs + run * 900_000 };
    const from = performance.now();
    slots(compileTeam(team, own), measuredClass, horizon, limits);
    times.push(performance.now() - from);
  }
  return Math.min(...times);
}

async function measureSql(url: string, team: readonly TeamExpert[], horizon: Horizon) {
  const client = await loadTeam(url, team);
  try {
    const times: number[] = [];
    for (let run = 0; run < (team.length > 2000 ? 2 : 5); run++) {
      const from = performance.now();
      await sqlSlots(client, measuredClass, horizon, "by ends");
      times.push(performance.now() - from);
    }
    return { ms: Math.min(...times) };
  } finally {
    await client.end();
  }
}

async function agrees(url: string, team: readonly TeamExpert[], horizon: Horizon): Promise<boolean> {
  const zones = team.map(({ rules }) => rules.zone);
  const apart = await zonesReadDifferently(url, zones, horizon);
  const alike = team.filter(({ rules }) => !apart.has(rules.zone));
  const client = await loadTeam(url, alike);
  try {
    const found = await sqlSlots(client, measuredClass, horizon, "by ends");
    return found.join() === slots(compileTeam(alike, horizon), measuredClass, horizon, limits).join();
  } finally {
    await client.end();
  }
}

interface BookingMeasurement {
  readonly experts: number;
  readonly pools: number;
  readonly recompileUs: number;
  readonly addUs: number;
  readonly removeUs: number;
  readonly addOverRecompile: number;
  readonly whoMs: number;
}

/** One booking told to a roster of 61 kept pools (60 skills and everyone), against compiling that expert anew. */
export function measureBooking(size: number): BookingMeasurement {
  const horizon = measuredHorizon(28);
  const team = makeTeam(size, 28);
  const rows = compileTeam(team, horizon);
  const roster = rosterOf(team, rows, horizon);
  const needs = [{}, ...Array.from({ length: 60 }, (_, skill) => ({ category: String(skill) }))];
  const pools = needs.map((need) => poolFor(roster, need));
  for (const pool of pools) slots(pool, measuredClass, horizon, limits);
  const random = mulberry32(7);
  const bookings = Array.from({ length: 4000 }, () => {
    const fromMs = horizon.fromMs + below(random, 28 * 96) * 900_000;
    return { id: team[below(random, size)]!.id, at: { fromMs, toMs: fromMs + 3_600_000, countsForCaps: true } };
  });
  // Told and taken back once beforehand, so that what is timed is compiled code.
  for (const change of ["add", "remove"] as const) {
    for (const { id, at } of bookings) applyBusyTo(roster, id, at, change);
  }
  const timeEach = (change: "add" | "remove"): number => {
    const from = performance.now();
    for (const { id, at } of bookings) applyBusyTo(roster, id, at, change);
    return ((performance.now() - from) / bookings.length) * 1000;
  };
  let [addUs, removeUs] = [Infinity, Infinity];
  for (let round = 0; round < 5; round++) {
    addUs = Math.min(addUs, timeEach("add"));
    removeUs = Math.min(removeUs, timeEach("remove"));
  }
  const recompileUs = measureRecompile(team, horizon);
  const middle = horizon.fromMs + 9 * 86_400_000 + 15 * 3_600_000;
  const whoMs = fastestMs(() => who(pools[0] as Pool, measuredClass, middle, limits), { repeat: 5 });
  return {
    experts: size,
    pools: pools.length,
    recompileUs,
    addUs,
    removeUs,
    addOverRecompile: addUs / recompileUs,
    whoMs,
  };
}

function measureRecompile(team: readonly TeamExpert[], horizon: Horizon): number {
  const some = team.slice(0, 400);
  const ms = fastestMs(() => {
    for (const row of compileTeam(some, horizon)) starts(row, measuredClass);
  });
  return (ms / some.length) * 1000;
}

function compileTeam(team: readonly TeamExpert[], horizon: Horizon): Row[] {
  return team.map(({ rules, busy }) => {
    const row = compileExpert(rules, busy, horizon);
    if (isRefusal(row)) throw new Error(row.sentence);
    return row;
  });
}

function rosterOf(team: readonly TeamExpert[], rows: readonly Row[], horizon: Horizon): Roster {
  const roster = createRoster(horizon);
  team.forEach(({ id, skills }, i) => {
    putExpert(roster, { id, skills: { categories: skills, roles: [], level: 0, languages: [] }, row: rows[i]! });
  });
  return roster;
}
