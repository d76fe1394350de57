/** What waited because the other side was away goes on when that side is back, and nothing else does. */
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { hours, minutes } from "@interviewvector/domain";
import { freshDatabase, type FreshDatabase } from "../../../test/support/database.ts";
import { openDatabase, type Database } from "../src/db/database.ts";
import type { FailureFacts, Handler } from "../src/effects/effect.ts";
import { addEffects } from "../src/effects/ledger.ts";
import { bringForward } from "../src/effects/recovered.ts";
import { Runner } from "../src/effects/runner.ts";
import { createLog } from "../src/log.ts";
import { ledgerCompany, type LedgerCompany } from "./ledger-company.ts";
import { pagesOf } from "./ledger-pages.ts";

const now = Date.UTC(2026, 11, 1);
const QUIET_MS = minutes(1);
let fresh: FreshDatabase;
let database: Database;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = openDatabase({ url: fresh.url, onError: () => undefined });
});
beforeEach(() => sql`delete from effects`.execute(database.service));
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

interface Waiting extends FailureFacts {
  of?: LedgerCompany;
  state?: "pending" | "unsure";
  /** ms from now on. */
  forMs?: number;
}

/** Has failed once, a moment ago, and waits. */
async function waiting({ of, state = "pending", forMs = minutes(4), ...facts }: Waiting): Promise<string> {
  const id = randomUUID();
  await addEffects(database.service, [{ id, kind: "test.write", key: id, lane: id, payload: {}, runAt: now, ...of }]);
  await sql`update effects set state = ${state}, attempt = 1, failures = 1, last_error = ${JSON.stringify({ words: "no answer", ...facts })}::jsonb,
    not_before = clock_timestamp() + ${forMs} * interval '1 millisecond' where id = ${id}`.execute(database.service);
  await sql`insert into effect_attempts (effect_id, attempt, by_owner, ended_at) values (${id}, 1, 1, clock_timestamp())`.execute(
    database.service,
  );
  return id;
}

async function waitsMs(id: string): Promise<number> {
  const { rows } = await sql<{ ms: string }>`
    select extract(epoch from not_before - clock_timestamp()) * 1000 as ms from effects where id = ${id}`.execute(
    database.service,
  );
  return Math.max(0, Number(rows[0]?.ms));
}

describe("the other side is back", () => {
  it("and who met that it was away goes on at once; whoever was refused, or waits for another side, waits on", async () => {
    const [ours, others] = [await ledgerCompany(database), await ledgerCompany(database)];
    const away = await waiting({ of: ours, away: "ats" });
    const refused = await waiting({ of: ours, code: "not_found" });
    const elsewhere = await waiting({ of: others, away: "ats" });
    const mail = await waiting({ away: "mail" });
    expect(await bringForward(database.service, { connectionId: ours.connectionId, away: "ats" }, QUIET_MS)).toBe(1);
    expect(await waitsMs(away)).toBe(0);
    for (const id of [refused, elsewhere, mail]) expect(await waitsMs(id)).toBeGreaterThan(minutes(3));
    expect(await bringForward(database.service, { connectionId: null, away: "mail" }, QUIET_MS)).toBe(1);
    expect(await waitsMs(mail)).toBe(0);
  });

  it("and goes on at once also where a quiet period would be longer than the wait: what is known not to have happened needs none", async () => {
    const ours = await ledgerCompany(database);
    const soon = await waiting({ of: ours, away: "ats", forMs: QUIET_MS / 2 });
    expect(await bringForward(database.service, { connectionId: ours.connectionId, away: "ats" }, QUIET_MS)).toBe(1);
    expect(await waitsMs(soon)).toBe(0);
  });

  it("and is found without reading what waits for other connections", async () => {
    const [ours, others] = [await ledgerCompany(database), await ledgerCompany(database)];
    await waiting({ of: ours, away: "ats" });
    await sql`insert into effects (id, kind, key, lane, run_after, company_id, connection_id, not_before, failures, last_error)
      select gen_random_uuid(), 'test.write', gen_random_uuid()::text, gen_random_uuid()::text, ${new Date(now)}, ${others.companyId}::uuid,
        ${others.connectionId}::uuid, now() + interval '4 minutes', 1, '{"words":"no answer","away":"ats"}' from generate_series(1, 20000)`.execute(
      database.service,
    );
    await sql`analyze effects`.execute(database.service);
    const { connectionId } = ours;
    const pages = await pagesOf(database, (tx) => bringForward(tx, { connectionId, away: "ats" }, QUIET_MS));
    expect(pages).toBeLessThan(100);
  });

  it("and what is in doubt still waits out its quiet period", async () => {
    const ours = await ledgerCompany(database);
    const long = await waiting({ of: ours, away: "ats", state: "unsure" });
    const soon = await waiting({ of: ours, away: "ats", state: "unsure", forMs: 500 });
    await bringForward(database.service, { connectionId: ours.connectionId, away: "ats" }, QUIET_MS);
    const left = await waitsMs(long);
    expect(left).toBeGreaterThan(QUIET_MS / 2);
    expect(left).toBeLessThanOrEqual(QUIET_MS);
    expect(await waitsMs(soon)).toBeLessThanOrEqual(500);
  });

  it("is seen by the first that gets through", async () => {
    const ours = await ledgerCompany(database);
    const ids = [await waiting({ of: ours, away: "ats" }), await waiting({ of: ours, away: "ats" })];
    const handler: Handler = { kind: "test.write", run: async () => ({ result: "done", words: "written" }) };
    const runner = new Runner({
      database,
      clock: { now: () => now + hours(1) },
      log: createLog("silent"),
      newId: randomUUID,
      handlers: [handler],
      leaseMs: 10_000,
      quietMs: 100,
    });
    await runner.start();
    try {
      await database.service
        .updateTable("effects")
        .set({ not_before: sql<Date>`now()` })
        .where("id", "=", ids[0]!)
        .execute();
      runner.wake();
      const states = () => database.service.selectFrom("effects").select("state").where("id", "in", ids).execute();
      await expect.poll(states, { timeout: 10_000 }).toEqual([{ state: "done" }, { state: "done" }]);
    } finally {
      await runner.stop(1_000);
    }
  });
});
