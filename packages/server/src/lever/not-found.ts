/** A candidate whom Lever does not find just now is looked for again. */
import type { Tx } from "../db/database.ts";
import type { Door } from "../interview/act.ts";
import { againDelivery, insertDeliveries } from "./delivery.ts";
import type { OwnEvent } from "./event-words.ts";
import { lookAgainMs, type Missing } from "./missing.ts";

interface Concerned {
  companyId: string;
  connectionId: string;
  opportunityId: string;
}

/** One series of looks, however many wrong answers began it. */
export async function lookForMissing(door: Door, tx: Tx, concerned: Concerned, { looks }: Missing): Promise<void> {
  const waitMs = lookAgainMs[looks];
  if (waitMs === undefined) return;
  const { connectionId, opportunityId } = concerned;
  const onItsWay = await tx
    .selectFrom("deliveries")
    .select("id")
    .where("connection_id", "=", connectionId)
    .where("opportunity_id", "=", opportunityId)
    .where("state", "=", "waiting")
    .where("event", "=", "notFound")
    .where("received_at", ">", new Date(door.clock.now()))
    .executeTakeFirst();
  if (onItsWay) return;
  const data = { notFound: looks + 1 };
  await insertDeliveries(tx, [
    againDelivery(door, { ...concerned, event: "notFound" satisfies OwnEvent, data, inMs: waitMs }),
  ]);
}
