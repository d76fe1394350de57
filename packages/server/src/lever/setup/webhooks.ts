/**
 * The webhooks that lead in: one address per connection and event. Made by API where we may, else by a person in Lever's
 * settings, for whom address and a place for the token are ready. Lever shows a signature token once: what is lost is made anew.
 */
import { LeverError, type LeverClient, type Webhook, type WebhookEvent } from "@interviewvector/lever";
import type { Tx } from "../../db/database.ts";
import { notFound } from "../../http/problem.ts";
import type { ConnectionRow, OpenConnection } from "../connection/open.ts";
import { webhookSecretRow } from "../webhook-key.ts";
import type { SetupDeps } from "./deps.ts";

export const webhookEvents = [
  "candidateStageChange",
  "candidateArchiveChange",
  "candidateHired",
  "candidateDeleted",
  "contactUpdated",
] as const satisfies readonly WebhookEvent[];

export function webhookUrl(publicUrl: string, key: string): string {
  return `${publicUrl}/webhooks/lever/${key}`;
}

interface Row {
  id: string;
  key: string;
  made_by: "api" | "person";
  ats_webhook_id: string | null;
  secret: Buffer | null;
}

/** Makes what is missing. Returns Lever's refusal when we may not: the rows then wait for a person. */
export async function createWebhooks(deps: SetupDeps, { row, lever }: OpenConnection): Promise<LeverError | null> {
  try {
    const listed: Webhook[] = [];
    for await (const webhook of lever.webhooks.list()) listed.push(webhook);
    await clearLeft(deps, { row, lever }, listed);
    for (const event of webhookEvents) await createOne(deps, { row, lever }, { event, listed });
    return null;
  } catch (error) {
    if (!(error instanceof LeverError && error.code === "forbidden")) throw error;
    for (const event of webhookEvents) await keepRow(deps, row, event, "person");
    return error;
  } finally {
    deps.keys.forgetAll();
  }
}

/** What stayed behind when other credentials took over can be seen, and goes, once the former ones are back. */
async function clearLeft(deps: SetupDeps, { row, lever }: OpenConnection, listed: Webhook[]): Promise<void> {
  const left = await deps.door.database.service
    .selectFrom("webhooks")
    .select(["id", "ats_webhook_id"])
    .where("connection_id", "=", row.id)
    .where("left_in_ats", "=", true)
    .execute();
  for (const { id, ats_webhook_id: ours } of left) {
    if (ours === null || !listed.some((webhook) => webhook.id === ours)) continue;
    await lever.webhooks.delete(ours);
    await deps.door.database.service.updateTable("webhooks").set({ left_in_ats: false }).where("id", "=", id).execute();
  }
}

async function createOne(
  deps: SetupDeps,
  { row, lever }: OpenConnection,
  { event, listed }: { event: WebhookEvent; listed: Webhook[] },
): Promise<void> {
  const kept = await keepRow(deps, row, event, "api");
  const url = webhookUrl(deps.config.publicUrl, kept.key);
  const same = listed.filter((webhook) => webhook.event === event && webhook.url === url);
  const known = same.find(({ id }) => id === kept.ats_webhook_id);
  if (known && kept.secret !== null) return;
  // Their tokens are lost: a webhook whose signature we can't check is of no use to anybody.
  for (const { id } of same) await deleteQuietly(lever, id);
  const made = await lever.webhooks.create({ url, event, configuration: { verifyConnection: true } });
  const token = made.configuration?.signatureToken ?? null;
  await deps.door.database.service
    .updateTable("webhooks")
    .set({
      made_by: "api",
      ats_webhook_id: made.id,
      secret: token === null ? null : deps.crypt.seal(token, webhookSecretRow(kept.id)),
      tested_at: null,
      asked_at: new Date(deps.door.clock.now()),
      refused_at: null,
      refused_reason: null,
    })
    .where("id", "=", kept.id)
    .execute();
}

/** The row stands before the webhook does: its key is part of the address. */
async function keepRow(
  deps: SetupDeps,
  connection: ConnectionRow,
  event: WebhookEvent,
  madeBy: "api" | "person",
): Promise<Row> {
  const { database, newId } = deps.door;
  const id = newId();
  return database.service.transaction().execute(async (tx) => {
    await tx
      .insertInto("webhooks")
      .values({
        id,
        company_id: connection.company_id,
        connection_id: connection.id,
        key: deps.crypt.sign("webhook-key", id).subarray(0, 24).toString("base64url"),
        event,
        made_by: madeBy,
        ats_webhook_id: null,
        secret: null,
      })
      .onConflict((conflict) =>
        conflict.columns(["connection_id", "event"]).where("removed_at", "is", null).doNothing(),
      )
      .execute();
    return rowOf(tx, connection.id, event);
  });
}

function rowOf(tx: Tx, connectionId: string, event: string): Promise<Row> {
  return tx
    .selectFrom("webhooks")
    .select(["id", "key", "made_by", "ats_webhook_id", "secret"])
    .where("connection_id", "=", connectionId)
    .where("event", "=", event)
    .where("removed_at", "is", null)
    .executeTakeFirstOrThrow();
}

async function deleteQuietly(lever: LeverClient, webhookId: string): Promise<void> {
  try {
    await lever.webhooks.delete(webhookId);
  } catch (error) {
    // Gone, or not ours to delete: a webhook that still sends finds a closed door, which harms nobody.
    if (!(error instanceof LeverError)) throw error;
  }
}

/**
 * Asks Lever for a test delivery of each webhook of ours. There may be none to test: those made by hand are tested by hand.
 * `gone`: one of ours was deleted in Lever. Source: https://hire.lever.co/developer/documentation#webhooks (verifyConnection)
 */
export async function verifyWebhooks(
  { door, keys }: SetupDeps,
  { row, lever }: OpenConnection,
): Promise<"asked" | "none" | "gone"> {
  const ours = await door.database.service
    .selectFrom("webhooks")
    .select("ats_webhook_id")
    .where("connection_id", "=", row.id)
    .where("made_by", "=", "api")
    .where("removed_at", "is", null)
    .execute();
  const ids = ours.flatMap(({ ats_webhook_id: id }) => (id === null ? [] : [id]));
  if (ids.length === 0) return "none";
  // Green again only when one has come.
  await door.database.service
    .updateTable("webhooks")
    .set({ tested_at: null, asked_at: new Date(door.clock.now()) })
    .where("connection_id", "=", row.id)
    .where("ats_webhook_id", "in", ids)
    .execute();
  keys.forgetAll();
  try {
    await lever.webhooks.update(ids.map((id) => ({ id, configuration: { verifyConnection: true } })));
  } catch (error) {
    if (!(error instanceof LeverError && error.code === "not_found")) throw error;
    return "gone";
  }
  return "asked";
}

/** A person made the webhook in Lever's settings and brings its token. The one that we made for the same event goes. */
export async function storeToken(
  deps: SetupDeps,
  { row: connection, lever }: OpenConnection,
  event: string,
  token: string,
): Promise<void> {
  const known = webhookEvents.find((name) => name === event);
  if (!known) throw notFound("This event");
  const { id, ats_webhook_id: ours } = await keepRow(deps, connection, known, "person");
  if (ours !== null) await deleteQuietly(lever, ours);
  await deps.door.database.service
    .updateTable("webhooks")
    .set({
      made_by: "person",
      ats_webhook_id: null,
      secret: deps.crypt.seal(token, webhookSecretRow(id)),
      tested_at: null,
      seen_at: null,
      asked_at: null,
      refused_at: null,
      refused_reason: null,
    })
    .where("id", "=", id)
    .execute();
  deps.keys.forgetAll();
}
