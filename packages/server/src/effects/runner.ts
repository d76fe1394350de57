/**
 * Runs what is owed: claims, calls the handler, records. Any number of processes may run one. It holds no state that
 * matters: killed at any line, the ledger says what to do. It decides nothing about what an outcome means.
 */
import { randomBytes } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { sql } from "kysely";
import type { Clock } from "../clock.ts";
import type { Database } from "../db/database.ts";
import type { Log } from "../log.ts";
import { attemptOnce } from "./attempt.ts";
import { claimEffects, type Claimed } from "./claim.ts";
import { Guard } from "./guard.ts";
import type { Handler } from "./effect.ts";
import { createPace, type Pace } from "./pace.ts";
import { reclaimEffects, renewLeases } from "./reclaim.ts";
import { recordOutcome, type Recorded } from "./record.ts";
import { bringForward } from "./recovered.ts";
import { beat, noticeRestore } from "./restored.ts";

export interface RunnerOptions {
  database: Database;
  clock: Clock;
  log: Log;
  newId: () => string;
  handlers: readonly Handler[];
  leaseMs: number;
  quietMs: number;
  /** Attempts of this process at the same time, while it keeps up. */
  concurrency?: number;
  /** Of these, at most this many of one connection, and of what one company owes without one. */
  perGroup?: number;
  /** The longest a single request to the outside may take: no write begins when the lease is shorter than this. */
  requestDeadlineMs?: number;
  /** Told after each attempt was recorded (metrics, tests). */
  onRecorded?: (effect: Claimed, recorded: Recorded) => void;
}

const GATHER_MS = 25;
const PER_GROUP = 6;

interface Running extends Pick<Claimed, "connectionId" | "companyId"> {
  leaseEndsAt: number;
  work: Promise<void>;
}

export class Runner {
  readonly #options: RunnerOptions;
  readonly #handlers: Map<string, Handler>;
  readonly #repeatableKinds: string[];
  readonly #markingKinds: string[];
  readonly #owner = randomBytes(8).readBigInt64BE() & 0x7fff_ffff_ffff_ffffn;
  readonly #running = new Map<string, Running>();
  readonly #abort = new AbortController();
  readonly #guard: Guard;
  readonly #pace: Pace;
  /** When which other side was seen to be back. */
  readonly #backAt = new Map<string, number>();
  #timers: NodeJS.Timeout[] = [];
  #stopping = false;
  #claiming = false;
  #claimAgain = false;
  #claimedAt = -Infinity;

  constructor(options: RunnerOptions) {
    this.#options = options;
    this.#handlers = new Map(options.handlers.map((handler) => [handler.kind, handler]));
    this.#repeatableKinds = options.handlers.filter((handler) => handler.repeatable).map((handler) => handler.kind);
    this.#markingKinds = options.handlers.filter((handler) => handler.marksSending).map((handler) => handler.kind);
    const { concurrency = 16, perGroup = PER_GROUP } = options;
    this.#pace = createPace({ most: concurrency, least: Math.min(concurrency, perGroup) });
    this.#guard = new Guard(options.database, options.log, this.#owner, () => void this.#claim());
  }

  async start(): Promise<void> {
    const { database, log } = this.#options;
    const restored = await noticeRestore(database.service);
    if (restored !== null) log.warn({ why: restored }, "from now on everything is looked for before it is written");
    await this.#guard.connect();
    await this.#say();
    await this.#reclaim();
    await this.#claim();
    this.#timers = [
      setInterval(() => void this.#say(), 30_000),
      setInterval(() => void this.#tick(), 1_000),
      setInterval(() => void this.#reclaim(), 1_000),
      setInterval(() => void this.#beat(), Math.max(100, this.#options.leaseMs / 4)),
    ];
  }

  /** Claims no more, lets what runs finish (at most `graceMs`); what does not finish is taken up by the next process. */
  async stop(graceMs = 15_000): Promise<void> {
    this.#stopping = true;
    for (const timer of this.#timers) clearInterval(timer);
    this.#pace.stop();
    const all = Promise.all([...this.#running.values()].map((entry) => entry.work));
    await Promise.race([all, wait(graceMs, undefined, { ref: false })]);
    this.#abort.abort();
    await this.#guard.end();
  }

  /** Looks for due work now; for those who have just committed some in this process. */
  wake(): void {
    void this.#claim();
  }

  /** Resolves once nothing is due or running. Waits for quiet periods and back-offs that end within `withinMs`. */
  async settle(withinMs = 30_000): Promise<void> {
    const { database, clock } = this.#options;
    const deadline = performance.now() + withinMs;
    for (;;) {
      await this.#claim();
      const { rows } = await sql<{ open: string }>`
        select count(*) as open from effects e
        where (e.state = 'running' or (e.state in ('pending', 'unsure') and e.run_after <= ${new Date(clock.now())}
            and e.not_before <= clock_timestamp() + ${withinMs} * interval '1 millisecond'))
          and (e.connection_id is null or exists (select 1 from connections c where c.id = e.connection_id and c.state = 'connected'))`.execute(
        database.service,
      );
      const open = Number(rows[0]?.open ?? 0);
      if (open === 0 && this.#running.size === 0) return;
      if (performance.now() > deadline) throw new Error(`effects did not settle within ${withinMs} ms: ${open} open`);
      await wait(20);
    }
  }

  async #claim(): Promise<void> {
    if (this.#claiming) {
      this.#claimAgain = true;
      return;
    }
    this.#claiming = true;
    try {
      do {
        await this.#gather();
        this.#claimAgain = false;
        await this.#claimOnce();
        this.#claimedAt = performance.now();
      } while (this.#claimAgain);
    } catch (error) {
      this.#options.log.warn({ err: error }, "could not claim effects");
    } finally {
      this.#claiming = false;
    }
  }

  /** Attempts that end within a moment share one claim: under load each of them asked for its own, a tenth of the database's work. */
  async #gather(): Promise<void> {
    const leftMs = this.#claimedAt + GATHER_MS - performance.now();
    if (leftMs > 0 && this.#running.size > 0) await wait(leftMs);
  }

  async #claimOnce(): Promise<void> {
    const { database, clock, leaseMs, perGroup = PER_GROUP } = this.#options;
    const free = this.#pace.most - this.#running.size;
    if (this.#stopping || free <= 0 || !this.#guard.alive) return;
    const claimedAt = performance.now();
    const taken = await claimEffects(database.service, {
      owner: this.#owner,
      limit: free,
      leaseMs,
      now: clock.now(),
      perGroup,
      running: [...this.#running.values()],
    });
    for (const effect of taken) this.#begin(effect, claimedAt);
  }

  #begin(effect: Claimed, claimedAt: number): void {
    const { connectionId, companyId } = effect;
    const leaseEndsAt = claimedAt + this.#options.leaseMs;
    const entry: Running = { connectionId, companyId, leaseEndsAt, work: Promise.resolve() };
    this.#running.set(effect.id, entry);
    entry.work = this.#carryOut(effect, entry)
      .catch((error: unknown) => {
        this.#options.log.error(
          { err: error, effect: effect.id, kind: effect.kind },
          "attempt left open; it will be taken up again",
        );
      })
      .finally(() => {
        // After a blink of the database the same effect may be running here once more.
        if (this.#running.get(effect.id) === entry) this.#running.delete(effect.id);
        void this.#claim();
      });
  }

  async #carryOut(effect: Claimed, entry: Running): Promise<void> {
    const {
      database,
      log,
      clock,
      newId,
      quietMs,
      leaseMs,
      requestDeadlineMs = Math.min(20_000, leaseMs / 2),
    } = this.#options;
    const handler = this.#handlers.get(effect.kind);
    const recorded = await attemptOnce(effect, handler, {
      database,
      log,
      owner: this.#owner,
      attempt: {
        mayStillWrite: () => performance.now() < entry.leaseEndsAt - requestDeadlineMs,
        signal: this.#abort.signal,
      },
    });
    const ours = await recordOutcome(database, effect, recorded, {
      owner: this.#owner,
      quietMs,
      now: clock.now(),
      newId,
      sweepable: handler?.sweep !== undefined,
      gaveUp: handler?.gaveUp,
    });
    if (!ours) {
      log.warn({ effect: effect.id, attempt: effect.attempt }, "the attempt was no longer ours; nothing recorded");
      return;
    }
    this.#options.onRecorded?.(effect, recorded);
    if (effect.away !== null && recorded.outcome.result === "done") await this.#wentThrough(effect);
  }

  /** The other side is back. Who gets through next says so as well, so that once a second is enough. */
  async #wentThrough(effect: Claimed): Promise<void> {
    const which = `${effect.connectionId}:${effect.away}`;
    if (performance.now() < (this.#backAt.get(which) ?? -Infinity) + 1_000) return;
    this.#backAt.set(which, performance.now());
    const { database, quietMs, log } = this.#options;
    try {
      const count = await bringForward(database.service, effect, quietMs);
      if (count > 0)
        log.info({ connection: effect.connectionId, count }, `${effect.away} answers again; what waited goes on`);
    } catch (error) {
      log.warn({ err: error }, "could not bring forward what waits; each has its next try anyway");
    }
  }

  async #beat(): Promise<void> {
    if (this.#running.size === 0) return;
    try {
      const at = performance.now();
      const { database, leaseMs } = this.#options;
      const ours = await renewLeases(database.service, { owner: this.#owner, leaseMs, ids: [...this.#running.keys()] });
      for (const [id, entry] of this.#running) if (ours.has(id)) entry.leaseEndsAt = at + this.#options.leaseMs;
    } catch (error) {
      this.#options.log.warn({ err: error }, "could not renew leases");
    }
  }

  async #reclaim(): Promise<void> {
    try {
      const { database, quietMs, log } = this.#options;
      const count = await reclaimEffects(database.service, {
        repeatableKinds: this.#repeatableKinds,
        markingKinds: this.#markingKinds,
        quietMs,
      });
      if (count > 0) log.warn({ count }, "took back effects of a process that is gone");
    } catch (error) {
      this.#options.log.warn({ err: error }, "could not look for lost effects");
    }
  }

  /** So that a ledger that nobody worked off for long is known for what it is: restored, or asleep. */
  async #say(): Promise<void> {
    try {
      await beat(this.#options.database.service);
    } catch (error) {
      this.#options.log.warn({ err: error }, "could not say that we live");
    }
  }

  async #tick(): Promise<void> {
    if (!this.#stopping) await this.#guard.connect();
    await this.#claim();
  }
}
