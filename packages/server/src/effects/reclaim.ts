/** Who holds what: takes back what dead or frozen processes hold, and prolongs the leases of the living. */
import { sql } from "kysely";
import type { Db } from "../db/database.ts";

export interface ReclaimOptions {
  /** Doing these twice is the same as doing them once. */
  repeatableKinds: string[];
  /** These write down that they are about to send: without that mark nothing was sent. */
  markingKinds: string[];
  quietMs: number;
}

/**
 * A process keeps a session advisory lock while it lives: no lock, no owner, so a crash costs seconds; the lease is for
 * processes that are frozen. What may have happened and cannot be repeated becomes unsure.
 */
export async function reclaimEffects(db: Db, options: ReclaimOptions): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    with lost as (
      select e.id, e.attempt,
             e.kind <> all (${options.repeatableKinds})
               and (e.kind <> all (${options.markingKinds}) or a.sending_at is not null) as in_doubt
      from effects e left join effect_attempts a on a.effect_id = e.id and a.attempt = e.attempt
      where e.state = 'running' and (e.lease_until < clock_timestamp() or not exists (
        select 1 from pg_locks l
        where l.locktype = 'advisory' and l.database = (select oid from pg_database where datname = current_database())
          and l.classid = ((e.owner >> 32) & 4294967295)::oid and l.objid = (e.owner & 4294967295)::oid and l.objsubid = 1))
      for update of e skip locked
    ), given_back as (
      update effects e
      -- Doubt of an earlier attempt stays doubt, whatever became of this one.
      set state = case when lost.in_doubt or e.doubts > 0 then 'unsure' else 'pending' end,
          was_unsure = e.was_unsure or lost.in_doubt,
          doubts = e.doubts + case when lost.in_doubt then 1 else 0 end,
          failing_since = coalesce(e.failing_since, clock_timestamp()),
          not_before = clock_timestamp() + case when lost.in_doubt then ${options.quietMs} else 0 end * interval '1 millisecond',
          lease_until = null, owner = null,
          last_error = jsonb_build_object('words', case when lost.in_doubt
            then 'The process ended between sending and recording.' else 'The process ended before anything was sent.' end)
      from lost where lost.id = e.id
      returning e.id, lost.attempt, lost.in_doubt
    ), noted as (
      update effect_attempts a
      set ended_at = clock_timestamp(), outcome = case when g.in_doubt then 'unsure' else 'not_applied' end, detail = '{"words": "process ended"}'
      from given_back g where a.effect_id = g.id and a.attempt = g.attempt and a.ended_at is null
    )
    select id from given_back`.execute(db);
  return rows.length;
}

export interface RenewOptions {
  owner: bigint;
  leaseMs: number;
  /** What the process works on. An attempt whose outcome could not be recorded is not among them, and so runs out. */
  ids: readonly string[];
}

/** Prolongs leases. Returns the ids that are still ours. */
export async function renewLeases(db: Db, { owner, leaseMs, ids }: RenewOptions): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    update effects set lease_until = clock_timestamp() + ${leaseMs} * interval '1 millisecond'
    where state = 'running' and owner = ${owner.toString()}::bigint and id = any (${ids}::uuid[])
    returning id`.execute(db);
  return new Set(rows.map((row) => row.id));
}
