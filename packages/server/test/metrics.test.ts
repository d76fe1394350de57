/** What operators watch: behind a token, with bounded labels, counted over what is open and not over the whole ledger at each look. */
import { randomUUID } from "node:crypto";
import { Hono } from "hono";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, type FreshDatabase } from "../../../test/support/database.ts";
import { openDatabase, type Database } from "../src/db/database.ts";
import { addEffects } from "../src/effects/ledger.ts";
import { problemAnswer, toProblem, type Variables } from "../src/http/problem.ts";
import { createLog } from "../src/log.ts";
import { healthRoutes } from "../src/operations/health.ts";
import { createMetrics } from "../src/operations/metrics.ts";

const token = "a token of some length";
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

function site(metricsToken: string | null) {
  const metrics = createMetrics(database, { now: () => now });
  const app = new Hono<{ Variables: Variables }>();
  app.onError((error, context) => problemAnswer(context, toProblem(error, createLog("silent"), "test")));
  app.route("/", healthRoutes({ database, metrics, metricsToken, isReady: () => true }));
  const ask = (authorization?: string) =>
    app.request("/metrics", authorization === undefined ? {} : { headers: { authorization } });
  return { metrics, ask };
}

async function owe(count: number, kind: string, dueAt: number): Promise<void> {
  await addEffects(
    database.service,
    Array.from({ length: count }, () => {
      const id = randomUUID();
      return { id, kind, key: id, lane: id, payload: {}, runAt: dueAt };
    }),
  );
}

describe("/metrics", () => {
  it("is there for whoever has the token, and for nobody where none is set", async () => {
    const { ask } = site(token);
    expect((await ask()).status).toBe(401);
    expect((await ask("Bearer another token")).status).toBe(401);
    expect((await ask(`Bearer ${token}`)).status).toBe(200);
    expect((await site(null).ask(`Bearer ${token}`)).status).toBe(404);
  });

  it("says what is owed by kind and state, and since when; nothing of the future, nothing that is done", async () => {
    await owe(3, "mail.test", now - 120_000);
    await owe(2, "ats.test", now - 5_000);
    await owe(4, "mail.test", now + 60_000);
    await owe(1, "ats.done", now - 900_000);
    await sql`update effects set state = 'done' where kind = 'ats.done'`.execute(database.service);
    const text = await (await site(token).ask(`Bearer ${token}`)).text();
    expect(text).toContain('iv_effects{kind="mail.test",state="pending"} 3');
    expect(text).toContain('iv_effects{kind="ats.test",state="pending"} 2');
    expect(text).toContain('iv_effects_oldest_due_seconds{kind="mail.test"} 120');
    expect(text).not.toContain("ats.done");
  });

  it("asks the database once for many looks at once", async () => {
    const { ask } = site(token);
    await ask(`Bearer ${token}`);
    await owe(5, "mail.later", now - 1_000);
    expect(await (await ask(`Bearer ${token}`)).text()).not.toContain("mail.later");
  });

  it("counts calls and deliveries by what the code names, never by path, company or person", async () => {
    const { metrics, ask } = site(token);
    metrics.atsCall("GET", 200);
    metrics.atsCall("POST", null);
    metrics.delivery("accepted");
    const text = await (await ask(`Bearer ${token}`)).text();
    expect(text).toContain('iv_ats_calls_total{method="GET",status="200"} 1');
    expect(text).toContain('iv_ats_calls_total{method="POST",status="none"} 1');
    expect(text).toContain('iv_deliveries_total{verdict="accepted"} 1');
  });
});
