/**
 * What failed for good and was made up for since: a later one did what it was to do, so that nobody need look at it any more. It stays
 * on the timeline with what went wrong, and in no count of failures.
 */
import { sql } from "kysely";
import type { Tx } from "../db/database.ts";
import type { Effect } from "./effect.ts";

const MADE_UP = "; made up for since";

/** A mail of the same name reached the candidate, at another address or at another time. */
export async function mailMadeUp(tx: Tx, { id, interviewId, kind, payload }: Effect): Promise<void> {
  if (interviewId === null || kind !== "mail.candidate") return;
  await sql`
    update effects e set state = 'skipped', outcome = 'failed: ' || rtrim(coalesce(last_error ->> 'words', ''), '.') || ${MADE_UP}
    where interview_id = ${interviewId} and kind = ${kind} and state = 'dead' and payload ->> 'mail' = ${payload["mail"]}
      and seq < (select seq from effects where id = ${id})`.execute(tx);
}

/** What stands on the opportunity was brought up to date as a whole. */
export async function statusMadeUp(
  tx: Tx,
  { id }: Effect,
  { connectionId, opportunityId }: { connectionId: string; opportunityId: string },
): Promise<void> {
  await sql`
    update effects e set state = 'skipped', outcome = 'failed: ' || rtrim(coalesce(last_error ->> 'words', ''), '.') || ${MADE_UP}
    where kind = 'ats.status' and state = 'dead' and seq < (select seq from effects where id = ${id})
      and interview_id in (select id from interviews where connection_id = ${connectionId} and opportunity_id = ${opportunityId})`.execute(
    tx,
  );
}
