/** A port nobody listens on, from `first` upwards: below the range systems use for outgoing connections, so that it can be kept. */
import { createServer } from "node:net";

export async function freePort(first: number): Promise<number> {
  for (let port = first; port < first + 1000; port += 1) {
    if (await isFree(port)) return port;
  }
  throw new Error(`No free port between ${first} and ${first + 999} on 127.0.0.1`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((settle) => {
    const probe = createServer();
    probe.once("error", () => settle(false)); // whatever the reason, the server could not listen there either
    probe.listen(port, "127.0.0.1", () => probe.close(() => settle(true)));
  });
}
