/** By whose clock reminders go: the candidate's (the company's until they have told theirs) and the expert's after the event. */
import type { InterviewEvent, Zones } from "@interviewvector/domain";
import type { Tx } from "../db/database.ts";
import type { Loaded } from "./store.ts";

/** Read after what the event was gathered from was written: whoever books may say their zone with it. */
export async function zonesOf(tx: Tx, { row }: Pick<Loaded, "row">, event: InterviewEvent): Promise<Zones> {
  const expertId = "booking" in event ? event.booking.expertId : row.expert_id;
  const found = await tx
    .selectFrom("candidates as c")
    .innerJoin("companies as o", "o.id", "c.company_id")
    .leftJoin("experts as e", (join) => join.on("e.id", "=", expertId))
    .select(["c.zone", "o.zone as company_zone", "e.zone as expert_zone"])
    .where("c.id", "=", row.candidate_id)
    .executeTakeFirstOrThrow();
  return { candidate: found.zone ?? found.company_zone, expert: found.expert_zone ?? found.company_zone };
}
