/**
 * Webhooks made by API with this key or token. Making one is not enough: a Super Admin must also switch the group of
 * events on in Lever's settings, and no answer here tells whether that was done. Lever accepts the same event and address
 * twice, so look before making one.
 * Lever: https://hire.lever.co/developer/documentation#webhooks
 */
import { id, instant, listOf, object, orNull, text, word } from "../wire/parse.ts";
import type { Parsed } from "../wire/parse.ts";
import type { Wire } from "../wire/wire.ts";
import type { WebhookEvent } from "../webhook-delivery.ts";
import type { Origin } from "./opportunity-shape.ts";

const configuration = object({
  conditions: orNull(object({ origins: listOf(word<Origin>()) })),
  /** Key of the signatures; shown in the answer to creating only, so store it. */
  signatureToken: orNull(text),
});

const webhook = object({
  id,
  event: word<WebhookEvent>(),
  url: text,
  configuration: orNull(configuration),
  /** Milliseconds since epoch. */
  createdAt: orNull(instant),
  updatedAt: orNull(instant),
});
export type Webhook = Parsed<typeof webhook>;

export interface WebhookConfiguration {
  /** Applications and candidates of these origins only; not for interview and contact events. */
  readonly conditions?: { readonly origins: readonly Origin[] };
  /** Asks Lever to send a test delivery, with empty data. */
  readonly verifyConnection?: boolean;
}

export interface NewWebhook {
  /** https with a certificate of a public authority. */
  readonly url: string;
  readonly event: WebhookEvent;
  readonly configuration?: WebhookConfiguration;
}

export interface WebhookUpdate {
  readonly id: string;
  readonly url?: string;
  readonly event?: WebhookEvent;
  readonly configuration?: WebhookConfiguration;
}

export function webhooks(wire: Wire) {
  return {
    /**
     * Without signature tokens. Scope `webhooks:read:admin`. Throws LeverError.
     * Lever: https://hire.lever.co/developer/documentation#list-webhooks
     */
    list: (): AsyncGenerator<Webhook, void, undefined> => wire.list({ method: "GET", path: "/webhooks" }, webhook),

    /**
     * Scope `webhooks:write:admin`. Throws LeverError.
     * Lever: https://hire.lever.co/developer/documentation#create-a-webhook
     */
    create: (newWebhook: NewWebhook): Promise<Webhook> =>
      wire.one({ method: "POST", path: "/webhooks", json: newWebhook }, webhook),

    /**
     * Changes several at once; returns those changed. Throws LeverError.
     * Lever: https://hire.lever.co/developer/documentation#webhooks
     */
    update: (updates: readonly WebhookUpdate[]): Promise<readonly Webhook[]> =>
      wire.many({ method: "PUT", path: "/webhooks", json: { data: updates } }, webhook),

    /**
     * Throws LeverError.
     * Lever: https://hire.lever.co/developer/documentation#delete-a-webhook
     */
    delete: (webhookId: string): Promise<void> =>
      wire.none({ method: "DELETE", path: "/webhooks/:webhook", ids: { webhook: webhookId } }),
  };
}
