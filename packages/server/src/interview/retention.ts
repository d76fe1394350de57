/**
 * What is kept only for a time: contact data ends so many days after a person's last interview was made, and with the reports'
 * time everything that says who it was. Once a day for the whole installation, connected or not: a promise on the candidate's
 * page must not depend on Lever.
 */
import { days, openStates } from "@interviewvector/domain";
import { sql } from "kysely";
import type { Config } from "../config.ts";
import type { Db, Tx } from "../db/database.ts";
import { addEffects } from "../effects/ledger.ts";
import type { Handler } from "../effects/effect.ts";
import type { Door } from "./act.ts";
import { eraseOpportunity } from "./erase.ts";

const KIND = "interview.retention";
const MOST_AT_ONCE = 200;

export type Kept = Config["kept"];

/** The next run of today; any number of processes may ask. */
export async function startRetention({ database, clock, newId }: Door): Promise<void> {
  await addRun(database.service, newId, clock.now());
}

async function addRun(tx: Db | Tx, newId: () => string, runAt: number): Promise<void> {
  const day = Math.floor(runAt / days(1));
  const run = { id: newId(), kind: KIND, key: `${KIND}:${day}`, lane: KIND, payload: {}, runAt };
  await addEffects(tx, [run], "ignore");
}

export function retentionHandler(door: Door, kept: Kept): Handler {
  return {
    kind: KIND,
    repeatable: true,
    async run() {
      const { database, clock, newId } = door;
      // The next one first, so that no failure of this one ends the chain.
      await addRun(database.service, newId, clock.now() + days(1));
      const erased = await eraseOld(door, kept);
      const cleared = await clearContacts(database.service, new Date(clock.now() - kept.contactMs));
      if (erased === MOST_AT_ONCE || cleared === MOST_AT_ONCE)
        return { result: "later", words: "more is old than fits into one run", afterMs: 0 };
      return { result: "done", words: `contact data of ${cleared} people and ${erased} old interviews erased` };
    },
  };
}

/** Of people with nothing open whose last interview was made before `before`. Their names stay with the report. */
async function clearContacts(db: Db, before: Date): Promise<number> {
  const result = await sql`
    update candidates set emails = '{}', bounced_emails = '{}', phones = '[]', location = '', links = '{}', has_resume = false
    where id in (
      select c.id from candidates c
      where c.erased_at is null and (c.emails <> '{}' or c.phones <> '[]' or c.location <> '' or c.links <> '{}')
        and not exists (
          select 1 from interviews i
          where i.candidate_id = c.id and (i.created_at >= ${before} or i.state = any (${[...openStates]})))
      limit ${MOST_AT_ONCE})`.execute(db);
  return Number(result.numAffectedRows ?? 0);
}

async function eraseOld(door: Door, kept: Kept): Promise<number> {
  const before = new Date(door.clock.now() - kept.reportMs);
  const rows = await door.database.service
    .selectFrom("interviews")
    .select(["connection_id", "opportunity_id"])
    .groupBy(["connection_id", "opportunity_id"])
    .having(sql<boolean>`bool_or(erased_at is null) and max(coalesce(ends_at, created_at)) < ${before}`)
    .having(sql<boolean>`not bool_or(state = any (${[...openStates]}))`)
    .limit(MOST_AT_ONCE)
    .execute();
  const cause = { actor: { kind: "system" } as const, words: "Personal data erased: the time to keep it is over" };
  for (const { connection_id, opportunity_id } of rows)
    await door.database.service
      .transaction()
      .execute((tx) =>
        eraseOpportunity(door, tx, { connectionId: connection_id, opportunityId: opportunity_id }, cause),
      );
  return rows.length;
}
