/**
 * How many deliveries are accepted per second, and how long the slowest in a hundred waits, through the real route (verify,
 * store with its effect, commit, 200), beside a bare Hono route that inserts one row in the same PostgreSQL. Both run in one
 * server process; this process only asks. Rounds alternate, so that what the machine does meanwhile hits both.
 */
import { fork, type ChildProcess } from "node:child_process";
import { createHmac, randomBytes } from "node:crypto";
import { Agent, request } from "node:http";
import { join } from "node:path";
import { parseArgs } from "node:util";

interface Ready {
  bareUrl: string;
  hookUrl: string;
  signatureToken: string;
}

interface Round {
  perSecond: number;
  p99Ms: number;
  failed: number;
}

export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      json: { type: "boolean", default: false },
      seconds: { type: "string", default: "5" },
      rounds: { type: "string", default: "3" },
      connections: { type: "string", default: "64" },
    },
  });
  const connections = Number(values.connections);
  const seconds = Number(values.seconds);
  const server = fork(join(import.meta.dirname, "webhooks/server.ts"), {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  try {
    const ready = await new Promise<Ready>((resolve, reject) => {
      server.once("message", (message) => resolve(message as Ready));
      server.once("exit", (code) => reject(new Error(`the server ended with ${code}`)));
    });
    const bare: Round[] = [];
    const hook: Round[] = [];
    const makeBare = () => ({ url: ready.bareUrl, body: delivery(ready.signatureToken) });
    const makeHook = () => ({ url: ready.hookUrl, body: delivery(ready.signatureToken) });
    await load(makeBare, { seconds: 1, connections });
    await load(makeHook, { seconds: 1, connections });
    for (let round = 0; round < Number(values.rounds); round++) {
      bare.push(await load(makeBare, { seconds, connections }));
      hook.push(await load(makeHook, { seconds, connections }));
    }
    report({ connections, seconds, bare: middle(bare), hook: middle(hook) }, values.json);
  } finally {
    await ended(server);
  }
}

/** A delivery as Lever signs it: HMAC-SHA256 over token and time. */
function delivery(signatureToken: string): string {
  const token = randomBytes(24).toString("hex");
  const triggeredAt = Date.now();
  const signature = createHmac("sha256", signatureToken).update(`${token}${triggeredAt}`).digest("hex");
  const opportunityId = `0${randomBytes(2).toString("hex").slice(1)}0000-0000-4000-8000-000000000000`;
  return JSON.stringify({
    triggeredAt,
    event: "candidateStageChange",
    data: { opportunityId, toStageId: "a", fromStageId: "b" },
    signature,
    token,
  });
}

async function load(
  make: () => { url: string; body: string },
  { seconds, connections }: { seconds: number; connections: number },
): Promise<Round> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const waits: number[] = [];
  let failed = 0;
  const until = performance.now() + seconds * 1000;
  const began = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (performance.now() < until) {
        const { url, body } = make();
        const at = performance.now();
        if ((await post(agent, url, body)) !== 200) failed++;
        waits.push(performance.now() - at);
      }
    }),
  );
  const took = (performance.now() - began) / 1000;
  agent.destroy();
  waits.sort((left, right) => left - right);
  return { perSecond: waits.length / took, p99Ms: waits[Math.floor(waits.length * 0.99)] ?? 0, failed };
}

function post(agent: Agent, url: string, body: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const sending = request(
      url,
      {
        method: "POST",
        agent,
        headers: { "content-type": "application/json", "content-length": Buffer.byteLength(body) },
      },
      (answer) => {
        answer.resume();
        answer.once("end", () => resolve(answer.statusCode ?? 0));
      },
    );
    sending.once("error", reject);
    sending.end(body);
  });
}

function middle(rounds: Round[]): Round {
  const sorted = rounds.toSorted((left, right) => left.perSecond - right.perSecond);
  const round = sorted[Math.floor(sorted.length / 2)];
  if (!round) throw new Error("no rounds");
  return { ...round, failed: rounds.reduce((sum, { failed }) => sum + failed, 0) };
}

function report(result: { connections: number; seconds: number; bare: Round; hook: Round }, json: boolean): void {
  const ratio = result.hook.perSecond / result.bare.perSecond;
  if (json) {
    console.log(JSON.stringify({ bench: "webhooks", ...result, ratio }));
    return;
  }
  const line = (name: string, { perSecond, p99Ms, failed }: Round) =>
    `${name.padEnd(28)} ${perSecond.toFixed(0).padStart(8)}/s  p99 ${p99Ms.toFixed(1).padStart(7)} ms  ${failed} failed`;
  console.log(`${result.connections} connections, middle of the rounds of ${result.seconds} s; PostgreSQL with fsync`);
  console.log(line("deliveries, the real route", result.hook));
  console.log(line("bare route, one row", result.bare));
  console.log(`ratio ${ratio.toFixed(2)} (aim: at least 0.5)`);
}

async function ended(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  const gone = new Promise<void>((resolve) => {
    server.once("exit", () => resolve());
  });
  server.send("stop");
  await gone;
}
