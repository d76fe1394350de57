/** Active experts who are out of the pool because a calendar of theirs can't be read, for those who run the service. Reads only. */
import { sql } from "kysely";
import type { AnswerOf, operationsApi } from "@interviewvector/domain";
import type { Db } from "../db/database.ts";
import { CALENDAR_TRUST_MS } from "../scheduling/calendar-times.ts";

export type HeldBackExpert = AnswerOf<typeof operationsApi.operationsToday>["heldBack"][number];

interface Row {
  expert_id: string;
  name: string;
  email: string;
  host: string;
  state: string;
  problem: { words: string } | null;
  read_at: Date | null;
}

/** Each once, with the calendar that has been silent the longest. One that is being read for the first time is no trouble. */
export async function readHeldBack(db: Db, now: number, expertId?: string): Promise<HeldBackExpert[]> {
  const { rows } = await sql<Row>`
    select * from (
      select distinct on (e.id) e.id as expert_id, e.name, e.email, s.host, s.state, s.problem, s.read_at
      from calendar_sources s join experts e on e.id = s.expert_id
      where e.state = 'active' and (${expertId ?? null}::uuid is null or e.id = ${expertId ?? null}::uuid)
        and exists (select from calendars c where c.source_id = s.id and c.counts)
        and (s.state = 'broken' or s.state = 'working' and s.read_at < ${new Date(now - CALENDAR_TRUST_MS)})
      order by e.id, s.read_at nulls first
    ) held order by name, expert_id`.execute(db);
  return rows.map((row) => ({
    expertId: row.expert_id,
    expert: row.name,
    email: row.email,
    calendar: row.host,
    words: row.problem?.words ?? "Nobody has read it for an hour.",
    lastReadAt: row.read_at?.toISOString() ?? null,
  }));
}

/** Without whose it is. */
export function heldBackOf(held: readonly HeldBackExpert[], expertId: string) {
  const one = held.find((other) => other.expertId === expertId);
  return one === undefined ? null : { calendar: one.calendar, words: one.words, lastReadAt: one.lastReadAt };
}
