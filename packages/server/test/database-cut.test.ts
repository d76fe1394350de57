/** Connections that PostgreSQL cuts, at rest and in the middle of a transaction: the process lives, and goes on by itself. */
import { setTimeout as wait } from "node:timers/promises";
import { sql, type Transaction } from "kysely";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, type FreshDatabase } from "../../../test/support/database.ts";
import { openDatabase, type Database } from "../src/db/database.ts";
import { keepConnection } from "../src/db/kept-connection.ts";
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

describe("the connection kept for what is asked often", () => {
  const pid = { name: "own-pid", text: "select pg_backend_pid() as pid", values: [] };
  const ask = async () => (await database.askOften<{ pid: number }>(pid))[0]?.pid ?? 0;

  it("is one, whoever asks side by side, and each gets the answer to their own question", async () => {
    const echo = { name: "echo", text: "select $1::integer as said, pg_backend_pid() as pid" };
    const numbers = Array.from({ length: 50 }, (_, at) => at);
    const answers = await Promise.all(
      numbers.map((at) => database.askOften<{ said: number; pid: number }>({ ...echo, values: [at] })),
    );
    expect(answers.map(([row]) => row?.said)).toEqual(numbers);
    expect(new Set(answers.map(([row]) => row?.pid)).size).toBe(1);
  });

  it("a question that fails takes no other one with it", async () => {
    const half = { name: "half", text: "select 10 / $1::integer as half" };
    const [two, none, five] = await Promise.allSettled(
      [5, 0, 2].map((by) => database.askOften<{ half: number }>({ ...half, values: [by] })),
    );
    expect(two).toMatchObject({ value: [{ half: 2 }] });
    expect(none).toMatchObject({ reason: { code: "22012" } });
    expect(five).toMatchObject({ value: [{ half: 5 }] });
  });

  it("is replaced when it was cut, at rest or while it was asked", async () => {
    const first = await ask();
    await cut(first);
    const second = await ask();
    expect(second).not.toBe(first);
    const asked = database.askOften({ name: "slow", text: "select pg_sleep(20)", values: [] });
    await Promise.all([expect(asked).rejects.toThrow(/terminat/i), wait(200).then(() => cut(second))]);
    expect(await ask()).not.toBe(second);
  });

  it("is given up when it says nothing any more", async () => {
    const kept = keepConnection({ connectionString: fresh.url, query_timeout: 200 }, () => undefined);
    const [{ pid: silent } = { pid: 0 }] = await kept.query<{ pid: number }>(pid);
    await expect(kept.query({ text: "select pg_sleep(20)" })).rejects.toThrow(/timeout/i);
    const [answer] = await kept.query<{ pid: number }>(pid);
    expect(answer?.pid).not.toBe(silent);
    await kept.end();
  });

  it("that can't be opened says so to whoever asks, and is tried again for the next", async () => {
    const nowhere = openDatabase({ url: "postgresql://nobody@127.0.0.1:9/none", onError: () => undefined });
    await expect(nowhere.askOften(pid)).rejects.toThrow(/ECONNREFUSED/);
    await expect(nowhere.askOften(pid)).rejects.toThrow(/ECONNREFUSED/);
    await nowhere.close();
  });
});

it("a direct connection that is cut says that it ended, and nothing more", async () => {
  const client = await database.connectDirect();
  const ended = new Promise((resolve) => client.once("end", resolve));
  const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
  await cut(rows[0]?.pid ?? 0);
  await ended;
});
