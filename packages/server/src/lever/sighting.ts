/**
 * That something came in at all: when a webhook was first tested and first used, and when a connection last heard from Lever.
 * Shown to people, decided upon by nobody; written after the answer and seldom, so that the door stays cheap.
 */
import type { Clock } from "../clock.ts";
import type { Database } from "../db/database.ts";
import type { Log } from "../log.ts";
import type { NewDelivery } from "./delivery.ts";
import type { WebhookKey } from "./webhook-key.ts";

const SELDOM_MS = 5_000;

export function createSightings(deps: {
  database: Database;
  clock: Clock;
  log: Log;
}): (webhook: WebhookKey, delivery: NewDelivery) => void {
  const { database, clock, log } = deps;
  const noted = new Map<string, number>();

  const write = async (webhook: WebhookKey, column: "tested_at" | "seen_at" | null, at: Date): Promise<void> => {
    const db = database.service;
    if (column !== null) {
      await db
        .updateTable("webhooks")
        .set({ [column]: at })
        .where("id", "=", webhook.webhookId)
        .where(column, "is", null)
        .execute();
    }
    await db.updateTable("connections").set({ last_event_at: at }).where("id", "=", webhook.connectionId).execute();
  };

  return (webhook, delivery) => {
    const isTest = delivery.state === "test";
    const first = isTest ? !webhook.tested : !webhook.seen;
    const seldom = clock.now() - (noted.get(webhook.connectionId) ?? -Infinity) > SELDOM_MS;
    if (!first && !seldom) return;
    noted.set(webhook.connectionId, clock.now());
    if (isTest) webhook.tested = true;
    else webhook.seen = true;
    const column = first ? (isTest ? "tested_at" : "seen_at") : null;
    write(webhook, column, new Date(clock.now())).catch((error: unknown) =>
      log.warn({ err: error }, "an event came in, but could not be noted on its connection"),
    );
  };
}
