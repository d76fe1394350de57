/** Opens the port, and closes it in order: no new connections, what is under way is answered, idle ones are let go. */
import type { Server } from "node:http";
import { serve } from "@hono/node-server";
import type { Hono } from "hono";

export interface Listening {
  url: string;
  stop(graceMs?: number): Promise<void>;
}

// oxlint-disable-next-line typescript/no-explicit-any -- any environment of a site can be served
export function listen(site: Hono<any>, { port, host }: { port: number; host: string }): Promise<Listening> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: site.fetch, port, hostname: host }, (address) => {
      server.removeListener("error", reject);
      resolve({
        url: `http://${host.includes(":") ? `[${host}]` : host}:${address.port}`,
        stop: (graceMs = 5_000) => close(server, graceMs),
      });
    }) as Server;
    server.requestTimeout = 30_000;
    server.headersTimeout = 15_000;
    // Longer than proxies keep an idle connection (a minute, most of them): who ends it first must be the one who sends, else a
    // request meets a connection that is just being closed.
    server.keepAliveTimeout = 75_000;
    server.once("error", reject);
  });
}

function close(server: Server, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), graceMs).unref();
  });
}
