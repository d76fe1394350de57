/** What the poll is made of. */
import type { Clock } from "../clock.ts";
import type { Database } from "../db/database.ts";
import type { Connections } from "./connection/open.ts";
import type { RecurringOptions } from "./recurring.ts";

export interface PollDeps extends RecurringOptions {
  database: Database;
  clock: Clock;
  connections: Connections;
  pollIntervalMs: number;
  publicUrl: string;
}
