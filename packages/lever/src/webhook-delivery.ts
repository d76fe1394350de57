/**
 * Deliveries of Lever's webhooks: checking and making signatures. A verified delivery proves who sent `token` and
 * `triggeredAt`, and nothing else: the signature does not cover `event` and `data`. Treat them as a hint, refuse tokens seen
 * before, and read the opportunity from the API before acting.
 * Lever: https://hire.lever.co/developer/documentation#webhooks
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import { wholeText } from "./wire/json.ts";

export type WebhookEvent =
  | "applicationCreated"
  | "candidateHired"
  | "candidateStageChange"
  | "candidateArchiveChange"
  | "candidateDeleted"
  | "interviewCreated"
  | "interviewUpdated"
  | "interviewDeleted"
  | "contactCreated"
  | "contactUpdated";

/** Ids that a delivery names; null where it names none. Lever's test deliveries name none at all. */
export interface DeliveryHint {
  readonly opportunityId: string | null;
  readonly contactId: string | null;
  readonly applicationId: string | null;
  readonly interviewId: string | null;
  readonly panelId: string | null;
  readonly toStageId: string | null;
  readonly fromStageId: string | null;
}

export interface WebhookDelivery {
  /** Of the event; documented, but in no example. */
  readonly id: string | null;
  /** One of `WebhookEvent`, or what Lever may add. */
  readonly event: WebhookEvent | (string & Record<never, never>);
  /** Milliseconds since epoch. */
  readonly triggeredAt: number;
  /** Random, one per delivery: remember it to recognise repeats. */
  readonly token: string;
  readonly hint: DeliveryHint;
}

export type DeliveryRefusal =
  | "no_signature_token"
  | "not_an_object"
  | "no_signature"
  | "bad_signature_form"
  | "bad_token"
  | "bad_triggered_at"
  | "wrong_signature"
  | "no_event";

export type DeliveryCheck =
  | { readonly ok: true; readonly delivery: WebhookDelivery }
  | { readonly ok: false; readonly reason: DeliveryRefusal };

/**
 * The signed text is `token` directly followed by `triggeredAt`, so the border between them must not be movable: hence the
 * fixed alphabet of tokens and exactly 13 digits (any instant from 2001 to 2286).
 */
const TOKEN = /^\w{1,128}$/;
const SIGNATURE = /^[0-9a-fA-F]{64}$/;
const EARLIEST = 1_000_000_000_000;
const LATEST = 9_999_999_999_999;

/**
 * Checks a delivery. `body` is the parsed JSON; `signatureToken` the one Lever showed when the webhook was made. Never throws.
 * Lever: https://hire.lever.co/developer/documentation#webhooks (securing webhooks)
 */
export function verifyDelivery({ body, signatureToken }: { body: unknown; signatureToken: string }): DeliveryCheck {
  const refuse = (reason: DeliveryRefusal): DeliveryCheck => ({ ok: false, reason });
  // An empty key would let anybody sign.
  if (signatureToken === "") return refuse("no_signature_token");
  if (!isRecord(body)) return refuse("not_an_object");
  const { signature, token, triggeredAt, event } = body;
  if (signature === undefined || signature === null || signature === "") return refuse("no_signature");
  if (typeof signature !== "string" || !SIGNATURE.test(signature)) return refuse("bad_signature_form");
  if (typeof token !== "string" || !TOKEN.test(token)) return refuse("bad_token");
  if (!isThirteenDigits(triggeredAt)) return refuse("bad_triggered_at");
  const expected = hmac({ token, triggeredAt, signatureToken });
  if (!timingSafeEqual(expected, Buffer.from(signature, "hex"))) return refuse("wrong_signature");
  if (typeof event !== "string" || event === "") return refuse("no_event");
  const delivery = {
    id: textOrNull(body["id"]),
    event: wholeText(event),
    triggeredAt,
    token,
    hint: hintOf(body["data"]),
  };
  return { ok: true, delivery };
}

/**
 * The signature of a delivery, 64 hex characters: for tests and for playing Lever. `triggeredAt` in milliseconds since epoch.
 * Throws RangeError for values that `verifyDelivery` would refuse.
 */
export function signDelivery(signed: { token: string; triggeredAt: number; signatureToken: string }): string {
  const fits = TOKEN.test(signed.token) && isThirteenDigits(signed.triggeredAt) && signed.signatureToken !== "";
  if (!fits) throw new RangeError("token, triggeredAt or signatureToken is not of the form Lever sends");
  return hmac(signed).toString("hex");
}

function hmac({ token, triggeredAt, signatureToken }: Parameters<typeof signDelivery>[0]): Buffer {
  return createHmac("sha256", signatureToken).update(`${token}${triggeredAt}`).digest();
}

function isThirteenDigits(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= EARLIEST && Number(value) <= LATEST;
}

function hintOf(data: unknown): DeliveryHint {
  const named = isRecord(data) ? data : {};
  return {
    opportunityId: textOrNull(named["opportunityId"]),
    contactId: textOrNull(named["contactId"]),
    applicationId: textOrNull(named["applicationId"]),
    interviewId: textOrNull(named["interviewId"]),
    panelId: textOrNull(named["panelId"]),
    toStageId: textOrNull(named["toStageId"]),
    fromStageId: textOrNull(named["fromStageId"]),
  };
}

function textOrNull(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? wholeText(value) : null;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
