/**
 * Claiming due effects. One statement takes them, raises the attempt number (the fence), sets the lease and writes the
 * intent "attempt n began": it is committed before any byte is sent. `for update skip locked` lets any number of
 * processes do this at once. Within a lane only the oldest open effect that is due may run.
 */
import { sql } from "kysely";
import type { Db } from "../db/database.ts";
import { effectOf, type Effect, type EffectRow } from "./effect.ts";

export interface Claimed extends Effect {
  /** It was unsure, or this database was restored: ask `find` before doing it again. */
  wasUnsure: boolean;
  /** Attempts so far of which nobody knows whether they took effect. */
  doubts: number;
  /** Since its first failure in a row, ms of the database's clock; 0 when the last attempt was fine. */
  failingForMs: number;
  /** Its last attempt met that this other side was away. */
  away: string | null;
}

export interface ClaimOptions {
  owner: bigint;
  limit: number;
  leaseMs: number;
  /** Business time, ms. */
  now: number;
  /** This process runs at most this many of one connection, and of what one company owes without one, at the same time. */
  perGroup: number;
  /** What it runs already. */
  running: readonly Pick<Effect, "connectionId" | "companyId">[];
}

type Row = EffectRow & {
  old_state: string;
  doubts: number;
  failing_ms: string;
  look_first: boolean;
  last_error: { away?: string } | null;
};

/**
 * The heads of the lists of what is due, one list per connection and one per company, are taken in turn: one company's
 * mountain hides nobody else's work, and is not read beyond its head. (Numbering all due rows with a window function took
 * 380 ms of each claim at 100,000 rows; this takes what the number of companies asks for.) What runs already is told, not
 * looked up: rows that have run leave dead entries in the index of those that run, and counting there once for each
 * connection took 17 of a claim's 19 ms after a minute of load.
 */
export async function claimEffects(db: Db, options: ClaimOptions): Promise<Claimed[]> {
  const { limit, perGroup, running } = options;
  const now = new Date(options.now);
  const owner = sql`${options.owner.toString()}::bigint`;
  // Twice as many as may run: another process may just be taking the first of them.
  const window = sql.lit(perGroup * 2);
  const due = sql`e.state in ('pending', 'unsure') and greatest(e.run_after, e.not_before) <= greatest(${now}, now())
        and e.run_after <= ${now} and e.not_before <= now()
        and not exists (
          select 1 from effects earlier
          where earlier.lane = e.lane and earlier.seq < e.seq and earlier.state in ('pending', 'running', 'unsure') and earlier.run_after <= ${now})`;
  const { rows } = await sql<Row>`
    with running as materialized (
      select connection_id, case when connection_id is null then company_id end as company_id, count(*) as count
      from unnest(${running.map(({ connectionId }) => connectionId)}::uuid[], ${running.map(({ companyId }) => companyId)}::uuid[]) as r(connection_id, company_id)
      group by 1, 2
    ), due as materialized (
      select heads.* from connections c cross join lateral (
        select e.id, e.seq, row_number() over () + ${already(sql`r.connection_id = c.id`)} as place
        from (select e.id, e.seq from effects e where e.connection_id = c.id and ${due}
              order by e.connection_id, greatest(e.run_after, e.not_before), e.seq limit ${window}) e) heads
      where c.state = 'connected'
      union all
      select heads.* from companies c cross join lateral (
        select e.id, e.seq, row_number() over () + ${already(sql`r.company_id = c.id`)} as place
        from (select e.id, e.seq from effects e where e.connection_id is null and e.company_id = c.id and ${due}
              order by e.company_id, greatest(e.run_after, e.not_before), e.seq limit ${window}) e) heads
      union all
      select e.id, e.seq, row_number() over () + ${already(sql`r.connection_id is null and r.company_id is null`)} as place
      from (select e.id, e.seq from effects e where e.connection_id is null and e.company_id is null and ${due}
            order by e.company_id, greatest(e.run_after, e.not_before), e.seq limit ${window}) e
    ), taken as (
      -- One by one by their keys, until there are enough: a plan that was made while little was waiting would read all of it.
      select e.id, e.old_state
      from (select id from due where place <= ${perGroup} order by place, seq) head cross join lateral (
        select e.id, e.state as old_state from effects e where e.id = head.id and e.state in ('pending', 'unsure')
        for update of e skip locked) e
      limit ${limit}
    ), claimed as (
      update effects e
      set state = 'running', attempt = e.attempt + 1, owner = ${owner},
          lease_until = clock_timestamp() + ${options.leaseMs} * interval '1 millisecond'
      from taken where taken.id = e.id
      returning e.*, taken.old_state
    ), intent as (
      insert into effect_attempts (effect_id, attempt, by_owner) select id, attempt, owner from claimed
    )
    select claimed.*, coalesce(extract(epoch from clock_timestamp() - failing_since) * 1000, 0) as failing_ms,
           exists (select 1 from installation where look_first_until > clock_timestamp()) as look_first
    from claimed order by seq`.execute(db);
  return rows.map((row) => ({
    ...effectOf(row),
    wasUnsure: row.old_state === "unsure" || row.look_first,
    doubts: row.doubts,
    failingForMs: Number(row.failing_ms),
    away: row.failures > 0 ? (row.last_error?.away ?? null) : null,
  }));
}

function already(which: ReturnType<typeof sql>) {
  return sql`coalesce((select r.count from running r where ${which}), 0)`;
}
