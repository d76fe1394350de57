/** What a claim costs and whom it serves when mountains of work are due. Counted in rows and pages, never timed. */
import { sql } from "kysely";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, type FreshDatabase } from "../../../test/support/database.ts";
import { openDatabase, type Database } from "../src/db/database.ts";
import { claimEffects } from "../src/effects/claim.ts";
import { ledgerCompany } from "./ledger-company.ts";
import { pagesOf } from "./ledger-pages.ts";

const MOUNTAIN = 6_000;
const now = Date.UTC(2026, 11, 1);
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

async function owe(count: number, of: { companyId: string; connectionId: string | null }, more = sql`now()`) {
  await sql`insert into effects (id, kind, key, lane, run_after, company_id, connection_id, not_before)
    select gen_random_uuid(), 'test.write', gen_random_uuid()::text, gen_random_uuid()::text, ${new Date(now)}, ${of.companyId}::uuid, ${of.connectionId}::uuid, ${more}
    from generate_series(1, ${count})`.execute(database.service);
}

const pagesOfAClaim = () =>
  pagesOf(database, async (tx) =>
    expect(
      await claimEffects(tx, { owner: 9n, limit: 16, leaseMs: 60_000, now, perGroup: 6, running: [] }),
    ).not.toHaveLength(0),
  );

async function asOwner(...statements: string[]): Promise<void> {
  const client = new Client({ connectionString: fresh.url });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

describe("claiming with a mountain of due work", () => {
  it("serves every company in turn, whatever the others owe", async () => {
    const [many, few] = [await ledgerCompany(database), await ledgerCompany(database)];
    await owe(MOUNTAIN, many);
    await owe(MOUNTAIN, { ...many, connectionId: null });
    await owe(1, few);
    await owe(1, { ...few, connectionId: null });
    await asOwner("analyze effects");
    const taken = await claimEffects(database.service, {
      owner: 1n,
      limit: 16,
      leaseMs: 60_000,
      now,
      perGroup: 6,
      running: [],
    });
    expect(taken.filter(({ companyId }) => companyId === few.companyId)).toHaveLength(2);
    expect(taken.filter(({ companyId }) => companyId === many.companyId)).toHaveLength(12);
    expect(taken).toHaveLength(14);
  });

  it("reads the heads of the lists, not the mountain", async () => {
    expect(await pagesOfAClaim()).toBeLessThan(2_500);
  });

  it("skips what is backing off without reading it", async () => {
    await asOwner(
      "update effects set not_before = now() + interval '1 hour' where state = 'pending'",
      "vacuum analyze effects",
    );
    await owe(1, await ledgerCompany(database));
    expect(await pagesOfAClaim()).toBeLessThan(2_500);
  });

  it("does not read what has run already", async () => {
    const one = await ledgerCompany(database);
    await asOwner("vacuum analyze effects");
    await owe(1, one);
    const before = await pagesOfAClaim();
    // As after a minute of load, before anybody has cleaned up: each of these was running once.
    await asOwner(
      "update effects set state = 'running', owner = 9, lease_until = now() where not_before > now()",
      "update effects set state = 'done', owner = null, lease_until = null where state = 'running'",
    );
    await owe(1, one);
    expect(await pagesOfAClaim()).toBeLessThan(before + 100);
  });
});
