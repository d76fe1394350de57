/**
 * The pace at which a connection may call Lever. One bucket per connection in PostgreSQL, shared by all processes. A few
 * tokens are kept for people who wait for a page: work in the background leaves them alone, in whatever process it runs,
 * and loses nothing by it, since what nobody waits for is refilled all the same.
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
  connectionId: string;
  /** Tokens that this line leaves in the bucket. */
  reserve: number;
  waiting: Waiter[];
  moving: boolean;
}

/** What a page asks of Lever at once: an opportunity, its contact, its résumé, the stages. */
const RESERVE = 4;

export function createGate(database: Database, limit: { ratePerS: number; burst: number }): Gate {
  const lines = new Map<string, Line>();
  const reserve = Math.max(0, Math.min(RESERVE, limit.burst - 1));

  const askForToken = async ({ connectionId, reserve: kept }: Line): Promise<number> => {
    const { rows } = await sql<{ wait_ms: number }>`
      select take_token(${connectionId}, ${limit.ratePerS}, ${limit.burst}, ${kept}) as wait_ms`.execute(
      database.service,
    );
    return rows[0]?.wait_ms ?? 1000;
  };

  const move = async (line: Line): Promise<void> => {
    if (line.moving) return;
    line.moving = true;
    try {
      while (line.waiting.length > 0) {
        const waitMs = await askForToken(line);
        if (waitMs > 0) await wait(Math.min(waitMs, 1000));
        else line.waiting.shift()?.resolve();
      }
    } catch (error) {
      for (const waiter of line.waiting.splice(0)) waiter.reject(error);
    } finally {
      line.moving = false;
    }
  };

  /** A line each, so that nobody at a page stands behind a sleep of the other. */
  const lineFor = (connectionId: string, interactive: boolean): Line => {
    const name = `${connectionId}:${interactive}`;
    const line = lines.get(name) ?? { connectionId, reserve: interactive ? 0 : reserve, waiting: [], moving: false };
    lines.set(name, line);
    return line;
  };

  return {
    take(connectionId, interactive) {
      const line = lineFor(connectionId, interactive);
      return new Promise((resolve, reject) => {
        line.waiting.push({ resolve, reject });
        void move(line);
      });
    },
    async drain(connectionId) {
      await sql`update rate_buckets set tokens = least(tokens, 0), refilled_at = clock_timestamp()
                where connection_id = ${connectionId}`.execute(database.service);
    },
  };
}
