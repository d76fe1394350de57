/** What is over and of no interest any more leaves the ledger and the inbox, a part at a time. */
import { days } from "@interviewvector/domain";
import { sql } from "kysely";
import type { Db, Tx } from "../db/database.ts";

const KEPT_READS_MS = days(7);
const KEPT_DELIVERIES_MS = days(90);
const MOST_AT_ONCE = 5_000;

/** Reads and polls that are over are of no interest after a week; tokens of deliveries are remembered for three months. */
export async function prune(db: Db | Tx, companyId: string, now: number): Promise<void> {
  const readsBefore = new Date(now - KEPT_READS_MS);
  const deliveriesBefore = new Date(now - KEPT_DELIVERIES_MS);
  await sql`
    delete from effects where id in (
      select id from effects
      where company_id = ${companyId} and kind like 'lever.%' and state in ('done', 'skipped') and run_after < ${readsBefore}
      limit ${MOST_AT_ONCE})`.execute(db);
  await sql`
    delete from deliveries where id in (
      select id from deliveries
      where company_id = ${companyId} and received_at < ${deliveriesBefore} and state in ('handled', 'ignored', 'test')
      limit ${MOST_AT_ONCE})`.execute(db);
}
