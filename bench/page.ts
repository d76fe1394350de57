/**
 * `npm run bench -- page`: the page on which a candidate chooses a time, beside a static page of the same server in the same
 * run. A server process of its own with 460 experts of the seeded team; each request opens the link of another candidate, who
 * may choose within 14 days. 50 requests a second arrive at random moments, as people do, whether the earlier ones were
 * answered or not; turns of static and slot pages alternate, so that what the machine does meanwhile hits both. Exit 1 when the
 * bar is missed. `--experts`, `--rate`, `--seconds` (of each kind), `--json`.
 */
import { type ChildProcess, fork } from "node:child_process";
import { Agent, request } from "node:http";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { freePort } from "../dev/port.ts";
import { migrate } from "../packages/server/src/db/migrate.ts";
import { candidateUrl } from "../packages/server/src/interview/link.ts";
import { bookingWorld } from "../packages/server/test/booking-world.ts";
import { databaseOfItsOwn } from "./database.ts";
import { loadExperts, quantile } from "./slots/endpoint.ts";
import { makeTeam, mulberry32, type Random } from "./slots/team.ts";
import { printTable } from "./slots/timing.ts";

/** A Monday in the team's window. */
const NOW = Date.UTC(2027, 2, 8);
const TURN_S = 5;
const bars = { p95OverStatic: 3 };

interface Asked {
  waits: number[];
  bytes: number;
  failed: number;
}

export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      json: { type: "boolean", default: false },
      experts: { type: "string", default: "460" },
      rate: { type: "string", default: "50" },
      seconds: { type: "string", default: "20" },
    },
  });
  const [rate, turns] = [Number(values.rate), Math.ceil(Number(values.seconds) / TURN_S)];
  const url = await databaseOfItsOwn(process.env["DATABASE_URL"] ?? "");
  await migrate(url);
  const links = await prepare(url, {
    experts: Number(values.experts),
    candidates: Math.min(1000, rate * TURN_S * turns),
  });
  const server = await startServer(url);
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  try {
    let turn = 0;
    const slotPage = () => `${server.url}${links[turn++ % links.length]}`;
    const staticPage = () => `${server.url}/help`;
    const random = mulberry32(42);
    const load = { rate, seconds: TURN_S, random };
    for (let warm = 0; warm < 2; warm++) for (const page of [staticPage, slotPage]) await send(page, load);
    const kinds = { "static page": nothing(), "slot page": nothing(), "slot page, experts being booked": nothing() };
    for (let at = 0; at < turns; at++) {
      add(kinds["static page"], await send(staticPage, load));
      add(kinds["slot page"], await send(slotPage, load));
      const changes = changing(admin);
      add(kinds["slot page, experts being booked"], await send(slotPage, load));
      await changes.end();
    }
    const least = quantile(kinds["static page"].waits, 0.95);
    const rows = Object.entries(kinds).map(([page, asked]) => rowOf(page, asked, least));
    const failed = rows.reduce((sum, row) => sum + row.failed, 0);
    const ok = failed === 0 && (rows[1]?.p95OverStatic ?? Infinity) <= bars.p95OverStatic;
    if (values.json)
      console.log(JSON.stringify({ bench: "page", experts: Number(values.experts), rate, rows, bars, ok }));
    else {
      printTable(`${values.experts} experts, 14 days, ${rate} requests a second (ms)`, rows);
      console.log(
        `\nBar: p95 of the slot page ≤ ${bars.p95OverStatic} × the static page's, nothing failed: ${ok ? "held" : "MISSED"}`,
      );
    }
    if (!ok) process.exitCode = 1;
  } finally {
    await admin.end();
    await server.stop();
  }
}

/** Experts, and invitations whose links are answered with the paths below the server's address. */
export async function prepare(
  url: string,
  { experts, candidates }: { experts: number; candidates: number },
): Promise<string[]> {
  const world = await bookingWorld({ url, drop: async () => undefined });
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    world.clock.set(NOW);
    await loadExperts(client, makeTeam(experts, 14));
    const links: string[] = [];
    for (let at = 0; at < candidates; at++) {
      const { interviewId } = await world.invite(`Candidate ${at}`);
      links.push(candidateUrl(world.crypt, "", { interviewId, generation: 1 }));
    }
    await client.query("vacuum analyze");
    return links;
  } finally {
    await client.end();
    await world.close();
  }
}

async function startServer(databaseUrl: string): Promise<{ url: string; stop(): Promise<void> }> {
  const child: ChildProcess = fork(join(import.meta.dirname, "page/server.ts"), {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    env: {
      PATH: process.env["PATH"],
      PORT: String(await freePort()),
      // The key of `bookingWorld`, whose links are opened.
      SECRET_KEY: Buffer.alloc(32, 7).toString("base64"),
      DATABASE_URL: databaseUrl,
      SMTP_URL: "smtp://127.0.0.1:9",
      LEVER_API_URL: "http://127.0.0.1:9/v1",
      LOG_LEVEL: "warn",
      ROLE: "web",
      // A quarter of an hour after the invitations.
      CLOCK_OFFSET_MS: String(NOW + 900_000 - Date.now()),
    },
  });
  const gone = new Promise<void>((resolve) => void child.once("exit", () => resolve()));
  const { url } = await new Promise<{ url: string }>((resolve, reject) => {
    child.once("message", (message) => resolve(message as { url: string }));
    child.once("exit", (code) => reject(new Error(`the server ended with ${code}`)));
  });
  return {
    url,
    async stop() {
      child.send("stop");
      await gone;
    },
  };
}

/** Open loop: requests leave at their moment, whether the earlier ones were answered or not. */
async function send(
  page: () => string,
  { rate, seconds, random }: { rate: number; seconds: number; random: Random },
): Promise<Asked> {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const asked = nothing();
  const under: Promise<void>[] = [];
  const began = performance.now();
  // As many as the rate says, at moments that know nothing of each other.
  const moments = Array.from({ length: rate * seconds }, () => random() * seconds * 1000).sort(
    (left, right) => left - right,
  );
  for (const moment of moments) {
    const early = moment - (performance.now() - began);
    if (early > 0.5) await wait(early);
    under.push(getOne(agent, page(), asked));
  }
  await Promise.all(under);
  agent.destroy();
  return asked;
}

function getOne(agent: Agent, url: string, asked: Asked): Promise<void> {
  const began = performance.now();
  return new Promise((resolve) => {
    const end = (isFine: boolean): void => {
      asked.waits.push(performance.now() - began);
      if (!isFine) asked.failed++;
      resolve();
    };
    const sending = request(url, { agent, headers: { "accept-encoding": "gzip", accept: "text/html" } }, (answer) => {
      answer.on("data", (chunk: Buffer) => (asked.bytes += chunk.length));
      answer.once("end", () => end(answer.statusCode === 200));
    });
    sending.once("error", () => end(false));
    sending.end();
  });
}

/** Four bookings a second somewhere in the pool, as far as a reader sees them: an expert changed. */
function changing(admin: pg.Client): { end(): Promise<void> } {
  let under: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    under = admin.query(
      "update experts set notice_minutes = notice_minutes where id = (select id from experts order by random() limit 1)",
    );
  }, 250);
  return {
    async end() {
      clearInterval(timer);
      await under;
    },
  };
}

function nothing(): Asked {
  return { waits: [], bytes: 0, failed: 0 };
}

function add(all: Asked, more: Asked): void {
  all.waits.push(...more.waits);
  all.bytes += more.bytes;
  all.failed += more.failed;
}

function rowOf(page: string, { waits, bytes, failed }: Asked, leastMs: number) {
  const p95Ms = quantile(waits, 0.95);
  return {
    page,
    requests: waits.length,
    failed,
    kBPacked: Math.round(bytes / waits.length / 102.4) / 10,
    p50Ms: quantile(waits, 0.5),
    p95Ms,
    p99Ms: quantile(waits, 0.99),
    p95OverStatic: p95Ms / leastMs,
  };
}
