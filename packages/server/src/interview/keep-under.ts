/** Under which record of a person interviews are kept, with their bookings: it changes when somebody turns out to be kept twice. */
import { sql } from "kysely";
import type { Tx } from "../db/database.ts";
import { noteDown, type Remark } from "./note-down.ts";

interface Kept {
  interviewId: string;
  candidateId: string;
}

/**
 * The interviews must be locked. False, and nothing is changed, while two of them would be one person's at the same time: they stay
 * two until one is over.
 */
export async function keepUnder(tx: Tx, moving: readonly Kept[], to: string, remark: Remark): Promise<boolean> {
  const former = [...new Set(moving.map(({ candidateId }) => candidateId))];
  const ids = moving.map(({ interviewId }) => interviewId);
  // As bookings lock them (`book_slot`), in one order.
  await sql`select pg_advisory_xact_lock(hashtextextended(id, 81)) from unnest(${[...former, to].toSorted()}::text[]) id`.execute(
    tx,
  );
  if (await wouldOverlap(tx, ids, to)) return false;
  await tx.updateTable("bookings").set({ candidate_id: to }).where("interview_id", "in", ids).execute();
  const rows = await tx
    .updateTable("interviews")
    .set({ candidate_id: to })
    .where("id", "in", ids)
    .returningAll()
    .execute();
  for (const row of rows) await noteDown(tx, row, remark);
  await dropUnused(tx, former);
  return true;
}

async function wouldOverlap(tx: Tx, interviewIds: string[], to: string): Promise<boolean> {
  const { rows } = await sql`
    select from bookings own join bookings other on other.candidate_id = ${to} and other.during && own.during
    where own.interview_id = any(${interviewIds}::uuid[]) and not other.interview_id = any(${interviewIds}::uuid[])
      and own.status in ('held', 'confirmed') and other.status in ('held', 'confirmed') limit 1`.execute(tx);
  return rows.length > 0;
}

/** Nobody's data are kept under a record that nothing leads to: no erasure would find it. */
async function dropUnused(tx: Tx, ids: string[]): Promise<void> {
  const unused = sql<boolean>`not exists (select from interviews i where i.candidate_id = candidates.id)
    and not exists (select from bookings b where b.candidate_id = candidates.id)`;
  const rows = await tx.selectFrom("candidates").select("id").where("id", "in", ids).where(unused).execute();
  if (rows.length === 0) return;
  const gone = rows.map(({ id }) => id);
  await tx.deleteFrom("access_codes").where("candidate_id", "in", gone).execute();
  await tx.deleteFrom("candidates").where("id", "in", gone).execute();
}
