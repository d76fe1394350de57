/** What was refused at the door, counted by day and reason and never stored. Best effort: a count may be lost with its process. */
import { sql } from "kysely";
import type { Clock } from "../clock.ts";
import type { Database } from "../db/database.ts";
import type { Log } from "../log.ts";

export type RefusalReason =
  | "unknown_key"
  | "too_large"
  | "malformed"
  | "unsigned"
  | "wrong_signature"
  | "no_token_yet"
  | "from_the_future";

const FLUSH_MS = 500;

export function createRefusedCounter(deps: {
  database: Database;
  clock: Clock;
  log: Log;
}): (reason: RefusalReason) => void {
  let counts = new Map<string, number>();
  let timer: NodeJS.Timeout | null = null;

  const flush = async (): Promise<void> => {
    timer = null;
    const day = new Date(deps.clock.now()).toISOString().slice(0, 10);
    const rows = [...counts].map(([reason, count]) => ({ day, reason, count }));
    counts = new Map();
    try {
      await deps.database.service
        .insertInto("refused_deliveries")
        .values(rows)
        .onConflict((conflict) =>
          conflict.columns(["day", "reason"]).doUpdateSet({ count: sql`refused_deliveries.count + excluded.count` }),
        )
        .execute();
    } catch (error) {
      deps.log.debug({ err: error }, "refused deliveries could not be counted");
    }
  };

  return (reason) => {
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
    timer ??= setTimeout(() => void flush(), FLUSH_MS).unref();
  };
}
