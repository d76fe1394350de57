/** How a connection fares, read from the ledger and the inbox: what is owed, what failed, and whether Lever still tells us of moves. */
import { sql } from "kysely";
import type { Tx } from "../../db/database.ts";
import { effectTitle } from "../title.ts";
import type { ConnectionRow } from "../connection/open.ts";

const MOST_FAILURES = 5;

export async function healthOf(tx: Tx, row: ConnectionRow, now: number) {
  return {
    lastEventAt: iso(row.last_event_at),
    lastWriteAt: iso(row.last_write_at),
    lastPollAt: iso(row.last_poll_at),
    lastPollError: row.last_poll_error,
    tokenRefreshedAt: iso(row.token_refreshed_at),
    ...(await owed(tx, row.id, now)),
    unread: await unread(tx, row.id),
    failures: await failures(tx, row.id),
  };
}

function iso(date: Date | null): string | null {
  return date?.toISOString() ?? null;
}

async function owed(tx: Tx, connectionId: string, now: number) {
  const { rows } = await sql<{ owed: number; oldest: Date | null; failed: number }>`
    select count(*) filter (where state <> 'dead')::int as owed,
           min(run_after) filter (where state <> 'dead') as oldest,
           count(*) filter (where state = 'dead')::int as failed
    from effects
    where connection_id = ${connectionId} and kind like 'ats.%' and state in ('pending', 'running', 'unsure', 'dead')
      and run_after <= ${new Date(now)}`.execute(tx);
  const [first] = rows;
  return { owed: first?.owed ?? 0, oldestOwedAt: iso(first?.oldest ?? null), failed: first?.failed ?? 0 };
}

/** What Lever keeps from us, and what we have stopped trying to read. */
async function unread(tx: Tx, connectionId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select (select count(*) from deliveries where connection_id = ${connectionId} and state = 'failed')::int
         + (select count(*) from effects where connection_id = ${connectionId} and kind = 'lever.read' and state = 'dead')::int as count`.execute(
    tx,
  );
  return rows[0]?.count ?? 0;
}

async function failures(tx: Tx, connectionId: string) {
  const rows = await tx
    .selectFrom("effects as e")
    .leftJoin("interviews as i", "i.id", "e.interview_id")
    .leftJoin("candidates as c", "c.id", "i.candidate_id")
    .select(["e.id", "e.kind", "e.payload", "e.interview_id", "e.last_error", "e.outcome", "e.ended_at", "e.run_after"])
    .select("c.name as candidate")
    .where("e.connection_id", "=", connectionId)
    .where("e.kind", "like", "ats.%")
    .where("e.state", "=", "dead")
    .orderBy("e.seq", "desc")
    .limit(MOST_FAILURES)
    .execute();
  return rows.map((row) => ({
    effectId: row.id,
    interviewId: row.interview_id,
    candidate: row.candidate,
    words: effectTitle(row),
    why: row.last_error?.words ?? row.outcome ?? "It failed.",
    at: (row.ended_at ?? row.run_after).toISOString(),
  }));
}

/** A right that Lever denied to a write and that nobody has tried again since; null when there is none. */
export async function deniedWrite(tx: Tx, connectionId: string): Promise<string | null> {
  const row = await tx
    .selectFrom("effects")
    .select(["kind", "payload"])
    .where("connection_id", "=", connectionId)
    .where("kind", "like", "ats.%")
    .where("state", "=", "dead")
    .where(sql<boolean>`last_error ->> 'code' = 'forbidden'`)
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirst();
  return row ? effectTitle(row) : null;
}

/** What only our own look found since Lever last told us of such. */
export interface Untold {
  moved: number;
  archived: number;
  hired: number;
}

/** A hire is an archiving too, and either event tells of it. */
const told: Record<keyof Untold, string[]> = {
  moved: ["candidateStageChange"],
  archived: ["candidateArchiveChange"],
  hired: ["candidateHired", "candidateArchiveChange"],
};

export async function readUntold(tx: Tx, connectionId: string): Promise<Untold> {
  const { rows } = await sql<{ what: keyof Untold; count: number }>`
    with found as (
      select d.received_at,
             case when d.event = 'moved' then 'moved'
                  when exists (select from history h
                               where h.interview_id = d.interview_id and h.details ->> 'cause' = 'hired') then 'hired'
                  else 'archived' end as what
      from deliveries d
      where d.connection_id = ${connectionId} and d.source = 'poll' and d.event in ('moved', 'archived') and d.state = 'handled')
    select what, count(*)::int as count from found
    where received_at > coalesce((
      select max(received_at) from deliveries t
      where t.connection_id = ${connectionId} and t.source = 'webhook' and t.state <> 'test'
        and (${JSON.stringify(told)}::jsonb -> what) ? t.event), '-infinity')
    group by what`.execute(tx);
  return { moved: 0, archived: 0, hired: 0, ...Object.fromEntries(rows.map(({ what, count }) => [what, count])) };
}
