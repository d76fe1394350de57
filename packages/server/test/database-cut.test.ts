/** Connections that PostgreSQL cuts, at rest and in the middle of a transaction: the process lives, and goes on by itself. */
import { setTimeout as wait } from "node:timers/promises";
import { sql, type Transaction } from "kysely";
import { Client } from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { freshDatabase, type FreshDatabase } from "../../../test/support/database.ts";
import { openDatabase, type Database } from "../src/db/database.ts";
import type { Tables } from "../src/db/tables.ts";

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

/** As an administrator, or a restart, would. */
async function cut(pid: number): Promise<void> {
  const owner = new Client({ connectionString: fresh.url });
  await owner.connect();
  await owner.query("select pg_terminate_backend($1)", [pid]);
  await owner.end();
  await wait(100);
}

async function pidOf(tx: Transaction<Tables>): Promise<number> {
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
  return rows[0]?.pid ?? 0;
}

it("a transaction whose connection is cut between two queries fails, and the process lives on", async () => {
  const work = database.service.transaction().execute(async (tx) => {
    await cut(await pidOf(tx));
    await sql`select 1`.execute(tx);
  });
  await expect(work).rejects.toThrow(/terminat|not queryable|closed/i);
  expect(await database.isUp()).toBe(true);
});

it("a cut connection that nobody used is replaced", async () => {
  const pid = await database.service.transaction().execute(pidOf);
  await cut(pid);
  expect(await database.isUp()).toBe(true);
});

it("a direct connection that is cut says that it ended, and nothing more", async () => {
  const client = await database.connectDirect();
  const ended = new Promise((resolve) => client.once("end", resolve));
  const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
  await cut(rows[0]?.pid ?? 0);
  await ended;
});
