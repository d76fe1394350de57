/**
 * A real HTTP server on 127.0.0.1 that answers from a script and writes down what it was asked. It is no emulator: it
 * knows nothing of Lever, each test says byte for byte what comes back.
 */
import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createLeverClient } from "../src/index.ts";
import type { LeverClient, LeverClientOptions } from "../src/index.ts";

interface Asked {
  readonly method: string;
  /** Path and query exactly as sent. */
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

export type Reply = (asked: Asked, response: ServerResponse) => void;

export interface ScriptedLever {
  readonly origin: string;
  readonly apiUrl: string;
  readonly asked: Asked[];
  /** One reply per request, in order; the last one is given for ever. */
  script(...replies: Reply[]): void;
  client(options?: Partial<LeverClientOptions>): LeverClient;
  close(): Promise<void>;
}

export async function scriptedLever(): Promise<ScriptedLever> {
  const asked: Asked[] = [];
  let replies: Reply[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const one = {
        method: request.method ?? "",
        url: request.url ?? "",
        headers: request.headers,
        body: Buffer.concat(chunks).toString("utf8"),
      };
      asked.push(one);
      const reply = replies.length > 1 ? replies.shift() : replies[0];
      if (reply === undefined) throw new Error(`nothing scripted for ${one.method} ${one.url}`);
      reply(one, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const apiUrl = `${origin}/v1`;
  return {
    origin,
    apiUrl,
    asked,
    script: (...next) => {
      asked.length = 0;
      replies = next;
    },
    client: (options = {}) =>
      createLeverClient({
        apiUrl,
        credentials: { kind: "apiKey", key: "acme-key" },
        fetch,
        wait: () => Promise.resolve(),
        ...options,
      }),
    close: () => closeServer(server),
  };
}

export const json =
  (body: unknown, status = 200, headers: Record<string, string> = {}): Reply =>
  (_, response) => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(JSON.stringify(body));
  };

export const raw =
  (body: string | Uint8Array, status = 200, headers: Record<string, string> = {}): Reply =>
  (_, response) => {
    response.writeHead(status, headers);
    response.end(body);
  };

/** The connection breaks before a status is sent. */
export const reset: Reply = (_, response) => {
  response.socket?.resetAndDestroy();
};

/** Status and the start of a body, then the connection breaks. */
export const cut =
  (status: number): Reply =>
  (_, response) => {
    response.writeHead(status, { "content-type": "application/json", "content-length": "1000" });
    response.write('{"data":', () => response.socket?.destroy());
  };

export const silence: Reply = () => undefined;

function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve, reject) => server.close((error) => (error ? reject(error) : resolve())));
}
