/**
 * The one address of several processes, as a proxy before them: it asks each for its health, and a connection goes to one
 * that is ready and takes it, or waits a while when none does.
 */
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";

export interface Front {
  port: number;
  stop(): Promise<void>;
}

const PATIENCE_MS = 60_000;
const HEALTH_MS = 200;

export async function startFront(ports: () => readonly number[]): Promise<Front> {
  const open = new Set<Socket>();
  let turn = 0;
  const unready = new Set<number>();
  const health = setInterval(() => {
    for (const port of ports()) void ask(port);
  }, HEALTH_MS);
  const server = createServer({ pauseOnConnect: true }, (near) => {
    track(near);
    void join(near);
  });

  async function ask(port: number): Promise<void> {
    if (await ready(port)) unready.delete(port);
    else unready.add(port);
  }

  async function join(near: Socket): Promise<void> {
    const far = await reach();
    if (far === null || near.destroyed) {
      near.destroy();
      far?.destroy();
      return;
    }
    track(far);
    near.pipe(far);
    far.pipe(near);
    near.on("close", () => far.destroy());
    far.on("close", () => near.destroy());
    near.resume();
  }

  function track(socket: Socket): void {
    open.add(socket);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => open.delete(socket));
  }

  async function reach(): Promise<Socket | null> {
    for (const until = performance.now() + PATIENCE_MS; performance.now() < until; await wait(100)) {
      const there = ports().filter((port) => !unready.has(port));
      for (let place = 0; place < there.length; place++) {
        const socket = await tryPort(there[turn++ % there.length] ?? 0);
        if (socket) return socket;
      }
    }
    return null;
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        clearInterval(health);
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}

function tryPort(port: number): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(socket));
    socket.once("error", () => resolve(null));
  });
}

/** A frozen or dead process counts as ready: what it does to people is what drills are about. */
async function ready(port: number): Promise<boolean> {
  const answer = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(1_000) }).catch(
    () => null,
  );
  return answer?.status !== 503;
}
