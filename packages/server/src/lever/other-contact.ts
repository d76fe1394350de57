/**
 * Contacts can be made one in Lever, or parted again: then an opportunity has another contact than before. Its interviews and their
 * bookings go with it, so that what is repaired there reaches them. The former record stays for whoever else is kept under it: it
 * is never renamed, since a parting would mix two people. Lever documents no event for it: it is seen when the opportunity is read.
 */
import { sql } from "kysely";
import type { Tx } from "../db/database.ts";
import type { Door } from "../interview/act.ts";
import { keepUnder } from "../interview/keep-under.ts";
import { ats } from "./delivery.ts";
import type { ConnectionRow } from "./connection/open.ts";
import type { Known } from "./known.ts";
import type { Seen, SeenOpportunity } from "./seen.ts";

/** Inside the transaction that has locked the opportunity and the contact. Returns whether anything was moved. */
export async function followContact(
  { clock, newId }: Pick<Door, "clock" | "newId">,
  tx: Tx,
  { connection, seen, known }: { connection: ConnectionRow; seen: Seen; known: Known },
): Promise<boolean> {
  // Whom Lever hides or has anonymised it shows under no contact.
  if (seen.kind === "gone" || seen.anonymized || seen.confidential || seen.contactId === seen.id) return false;
  const moving = known.keptUnder.filter(({ candidateId }) => candidateId !== known.candidate?.id);
  const last = moving.at(-1);
  if (!last) return false;
  const to = await recordOf(tx, connection.id, seen, { likeId: last.candidateId, newId });
  if (to === null) return false;
  return keepUnder(tx, moving, to, {
    at: clock.now(),
    event: "contactFollowed",
    actor: ats,
    words: "Another contact in Lever: kept under that one from now on",
  });
}

/** The record of the contact; made where there is none, as we knew the person, so that another address is seen as one. Null: it is erased. */
async function recordOf(
  tx: Tx,
  connectionId: string,
  { contactId }: SeenOpportunity,
  { likeId, newId }: { likeId: string; newId: () => string },
): Promise<string | null> {
  await sql`
    insert into candidates (id, company_id, connection_id, contact_id, name, emails, bounced_emails, phones, location, links, has_resume, zone, read_at, created_at)
    select ${newId()}, company_id, connection_id, ${contactId}, name, emails, bounced_emails, phones, location, links, has_resume, zone, read_at, created_at
    from candidates where id = ${likeId} and erased_at is null
    on conflict (connection_id, contact_id) do nothing`.execute(tx);
  const row = await tx
    .selectFrom("candidates")
    .select("id")
    .where("connection_id", "=", connectionId)
    .where("contact_id", "=", contactId)
    .where("erased_at", "is", null)
    .executeTakeFirst();
  return row?.id ?? null;
}
