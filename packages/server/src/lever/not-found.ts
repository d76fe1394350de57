/** A candidate whom Lever does not find just now is looked for again. */
import type { Tx } from "../db/database.ts";
import type { Door } from "../interview/act.ts";
import { insertDeliveries } from "./delivery.ts";
import { lookAgainMs, type Missing } from "./missing.ts";

interface Concerned {
  companyId: string;
  connectionId: string;
  opportunityId: string;
}

/** One series of looks, however many wrong answers began it. */
export async function lookForMissing(
  { clock, newId }: Door,
  tx: Tx,
  { companyId, connectionId, opportunityId }: Concerned,
  { looks }: Missing,
): Promise<void> {
  const waitMs = lookAgainMs[looks];
  if (waitMs === undefined) return;
  const now = clock.now();
  const onItsWay = await tx
    .selectFrom("deliveries")
    .select("id")
    .where("connection_id", "=", connectionId)
    .where("opportunity_id", "=", opportunityId)
    .where("state", "=", "waiting")
    .where("event", "=", "notFound")
    .where("received_at", ">", new Date(now))
    .executeTakeFirst();
  if (onItsWay) return;
  const id = newId();
  await insertDeliveries(tx, [
    {
      id,
      effectId: newId(),
      companyId,
      connectionId,
      opportunityId,
      webhookId: null,
      source: "again",
      event: "notFound",
      token: `again:${id}`,
      triggeredAt: now,
      // Not there before its time: another read in between must not use it up.
      receivedAt: now + waitMs,
      data: { notFound: looks + 1 },
      state: "waiting",
      readAt: now + waitMs,
    },
  ]);
}
