/** What we wrote about opportunities, for comparing it with what stands there: by opportunity, read at once. */
import { days } from "@interviewvector/domain";
import { sql } from "kysely";
import type { Database } from "../db/database.ts";

export interface Written {
  opportunityId: string;
  interviews: WrittenInterview[];
  /** Notes that stand in the ATS as far as we know. */
  notes: { id: string; endedAt: number }[];
  /** ms; the last write of ours, and the last look. 0: never. */
  wroteAt: number;
  lookedAt: number;
}

export interface WrittenInterview {
  id: string;
  companyId: string;
  connectionId: string;
  atsId: string | null;
  startAt: number;
  endAt: number;
  /** To come or under way, and written into the ATS. */
  booked: boolean;
  /** What was last written of it, and so should stand there; what failed to get there does not count. */
  written: { startAt: number; endAt: number } | null;
  /** Nothing of it is on its way to the ATS. */
  settled: boolean;
}

interface Row {
  id: string;
  company_id: string;
  connection_id: string;
  opportunity_id: string;
  ats_id: string | null;
  starts_at: Date | null;
  ends_at: Date | null;
  booked: boolean;
  unsettled: boolean;
  written: { startAt: number; endAt: number } | null;
  wrote_at: Date | null;
  looked_at: Date | null;
  notes: { id: string; endedAt: number }[] | null;
}

/** Older stories are over: what people tidy up there is theirs. */
const RECENT_MS = days(30);

/** Of the opportunities named, and of all whose booked interview was not looked at since `lookedBefore`. */
export async function readWritten(
  { service }: Database,
  connectionId: string,
  { opportunityIds, lookedBefore, now }: { opportunityIds: string[]; lookedBefore: number; now: number },
): Promise<Written[]> {
  const { rows } = await sql<Row>`
    with own as (
      select i.*, l.looked_at, i.state in ('scheduled', 'live') and i.ats ->> 'interviewId' is not null as booked
      from interviews i left join ats_looks l on l.interview_id = i.id
      where i.connection_id = ${connectionId} and i.changed_at > ${new Date(now - RECENT_MS)}
    ), wanted as (
      select distinct opportunity_id from own
      where opportunity_id = any (${opportunityIds}) or booked and coalesce(looked_at, changed_at) < ${new Date(lookedBefore)}
    )
    select o.id, o.company_id, o.connection_id, o.opportunity_id, o.ats ->> 'interviewId' as ats_id, o.starts_at, o.ends_at, o.booked, o.looked_at,
           e.unsettled, e.written, e.wrote_at, e.notes
    from own o join wanted using (opportunity_id)
    left join lateral (
      select coalesce(bool_or(kind in ('ats.schedule', 'ats.reschedule', 'ats.cancel') and state in ('pending', 'running', 'unsure')), false) as unsettled,
             (array_agg(payload -> 'times' order by seq desc) filter (where kind in ('ats.schedule', 'ats.reschedule') and state = 'done'))[1] as written,
             max(ended_at) filter (where state = 'done') as wrote_at,
             json_agg(json_build_object('id', id, 'endedAt', (extract(epoch from ended_at) * 1000)::bigint))
               filter (where kind = 'ats.note' and state = 'done' and external_id is not null and outcome not like 'removed in Lever%') as notes
      from effects where interview_id = o.id and kind like 'ats.%'
    ) e on true`.execute(service);
  return [...Map.groupBy(rows, (row) => row.opportunity_id)].map(([opportunityId, of]) => ({
    opportunityId,
    interviews: of.map((row) => ({
      id: row.id,
      companyId: row.company_id,
      connectionId: row.connection_id,
      atsId: row.ats_id,
      startAt: row.starts_at?.getTime() ?? 0,
      endAt: row.ends_at?.getTime() ?? 0,
      booked: row.booked,
      written: row.written,
      settled: !row.unsettled,
    })),
    notes: of.flatMap((row) => row.notes ?? []),
    wroteAt: Math.max(0, ...of.map((row) => row.wrote_at?.getTime() ?? 0)),
    lookedAt: Math.max(0, ...of.map((row) => row.looked_at?.getTime() ?? 0)),
  }));
}
