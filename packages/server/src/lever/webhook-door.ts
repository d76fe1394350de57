/** The way in, with its memory of keys; whoever changes webhooks tells it to forget. */
import type { Crypt } from "../crypt.ts";
import { createWebhookKeys, type WebhookKeys } from "./webhook-key.ts";
import { webhookRoutes, type WebhookDeps } from "./webhook-routes.ts";

export function createWebhookDoor(deps: Omit<WebhookDeps, "keys"> & { crypt: Crypt }): {
  keys: WebhookKeys;
  routes: ReturnType<typeof webhookRoutes>;
} {
  const keys = createWebhookKeys(deps);
  return { keys, routes: webhookRoutes({ ...deps, keys }) };
}
