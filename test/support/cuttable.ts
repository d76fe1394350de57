/** A wire between the platform and a server that a test can cut and mend. While it is cut, connecting is refused. */
import { createServer, connect, type AddressInfo, type Server, type Socket } from "node:net";

export interface Wire {
  /** The same address, through the wire. */
  url: string;
  /** Ends every connection and refuses new ones. */
  cut(): Promise<void>;
  mend(): Promise<void>;
  stop(): Promise<void>;
}

export async function wireTo(target: string): Promise<Wire> {
  const { hostname, port } = new URL(target);
  const open = new Set<Socket>();
  let server: Server | null = null;

  const listen = (at: number): Promise<number> =>
    new Promise((resolve, reject) => {
      const fresh = createServer((near) => {
        const far = connect(Number(port), hostname);
        for (const [one, other] of [
          [near, far],
          [far, near],
        ] as const) {
          open.add(one);
          one.on("error", () => other.destroy());
          one.on("close", () => {
            open.delete(one);
            // After an orderly end the last bytes are still on their way.
            if (!one.readableEnded) other.destroy();
          });
          one.pipe(other);
        }
      });
      fresh.once("error", reject);
      fresh.listen(at, "127.0.0.1", () => {
        server = fresh;
        resolve((fresh.address() as AddressInfo).port);
      });
    });

  const cut = (): Promise<void> =>
    new Promise((resolve) => {
      if (server === null) return resolve();
      server.close(() => resolve());
      server = null;
      for (const socket of open) socket.destroy();
    });

  const own = await listen(0);
  const url = new URL(target);
  url.hostname = "127.0.0.1";
  url.port = String(own);
  return {
    url: url.href,
    cut,
    mend: async () => {
      if (server === null) await listen(own);
    },
    stop: cut,
  };
}
