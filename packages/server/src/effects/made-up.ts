/**
 * What failed for good and was made up for since: a later one did what it was to do, so that nobody need look at it any more. It stays
 * on the timeline with what went wrong, and in no count of failures.
 */
import { type RawBuilder, sql } from "kysely";
import type { Tx } from "../db/database.ts";
import type { Effect } from "./effect.ts";

/** A mail of the same name reached the candidate, at another address or at another time. */
export async function mailMadeUp(tx: Tx, effect: Effect): Promise<void> {
  const { interviewId, kind, payload } = effect;
  if (interviewId === null || kind !== "mail.candidate") return;
  await makeUpFor(tx, effect, sql`interview_id = ${interviewId} and payload ->> 'mail' = ${payload["mail"]}`);
}

/** What stands on the opportunity was brought up to date as a whole. */
export async function statusMadeUp(
  tx: Tx,
  effect: Effect,
  { connectionId, opportunityId }: { connectionId: string; opportunityId: string },
): Promise<void> {
  const ofOpportunity = sql`interview_id in (
    select id from interviews where connection_id = ${connectionId} and opportunity_id = ${opportunityId})`;
  await makeUpFor(tx, effect, ofOpportunity);
}

/** Those of its kind that came before it. */
async function makeUpFor(tx: Tx, { id, kind }: Effect, which: RawBuilder<unknown>): Promise<void> {
  await sql`
    update effects set state = 'skipped',
      outcome = 'failed: ' || rtrim(coalesce(last_error ->> 'words', ''), '.') || '; made up for since'
    where kind = ${kind} and state = 'dead' and ${which} and seq < (select seq from effects where id = ${id})`.execute(
    tx,
  );
}
