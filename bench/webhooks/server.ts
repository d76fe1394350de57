/** The server side of the webhook benchmark: the platform with one connection, and the bare route, on one PostgreSQL. */
import { randomBytes, randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import pg from "pg";
import { freePort } from "../../dev/port.ts";
import { createParts, startApp } from "../../packages/server/src/app.ts";
import { systemClock } from "../../packages/server/src/clock.ts";
import { readConfig } from "../../packages/server/src/config.ts";
import { createCrypt } from "../../packages/server/src/crypt.ts";
import { migrate } from "../../packages/server/src/db/migrate.ts";
import { startOwnPostgres } from "../../packages/server/src/db/own-postgres.ts";
import { webhookSecretRow } from "../../packages/server/src/lever/webhook-key.ts";
import { createLog } from "../../packages/server/src/log.ts";

const dataDir = await mkdtemp(join(tmpdir(), "interviewvector-bench-"));
const postgres = await startOwnPostgres({ dataDir, log: () => undefined });
await migrate(postgres.url);

const port = await freePort();
const config = readConfig({
  PORT: String(port),
  SECRET_KEY: randomBytes(32).toString("base64"),
  SMTP_URL: "smtp://127.0.0.1:9",
  DATABASE_URL: postgres.url,
  LEVER_API_URL: "http://127.0.0.1:9/v1",
  // Only the door is measured: the reads that deliveries ask for are another process's work.
  ROLE: "web",
});
const parts = createParts({ config, clock: systemClock, log: createLog("warn"), databaseUrl: postgres.url });
const app = await startApp(parts);
const signatureToken = randomBytes(24).toString("hex");
const key = randomBytes(24).toString("base64url");
await connect();

async function connect(): Promise<void> {
  const db = parts.database.service;
  const companyId = randomUUID();
  const connectionId = randomUUID();
  const webhookId = randomUUID();
  const crypt = createCrypt(config.secretKey);
  await db
    .insertInto("companies")
    .values({
      id: companyId,
      name: "Bench",
      slug: "bench",
      zone: "UTC",
      privacy_url: null,
      logo: null,
      logo_type: null,
    })
    .execute();
  await db
    .insertInto("connections")
    .values({
      id: connectionId,
      company_id: companyId,
      ats: "lever",
      environment: "production",
      kind: "api_key",
      state: "connected",
      secrets: crypt.seal("{}", `connections:${connectionId}:secrets`),
      account_id: null,
      account_name: null,
      stage_id: null,
      acting_user: null,
      feedback_template: null,
      broken_reason: null,
      last_poll_error: null,
      created_by: null,
    })
    .execute();
  await db
    .insertInto("webhooks")
    .values({
      id: webhookId,
      company_id: companyId,
      connection_id: connectionId,
      key,
      event: "candidateStageChange",
      made_by: "api",
      ats_webhook_id: null,
      secret: crypt.seal(signatureToken, webhookSecretRow(webhookId)),
    })
    .execute();
}

const pool = new pg.Pool({ connectionString: postgres.url, max: 20 });
await pool.query("create table bare (id uuid primary key, body jsonb not null, at timestamptz not null default now())");
const bare = new Hono();
bare.post("/bare", async (context) => {
  await pool.query("insert into bare (id, body) values ($1, $2)", [randomUUID(), await context.req.text()]);
  return context.json({ ok: true });
});
const bareServer = await new Promise<ReturnType<typeof serve> & { port: number }>((resolve) => {
  const server = serve({ fetch: bare.fetch, port: 0, hostname: "127.0.0.1" }, (address) =>
    resolve(Object.assign(server, { port: address.port })),
  );
});

process.send?.({
  hookUrl: `${app.url}/webhooks/lever/${key}`,
  bareUrl: `http://127.0.0.1:${bareServer.port}/bare`,
  signatureToken,
});
process.once("message", async () => {
  bareServer.close();
  await pool.end();
  await app.stop();
  await postgres.stop();
  await rm(dataDir, { recursive: true, force: true });
  process.exit(0);
});
