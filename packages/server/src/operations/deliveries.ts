/** What came in, what was made of it, and what was refused at the door. Reads only; never shows what a delivery carried. */
import { days, operationsApi } from "@interviewvector/domain";
import { sql } from "kysely";
import { forOperator, type Binding } from "../http/bind.ts";
import type { OperationsDeps } from "./deps.ts";

const states = ["waiting", "handled", "ignored", "failed", "test"] as const;

export function deliveriesBinding({ door }: OperationsDeps): Binding {
  const { database, clock } = door;
  return forOperator(operationsApi.listDeliveries, async ({ query }) => {
    const wanted = query.state === undefined ? null : states.filter((state) => query.state?.split(",").includes(state));
    const filtered = database.service
      .selectFrom("deliveries as d")
      .innerJoin("companies as c", "c.id", "d.company_id")
      .$if(wanted !== null, (all) => all.where(sql<boolean>`d.state = any (${wanted})`));
    const rows = await filtered
      .select(["d.id", "d.received_at", "d.source", "d.event", "c.name as company", "d.opportunity_id", "d.state"])
      .select(["d.reason", "d.interview_id"])
      .orderBy("d.received_at", "desc")
      .orderBy("d.id")
      .limit(query.limit)
      .offset(query.offset)
      .execute();
    const total = await filtered.select(sql<number>`count(*)::int`.as("count")).executeTakeFirstOrThrow();
    return {
      deliveries: rows.map((row) => ({
        id: row.id,
        receivedAt: row.received_at.toISOString(),
        source: row.source,
        event: row.event,
        company: row.company,
        opportunityId: row.opportunity_id,
        state: row.state,
        reason: row.reason,
        interviewId: row.interview_id,
      })),
      total: total.count,
      refused: await database.service
        .selectFrom("refused_deliveries")
        .select(["reason", sql<number>`sum(count)::int`.as("count")])
        .where(sql<boolean>`day >= ${new Date(clock.now() - days(7))}::date`)
        .groupBy("reason")
        .orderBy("count", "desc")
        .execute(),
    };
  });
}
