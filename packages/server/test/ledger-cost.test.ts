/** What looking after a connection costs beside years of work that is done. Counted in pages, never timed. */
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { Client } from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { freshDatabase, type FreshDatabase } from "../../../test/support/database.ts";
import { openDatabase, type Database } from "../src/db/database.ts";
import { forgetRounds } from "../src/effects/forget-rounds.ts";
import { prune } from "../src/lever/prune.ts";
import { pagesOf } from "./ledger-pages.ts";

const now = Date.UTC(2026, 11, 1);
const DONE = 30_000;
let fresh: FreshDatabase;
let database: Database;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = openDatabase({ url: fresh.url, onError: () => undefined });
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

async function done(
  companyId: string | null,
  kind: string,
  count: number,
  { daysAgo, lane = null }: { daysAgo: number; lane?: string | null },
): Promise<void> {
  await sql`insert into effects (id, kind, key, lane, run_after, company_id, state)
    select gen_random_uuid(), ${kind}, gen_random_uuid()::text, coalesce(${lane}, gen_random_uuid()::text), ${new Date(now - daysAgo * 86_400_000)}, ${companyId}::uuid, 'done'
    from generate_series(1, ${count})`.execute(database.service);
}

async function settled(): Promise<void> {
  const client = new Client({ connectionString: fresh.url });
  await client.connect();
  await client.query("vacuum analyze effects");
  await client.end();
}

it("reads of a company that are over are found without reading what everybody else has done", async () => {
  const [own, others] = [randomUUID(), randomUUID()];
  for (const id of [own, others])
    await sql`insert into companies (id, name, slug, zone, created_at) values (${id}, 'A', ${id}, 'UTC', now())`.execute(
      database.service,
    );
  await done(others, "lever.read", DONE, { daysAgo: 3 });
  await done(own, "ats.note", DONE, { daysAgo: 30 });
  await done(own, "lever.poll", 5, { daysAgo: 30 });
  await done(own, "lever.poll", 5, { daysAgo: 3 });
  await settled();
  const pages = await pagesOf(database, (tx) => prune(tx, own, now));
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from effects where company_id = ${own}::uuid and kind = 'lever.poll'`.execute(
    database.service,
  );
  expect(rows).toEqual([{ count: 5 }]);
  expect(pages).toBeLessThan(200);
});

it("readings of one calendar that are over are found without reading those of all other calendars", async () => {
  const lane = "calendar.read:own";
  await done(null, "calendar.read", DONE, { daysAgo: 3 });
  await done(null, "calendar.read", 5, { daysAgo: 3, lane });
  await done(null, "calendar.read", 5, { daysAgo: 0, lane });
  await settled();
  const pages = await pagesOf(database, (tx) => forgetRounds(tx, { kind: "calendar.read", lane, now }));
  const { rows } = await sql<{ own: number; others: number }>`
    select count(*) filter (where lane = ${lane})::int as own, count(*) filter (where lane <> ${lane})::int as others
    from effects where kind = 'calendar.read'`.execute(database.service);
  expect(rows).toEqual([{ own: 5, others: DONE }]);
  expect(pages).toBeLessThan(200);
});
