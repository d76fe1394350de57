/**
 * The connection that says we live: a session advisory lock for as long as it is open, and the ear for new work. Whoever
 * finds the lock of a running effect free knows that its process is gone. It needs a direct connection, not a pooled one.
 */
import type pg from "pg";
import type { Database } from "../db/database.ts";
import type { Log } from "../log.ts";

export class Guard {
  readonly #database: Database;
  readonly #log: Log;
  readonly #owner: bigint;
  readonly #onNews: () => void;
  #client: pg.Client | null = null;
  #connecting = false;

  constructor(database: Database, log: Log, owner: bigint, onNews: () => void) {
    this.#database = database;
    this.#log = log;
    this.#owner = owner;
    this.#onNews = onNews;
  }

  get alive(): boolean {
    return this.#client !== null;
  }

  async connect(): Promise<void> {
    if (this.#client || this.#connecting) return;
    this.#connecting = true;
    try {
      const client = await this.#database.connectDirect();
      client.on("error", () => undefined); // "end" follows, and the next tick connects again
      client.on("end", () => {
        if (this.#client === client) this.#client = null;
      });
      client.on("notification", this.#onNews);
      // Shared: after a line that broke on our side alone, PostgreSQL may take the old session for alive for hours, and nobody
      // else uses this number. Waiting for that session to end would be waiting for ourselves.
      await client.query("select pg_advisory_lock_shared($1)", [this.#owner.toString()]);
      await client.query("listen effects");
      this.#client = client;
    } catch (error) {
      this.#log.warn({ err: error }, "no connection to the database for the runner");
    } finally {
      this.#connecting = false;
    }
  }

  async end(): Promise<void> {
    const client = this.#client;
    this.#client = null;
    await client?.end().catch(() => undefined); // already gone is as good as ended
  }
}
