/**
 * `POST /webhooks/lever/{key}`: verify, store, answer. Nothing else happens in the request: Lever's signature does not cover
 * the data, so what came is only a hint to read the opportunity, and that is owed from the same statement on.
 */
import { setTimeout as wait } from "node:timers/promises";
import { Hono } from "hono";
import { verifyDelivery, type DeliveryHint, type WebhookDelivery } from "@interviewvector/lever";
import type { Clock } from "../clock.ts";
import type { Database } from "../db/database.ts";
import { isDatabaseDown, type AppContext, type Variables } from "../http/problem.ts";
import type { Log } from "../log.ts";
import type { Metrics } from "../operations/metrics.ts";
import { createBatch } from "./batch.ts";
import { insertDeliveries, type DeliveryData, type NewDelivery } from "./delivery.ts";
import { createRefusedCounter, type RefusalReason } from "./refused.ts";
import { createSightings } from "./sighting.ts";
import type { WebhookKey, WebhookKeys } from "./webhook-key.ts";

export interface WebhookDeps {
  database: Database;
  clock: Clock;
  newId: () => string;
  log: Log;
  metrics: Pick<Metrics, "delivery">;
  keys: WebhookKeys;
  wake: () => void;
}

const MOST_BYTES = 256 * 1024;
const AHEAD_MS = 5 * 60_000;
const MOST_PER_COMMIT = 200;
/** A webhook's own creation may still be under way when Lever's first delivery comes. */
const TOKEN_WAIT_MS = 2_000;

type Verdict = { ok: true; delivery: WebhookDelivery } | { ok: false; status: 400 | 401; reason: RefusalReason };

export function webhookRoutes(deps: WebhookDeps): Hono<{ Variables: Variables }> {
  const refused = createRefusedCounter(deps);
  const sighted = createSightings(deps);
  const store = createBatch<NewDelivery, boolean>({
    max: MOST_PER_COMMIT,
    hitsAll: isDatabaseDown,
    async flush(deliveries) {
      const stored = await insertDeliveries(deps.database.service, deliveries);
      deps.wake();
      return deliveries.map(({ id }) => stored.has(id));
    },
  });

  const refuse = (context: AppContext, status: 400 | 401 | 404 | 413, reason: RefusalReason): Response => {
    refused(reason);
    deps.metrics.delivery(reason);
    return context.json({ code: reason }, status);
  };

  const app = new Hono<{ Variables: Variables }>();
  app.post("/webhooks/lever/:key", async (context) => {
    const webhook = await deps.keys.find(context.req.param("key"));
    if (!webhook) return refuse(context, 404, "unknown_key");
    const text = await readText(context.req.raw);
    if (text === null) return refuse(context, 413, "too_large");
    const body = jsonOrNothing(text);
    if (body === undefined) return refuse(context, 400, "malformed");
    const verdict = await verified(deps, context.req.param("key"), { webhook, body });
    if (!verdict.ok) {
      if (verdict.status === 401) sighted.refused(webhook, verdict.reason);
      return refuse(context, verdict.status, verdict.reason);
    }
    const delivery = deliveryOf(deps, webhook, verdict.delivery);
    const isNew = await store(delivery);
    deps.metrics.delivery(isNew ? "accepted" : "again");
    if (isNew) sighted.came(webhook, delivery);
    return context.json({ ok: true });
  });
  return app;
}

/** Null when it is larger than anything Lever sends; the rest is then not read. */
async function readText(request: Request): Promise<string | null> {
  const declared = Number(request.headers.get("content-length") ?? Number.NaN);
  if (declared > MOST_BYTES) return null;
  // The HTTP parser holds the sender to a declared length; without one we count ourselves.
  if (Number.isFinite(declared)) return request.text();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > MOST_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function jsonOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // not JSON: refused as malformed
  }
}

async function verified(
  { keys, clock }: WebhookDeps,
  key: string,
  { webhook, body }: { webhook: WebhookKey; body: unknown },
): Promise<Verdict> {
  let check = verdictOf(webhook, body, clock.now());
  // The token may have been created or replaced a moment ago, perhaps by another process.
  for (let waited = 0; mayBeStale(check) && waited < TOKEN_WAIT_MS; waited += 250) {
    const again = await keys.findAgain(key);
    check = again ? verdictOf(again, body, clock.now()) : check;
    if (again?.signatureToken != null) return check;
    await wait(250);
  }
  return check;
}

function mayBeStale(verdict: Verdict): boolean {
  return !verdict.ok && (verdict.reason === "no_token_yet" || verdict.reason === "wrong_signature");
}

function verdictOf({ signatureToken }: WebhookKey, body: unknown, now: number): Verdict {
  const check = verifyDelivery({ body, signatureToken: signatureToken ?? "" });
  if (!check.ok) {
    switch (check.reason) {
      case "no_signature_token":
        return { ok: false, status: 401, reason: "no_token_yet" };
      case "no_signature":
        return { ok: false, status: 401, reason: "unsigned" };
      case "bad_signature_form":
      case "wrong_signature":
        return { ok: false, status: 401, reason: "wrong_signature" };
      case "not_an_object":
      case "bad_token":
      case "bad_triggered_at":
      case "no_event":
        return { ok: false, status: 400, reason: "malformed" };
      default:
        return check.reason satisfies never;
    }
  }
  const { data } = body as { data?: unknown };
  const isObject = typeof data === "object" && data !== null && !Array.isArray(data);
  if (!isObject || !/^\w{1,64}$/.test(check.delivery.event)) return { ok: false, status: 400, reason: "malformed" };
  if (check.delivery.triggeredAt > now + AHEAD_MS) return { ok: false, status: 400, reason: "from_the_future" };
  return check;
}

/** Ids are opaque to us, but not unbounded: what is none is dropped, since the signature does not vouch for it. */
function idOrNull(value: string | null): string | null {
  return value !== null && /^[\w.:-]{1,100}$/.test(value) ? value : null;
}

function deliveryOf(deps: WebhookDeps, webhook: WebhookKey, delivery: WebhookDelivery): NewDelivery {
  const now = deps.clock.now();
  const opportunityId = idOrNull(delivery.hint.opportunityId);
  return {
    id: deps.newId(),
    effectId: deps.newId(),
    companyId: webhook.companyId,
    connectionId: webhook.connectionId,
    webhookId: webhook.webhookId,
    source: "webhook",
    event: delivery.event,
    token: delivery.token,
    triggeredAt: delivery.triggeredAt,
    receivedAt: now,
    opportunityId,
    data: dataOf(delivery.hint),
    state: opportunityId === null && idOrNull(delivery.hint.contactId) === null ? "test" : "waiting",
    readAt: now,
  };
}

function dataOf(hint: DeliveryHint): DeliveryData {
  const toStageId = idOrNull(hint.toStageId);
  const contactId = idOrNull(hint.contactId);
  return { ...(toStageId === null ? {} : { toStageId }), ...(contactId === null ? {} : { contactId }) };
}
