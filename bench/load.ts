/**
 * Webhooks at a held rate over many connections, with pages and API calls beside: how long the acknowledgement takes, beside
 * what one `fdatasync` takes on the same disk in the same minutes, and how long until the inbox is empty. PostgreSQL is a
 * durable one. Lever is the emulator; each connection's reads are bound by Lever's own rate, and which bound held is said.
 * The bars are for a platform that runs; its first seconds after a start are measured before, and said apart.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { setTimeout as wait } from "node:timers/promises";
import { startOwnPostgres } from "../packages/server/src/db/own-postgres.ts";
import { quantile } from "../test/crash/machinery/random.ts";
import { startRig, type Rig } from "../test/crash/machinery/rig.ts";
import { withTemplate } from "../test/crash/machinery/template.ts";
import { startBeside } from "./load/beside.ts";
import type { Came, Doors, Load, Phase } from "./load/senders.ts";
import { makeWays, type Way } from "./load/way.ts";
import { printVerdict, type Measured } from "./verdict.ts";

/** What Lever publishes, and what the emulator holds each connection to. */
const LEVER_PER_S = 10;

export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      json: { type: "boolean", default: false },
      rate: { type: "string", default: "200" },
      seconds: { type: "string", default: "600" },
      peak: { type: "string", default: "500" },
      "peak-seconds": { type: "string", default: "60" },
      "first-seconds": { type: "string", default: "10" },
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
    const each = Math.ceil(Number(values.opportunities) / count);
    const ways = await makeWays(rig, count, each);
    const pagesPerS = Number(values.pages);
    const first = { webhooksPerS: Number(values.rate), pagesPerS, seconds: Number(values["first-seconds"]) };
    const held = { ...first, seconds: Number(values.seconds) };
    const peak = { webhooksPerS: Number(values.peak), pagesPerS, seconds: Number(values["peak-seconds"]) };
    // As by a rolling restart: nobody was asked anything yet.
    for (const one of rig.processes) {
      await one.end();
      await one.start();
    }
    printVerdict("load", await underLoad(rig, ways, { first, held, peak, each, dataDir }), values.json);
  } finally {
    await rig.stop();
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

interface Plan {
  first: Phase;
  held: Phase;
  peak: Phase;
  /** Opportunities of each connection. */
  each: number;
  dataDir: string;
}

async function underLoad(rig: Rig, ways: readonly Way[], plan: Plan): Promise<Measured[]> {
  const doors: Doors = {
    ways: [...ways],
    ports: rig.processes.map(({ port }) => port),
    host: new URL(rig.urls.platform).host,
  };
  const disk = startBeside(new URL("./load/disk.ts", import.meta.url), join(plan.dataDir, "sync-probe"));
  const senders = startBeside(new URL("./load/senders.ts", import.meta.url), doors);
  const first = await senders.ask<Load>(plan.first);
  await disk.ask("what the first seconds cost the disk, too, is left out");
  const held = await senders.ask<Load>(plan.held);
  const peak = await senders.ask<Load>(plan.peak);
  const syncs = await disk.ask<number[]>("how long?");
  await Promise.all([disk.end(), senders.end()]);
  const emptyS = await untilEmpty(rig);
  const [{ stored = 0 } = {}] = await rig.query<{ stored: number }>(
    "select count(*)::int as stored from deliveries where source = 'webhook'",
  );
  const tooMany = rig.emulator.journal.filter(({ status }) => status === 429).length;
  const reads = rig.emulator.journal.filter(({ method }) => method === "GET").length;
  const webhooks = [first.webhooks, held.webhooks, peak.webhooks];
  const sent = webhooks.reduce((sum, came) => sum + came.sent, 0);
  const syncMs = Math.round(quantile(syncs, 0.99) * 10) / 10;
  const bar = (barMs: number) => ({ atMost: Math.round(Math.max(barMs, 5 * syncMs)) });
  const { held: heldPhase, peak: peakPhase, first: firstPhase } = plan;
  return [
    { what: "webhooks sent", is: sent },
    { what: "stored", is: stored, bar: { exactly: sent } },
    ...failed("not answered with 200", webhooks),
    { what: `acknowledged in the first ${firstPhase.seconds} s after a start, p50 ms`, is: msOf(first.webhooks, 0.5) },
    { what: `acknowledged in the first ${firstPhase.seconds} s after a start, p99 ms`, is: msOf(first.webhooks, 0.99) },
    { what: `acknowledged at ${heldPhase.webhooksPerS}/s, p50 ms`, is: msOf(held.webhooks, 0.5) },
    { what: `acknowledged at ${heldPhase.webhooksPerS}/s, p99 ms`, is: msOf(held.webhooks, 0.99), bar: bar(250) },
    { what: `acknowledged at ${peakPhase.webhooksPerS}/s, p50 ms`, is: msOf(peak.webhooks, 0.5) },
    { what: `acknowledged at ${peakPhase.webhooksPerS}/s, p99 ms`, is: msOf(peak.webhooks, 0.99), bar: bar(1_000) },
    { what: "fdatasync on the same disk beside it, p99 ms", is: syncMs },
    { what: `pages and API at ${heldPhase.pagesPerS}/s beside it, p99 ms`, is: msOf(held.pages, 0.99) },
    ...failed("pages and API that failed", [first.pages, held.pages, peak.pages]),
    { what: "inbox empty after s", is: emptyS < 0 ? Infinity : emptyS, bar: { atMost: 120 } },
    // When all wait at once: below that no inbox can be empty, however quick we are.
    { what: "reading each opportunity once takes at Lever's rate s", is: Math.round(plan.each / LEVER_PER_S) },
    { what: "reads asked of Lever", is: reads },
    { what: "deliveries per read", is: Math.round((sent / Math.max(1, reads)) * 10) / 10 },
    { what: "429 of our making", is: tooMany, bar: { exactly: 0 } },
  ];
}

function msOf({ waits }: Came, share: number): number {
  return Math.round(quantile(waits, share));
}

function failed(what: string, came: readonly Came[]): Measured[] {
  const failures = came.flatMap((one) => one.failures);
  const kinds = [...new Set(failures)].join(", ");
  return [{ what: kinds === "" ? what : `${what} (${kinds})`, is: failures.length, bar: { exactly: 0 } }];
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
