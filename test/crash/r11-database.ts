/**
 * R11: PostgreSQL ends sessions, stops in the middle of transactions, has no connection left, keeps locks from us, and fails over
 * to another server, under load. Nobody restarts anything by hand.
 */
import { randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Client } from "pg";
import { startOwnPostgres } from "../../packages/server/src/db/own-postgres.ts";
import { startClusterOfTwo } from "./machinery/cluster.ts";
import { deadLetters, judge } from "./machinery/judge.ts";
import { createLeads, liveAll, plans } from "./machinery/lead.ts";
import { watchDeadMails } from "./machinery/operator.ts";
import { quantile, randomOf, type Random } from "./machinery/random.ts";
import { startRig, type Rig } from "./machinery/rig.ts";
import type { Finding, Scenario, Stage } from "./machinery/scenario.ts";
import { withTemplate } from "./machinery/template.ts";

const LEADS_PER_BLOW = 6;
const LONGEST_REQUEST_MS = 10_000;
const NOTICED_WITHIN_MS = 2_000;
/** Longer than anybody may be kept waiting. */
const LOCKED_MS = 8_000;
const FULL_MS = 3_000;

/** Strikes once; a blow that takes the database away returns for how long a process still called itself ready. */
type Blow = (rig: Rig) => Promise<number | null>;

const blowsByName: Record<string, Blow> = {
  "stopped in mid-transaction": stopAtOnce,
  "all sessions ended": endSessions,
  "tables locked": lockTables,
  deadlock: crossLocks,
  "no connection left": takeAllConnections,
};

export const databaseAway: Scenario = {
  id: "R11",
  title: "PostgreSQL stops, ends sessions, keeps locks, is full: nothing lost, no request hangs, ready again by itself",
  unit: "blows",
  small: 2,
  full: 60,
  async run(stage) {
    const dataDir = mkdtempSync(join(tmpdir(), "interviewvector-crash-pg-"));
    const postgres = await startOwnPostgres({ dataDir, log: () => undefined });
    try {
      // Small amounts come round to every blow from day to day.
      const all = Object.entries(blowsByName);
      return await underBlows(stage, postgres.url, (count) => nth(all, count + stage.seed));
    } finally {
      await postgres.stop();
      rmSync(dataDir, { recursive: true, force: true });
    }
  },
};

export const failOver: Scenario = {
  id: "R11over",
  title:
    "PostgreSQL fails over to a standby behind the same address: nothing lost, no request hangs, ready again by itself",
  unit: "fail-overs",
  small: 1,
  full: 20,
  async run(stage) {
    const cluster = await startClusterOfTwo();
    try {
      const over: Blow = async (rig) => {
        const noticed = untilUnready(rig);
        await cluster.failOver();
        return noticed;
      };
      return await underBlows(stage, cluster.url, () => ["failed over", over]);
    } finally {
      await cluster.stop();
    }
  },
};

async function underBlows(
  { seed, amount, say }: Stage,
  url: string,
  blowOf: (count: number) => [string, Blow],
): Promise<Finding> {
  const random = randomOf(seed);
  const rig = await startRig(await withTemplate(url), { experts: 20 });
  try {
    const leads = createLeads(rig, amount * LEADS_PER_BLOW, () => random.pick(plans));
    const visitors = visit(rig);
    const operator = await watchDeadMails(rig);
    const unreadyMs: number[] = [];
    const striking = strike({ rig, random, amount, say, blowOf, unreadyMs });
    await Promise.all([liveAll(rig, leads, random, 3), striking]);
    await rig.settle(180_000);
    const retried = await operator.end();
    const waits = await visitors.end();
    const violations = [...(await judge(rig, leads)), ...(await deadLetters(rig))];
    const slowest = Math.max(...waits);
    if (slowest > LONGEST_REQUEST_MS) violations.push(`a request hung for ${Math.round(slowest)} ms`);
    const late = Math.max(0, ...unreadyMs);
    if (late > NOTICED_WITHIN_MS) violations.push(`/readyz noticed the loss after ${Math.round(late)} ms`);
    return {
      violations,
      figures: {
        candidates: leads.length,
        "slowest request ms": Math.round(slowest),
        "requests p99 ms": Math.round(quantile(waits, 0.99)),
        "unready after at most ms": Math.round(late),
        "mails sent again by a person": retried,
      },
    };
  } finally {
    await rig.stop();
  }
}

function nth<Item>(items: readonly Item[], place: number): Item {
  const item = items[place % items.length];
  if (item === undefined) throw new RangeError("nothing to strike with");
  return item;
}

interface Striking {
  rig: Rig;
  random: Random;
  amount: number;
  say(line: string): void;
  blowOf: (count: number) => [string, Blow];
  unreadyMs: number[];
}

async function strike({ rig, random, amount, say, blowOf, unreadyMs }: Striking): Promise<void> {
  for (let count = 0; count < amount; count++) {
    await wait(random.between(1_000, 3_000));
    const [name, blow] = blowOf(count);
    const unready = await blow(rig);
    if (unready !== null) unreadyMs.push(unready);
    say(`blow ${count + 1}: ${name}`);
    await wait(random.between(3_000, 5_000));
  }
}

async function endSessions({ query }: Rig): Promise<null> {
  await query(
    "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()",
  );
  return null;
}

/** An immediate stop, as a crash of the machine would be. */
async function stopAtOnce(rig: Rig): Promise<number | null> {
  const [{ folder = "" } = {}] = await rig.query<{ folder: string }>(
    "select current_setting('data_directory') as folder",
  );
  const [pid = ""] = readFileSync(join(folder, "postmaster.pid"), "utf8").split("\n");
  const noticed = untilUnready(rig);
  process.kill(Number(pid), "SIGQUIT");
  return noticed;
}

/** How long a process still calls itself ready though the database is away; null when it is back before anybody noticed. */
async function untilUnready({ processes, databaseUrl }: Rig): Promise<number | null> {
  const began = performance.now();
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${processes[0]?.port}/readyz`).catch(() => null);
    const after = performance.now() - began;
    if (answer?.status !== 200) return after;
    if (after > 5_000) return (await isThere(databaseUrl)) ? null : after;
    await wait(50);
  }
}

function isThere(url: string): Promise<boolean> {
  return holding(url, async (client) => void (await client.query("select 1"))).then(
    () => true,
    () => false,
  );
}

/** As somebody would who changes a table by hand and goes for a coffee. */
async function lockTables({ databaseUrl }: Rig): Promise<null> {
  await holding(databaseUrl, async (client) => {
    await client.query("begin");
    await client.query("lock table interviews, deliveries in access exclusive mode");
    await wait(LOCKED_MS);
    await client.query("rollback");
  });
  return null;
}

/** Takes what we take, in the other order, until PostgreSQL ends one of those who wait for each other. */
async function crossLocks({ databaseUrl }: Rig): Promise<null> {
  await holding(databaseUrl, async (client) => {
    for (let tries = 0; tries < 5; tries++) {
      try {
        await client.query("begin");
        await client.query("set local deadlock_timeout = '10s'");
        await client.query("lock table history in share row exclusive mode");
        await wait(200);
        await client.query("lock table interviews in share row exclusive mode");
      } catch {
        // It was us whom PostgreSQL chose.
      }
      await client.query("rollback");
      await wait(200);
    }
  });
  return null;
}

async function takeAllConnections({ databaseUrl }: Rig): Promise<null> {
  const taken: Client[] = [];
  try {
    for (;;) {
      const client = new Client({ connectionString: databaseUrl });
      client.on("error", () => undefined);
      await client.connect();
      taken.push(client);
    }
  } catch {
    await wait(FULL_MS);
  }
  await Promise.all(taken.map((client) => client.end()));
  return null;
}

async function holding(url: string, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: url });
  client.on("error", () => undefined);
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

/** Somebody knocks at a door that asks the database, five times a second, whatever happens. */
function visit({ urls }: Rig) {
  const waits: number[] = [];
  const over = new AbortController();
  const visiting = (async () => {
    for (; !over.signal.aborted; await wait(200)) {
      const began = performance.now();
      await fetch(`${urls.platform}/webhooks/lever/${randomUUID()}`, { method: "POST", body: "{}" }).then(
        (answer) => answer.text(),
        () => undefined,
      );
      waits.push(performance.now() - began);
    }
  })();
  return {
    async end(): Promise<number[]> {
      over.abort();
      await visiting;
      return waits;
    },
  };
}
