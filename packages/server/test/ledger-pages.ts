/** What work costs the ledger, by PostgreSQL's own count and never by a clock. */
import { sql } from "kysely";
import type { Database, Tx } from "../src/db/database.ts";

/** Pages of the ledger and its indexes that the work touches. */
export function pagesOf({ service }: Database, work: (tx: Tx) => Promise<unknown>): Promise<number> {
  return service.transaction().execute(async (tx) => {
    const before = await pagesSoFar(tx);
    await work(tx);
    return (await pagesSoFar(tx)) - before;
  });
}

async function pagesSoFar(tx: Tx): Promise<number> {
  const { rows } = await sql<{ pages: string }>`
    select sum(pg_stat_get_xact_blocks_fetched(c.oid)) as pages from pg_class c
    where c.oid = 'effects'::regclass or c.oid in (select indexrelid from pg_index where indrelid = 'effects'::regclass)`.execute(
    tx,
  );
  return Number(rows[0]?.pages ?? 0);
}
