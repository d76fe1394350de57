/** The parts of the bench: raw inserts, the function alone, the race with and without kills, and the whole door. */
import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { isRefusal } from "@interviewvector/domain";
import pg from "pg";
import { bookingWorld } from "../../packages/server/test/booking-world.ts";
import { below, mulberry32 } from "../slots/team.ts";
import { bookStatement, HOUR, NOW, type Race, uuidOf } from "./race.ts";

const CONNECTIONS = 32;

export interface Rate {
  what: string;
  connections: number;
  perSecond: number;
  /** Against raw inserts over as many connections. */
  ofRaw?: number | undefined;
}

export async function withPool<T>(url: string, connections: number, work: (pool: pg.Pool) => Promise<T>): Promise<T> {
  const pool = new pg.Pool({ connectionString: url, max: connections, options: "-c role=interviewvector_service" });
  try {
    // All of them open before anything is timed.
    const clients = await Promise.all(Array.from({ length: connections }, () => pool.connect()));
    for (const client of clients) client.release();
    return await work(pool);
  } finally {
    await pool.end();
  }
}

/** `one` is called with 0, 1, 2 … over all connections at once; how many a second. */
async function perSecond(count: number, connections: number, one: (at: number) => Promise<unknown>): Promise<number> {
  let next = 0;
  const from = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (next < count) await one(next++);
    }),
  );
  return (count / (performance.now() - from)) * 1000;
}

/** A prepared insert of one row of the size of a booking, into a table with nothing but its key. */
export async function measureRaw(admin: pg.Client, url: string, connections: number, count: number): Promise<number> {
  await admin.query(`drop table if exists bench_raw`);
  await admin.query(`create table bench_raw (id uuid primary key, expert_id uuid, candidate_id uuid, company_id uuid, interview_id uuid,
    status text, during tstzrange, hold_expires_at timestamptz, key text, decision jsonb, created_at timestamptz)`);
  await admin.query("grant all on bench_raw to interviewvector_service");
  const insert = (at: number) => oneInsert("bench_raw", at);
  return withPool(url, connections, (pool) => perSecond(count, connections, (at) => pool.query(insert(at))));
}

/** The same insert into a table with a booking's constraints and indexes, as the judge alone would decide: no rule is asked. */
export async function measureJudge(admin: pg.Client, url: string, connections: number, count: number): Promise<number> {
  await admin.query(`drop table if exists bench_judge`);
  await admin.query(`create table bench_judge (like bookings including all)`);
  await admin.query("grant all on bench_judge to interviewvector_service");
  const insert = (at: number) => oneInsert("bench_judge", at, "on conflict do nothing");
  const rate = await withPool(url, connections, (pool) =>
    perSecond(count, connections, (at) => pool.query(insert(at))),
  );
  await mustBe(admin, "select count(*) from bench_judge", count);
  return rate;
}

function oneInsert(table: string, at: number, otherwise = "") {
  return {
    name: table,
    text: `insert into ${table} values ($1, $2, $3, $4, $5, 'confirmed', tstzrange($6, $7), null, $8, $9, $10) ${otherwise}`,
    values: [
      uuidOf(0xaa, at),
      uuidOf(0xe, at % 400),
      uuidOf(0xca, at),
      uuidOf(0xc0, 0),
      uuidOf(0x1a, at),
      new Date(NOW + at * HOUR),
      new Date(NOW + (at + 1) * HOUR),
      `key:${at}`,
      JSON.stringify({ at: NOW, startAt: NOW }),
      new Date(NOW),
    ],
  };
}

export async function makeExperts(admin: pg.Client, count: number): Promise<string[]> {
  await admin.query("delete from bookings");
  await admin.query("delete from experts");
  const ids = Array.from({ length: count }, (_, at) => uuidOf(0xe, at));
  await admin.query(
    `insert into experts (id, name, first_name, email, zone, state, max_per_day, max_per_week)
     select id, 'Expert', 'Expert', id || '@experts.example', 'UTC', 'active', 100, 500 from unnest($1::uuid[]) id`,
    [ids],
  );
  await admin.query("vacuum analyze experts, bookings");
  return ids;
}

/** Everybody wants an expert and an hour of their own: what the function costs when nobody is in the way. */
export async function measureUncontended(admin: pg.Client, url: string, companyId: string, connections: number) {
  const experts = await makeExperts(admin, 400);
  const count = connections === 1 ? 1000 : 4000;
  const book = (at: number) => {
    const startAt = NOW + 24 * HOUR + Math.floor(at / 400) * 2 * HOUR;
    return bookStatement({ candidate: at, attempt: 0, startAt, ranked: [experts[at % 400] ?? ""], companyId });
  };
  const rate = await withPool(url, connections, (pool) => perSecond(count, connections, (at) => pool.query(book(at))));
  await mustBe(admin, "select count(*) from bookings where status = 'confirmed'", count);
  return rate;
}

export interface RaceResult {
  candidates: number;
  seats: number;
  processes: number;
  connections: number;
  kills: number;
  connectionsCut: number;
  calls: number;
  callsPerSecond: number;
  booked: number;
  overlaps: number;
  deadlocks: number;
}

/** 1,000 candidates for 20 experts of ten hours each, in two processes; `kills`: of them, at random moments. */
export async function runRace(admin: pg.Client, url: string, companyId: string, kills: number): Promise<RaceResult> {
  const experts = await makeExperts(admin, 20);
  const starts = Array.from({ length: 10 }, (_, at) => NOW + 24 * HOUR + at * 1.5 * HOUR);
  const race: Race = { url, companyId, experts, starts, connections: CONNECTIONS / 2, tries: 5, seed: 42 };
  const before = await deadlocksOf(admin);
  const random = mulberry32(4711);
  const halves = [
    { from: 0, to: 500 },
    { from: 500, to: 1000 },
  ];
  const said = halves.map(() => ({ calls: 0, deadlocks: 0, ms: 0 }));
  let [killed, cut] = [0, 0];
  const killing = { left: kills };
  await Promise.all(
    halves.map(async (half, at) => {
      for (;;) {
        const racer = startRacer({ ...race, ...half });
        const killer = killing.left > 0 ? killLater(racer.child, 60 + below(random, 240)) : null;
        const line = await racer.line;
        if (killer !== null) clearTimeout(killer.timer);
        if (line !== null) {
          said[at] = line;
          return;
        }
        killed++;
        killing.left--;
        // Somebody else's connection is cut as well, in the middle of whatever it does.
        const { rowCount } = await admin.query(
          `select pg_terminate_backend(pid) from pg_stat_activity where query like '%book_slot%' and pid <> pg_backend_pid() limit 1`,
        );
        cut += rowCount ?? 0;
      }
    }),
  );
  const calls = said.reduce((sum, one) => sum + one.calls, 0);
  return {
    candidates: 1000,
    seats: experts.length * starts.length,
    processes: 2,
    connections: CONNECTIONS,
    kills: killed,
    connectionsCut: cut,
    calls,
    callsPerSecond: (calls / Math.max(...said.map(({ ms }) => ms))) * 1000,
    booked: await countOf(admin, "select count(*) from bookings where status = 'confirmed'"),
    overlaps: await countOf(
      admin,
      `select count(*) from bookings a join bookings b on a.id < b.id and a.during && b.during
         and (a.expert_id = b.expert_id or a.candidate_id = b.candidate_id)
       where a.status in ('held', 'confirmed') and b.status in ('held', 'confirmed')`,
    ),
    deadlocks: Math.max((await deadlocksOf(admin)) - before, ...said.map((one) => one.deadlocks)),
  };
}

function startRacer(race: Race & { from: number; to: number }) {
  const child = spawn(process.execPath, [join(import.meta.dirname, "racer.ts"), JSON.stringify(race)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let text = "";
  child.stdout.on("data", (chunk: Buffer) => (text += chunk.toString()));
  const line = new Promise<{ calls: number; deadlocks: number; ms: number } | null>((done, fail) => {
    child.once("error", fail);
    child.once("close", (code, signal) => {
      if (signal === "SIGKILL") done(null);
      else if (code === 0) done(JSON.parse(text) as { calls: number; deadlocks: number; ms: number });
      else fail(new Error(`a racer ended with ${code}`));
    });
  });
  return { child, line };
}

function killLater(child: ChildProcess, afterMs: number): { timer: NodeJS.Timeout } {
  return { timer: setTimeout(() => child.kill("SIGKILL"), afterMs + 400) };
}

async function deadlocksOf(admin: pg.Client): Promise<number> {
  await admin.query("select pg_stat_force_next_flush(), pg_stat_clear_snapshot()");
  return countOf(admin, "select deadlocks as count from pg_stat_database where datname = current_database()");
}

async function countOf(admin: pg.Client, text: string): Promise<number> {
  const { rows } = await admin.query<{ count: string }>(text);
  return Number(rows[0]?.count);
}

async function mustBe(admin: pg.Client, text: string, wanted: number): Promise<void> {
  const found = await countOf(admin, text);
  if (found !== wanted) throw new Error(`${found} instead of ${wanted}: ${text}`);
}

/** Through the one door: ranking, history, effects and all, 32 at a time. */
export async function measureDoor(url: string, bookings: number): Promise<Rate> {
  const world = await bookingWorld({ url, drop: async () => undefined });
  await world.database.service.updateTable("experts").set({ state: "gone" }).execute();
  await world.database.service
    .updateTable("positions")
    .set({ settings: JSON.stringify({ minimumNoticeMinutes: 0, bufferAfterMinutes: 0 }) })
    .execute();
  for (let at = 0; at < 40; at++) await world.addExpert({ name: `Expert ${at}` });
  const people: { interviewId: string }[] = [];
  for (let at = 0; at < bookings; at++) people.push(await world.invite(`Candidate ${at}`));
  const first = people[0]?.interviewId ?? "";
  const starts = (await world.scheduling.offersFor(first))?.starts.filter((_, at) => at % 2 === 0) ?? [];
  let booked = 0;
  const rate = await perSecond(bookings, CONNECTIONS, async (at) => {
    const startAt = starts[at % starts.length] ?? 0;
    const request = { startAt, idempotencyKey: `door-${at}` };
    const result = await world.scheduling.bookSlot(people[at]?.interviewId ?? "", { kind: "candidate" }, request);
    if (!isRefusal(result)) booked++;
  });
  await world.close();
  if (booked < bookings) throw new Error(`only ${booked} of ${bookings} were booked through the door`);
  return { what: "through the whole door", connections: CONNECTIONS, perSecond: rate };
}
