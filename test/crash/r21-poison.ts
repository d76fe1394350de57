/** R21: one company owes a mountain of jobs that all fail. Another company's jobs wait no longer than without it, twice at most. */
import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { sql } from "kysely";
import { openDatabase, type Database } from "../../packages/server/src/db/database.ts";
import { addEffects } from "../../packages/server/src/effects/ledger.ts";
import { Runner } from "../../packages/server/src/effects/runner.ts";
import { createLog } from "../../packages/server/src/log.ts";
import { cloneDatabase } from "../support/clone.ts";
import { quantile } from "./machinery/random.ts";
import type { Scenario } from "./machinery/scenario.ts";

/** Slower than a mail server that refuses, quicker than a time-out. */
const JOB_MS = 20;
/** In `npm test` nothing is timed: there only so much must have come through while the mountain stands. */
const TIMED_FROM = 50_000;
const SAMPLES = 60;

export const poison: Scenario = {
  id: "R21",
  title: "one company owes a mountain of failing jobs: another company's wait at most twice as long",
  unit: "failing jobs",
  small: 2_000,
  full: 100_000,
  async run({ amount, postgres }) {
    const fresh = await cloneDatabase(postgres);
    const database = openDatabase({ url: fresh.url, onError: () => undefined });
    const arrived = new Map<string, number>();
    const runners = await Promise.all([startRunner(database, arrived), startRunner(database, arrived)]);
    try {
      const [poisoned, healthy] = [await company(database), await company(database)];
      await sample(database, healthy, arrived);
      const calm = await sample(database, healthy, arrived);
      await sql`insert into effects (id, kind, key, lane, run_after, company_id)
        select gen_random_uuid(), 'drill.fails', gen_random_uuid()::text, gen_random_uuid()::text, now(), ${poisoned}::uuid
        from generate_series(1, ${amount})`.execute(database.service);
      const beside = await sample(database, healthy, arrived);
      const { rows } = await sql<{ left: number }>`
        select count(*)::int as left from effects where kind = 'drill.fails' and attempt = 0`.execute(database.service);
      const [calmP99, besideP99] = [quantile(calm, 0.99), quantile(beside, 0.99)];
      const violations: string[] = [];
      if (beside.length < SAMPLES)
        violations.push(`only ${beside.length} of ${SAMPLES} jobs came through beside the mountain`);
      // Below a tick of the runner's timer a factor of two says nothing.
      if (amount >= TIMED_FROM && besideP99 > Math.max(2 * calmP99, 100))
        violations.push(`p99 rose from ${Math.round(calmP99)} to ${Math.round(besideP99)} ms`);
      return {
        violations,
        figures: {
          "p99 calm ms": Math.round(calmP99),
          "p99 beside the mountain ms": Math.round(besideP99),
          "p50 calm ms": Math.round(quantile(calm, 0.5)),
          "p50 beside ms": Math.round(quantile(beside, 0.5)),
          "of the mountain not even tried": rows[0]?.left ?? 0,
        },
      };
    } finally {
      await Promise.all(runners.map((runner) => runner.stop(2_000)));
      await database.close();
      await fresh.drop();
    }
  },
};

async function startRunner(database: Database, arrived: Map<string, number>): Promise<Runner> {
  const runner = new Runner({
    database,
    clock: { now: Date.now },
    log: createLog("silent"),
    newId: randomUUID,
    leaseMs: 60_000,
    quietMs: 1_000,
    handlers: [
      {
        kind: "drill.fails",
        async run() {
          await wait(JOB_MS);
          return { result: "not_applied", retry: "backoff", words: "no" };
        },
      },
      {
        kind: "drill.works",
        async run(effect) {
          arrived.set(effect.id, performance.now());
          await wait(JOB_MS);
          return { result: "done", words: "yes" };
        },
      },
    ],
  });
  await runner.start();
  return runner;
}

async function company(database: Database): Promise<string> {
  const id = randomUUID();
  await sql`insert into companies (id, name, slug, zone, created_at) values (${id}, 'A', ${id}, 'UTC', now())`.execute(
    database.service,
  );
  return id;
}

/** From the commit of a job until its handler begins, one job every now and then. */
async function sample(database: Database, companyId: string, arrived: Map<string, number>): Promise<number[]> {
  const owed: { id: string; at: number }[] = [];
  for (let count = 0; count < SAMPLES; count++) {
    const id = randomUUID();
    await addEffects(database.service, [
      { id, kind: "drill.works", key: id, lane: id, payload: {}, runAt: Date.now(), companyId },
    ]);
    owed.push({ id, at: performance.now() });
    await wait(30);
  }
  for (const until = performance.now() + 20_000; owed.some(({ id }) => !arrived.has(id)) && performance.now() < until;)
    await wait(20);
  return owed.flatMap(({ id, at }) => {
    const began = arrived.get(id);
    return began === undefined ? [] : [Math.max(0, began - at)];
  });
}
