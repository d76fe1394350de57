/** Making and changing webhooks, and the Super Admin's switches. */
import type { Act } from "../core.ts";
import type { Origin, Webhook, WebhookEvent } from "../state/records.ts";
import { newSecret } from "../uuid.ts";

export const origins: Origin[] = ["applied", "sourced", "referred", "university", "internal", "agency"];

/** Only these look at the origin of the opportunity. */
export const originEvents: readonly WebhookEvent[] = [
  "applicationCreated",
  "candidateHired",
  "candidateStageChange",
  "candidateArchiveChange",
];

export type WebhookData = { url: string; event: WebhookEvent; origins?: Origin[] };

/** The same event and address twice makes two webhooks. */
export function createWebhook(act: Act, data: WebhookData): Webhook {
  const at = act.core.clock.now();
  const webhook: Webhook = {
    id: act.core.newId("webhook"),
    event: data.event,
    url: data.url,
    origins: originEvents.includes(data.event) ? (data.origins ?? origins) : null,
    signatureToken: newSecret(24),
    madeWith: act.credential,
    createdAt: at,
    updatedAt: at,
  };
  act.account.webhooks[webhook.id] = webhook;
  act.core.changed();
  return webhook;
}

export function deleteWebhook(act: Act, webhook: Webhook): void {
  delete act.account.webhooks[webhook.id];
  act.core.changed();
}

/** Nothing is sent for an event until a Super Admin has switched it on in the app. */
export function switchWebhookGroup(act: Act, event: WebhookEvent, on: boolean): void {
  act.account.webhookGroups[event] = on;
  act.core.changed();
}
