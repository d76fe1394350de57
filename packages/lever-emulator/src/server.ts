/** One HTTP server on the loopback. Port 0 takes a free one. */
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import type { HttpBindings } from "@hono/node-server";
import type { Hono } from "hono";

export type Listening = { port: number; url: string; close: () => Promise<void> };

export async function listen(
  app: Hono<{ Bindings: HttpBindings }> | Hono,
  at: { port: number; host: string },
): Promise<Listening> {
  const server = createAdaptorServer({ fetch: (request, env) => app.fetch(request, env) });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(at.port, at.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://${at.host === "127.0.0.1" ? "localhost" : at.host}:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ("closeAllConnections" in server) server.closeAllConnections();
      }),
  };
}
