/**
 * After a restore from a backup the ledger is older than the world: what it holds as owed may stand in the ATS already. Until
 * a day beyond the backup's age has passed, whatever can look before it writes does so. A restore is noticed by the ledger's
 * own age (whoever works off it says so twice a minute) and by another PostgreSQL under it; `admin restored` says it by hand.
 */
import { sql } from "kysely";
import { days, hours, minutes } from "@interviewvector/domain";
import type { Db } from "../db/database.ts";

/** Shorter than any backup worth restoring is old; longer than an upgrade takes. */
const SLEPT_MS = minutes(15);
const LONGEST_MS = days(7);

/** This process works off the ledger now. */
export async function beat(db: Db): Promise<void> {
  await sql`update installation set beat_at = clock_timestamp()`.execute(db);
}

/** Asked before the first claim of a process. Returns why everything is looked for first from now on, or null. */
export async function noticeRestore(db: Db): Promise<string | null> {
  const systemId = await systemIdOf(db);
  const { rows } = await sql<{ slept_ms: string | null; system_id: string | null }>`
    select extract(epoch from clock_timestamp() - beat_at) * 1000 as slept_ms, system_id from installation`.execute(db);
  const sleptMs = Number(rows[0]?.slept_ms ?? 0);
  const known = rows[0]?.system_id ?? null;
  const moved = known !== null && systemId !== null && known !== systemId;
  if (systemId !== null) await sql`update installation set system_id = ${systemId}`.execute(db);
  if (!moved && sleptMs < SLEPT_MS) return null;
  const words = moved
    ? "the database was moved or restored to another PostgreSQL"
    : `nobody worked here for ${Math.round(sleptMs / 60_000)} minutes`;
  await lookFirst(db, { ageMs: sleptMs, words });
  return words;
}

/** From now on, and for a day more than the backup is old, nothing is written that could stand already. */
export async function lookFirst(db: Db, { ageMs, words }: { ageMs: number; words: string }): Promise<Date> {
  const forMs = Math.min(ageMs + hours(24), LONGEST_MS);
  const { rows } = await sql<{ until: Date }>`
    update installation set look_first_words = ${words},
      look_first_until = greatest(look_first_until, clock_timestamp() + ${forMs} * interval '1 millisecond')
    returning look_first_until as until`.execute(db);
  const [row] = rows;
  if (!row) throw new Error("the table installation has lost its row");
  return row.until;
}

/** How old the ledger is, ms: since somebody last worked off it. */
export async function ledgerAgeMs(db: Db): Promise<number> {
  const { rows } = await sql<{ age: string | null }>`
    select extract(epoch from clock_timestamp() - beat_at) * 1000 as age from installation`.execute(db);
  return Number(rows[0]?.age ?? 0);
}

/** Mails cannot be looked for. Held ones stand as failed until a person says again or gives them up. */
export async function holdMails(db: Db, now: number): Promise<number> {
  const result = await sql`
    update effects set state = 'dead', ended_at = ${new Date(now)},
      outcome = 'Held after a restore: it may have been sent already. Try again or discard it.'
    where state in ('pending', 'unsure') and kind like 'mail.%' and run_after <= ${new Date(now)}`.execute(db);
  return Number(result.numAffectedRows ?? 0);
}

/** Null where this PostgreSQL does not tell us: then the ledger's age alone decides. */
async function systemIdOf(db: Db): Promise<string | null> {
  try {
    const { rows } = await sql<{ id: string }>`select system_identifier::text as id from pg_control_system()`.execute(
      db,
    );
    return rows[0]?.id ?? null;
  } catch {
    return null;
  }
}
