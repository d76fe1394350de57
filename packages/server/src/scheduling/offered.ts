/**
 * Writes down what an expert has offered until now, before something changes what they offer: hours, overrides, time off,
 * zone, or whether they are in the pool at all. Everything that changes one of these calls it first, in the same transaction.
 */
import { sql } from "kysely";
import { days } from "@interviewvector/domain";
import { checkRules } from "@interviewvector/slots";
import type { Tx } from "../db/database.ts";
import { readRules } from "./expert-rows.ts";
import { minutesByDay, windowFrom } from "./fairness.ts";

export async function writeDownOffered(tx: Tx, expertId: string, now: number): Promise<void> {
  const expert = await tx
    .selectFrom("experts")
    .select(["state", "offer_counted_at"])
    .where("id", "=", expertId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  // Time that was counted already is not counted again, should two clocks differ.
  if (!expert || expert.offer_counted_at.getTime() >= now) return;
  if (expert.state === "active") {
    const rules = await readRules(tx, expertId);
    // Rules that can't be used have offered nothing.
    if (rules && checkRules(rules) === undefined) {
      const fromMs = Math.max(expert.offer_counted_at.getTime(), windowFrom(now) - days(30));
      const rows = minutesByDay(rules, { fromMs, toMs: now }).map(({ dayAt, minutes }) => ({
        expert_id: expertId,
        on_date: new Date(dayAt).toISOString().slice(0, 10),
        minutes,
      }));
      if (rows.length > 0) {
        await tx
          .insertInto("expert_offered")
          .values(rows)
          .onConflict((conflict) =>
            conflict
              .columns(["expert_id", "on_date"])
              .doUpdateSet({ minutes: sql<number>`expert_offered.minutes + excluded.minutes` }),
          )
          .execute();
      }
    }
  }
  await tx
    .updateTable("experts")
    .set({ offer_counted_at: new Date(now) })
    .where("id", "=", expertId)
    .execute();
}
