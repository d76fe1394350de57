/**
 * The pace at which a connection may call Lever. One bucket per connection in PostgreSQL, shared by all processes; within
 * this process people who wait for a page go before work in the background.
 */
import { setTimeout as wait } from "node:timers/promises";
import { sql } from "kysely";
import type { Database } from "../../db/database.ts";

export interface Gate {
  /** Resolves when one request may be sent. Rejects when the database can't say: then nothing may be sent. */
  take(connectionId: string, interactive: boolean): Promise<void>;
  /** Lever said 429: the bucket was wrong, so everybody pauses until it has filled again. */
  drain(connectionId: string): Promise<void>;
}

interface Waiter {
  resolve(): void;
  reject(error: unknown): void;
}

interface Line {
  interactive: Waiter[];
  background: Waiter[];
  moving: boolean;
}

export function createGate(database: Database, limit: { ratePerS: number; burst: number }): Gate {
  const lines = new Map<string, Line>();

  const askForToken = async (connectionId: string): Promise<number> => {
    const { rows } = await sql<{ wait_ms: number }>`
      select take_token(${connectionId}, ${limit.ratePerS}, ${limit.burst}) as wait_ms`.execute(database.service);
    return rows[0]?.wait_ms ?? 1000;
  };

  const move = async (connectionId: string, line: Line): Promise<void> => {
    if (line.moving) return;
    line.moving = true;
    try {
      while (line.interactive.length + line.background.length > 0) {
        const waitMs = await askForToken(connectionId);
        if (waitMs > 0) await wait(Math.min(waitMs, 1000));
        else (line.interactive.shift() ?? line.background.shift())?.resolve();
      }
    } catch (error) {
      for (const waiter of [...line.interactive.splice(0), ...line.background.splice(0)]) waiter.reject(error);
    } finally {
      line.moving = false;
    }
  };

  return {
    take(connectionId, interactive) {
      const line = lines.get(connectionId) ?? { interactive: [], background: [], moving: false };
      lines.set(connectionId, line);
      return new Promise((resolve, reject) => {
        line[interactive ? "interactive" : "background"].push({ resolve, reject });
        void move(connectionId, line);
      });
    },
    async drain(connectionId) {
      await sql`update rate_buckets set tokens = least(tokens, 0), refilled_at = clock_timestamp()
                where connection_id = ${connectionId}`.execute(database.service);
    },
  };
}
