/**
 * What one claim costs when a mountain of work is due: the ledger's own claim beside the plain way, which numbers every due
 * row with a window function. One company owes the mountain, 200 others owe three rows each; every round claims 16 and
 * gives them back. The database is `DATABASE_URL`, which must be empty, or a throwaway one.
 */
import { randomUUID } from "node:crypto";
import { parseArgs } from "node:util";
import { sql } from "kysely";
import { Client } from "pg";
import { migrate } from "../packages/server/src/db/migrate.ts";
import { openDatabase, type Db } from "../packages/server/src/db/database.ts";
import { claimEffects } from "../packages/server/src/effects/claim.ts";
import { printTable } from "./slots/timing.ts";

const now = Date.UTC(2026, 11, 1);
const ROUNDS = 30;

export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { json: { type: "boolean", default: false }, rows: { type: "string", default: "100,10000,100000" } },
  });
  const url = process.env["DATABASE_URL"] ?? "";
  await migrate(url);
  const database = openDatabase({ url, onError: () => undefined });
  const table: { due: number; "claim p50 ms": number; "claim p99 ms": number; "window p50 ms": number }[] = [];
  try {
    const db = database.service;
    await others(db, 200);
    const mountain = await company(db);
    let there = 0;
    for (const rows of values.rows.split(",").map(Number)) {
      await owe(db, rows - there, mountain);
      there = rows;
      await vacuum(url);
      const own = await timed(() => claimOnce(db));
      const plain = await timed(() => windowOnce(db));
      table.push({
        due: rows,
        "claim p50 ms": at(own, 0.5),
        "claim p99 ms": at(own, 0.99),
        "window p50 ms": at(plain, 0.5),
      });
    }
  } finally {
    await database.close();
  }
  if (values.json) console.log(JSON.stringify({ bench: "claim", table }));
  else printTable("One claim of 16, by rows that are due for one company", table);
}

async function company(db: Db): Promise<{ companyId: string; connectionId: string }> {
  const [companyId, connectionId] = [randomUUID(), randomUUID()];
  await sql`insert into companies (id, name, slug, zone, created_at) values (${companyId}, 'A', ${companyId}, 'UTC', now())`.execute(
    db,
  );
  await sql`insert into connections (id, company_id, ats, environment, kind, state, secrets)
    values (${connectionId}, ${companyId}, 'lever', 'production', 'api_key', 'connected', '')`.execute(db);
  return { companyId, connectionId };
}

async function others(db: Db, count: number): Promise<void> {
  for (let place = 0; place < count; place++) await owe(db, 3, await company(db));
}

async function owe(db: Db, count: number, of: { companyId: string; connectionId: string }): Promise<void> {
  await sql`insert into effects (id, kind, key, lane, run_after, company_id, connection_id)
    select gen_random_uuid(), 'bench', gen_random_uuid()::text, gen_random_uuid()::text, ${new Date(now)}, ${of.companyId}::uuid, ${of.connectionId}::uuid
    from generate_series(1, ${count})`.execute(db);
}

async function vacuum(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query("vacuum analyze effects");
  await client.end();
}

async function claimOnce(db: Db): Promise<void> {
  const taken = await claimEffects(db, { owner: 1n, limit: 16, leaseMs: 60_000, now, perGroup: 6, running: [] });
  await sql`update effects set state = 'pending', lease_until = null, owner = null, attempt = 0 where id = any (${taken.map(({ id }) => id)}::uuid[])`.execute(
    db,
  );
  await sql`delete from effect_attempts`.execute(db);
}

/** Numbers every due row, as a claim would that asks for fairness in the plainest words. */
async function windowOnce(db: Db): Promise<void> {
  await sql`
    with due as materialized (
      select e.id, e.seq, row_number() over (partition by e.connection_id order by e.seq) as place
      from effects e
      where e.state in ('pending', 'unsure') and e.run_after <= ${new Date(now)} and e.not_before <= clock_timestamp()
        and not exists (select 1 from effects earlier where earlier.lane = e.lane and earlier.seq < e.seq
          and earlier.state in ('pending', 'running', 'unsure') and earlier.run_after <= ${new Date(now)})
      order by place, e.seq limit 16
    )
    select e.id from effects e join due on due.id = e.id for update of e skip locked`.execute(db);
}

async function timed(work: () => Promise<void>): Promise<number[]> {
  const waits: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const began = performance.now();
    await work();
    waits.push(performance.now() - began);
  }
  return waits.sort((left, right) => left - right);
}

function at(sorted: number[], share: number): number {
  return Math.round((sorted[Math.floor(sorted.length * share)] ?? 0) * 10) / 10;
}
