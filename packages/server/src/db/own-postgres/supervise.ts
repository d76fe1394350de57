/** Brings the server back when it dies, waiting longer each time it dies soon again. */
import { setTimeout as pause } from "node:timers/promises";
import type { Cluster } from "./cluster.ts";
import { Holder } from "./holder.ts";
import type { Postmaster } from "./postmaster.ts";

const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 10_000;
const STEADY_AFTER_MS = 60_000;

interface Supervised {
  postmaster: Postmaster;
  holder: Holder;
  cluster: Cluster;
  log: (sentence: string) => void;
}

export interface Supervision {
  /** Ends supervision and our hold; true when nobody else holds the server. */
  end(): Promise<boolean>;
}

export function supervise({ postmaster, holder: first, cluster, log }: Supervised): Supervision {
  const ending = new AbortController();
  let holder = first;
  const watching = watch();

  async function watch(): Promise<void> {
    let waitMs = FIRST_WAIT_MS;
    while (!ending.signal.aborted) {
      const since = performance.now();
      await holder.lost;
      if (ending.signal.aborted) return;
      waitMs = performance.now() - since > STEADY_AFTER_MS ? FIRST_WAIT_MS : Math.min(waitMs * 2, LONGEST_WAIT_MS);
      log("PostgreSQL died; starting it again");
      await bringBack(waitMs);
    }
  }

  async function bringBack(waitMs: number): Promise<void> {
    for (let wait = waitMs; !ending.signal.aborted; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
      await pause(wait, undefined, { signal: ending.signal }).catch(() => {}); // aborted: the loop sees it
      if (ending.signal.aborted) return;
      try {
        await postmaster.ensureRunning();
        holder = await Holder.take(cluster.url);
        log("PostgreSQL is back");
        return;
      } catch (error) {
        log(`PostgreSQL does not come back yet: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  }

  return {
    async end() {
      ending.abort();
      const last = await holder.release();
      await watching;
      return last;
    },
  };
}
