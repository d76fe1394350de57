/**
 * Claiming due effects. One statement takes them, raises the attempt number (the fence), sets the lease and writes the
 * intent "attempt n began": it is committed before any byte is sent. `for update skip locked` lets any number of
 * processes do this at once. Within a lane only the oldest open effect that is due may run.
 */
import { sql } from "kysely";
import type { Db } from "../db/database.ts";
import { effectOf, type Effect, type EffectRow } from "./effect.ts";

export interface Claimed extends Effect {
  /** It was unsure: ask `find` before doing it again. */
  wasUnsure: boolean;
}

export interface ClaimOptions {
  owner: bigint;
  limit: number;
  leaseMs: number;
  /** Business time, ms. */
  now: number;
  /** At most this many of one connection at the same time, so that one company cannot fill the process. */
  perConnection: number;
}

type Row = EffectRow & { old_state: string };

export async function claimEffects(db: Db, options: ClaimOptions): Promise<Claimed[]> {
  const now = new Date(options.now);
  const { rows } = await sql<Row>`
    with due as materialized (
      select e.id, e.seq, e.connection_id, e.lane,
             row_number() over (partition by e.connection_id order by e.seq) as place
      from effects e
      where e.state in ('pending', 'unsure') and e.run_after <= ${now} and e.not_before <= clock_timestamp()
        and not exists (
          select 1 from effects earlier
          where earlier.lane = e.lane and earlier.seq < e.seq and earlier.state in ('pending', 'running', 'unsure') and earlier.run_after <= ${now})
        and (e.connection_id is null or exists (select 1 from connections c where c.id = e.connection_id and c.state = 'connected'))
      -- By place, not by age: one connection's mountain must not fill the window and hide everybody else's work.
      order by place, e.seq
      limit ${options.limit * 8}
    ), taken as (
      select e.id, e.state as old_state
      from effects e join due on due.id = e.id
      where e.state in ('pending', 'unsure')
        and (e.connection_id is null or due.place + (
          select count(*) from effects r where r.state = 'running' and r.connection_id = e.connection_id) <= ${options.perConnection})
      order by due.place, e.seq
      limit ${options.limit}
      for update of e skip locked
    ), claimed as (
      update effects e
      set state = 'running', attempt = e.attempt + 1, owner = ${options.owner.toString()}::bigint,
          lease_until = clock_timestamp() + ${options.leaseMs} * interval '1 millisecond'
      from taken where taken.id = e.id
      returning e.*, taken.old_state
    ), intent as (
      insert into effect_attempts (effect_id, attempt, by_owner) select id, attempt, owner from claimed
    )
    select * from claimed order by seq`.execute(db);
  return rows.map((row) => ({ ...effectOf(row), wasUnsure: row.old_state === "unsure" }));
}

/**
 * Gives back what dead or frozen processes hold. A process keeps a session advisory lock while it lives: no lock, no owner,
 * so a crash costs seconds; the lease is for processes that are frozen. What cannot be repeated becomes unsure.
 */
export async function reclaimEffects(db: Db, options: { repeatableKinds: string[]; quietMs: number }): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    with lost as (
      select e.id, e.attempt from effects e
      where e.state = 'running' and (e.lease_until < clock_timestamp() or not exists (
        select 1 from pg_locks l
        where l.locktype = 'advisory' and l.database = (select oid from pg_database where datname = current_database())
          and l.classid = ((e.owner >> 32) & 4294967295)::oid and l.objid = (e.owner & 4294967295)::oid and l.objsubid = 1))
      for update of e skip locked
    ), given_back as (
      update effects e
      set state = case when e.kind = any (${options.repeatableKinds}) then 'pending' else 'unsure' end,
          was_unsure = e.was_unsure or e.kind <> all (${options.repeatableKinds}),
          not_before = case when e.kind = any (${options.repeatableKinds}) then clock_timestamp()
                            else clock_timestamp() + ${options.quietMs} * interval '1 millisecond' end,
          lease_until = null, owner = null,
          last_error = ${JSON.stringify({ words: "The process ended between sending and recording." })}::jsonb
      from lost where lost.id = e.id
      returning e.id, lost.attempt
    ), noted as (
      update effect_attempts a set ended_at = clock_timestamp(), outcome = 'unsure', detail = '{"words": "process ended"}'
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
