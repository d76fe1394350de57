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

export interface Sightings {
  came(webhook: WebhookKey, delivery: NewDelivery): void;
  /** Something came to this address that we could not believe: a token that does not fit, most often. */
  refused(webhook: WebhookKey, reason: string): void;
}

export function createSightings(deps: { database: Database; clock: Clock; log: Log }): Sightings {
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

  const quietly = (work: Promise<unknown>): void => {
    work.catch((error: unknown) => log.warn({ err: error }, "what came in could not be noted on its connection"));
  };
  const isSeldom = (about: string): boolean => {
    if (clock.now() - (noted.get(about) ?? -Infinity) <= SELDOM_MS) return false;
    noted.set(about, clock.now());
    return true;
  };

  return {
    came(webhook, delivery) {
      const isTest = delivery.state === "test";
      const first = isTest ? !webhook.tested : !webhook.seen;
      const seldom = isSeldom(webhook.connectionId);
      if (!first && !seldom) return;
      if (isTest) webhook.tested = true;
      else webhook.seen = true;
      const column = first ? (isTest ? "tested_at" : "seen_at") : null;
      quietly(write(webhook, column, new Date(clock.now())));
    },
    refused(webhook, reason) {
      if (!isSeldom(`refused:${webhook.webhookId}`)) return;
      const facts = { refused_at: new Date(clock.now()), refused_reason: reason };
      quietly(database.service.updateTable("webhooks").set(facts).where("id", "=", webhook.webhookId).execute());
    },
  };
}
