/** Figures of the last 30 days: how many, how fast, and whether the reports came in time. Medians, because one bad day must not hide the rest. */
import { sql } from "kysely";
import type { accountApi, AnswerOf } from "@interviewvector/domain";
import type { Tx } from "../db/database.ts";
import type { CompanySubject } from "../http/subject.ts";
import { onlyVisible } from "../interview/visible.ts";

type Figures = AnswerOf<typeof accountApi.home>["figures"];

interface Row {
  invited: number;
  completed: number;
  hours_to_schedule: number | null;
  hours_to_interview: number | null;
  minutes_to_report: number | null;
  in_time: number;
  due: number;
}

export async function readFigures(
  tx: Tx,
  by: CompanySubject,
  { since, now }: { since: Date; now: Date },
): Promise<Figures> {
  const { rows } = await sql<Row>`
    with seen as (
      select i.id, i.state, i.created_at, i.starts_at, i.ends_at, i.report_due_at, r.released_at,
             min(h.at) filter (where h.event = 'slotBooked') as booked_at,
             min(h.at) filter (where h.event in ('candidateEntered', 'factsRead', 'retriggered') and h.details -> 'reasons' = '[]'::jsonb) as invited_at
      from interviews i
      left join (select interview_id, min(released_at) as released_at from report_versions group by interview_id) r on r.interview_id = i.id
      left join history h on h.interview_id = i.id
      where i.changed_at >= ${since} and ${onlyVisible(by, "i.position_id")}
      group by i.id, r.released_at
    )
    select
      count(*) filter (where invited_at >= ${since})::int as invited,
      count(*) filter (where state = 'completed')::int as completed,
      percentile_cont(0.5) within group (order by extract(epoch from booked_at - invited_at) / 3600)
        filter (where booked_at >= invited_at) as hours_to_schedule,
      percentile_cont(0.5) within group (order by extract(epoch from starts_at - invited_at) / 3600)
        filter (where starts_at >= invited_at and state in ('awaiting_report', 'in_review', 'completed')) as hours_to_interview,
      percentile_cont(0.5) within group (order by extract(epoch from released_at - ends_at) / 60)
        filter (where released_at is not null and ends_at is not null) as minutes_to_report,
      count(*) filter (where released_at <= report_due_at)::int as in_time,
      count(*) filter (where report_due_at is not null and (released_at is not null or report_due_at < ${now}))::int as due
    from seen`.execute(tx);
  const [row] = rows;
  if (!row) throw new Error("an aggregate without a row");
  const rounded = (value: number | null) => (value === null ? null : Math.round(value * 10) / 10);
  return {
    invited: row.invited,
    completed: row.completed,
    medianHoursToSchedule: rounded(row.hours_to_schedule),
    medianHoursToInterview: rounded(row.hours_to_interview),
    medianMinutesToReport: rounded(row.minutes_to_report),
    reportsInTime: { count: row.in_time, of: row.due },
  };
}
