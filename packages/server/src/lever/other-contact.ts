/**
 * Contacts can be made one in Lever, or parted again: then an opportunity has another contact than before. Its interviews and their
 * bookings go with it, so that what is repaired there reaches them. The former record stays for whoever else is kept under it: it
 * is never renamed, since a parting would mix two people. Lever documents no event for it: it is seen when the opportunity is read.
 */
import { sql } from "kysely";
import type { Tx } from "../db/database.ts";
import type { ConnectionRow } from "./connection/open.ts";
import type { SeenOpportunity } from "./seen.ts";

interface Moving {
  interviewId: string;
  from: string;
}

/** Inside the transaction that has locked the opportunity and the contact; before what is known is read. */
export async function followContact(
  tx: Tx,
  connection: ConnectionRow,
  seen: SeenOpportunity,
  newId: string,
): Promise<void> {
  // Whom Lever hides or has anonymised it shows under no contact.
  if (seen.anonymized || seen.confidential || seen.contactId === seen.id) return;
  const { rows } = await sql<Moving>`
    select i.id as "interviewId", c.id as "from" from interviews i join candidates c on c.id = i.candidate_id
    where i.connection_id = ${connection.id} and i.opportunity_id = ${seen.id} and i.erased_at is null
      and c.erased_at is null and c.contact_id <> ${seen.contactId}
    order by i.id for update of i`.execute(tx);
  const [last] = rows.slice(-1);
  if (!last) return;
  // As we knew them, so that another address is seen as one.
  await sql`
    insert into candidates (id, company_id, connection_id, contact_id, name, emails, bounced_emails, phones, location, links, has_resume, zone, read_at, created_at)
    select ${newId}, company_id, connection_id, ${seen.contactId}, name, emails, bounced_emails, phones, location, links, has_resume, zone, read_at, created_at
    from candidates where id = ${last.from}
    on conflict (connection_id, contact_id) do nothing`.execute(tx);
  const found = await tx
    .selectFrom("candidates")
    .select("id")
    .where("connection_id", "=", connection.id)
    .where("contact_id", "=", seen.contactId)
    .where("erased_at", "is", null)
    .executeTakeFirst();
  if (!found) return;
  const to = found.id;
  const former = [...new Set(rows.map(({ from }) => from))];
  const ids = rows.map(({ interviewId }) => interviewId);
  // As bookings lock them (`book_slot`), in one order.
  await sql`select pg_advisory_xact_lock(hashtextextended(id, 81)) from unnest(${[...former, to].toSorted()}::text[]) id`.execute(
    tx,
  );
  if (await wouldOverlap(tx, ids, to)) return;
  await tx.updateTable("bookings").set({ candidate_id: to }).where("interview_id", "in", ids).execute();
  await tx.updateTable("interviews").set({ candidate_id: to }).where("id", "in", ids).execute();
  await dropUnused(tx, former);
}

/** Two interviews of one person at one time: they stay two until one of them is over, and the operators' pages show both. */
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
