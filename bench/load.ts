/**
 * Webhooks at a held rate over many connections, with pages and API calls beside: how long the acknowledgement takes, beside
 * what one `fdatasync` takes on the same disk in the same minutes, and how long until the inbox is empty. PostgreSQL is a
 * durable one. Lever is the emulator; each connection's reads are bound by Lever's own rate, and which bound held is said.
 */
import { createHmac, randomBytes, randomUUID } from "node:crypto";
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { setTimeout as wait } from "node:timers/promises";
import { createCrypt } from "../packages/server/src/crypt.ts";
import { openDatabase } from "../packages/server/src/db/database.ts";
import { startOwnPostgres } from "../packages/server/src/db/own-postgres.ts";
import { webhookSecretRow } from "../packages/server/src/lever/webhook-key.ts";
import { createLeads } from "../test/crash/machinery/lead.ts";
import { quantile } from "../test/crash/machinery/random.ts";
import { secretKey, startRig, type Rig } from "../test/crash/machinery/rig.ts";
import { withTemplate } from "../test/crash/machinery/template.ts";
import { printVerdict, type Measured } from "./verdict.ts";

interface Way {
  url: string;
  token: string;
  account: "acme" | "globex";
  /** An opportunity belongs to one connection, as in life. */
  opportunityIds: string[];
}

/** What Lever publishes, and what the emulator holds each connection to. */
const LEVER_PER_S = 10;

interface Phase {
  sent: number;
  failed: number;
  waits: number[];
}

export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      json: { type: "boolean", default: false },
      rate: { type: "string", default: "200" },
      seconds: { type: "string", default: "600" },
      peak: { type: "string", default: "500" },
      "peak-seconds": { type: "string", default: "60" },
      connections: { type: "string", default: "20" },
      opportunities: { type: "string", default: "2000" },
      pages: { type: "string", default: "100" },
    },
  });
  const dataDir = mkdtempSync(join(tmpdir(), "interviewvector-load-"));
  const postgres = await startOwnPostgres({ dataDir, log: () => undefined });
  const count = Number(values.connections);
  // Ten a second for each connection; two keys stand for all of them.
  const rig = await startRig(await withTemplate(postgres.url), {
    environment: { LEVER_RATE_PER_S: "9.8", LEVER_BURST: "15", EFFECT_LEASE_S: "60", EFFECT_QUIET_S: "90" },
    emulator: { behaviours: { ratePerSecond: (LEVER_PER_S * count) / 2, rateBurst: LEVER_PER_S * count } },
    connect: "none",
  });
  try {
    const ways = await connections(rig, count);
    const each = Math.ceil(Number(values.opportunities) / count);
    for (const way of ways)
      way.opportunityIds = createLeads(rig, each, () => "invite", way.account).map(
        ({ opportunityId }) => opportunityId,
      );
    printVerdict("load", await underLoad(rig, ways, { ...loadOf(values), each, dataDir }), values.json);
  } finally {
    await rig.stop();
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

interface Rate {
  perS: number;
  seconds: number;
}

interface Load {
  held: Rate;
  peak: Rate;
  pagesPerS: number;
  /** Opportunities of each connection. */
  each: number;
  dataDir: string;
}

function loadOf(values: Record<"rate" | "seconds" | "peak" | "peak-seconds" | "pages", string>) {
  return {
    held: { perS: Number(values.rate), seconds: Number(values.seconds) },
    peak: { perS: Number(values.peak), seconds: Number(values["peak-seconds"]) },
    pagesPerS: Number(values.pages),
  };
}

async function underLoad(rig: Rig, ways: readonly Way[], load: Load): Promise<Measured[]> {
  const disk = fdatasyncBeside(load.dataDir);
  const pages = pagesBeside(rig, load.pagesPerS);
  const held = await send(ways, load.held);
  const peak = await send(ways, load.peak);
  const { p99: pagesP99, failed: pagesFailed } = await pages.end();
  const syncs = disk.end();
  const stored = await rig.query<{ count: number }>(
    "select count(*)::int as count from deliveries where source = 'webhook'",
  );
  const emptyS = await untilEmpty(rig);
  const tooMany = rig.emulator.journal.filter(({ status }) => status === 429).length;
  const reads = rig.emulator.journal.filter(({ method }) => method === "GET").length;
  const sent = held.sent + peak.sent;
  const syncMs = Math.round(quantile(syncs, 0.99) * 10) / 10;
  const p99 = (phase: Phase, barMs: number) => ({
    is: Math.round(quantile(phase.waits, 0.99)),
    bar: { atMost: Math.round(Math.max(barMs, 5 * syncMs)) },
  });
  // When all wait at once: below that no inbox can be empty, however quick we are.
  const boundS = Math.round(load.each / LEVER_PER_S);
  return [
    { what: "webhooks sent", is: sent },
    { what: "stored", is: stored[0]?.count ?? 0, bar: { exactly: sent } },
    { what: "not answered with 200", is: held.failed + peak.failed, bar: { exactly: 0 } },
    { what: `acknowledged at ${load.held.perS}/s, p99 ms`, ...p99(held, 250) },
    { what: `acknowledged at ${load.peak.perS}/s, p99 ms`, ...p99(peak, 1_000) },
    { what: "fdatasync on the same disk beside it, p99 ms", is: syncMs },
    { what: "pages and API beside it, p99 ms", is: Math.round(pagesP99) },
    { what: "pages and API that failed", is: pagesFailed, bar: { exactly: 0 } },
    { what: "inbox empty after s", is: emptyS < 0 ? Infinity : emptyS, bar: { atMost: 120 } },
    { what: "reading each opportunity once takes at Lever's rate s", is: boundS },
    { what: "reads asked of Lever", is: reads },
    { what: "deliveries per read", is: Math.round((sent / Math.max(1, reads)) * 10) / 10 },
    { what: "429 of our making", is: tooMany, bar: { exactly: 0 } },
  ];
}

/** One company and one connection each, with a webhook; all read the same account in the emulator, each with a key of its own. */
async function connections(rig: Rig, count: number): Promise<Way[]> {
  const database = openDatabase({ url: rig.databaseUrl, onError: () => undefined });
  const crypt = createCrypt(new Uint8Array(Buffer.from(secretKey, "base64")));
  const ways: Way[] = [];
  try {
    for (let place = 0; place < count; place++) {
      const [companyId, connectionId, webhookId] = [randomUUID(), randomUUID(), randomUUID()];
      const account = place % 2 === 0 ? "acme" : "globex";
      const [token, key] = [randomBytes(24).toString("hex"), randomBytes(24).toString("base64url")];
      const secrets = crypt.seal(
        JSON.stringify({ kind: "api_key", apiKey: `${account}-key` }),
        `connections:${connectionId}:secrets`,
      );
      await database.service
        .insertInto("companies")
        .values({
          id: companyId,
          name: `Load ${place}`,
          slug: `load-${place}`,
          zone: "UTC",
          privacy_url: null,
          logo: null,
          logo_type: null,
        })
        .execute();
      await rig.query(
        `insert into connections (id, company_id, ats, environment, kind, state, secrets, stage_id)
         values ($1, $2, 'lever', 'production', 'api_key', 'connected', $3, 'none')`,
        [connectionId, companyId, secrets],
      );
      await rig.query(
        `insert into webhooks (id, company_id, connection_id, key, event, made_by, secret)
         values ($1, $2, $3, $4, 'candidateStageChange', 'api', $5)`,
        [webhookId, companyId, connectionId, key, crypt.seal(token, webhookSecretRow(webhookId))],
      );
      ways.push({ url: `${rig.urls.platform}/webhooks/lever/${key}`, token, account, opportunityIds: [] });
    }
    return ways;
  } finally {
    await database.close();
  }
}

async function send(ways: readonly Way[], { perS, seconds }: Rate): Promise<Phase> {
  const agent = new Agent({ keepAlive: true, maxSockets: 128 });
  const phase: Phase = { sent: 0, failed: 0, waits: [] };
  const under = new Set<Promise<void>>();
  const sendOne = async (way: Way, opportunityId: string): Promise<void> => {
    const at = performance.now();
    const status = await post(agent, way.url, delivery(way.token, opportunityId));
    phase.waits.push(performance.now() - at);
    if (status !== 200) phase.failed += 1;
  };
  const began = performance.now();
  while (performance.now() - began < seconds * 1000) {
    // Open loop: what is due by now is sent, whether the earlier ones were answered or not.
    const due = Math.floor(((performance.now() - began) / 1000) * perS);
    for (; phase.sent < due; phase.sent++) {
      const way = ways[phase.sent % ways.length] as Way;
      const opportunityId = way.opportunityIds[Math.floor(Math.random() * way.opportunityIds.length)] ?? "";
      const one = sendOne(way, opportunityId);
      under.add(one);
      void one.finally(() => under.delete(one));
    }
    await wait(5);
  }
  await Promise.all(under);
  agent.destroy();
  return phase;
}

function delivery(signatureToken: string, opportunityId: string): string {
  const token = randomBytes(24).toString("hex");
  const triggeredAt = Date.now();
  const signature = createHmac("sha256", signatureToken).update(`${token}${triggeredAt}`).digest("hex");
  const data = { opportunityId, toStageId: "a", fromStageId: "b" };
  return JSON.stringify({ triggeredAt, event: "candidateStageChange", data, signature, token });
}

function post(agent: Agent, url: string, body: string): Promise<number> {
  return new Promise((resolve) => {
    const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
    const sending = request(url, { method: "POST", agent, headers }, (answer) => {
      answer.resume();
      answer.once("end", () => resolve(answer.statusCode ?? 0));
    });
    sending.once("error", () => resolve(0));
    sending.end(body);
  });
}

/** Ten small synced writes a second, as a commit is one. */
function fdatasyncBeside(folder: string) {
  const file = openSync(join(folder, "sync-probe"), "w");
  const waits: number[] = [];
  const timer = setInterval(() => {
    writeSync(file, randomBytes(512));
    const began = performance.now();
    fdatasyncSync(file);
    waits.push(performance.now() - began);
  }, 100);
  return {
    end(): number[] {
      clearInterval(timer);
      closeSync(file);
      return waits;
    },
  };
}

function pagesBeside({ urls }: Rig, perS: number) {
  const waits: number[] = [];
  const under = new Set<Promise<void>>();
  let failed = 0;
  let turn = 0;
  const paths = ["/i/none", "/api/v1/openapi.json", "/healthz", "/sign-in"];
  const visitOnce = async (path: string): Promise<void> => {
    const began = performance.now();
    try {
      const answer = await fetch(`${urls.platform}${path}`);
      await answer.text();
      if (answer.status >= 500) failed += 1;
    } catch {
      failed += 1;
    }
    waits.push(performance.now() - began);
  };
  const timer = setInterval(() => {
    const one = visitOnce(paths[turn++ % paths.length] ?? "/");
    under.add(one);
    void one.finally(() => under.delete(one));
  }, 1000 / perS);
  return {
    async end() {
      clearInterval(timer);
      await Promise.all(under);
      return { p99: quantile(waits, 0.99), failed };
    },
  };
}

/** Seconds until no delivery waits any more; -1 when ten minutes were not enough. */
async function untilEmpty(rig: Rig): Promise<number> {
  const began = performance.now();
  while (performance.now() - began < 600_000) {
    const [{ waiting = 0 } = {}] = await rig.query<{ waiting: number }>(
      "select count(*)::int as waiting from deliveries where state = 'waiting'",
    );
    if (waiting === 0) return Math.round((performance.now() - began) / 1000);
    await wait(1_000);
  }
  return -1;
}
