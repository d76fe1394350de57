/**
 * How far business time is ahead of the database's, ms: nothing, but in a world whose time was advanced. Waits after a failure go
 * by the database's (docs/decisions/0002); on a page they stand in business time, so that what is due in 40 s says so.
 */
import { sql } from "kysely";
import type { Db, Tx } from "../db/database.ts";

export async function readAhead(db: Db | Tx, now: number): Promise<number> {
  const { rows } = await sql<{ at: Date }>`select clock_timestamp() as at`.execute(db);
  return now - (rows[0]?.at.getTime() ?? now);
}
