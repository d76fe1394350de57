/** Owes the entries of an expert's coming interviews anew: another calendar receives them now, or none. */
import { sql } from "kysely";
import type { Tx } from "../db/database.ts";
import { addEffects, entryLane } from "../effects/ledger.ts";
import type { Door } from "../interview/act.ts";

export async function oweEntries(
  { clock, newId }: Pick<Door, "clock" | "newId">,
  tx: Tx,
  expertId: string,
): Promise<void> {
  const now = clock.now();
  const { rows } = await sql<{ interview_id: string; company_id: string }>`
    select distinct x.interview_id, i.company_id
    from (
      select b.interview_id from bookings b
        where b.expert_id = ${expertId} and b.status = 'confirmed' and upper(b.during) > ${new Date(now)}
      union
      select e.interview_id from calendar_entries e where e.expert_id = ${expertId} and e.ends_at > ${new Date(now)}
    ) x join interviews i on i.id = x.interview_id`.execute(tx);
  await addEffects(
    tx,
    rows.map((row) => {
      const lane = entryLane(row.interview_id, expertId);
      const id = newId();
      return {
        id,
        kind: "calendar.write",
        key: `${lane}:${id}`,
        lane,
        payload: { expertId },
        runAt: now,
        companyId: row.company_id,
        interviewId: row.interview_id,
      };
    }),
  );
}
