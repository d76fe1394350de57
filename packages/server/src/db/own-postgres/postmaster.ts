/**
 * The server's process: found by its pid file, started, stopped. The server lives in a session of its own, so that
 * neither Ctrl-C nor our death takes it down before its time; whoever starts next adopts it.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { open, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Client } from "pg";
import type { Binaries } from "./binaries.ts";
import type { Cluster } from "./cluster.ts";
import { BARE_ENVIRONMENT, identity } from "./program.ts";
import { isAlive, mayBeInUse, serves, signalIfAlive } from "./server-process.ts";

const START_DEADLINE_MS = 120_000;
const LARGEST_LOG_BYTES = 10 * 1024 * 1024;

/** What a server says that starts too early after a crash: children or shared memory of the dead one are still going. */
const PASSING = /lock file .* already exists|pre-existing shared memory block|could not bind/;

const DURABLE = { fsync: "on", synchronous_commit: "on", max_wal_size: "512MB" };
const QUICK = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  wal_level: "minimal",
  max_wal_senders: "0",
  max_wal_size: "1GB",
};
const COMMON = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "200",
  shared_buffers: "128MB",
  timezone: "UTC",
  log_timezone: "UTC",
  log_line_prefix: "%m [%p] ",
};

export class Postmaster {
  readonly #cluster: Cluster;
  readonly #programs: Binaries;
  readonly #log: (sentence: string) => void;
  #hasRun = false;

  constructor(cluster: Cluster, programs: Binaries, log: (sentence: string) => void) {
    this.#cluster = cluster;
    this.#programs = programs;
    this.#log = log;
  }

  /** Returns when the server answers; true when it was running already. */
  async ensureRunning(): Promise<boolean> {
    const deadline = performance.now() + START_DEADLINE_MS;
    let started = false;
    while (performance.now() < deadline) {
      if ((await this.#livePid()) !== undefined) {
        if (await this.#answers()) {
          this.#hasRun = true;
          return !started;
        }
        await pause(50);
      } else {
        started = true;
        await this.#start();
      }
    }
    throw new Error(
      `PostgreSQL does not answer after ${START_DEADLINE_MS / 1000} s; its log is ${this.#cluster.logFile}`,
    );
  }

  /** Fast: open transactions roll back, data is flushed. Immediate: as if the power went, for data nobody needs. */
  async stop(mode: "fast" | "immediate"): Promise<void> {
    const pid = await this.#livePid();
    if (pid === undefined) return;
    const steps: [NodeJS.Signals, number][] = [
      ["SIGINT", 20_000],
      ["SIGQUIT", 5000],
      ["SIGKILL", 5000],
    ];
    for (const [signal, patienceMs] of mode === "fast" ? steps : steps.slice(1)) {
      signalIfAlive(pid, signal);
      const deadline = performance.now() + patienceMs;
      while (performance.now() < deadline) {
        if (!(await serves(pid, this.#cluster.folder))) return;
        await pause(20);
      }
    }
    throw new Error(`PostgreSQL (process ${pid}) does not stop`);
  }

  async #livePid(): Promise<number | undefined> {
    const file = join(this.#cluster.folder, "postmaster.pid");
    const text = await readFile(file, "utf8").catch(() => ""); // absent: not running
    const pid = Number(text.split("\n", 1)[0]);
    if (!(pid > 0)) return undefined;
    if (await serves(pid, this.#cluster.folder)) return pid;
    // The number now belongs to another program: PostgreSQL would take that for itself and refuse to start.
    if (isAlive(pid) && !(await mayBeInUse(this.#cluster.folder))) await rm(file, { force: true });
    return undefined;
  }

  /** Starts a server and returns once it wrote its pid file or gave up. A reason that time doesn't heal is thrown. */
  async #start(): Promise<void> {
    await this.#turnLog();
    const log = await open(this.#cluster.logFile, "a", 0o600);
    const before = (await log.stat()).size;
    const child = spawn(this.#programs.postgres, this.#arguments(), {
      cwd: "/",
      env: BARE_ENVIRONMENT,
      ...identity(this.#cluster.user),
      detached: true,
      stdio: ["ignore", log.fd, log.fd],
    });
    const ended = once(child, "exit").then(
      ([code, signal]) => `it ended with ${signal ?? code}`,
      (error: Error) => error.message,
    );
    child.unref();
    await log.close();
    while ((await this.#livePid()) !== child.pid) {
      const failure = await Promise.race([ended, pause(20)]);
      if (failure !== undefined) {
        return this.#considerFailure(failure, (await readFile(this.#cluster.logFile, "utf8")).slice(before));
      }
    }
  }

  /** One old log is kept; a start is often enough, since the server says little. */
  async #turnLog(): Promise<void> {
    const size = (await stat(this.#cluster.logFile).catch(() => undefined))?.size ?? 0; // absent: nothing to turn
    if (size > LARGEST_LOG_BYTES) await rename(this.#cluster.logFile, `${this.#cluster.logFile}.1`);
  }

  async #considerFailure(failure: string, said: string): Promise<void> {
    if (!PASSING.test(said)) throw new Error(`PostgreSQL does not start (${failure}): ${said.trim()}`);
    if (said.includes("could not bind") && !this.#hasRun) {
      await this.#cluster.movePort();
      this.#log(`PostgreSQL's port was taken; it is ${this.#cluster.port} now`);
    } else await pause(300);
  }

  #arguments(): string[] {
    const settings = { ...COMMON, ...(this.#cluster.throwaway ? QUICK : DURABLE) };
    return [
      "-D",
      this.#cluster.folder,
      "-p",
      String(this.#cluster.port),
      ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
    ];
  }

  async #answers(): Promise<boolean> {
    const client = new Client({ connectionString: this.#cluster.url, connectionTimeoutMillis: 5000 });
    client.on("error", () => {}); // a connection cut while asking: the failed query says so already
    try {
      await client.connect();
      await client.query("select 1");
      return true;
    } catch (error) {
      if ((error as { code?: string }).code === "28P01") {
        throw new Error(
          "PostgreSQL refuses the password in postgres.password: that file and the data beside it do not belong together",
          { cause: error },
        );
      }
      return false; // starting up, recovering, or just gone: asked again until the deadline
    } finally {
      await client.end().catch(() => {}); // nothing to end where nothing was reached
    }
  }
}
