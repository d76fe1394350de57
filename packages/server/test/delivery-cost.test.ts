/** What storing deliveries costs when much is waiting to be read. Counted in pages, never timed. */
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { freshDatabase, type FreshDatabase } from "../../../test/support/database.ts";
import { openDatabase, type Database } from "../src/db/database.ts";
import { insertDeliveries, type NewDelivery } from "../src/lever/delivery.ts";
import { pagesOf } from "./ledger-pages.ts";

const now = Date.UTC(2026, 11, 1);
const [companyId, connectionId] = [randomUUID(), randomUUID()];
let fresh: FreshDatabase;
let database: Database;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = openDatabase({ url: fresh.url, onError: () => undefined });
  await sql`insert into companies (id, name, slug, zone, created_at) values (${companyId}, 'Acme', 'acme', 'UTC', now())`.execute(
    database.service,
  );
  await sql`insert into connections (id, company_id, ats, environment, kind, state, secrets)
    values (${connectionId}, ${companyId}, 'lever', 'production', 'api_key', 'connected', '')`.execute(
    database.service,
  );
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

function delivery(opportunityId: string): NewDelivery {
  return {
    id: randomUUID(),
    effectId: randomUUID(),
    companyId,
    connectionId,
    webhookId: null,
    source: "webhook",
    event: "candidateStageChange",
    token: randomUUID(),
    triggeredAt: now,
    receivedAt: now,
    opportunityId,
    data: {},
    state: "waiting",
    readAt: now,
  };
}

const pagesOfStoring = (deliveries: NewDelivery[]) =>
  pagesOf(database, async (tx) => expect((await insertDeliveries(tx, deliveries)).size).toBe(deliveries.length));

it("reads the lanes that it joins, not all that is waiting", async () => {
  const known = Array.from({ length: 10 }, (_, place) => `known-${place}`);
  await insertDeliveries(database.service, known.map(delivery));
  const few = await pagesOfStoring(known.map(delivery));
  // A burst, before anybody has counted the rows for the planner.
  for (let part = 0; part < 20; part++)
    await insertDeliveries(
      database.service,
      Array.from({ length: 200 }, (_, place) => delivery(`burst-${part}-${place}`)),
    );
  expect(await pagesOfStoring(known.map(delivery))).toBeLessThan(few + 50);
  const { rows } = await sql<{ reads: string }>`select count(*) as reads from effects`.execute(database.service);
  expect(Number(rows[0]?.reads)).toBe(known.length + 4_000);
});
