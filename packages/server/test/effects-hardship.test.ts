/** The ledger in hard times: a database that blinks while an outcome is recorded, a company with a mountain of work. */
import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { freshDatabase, type FreshDatabase } from "../../../test/support/database.ts";
import { openDatabase, type Database } from "../src/db/database.ts";
import { claimEffects } from "../src/effects/claim.ts";
import type { Handler } from "../src/effects/effect.ts";
import { addEffects, type NewEffect } from "../src/effects/ledger.ts";
import { Runner } from "../src/effects/runner.ts";
import { createLog } from "../src/log.ts";
import { ledgerCompany } from "./ledger-company.ts";

let fresh: FreshDatabase;
let database: Database;
const now = Date.UTC(2026, 11, 1);
const runners: Runner[] = [];

beforeAll(async () => {
  fresh = await freshDatabase();
  database = openDatabase({ url: fresh.url, onError: () => undefined });
});
beforeEach(async () => {
  await sql`delete from effects`.execute(database.service);
});
afterEach(async () => {
  await Promise.all(runners.splice(0).map((runner) => runner.stop(1_000)));
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

function owed(change: Partial<NewEffect> = {}): NewEffect {
  const id = randomUUID();
  return { id, kind: "test.write", key: id, lane: `lane:${id}`, payload: {}, runAt: now, ...change };
}

async function start(handlers: Handler[], options: { leaseMs: number; concurrency?: number }): Promise<Runner> {
  const runner = new Runner({
    database,
    clock: { now: () => now },
    log: createLog("silent"),
    newId: randomUUID,
    handlers,
    quietMs: 100,
    ...options,
  });
  runners.push(runner);
  await runner.start();
  return runner;
}

function stateOf(id: string) {
  return database.service.selectFrom("effects").select("state").where("id", "=", id).executeTakeFirstOrThrow();
}

describe("the ledger in hard times", () => {
  it("takes up again an outcome that could not be recorded, even while the process has other work", async () => {
    const lost = owed({ payload: { part: "lost" } });
    const long = owed({ payload: { part: "long" } });
    await addEffects(database.service, [lost, long]);
    let runs = 0;
    await start(
      [
        {
          kind: "test.write",
          async run(effect) {
            if (effect.payload["part"] === "long") {
              await wait(6_000);
              return { result: "done", words: "long" };
            }
            runs++;
            // The database goes away at the very moment of recording.
            const save = () => Promise.reject(new Error("Connection terminated unexpectedly"));
            return { result: "done", words: "sent", save };
          },
          find: async () => ({ found: true, words: "found" }),
        },
      ],
      { leaseMs: 800 },
    );
    await expect.poll(async () => (await stateOf(lost.id)).state, { timeout: 5_000 }).toBe("done");
    expect((await stateOf(long.id)).state).toBe("running");
    expect(runs).toBe(1);
  });

  it("lets others through while one company owes a mountain", async () => {
    const many = await ledgerCompany(database);
    const few = await ledgerCompany(database);
    await addEffects(
      database.service,
      Array.from({ length: 300 }, () => owed(many)),
    );
    await addEffects(database.service, [owed(few), owed()]);
    const options = { owner: 1n, limit: 12, leaseMs: 60_000, now, perGroup: 6, running: [] };
    const first = await claimEffects(database.service, options);
    const second = await claimEffects(database.service, { ...options, running: first });
    const taken = [...first, ...second];
    expect(taken.filter(({ connectionId }) => connectionId === many.connectionId).length).toBe(6);
    expect(taken.some(({ connectionId }) => connectionId === few.connectionId)).toBe(true);
    expect(taken.some(({ connectionId }) => connectionId === null)).toBe(true);
  });
});
