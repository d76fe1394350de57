/** Writes down what an event earned, in the transaction of the event itself: once, whatever is repeated. Nothing is ever taken back. */
import { sql } from "kysely";
import { earnedBy, type Interview, type InterviewEvent } from "@interviewvector/domain";
import type { Tx } from "../db/database.ts";

export async function recordEarned(
  tx: Tx,
  change: { before: Interview; after: Interview; event: InterviewEvent },
  { id, now }: { id: () => string; now: number },
): Promise<void> {
  const earned = earnedBy(change.before, change.after, change.event, now);
  if (earned === null) return;
  const { bookingId, expertId, kind, startAt } = earned;
  await sql`
    insert into earnings (id, expert_id, interview_id, booking_id, kind, start_at, at, amount, currency)
    select ${id()}::uuid, ${expertId}::uuid, ${change.before.id}::uuid, ${bookingId}::uuid, ${kind}, ${new Date(startAt)}, ${new Date(now)},
           rate.amount, rate.currency
    from (select 1) one left join lateral (${rateFor(sql`${expertId}::uuid`, sql`${kind}`, sql`${new Date(startAt)}::timestamptz`)}) rate on true
    on conflict (booking_id, expert_id, kind) do nothing`.execute(tx);
}

/** Their own rate before everybody's, of the latest that held when the interview began. */
export function rateFor(
  expertId: ReturnType<typeof sql>,
  kind: ReturnType<typeof sql>,
  startAt: ReturnType<typeof sql>,
) {
  return sql`
    select r.currency, case ${kind} when 'late_cancellation' then r.late_cancellation
             when 'candidate_no_show' then r.candidate_no_show else r.interview end as amount
    from rates r where (r.expert_id = ${expertId} or r.expert_id is null) and r.valid_from <= ${startAt}
    order by r.expert_id nulls last, r.valid_from desc, r.number desc limit 1`;
}
