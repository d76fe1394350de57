/** Starts an emulator on free ports for a test file, and asks it things over HTTP as anybody would. */
import { createServer } from "node:http";
import type { IncomingMessage, Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createEmulator } from "../src/index.ts";
import type { Emulator, EmulatorOptions } from "../src/index.ts";

/** A parsed answer, read by name without ceremony; what is not there reads as undefined. */
export type Json = ReturnType<typeof JSON.parse>;
export type Answer = { status: number; body: Json; headers: Headers; text: string };

export async function start(options: EmulatorOptions = {}): Promise<Emulator> {
  return createEmulator({ ...options, behaviours: { ratePerSecond: 1000, rateBurst: 1000, ...options.behaviours } });
}

export const byKey = (key: string) => `Basic ${Buffer.from(`${key}:`).toString("base64")}`;

export type Ask = (method: string, path: string, body?: unknown) => Promise<Answer>;

export function asking(emulator: Emulator, authorization = byKey("acme-key")): Ask {
  return async (method, path, body) => {
    const form = body instanceof FormData;
    const answer = await fetch(`${emulator.apiUrl}${path}`, {
      method,
      headers: { authorization, ...(body === undefined || form ? {} : { "content-type": "application/json" }) },
      ...(body === undefined ? {} : { body: form ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, text, body: jsonOrNull(text) };
  };
}

function jsonOrNull(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return null; // Not every answer is JSON: 204, downloads, gateways' pages.
  }
}

export type Received = { headers: IncomingMessage["headers"]; text: string; body: Json };
export type Receiver = {
  url: string;
  received: Received[];
  /** What it answers with from now on. */
  answer: { status: number };
  close: () => Promise<void>;
};

/** A place that webhooks can be sent to. */
export async function receiver(): Promise<Receiver> {
  const received: Received[] = [];
  const answer = { status: 200 };
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const text = Buffer.concat(chunks).toString("utf8");
      received.push({ headers: request.headers, text, body: JSON.parse(text) });
      response.writeHead(answer.status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    answer,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
