/**
 * What comes back every few minutes by itself is of no interest on the next day, and would soon be most of the ledger. Each round
 * takes those before it away. (Reads of the ATS are kept for a week, for Sync: `lever/prune.ts`.)
 */
import { days } from "@interviewvector/domain";
import { sql } from "kysely";
import type { Db, Tx } from "../db/database.ts";

/** The kinds stand in the index `effects_old_rounds` too: without it, everything that was ever done would be read. */
export type RoundKind = "calendar.read" | "proposal.match" | "booking.sweep";

const KEPT_MS = days(1);

/** `now`: ms; business time. */
export async function forgetRounds(
  db: Db | Tx,
  { kind, lane, now }: { kind: RoundKind; lane: string; now: number },
): Promise<void> {
  await sql`
    delete from effects
    where lane = ${lane} and kind = ${kind} and state in ('done', 'skipped') and run_after < ${new Date(now - KEPT_MS)}`.execute(
    db,
  );
}
