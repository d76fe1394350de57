/** One process of the platform under the drill's hand: started again whenever it dies, as a service manager would. */
import { fork, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { house } from "./house.ts";

export interface PlatformProcess {
  port: number;
  /** Resolves when it answers. */
  up(): Promise<void>;
  /** Kinds of effect that it has handlers for; known once it was up. */
  kinds: string[];
  pid(): number | undefined;
  kill(): void;
  signal(name: "SIGSTOP" | "SIGCONT"): void;
  /** SIGTERM; it is not started again. */
  end(): Promise<{ code: number | null; ms: number }>;
  start(): Promise<void>;
  tellTime(offsetMs: number): void;
  /** From each start until it answered, ms. */
  startsMs: number[];
}

/** So often in a row a process may end by itself before it ever answered. */
const PATIENCE = 3;

/** `root`: the folder of the version that it runs, asked at each start. */
export function platformProcess(
  port: number,
  settings: () => Record<string, string>,
  root: () => string = () => house,
): PlatformProcess {
  let child: ChildProcess | null = null;
  let wanted = false;
  let endedByItself = 0;
  let up = Promise.resolve();

  const launch = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const began = performance.now();
      const started = fork(join(root(), "test/crash/platform.ts"), {
        env: { ...process.env, ...settings(), PORT: String(port) },
        stdio: ["ignore", "inherit", "inherit", "ipc"],
      });
      child = started;
      started.once("message", (message: { kinds: string[] }) => {
        endedByItself = 0;
        handle.startsMs.push(performance.now() - began);
        handle.kinds = message.kinds;
        resolve();
      });
      started.once("exit", (code, signal) => {
        if (!wanted) return;
        // One that can't reach its database yet ends by itself: it is started again as well, but not for ever.
        if (signal !== "SIGKILL") endedByItself += 1;
        if (endedByItself > PATIENCE) reject(new Error(`the platform ended with ${code ?? signal}, again and again`));
        else resolve((up = launch()));
      });
    });

  const handle: PlatformProcess = {
    port,
    kinds: [],
    startsMs: [],
    up: () => up,
    pid: () => child?.pid,
    kill: () => void child?.kill("SIGKILL"),
    signal: (name) => void child?.kill(name),
    async end() {
      wanted = false;
      const ending = child;
      if (!ending || ending.exitCode !== null || ending.signalCode !== null) return { code: 0, ms: 0 };
      const began = performance.now();
      const gone = new Promise<number | null>((resolve) => ending.once("exit", resolve));
      ending.kill("SIGCONT");
      ending.kill("SIGTERM");
      return { code: await gone, ms: performance.now() - began };
    },
    start() {
      wanted = true;
      up = launch();
      return up;
    },
    tellTime(offsetMs) {
      // A process that is just dying hears nothing; the next one is told again.
      if (child?.connected) child.send({ offsetMs }, () => undefined);
    },
  };
  return handle;
}
