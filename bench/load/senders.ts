/**
 * A thread: Lever's webhooks and people's page views, at held rates. What is due by now is sent, whether the earlier ones were
 * answered or not. It goes to the processes in turn, as a proxy would that costs nothing. Asked to load for a while, it answers
 * with what came of it.
 */
import { createHmac, randomBytes } from "node:crypto";
import { Agent, request } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import type { Way } from "./way.ts";

export interface Doors {
  ways: Way[];
  /** One for each process of the platform. */
  ports: number[];
  /** What they are called. */
  host: string;
}

export interface Phase {
  webhooksPerS: number;
  pagesPerS: number;
  seconds: number;
}

export interface Came {
  sent: number;
  /** Until each was answered, ms. */
  waits: number[];
  /** What came instead of the wanted status: another one, or why there was none. */
  failures: string[];
}

export interface Load {
  webhooks: Came;
  pages: Came;
}

const { ways, ports, host } = workerData as Doors;
const agent = new Agent({ keepAlive: true, maxSockets: 128 });
const pages = ["/i/none", "/api/v1/openapi.json", "/healthz", "/sign-in"];

parentPort?.on("message", async ({ webhooksPerS, pagesPerS, seconds }: Phase) => {
  const [webhooks, views] = await Promise.all([
    held(webhooksPerS, seconds, sendWebhook),
    held(pagesPerS, seconds, viewPage),
  ]);
  const load: Load = { webhooks, pages: views };
  parentPort?.postMessage(load, []);
});

async function held(perS: number, seconds: number, once: (turn: number) => Promise<string | null>): Promise<Came> {
  const came: Came = { sent: 0, waits: [], failures: [] };
  const under = new Set<Promise<void>>();
  const one = async (turn: number): Promise<void> => {
    const at = performance.now();
    const failure = await once(turn);
    came.waits.push(performance.now() - at);
    if (failure !== null) came.failures.push(failure);
  };
  const began = performance.now();
  while (performance.now() - began < seconds * 1000) {
    const due = Math.floor(((performance.now() - began) / 1000) * perS);
    for (; came.sent < due; came.sent++) {
      const sending = one(came.sent);
      under.add(sending);
      void sending.finally(() => under.delete(sending));
    }
    await wait(5);
  }
  await Promise.all(under);
  return came;
}

async function sendWebhook(turn: number): Promise<string | null> {
  const way = ways[turn % ways.length] as Way;
  const opportunityId = way.opportunityIds[Math.floor(Math.random() * way.opportunityIds.length)] ?? "";
  const answer = await send(turn, { method: "POST", path: way.path, body: delivery(way.token, opportunityId) });
  return answer === "200" ? null : answer;
}

async function viewPage(turn: number): Promise<string | null> {
  const answer = await send(turn, { method: "GET", path: pages[turn % pages.length] ?? "/" });
  return /^[234]\d\d$/.test(answer) ? null : answer;
}

function delivery(signatureToken: string, opportunityId: string): string {
  const token = randomBytes(24).toString("hex");
  const triggeredAt = Date.now();
  const signature = createHmac("sha256", signatureToken).update(`${token}${triggeredAt}`).digest("hex");
  const data = { opportunityId, toStageId: "a", fromStageId: "b" };
  return JSON.stringify({ triggeredAt, event: "candidateStageChange", data, signature, token });
}

/** The status, or what went wrong before one came. */
function send(turn: number, { method, path, body }: { method: string; path: string; body?: string }): Promise<string> {
  return new Promise((resolve) => {
    const content =
      body === undefined ? {} : { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
    const headers = { host, ...content };
    // By turns of all, whatever list the turn is of: an even number of pages must not always meet the same process.
    const port = ports[Math.floor(turn / pages.length + turn) % ports.length];
    const sending = request({ host: "127.0.0.1", port, method, path, headers, agent }, (answer) => {
      answer.resume();
      answer.once("end", () => resolve(String(answer.statusCode)));
    });
    sending.once("error", ({ message }) => resolve(message));
    sending.end(body);
  });
}
