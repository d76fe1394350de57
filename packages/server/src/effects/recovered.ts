/**
 * Lever, or the mail server, was away, and whatever met that waits for its next try, up to five minutes. One that gets through
 * says that the other side is back: the others need not wait any longer. A quiet period is never cut short.
 */
import { sql } from "kysely";
import type { Db } from "../db/database.ts";
import type { Claimed } from "./claim.ts";

/** More follow when some of these get through. */
const AT_ONCE = 1_000;

/** Returns how many were brought forward. `away`: which other side it was, as the outcomes named it. */
export async function bringForward(
  db: Db,
  { connectionId, away }: Pick<Claimed, "connectionId" | "away">,
  quietMs: number,
): Promise<number> {
  // Said apart: no index is used for "is not distinct from".
  const ofConnection = connectionId === null ? sql`w.connection_id is null` : sql`w.connection_id = ${connectionId}`;
  // Skipping who is locked: two processes that see it come back at the same moment must not wait for each other in a circle.
  const result = await sql`
    update effects e set not_before = free.at
    from (
      select w.id, case w.state when 'pending' then clock_timestamp() else greatest(clock_timestamp(), (
          select a.ended_at + ${quietMs} * interval '1 millisecond'
          from effect_attempts a where a.effect_id = w.id and a.attempt = w.attempt)) end as at
      from effects w
      where w.state in ('pending', 'unsure') and w.last_error ->> 'away' = ${away}
        and ${ofConnection} and w.not_before > clock_timestamp()
      order by w.seq limit ${AT_ONCE} for update skip locked
    ) free
    where free.id = e.id and e.not_before > free.at`.execute(db);
  const count = Number(result.numAffectedRows ?? 0);
  if (count > 0) await sql`select pg_notify('effects', '')`.execute(db);
  return count;
}
