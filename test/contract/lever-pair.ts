/**
 * Our Lever client and our Lever emulator, brought together over real HTTP. Each was written from Lever's documentation
 * without the other; what is paired here is that they understand it alike. It adds nothing to either side: a clock that
 * stands still until it is moved, an ear on the line, and a place that webhooks can be sent to.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createLeverClient, LeverError } from "@interviewvector/lever";
import type { LeverClient, LeverClientOptions } from "@interviewvector/lever";
import { createEmulator } from "@interviewvector/lever-emulator";
import type { Emulator, EmulatorOptions, Hands, JournalEntry } from "@interviewvector/lever-emulator";

/** A parsed answer, read by name without ceremony. */
export type Json = ReturnType<typeof JSON.parse>;

/** An answer as it came over the line, before the client made anything of it. */
export interface Heard {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Json;
}

export interface Pair {
  readonly emulator: Emulator;
  readonly acme: Hands;
  /** With Acme's API key, and without retries, so that each call is one request. */
  readonly lever: LeverClient;
  client(options?: Partial<LeverClientOptions>): LeverClient;
  /** Business time, in milliseconds. */
  now(): number;
  later(ms: number): void;
  heard(): Promise<Heard>;
  /** The newest entry of the journal for this method and end of path. */
  lastCall(method: string, end: string): JournalEntry;
  stop(): Promise<void>;
}

export const DAY = 24 * 3_600_000;
const MONDAY_MORNING = Date.parse("2026-11-23T09:00:00Z");
const UNLIMITED = { ratePerSecond: 100_000, rateBurst: 100_000 };

export async function pair(options: EmulatorOptions = {}): Promise<Pair> {
  let at = MONDAY_MORNING;
  const emulator = await createEmulator({
    now: () => at,
    ...options,
    behaviours: { ...UNLIMITED, ...options.behaviours },
  });
  let last: Promise<Heard> = Promise.reject(new Error("nothing was heard yet"));
  last.catch(() => undefined);
  const client = (own: Partial<LeverClientOptions> = {}) =>
    createLeverClient({
      apiUrl: emulator.apiUrl,
      credentials: { kind: "apiKey", key: "acme-key" },
      retry: false,
      fetch: async (url, init) => {
        const response = await fetch(url, init);
        last = heardOf(response.clone());
        last.catch(() => undefined);
        return response;
      },
      ...own,
    });
  return {
    emulator,
    acme: emulator.account("acme"),
    lever: client(),
    client,
    now: () => at,
    later: (ms) => {
      at += ms;
      emulator.clockMoved();
    },
    heard: () => last,
    lastCall: (method, end) => {
      const found = emulator.journal.findLast((entry) => entry.method === method && entry.path.endsWith(end));
      if (!found) throw new Error(`the journal knows no ${method} …${end}`);
      return found;
    },
    stop: emulator.stop,
  };
}

async function heardOf(response: Response): Promise<Heard> {
  const text = await response.text();
  let body: Json = text;
  try {
    body = JSON.parse(text);
  } catch {
    // 204, downloads and gateways' pages are no JSON; they stay text.
  }
  return { status: response.status, headers: response.headers, body };
}

/** What a call failed with; a call that succeeds, or throws anything but a `LeverError`, fails the test. */
export async function failureOf(call: Promise<unknown>): Promise<LeverError> {
  const outcome = await call.then(
    (value) => new Error(`it succeeded with ${JSON.stringify(value)}`),
    (error: unknown) => error,
  );
  if (outcome instanceof LeverError) return outcome;
  throw outcome;
}

export const failuresOf = (calls: Promise<unknown>[]): Promise<LeverError[]> => Promise.all(calls.map(failureOf));

export const all = <T>(listing: AsyncIterable<T>): Promise<T[]> => Array.fromAsync(listing);

/**
 * Places that the client reads but that do not stand in the answer: one side spells them differently, or they come only
 * sometimes. An absent key reads as null, so nothing else would show it.
 */
export function unheard(read: unknown, answer: unknown, at = ""): string[] {
  if (Array.isArray(read) && Array.isArray(answer))
    return read.flatMap((item, index) => unheard(item, answer[index], `${at}[]`));
  if (typeof read !== "object" || read === null) return [];
  const source: Record<string, unknown> = typeof answer === "object" && answer !== null ? { ...answer } : {};
  const places = Object.entries(read).flatMap(([key, value]) => {
    const place = at === "" ? key : `${at}.${key}`;
    return key in source ? unheard(value, source[key], place) : [place];
  });
  return [...new Set(places)];
}

export interface Receiver {
  readonly url: string;
  readonly bodies: Json[];
  /** Statuses to answer with, in order; the last one is given for ever. */
  statuses: number[];
  /** How long it thinks before it answers. */
  delayMs: number;
  close(): Promise<void>;
}

/** A place that webhooks can be sent to. */
export async function receiver(): Promise<Receiver> {
  const own = { bodies: [] as Json[], statuses: [200], delayMs: 0 };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      own.bodies.push(JSON.parse(Buffer.concat(chunks).toString("utf8")));
      const status = (own.statuses.length > 1 ? own.statuses.shift() : own.statuses[0]) ?? 200;
      setTimeout(() => response.writeHead(status).end(), own.delayMs);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return Object.assign(own, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    close: () => {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  });
}
