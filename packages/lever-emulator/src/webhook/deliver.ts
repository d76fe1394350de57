/**
 * Sends webhooks: one delivery per webhook that wants the event, tried again with growing waits, each attempt logged.
 * Deliveries overtake each other freely, as nothing is known of Lever's order.
 */
import type { Activity } from "../activity.ts";
import type { Core, Emission } from "../core.ts";
import type { Faults } from "../fault/fault.ts";
import type { Account, Delivery, Webhook } from "../state/records.ts";
import { post } from "./post.ts";
import { payloadText } from "./sign.ts";

export type Sender = {
  /** To all webhooks but those made with `except`. */
  send: (account: Account, emission: Emission, except: string | null) => void;
  /** "Verify connection": the real event name, empty data, signed; whatever the switch says, and never repeated. */
  sendTest: (account: Account, webhook: Webhook) => void;
  /** The same bytes again, as a Super Admin can ask for in the app. */
  rerun: (delivery: Delivery) => void;
  /** Takes up deliveries that were waiting when the last process ended. */
  resume: () => void;
};

const keptDeliveries = 2000;
const defaultHoldMs = 2000;

export function createSender(core: Core, faults: Faults, activity: Activity): Sender {
  const held: Delivery[] = [];

  const releaseHeld = () => {
    for (const delivery of held.splice(0)) void attempt(delivery);
  };

  const attempt = async (delivery: Delivery): Promise<void> => {
    if (delivery.state !== "waiting") return;
    const done = activity.begin();
    const at = core.clock.now();
    const result = await post(delivery.url, delivery.payload, core.behaviours.webhookTimeoutMs);
    delivery.attempts.push({ at, ...result });
    done();
    const succeeded = result.status !== null && result.status >= 200 && result.status < 300;
    const wait =
      delivery.isTest || delivery.rerunOf ? undefined : core.behaviours.webhookRetryMs[delivery.attempts.length - 1];
    if (succeeded) delivery.state = "delivered";
    else if (wait === undefined) delivery.state = "failed";
    else
      core.timers.after(wait, () => {
        renewToken(core, delivery);
        void attempt(delivery);
      });
    core.changed();
    releaseHeld();
  };

  const start = (delivery: Delivery) => {
    const struck = faults.forDelivery(delivery.event);
    const of = (name: string) => struck.find(({ fault }) => fault === name);
    if (of("webhookLost")) {
      delivery.state = "lost";
      return;
    }
    if (of("webhookUnsigned")) delivery.payload = withoutSignature(delivery.payload);
    const duplicate = of("webhookDuplicate");
    if (duplicate)
      core.timers.after(duplicate.ms ?? 0, () => void attempt(record(core, { ...delivery, attempts: [] })));
    const outOfOrder = of("webhookOutOfOrder");
    if (outOfOrder) {
      held.push(delivery);
      core.timers.after(outOfOrder.ms ?? defaultHoldMs, releaseHeld);
      return;
    }
    core.timers.after(of("webhookDelay")?.ms ?? 0, () => void attempt(delivery));
  };

  return {
    send: (account, emission, except) => {
      if (!account.webhookGroups[emission.event]) return;
      for (const webhook of Object.values(account.webhooks)) {
        if (webhook.event !== emission.event || (except !== null && webhook.madeWith === except)) continue;
        if (webhook.origins && emission.origin && !webhook.origins.includes(emission.origin)) continue;
        start(record(core, blank(core, account, { webhook, data: emission.data })));
      }
    },
    sendTest: (account, webhook) => {
      const delivery = record(core, { ...blank(core, account, { webhook, data: {} }), isTest: true });
      if (faults.forDelivery(webhook.event).some(({ fault }) => fault === "webhookLost")) delivery.state = "lost";
      core.timers.after(core.behaviours.webhookTestDelayMs, () => void attempt(delivery));
    },
    rerun: (delivery) => {
      const again = { ...delivery, attempts: [], state: "waiting" as const, rerunOf: delivery.id };
      void attempt(record(core, { ...again, createdAt: core.clock.now() }));
    },
    resume: () => {
      for (const delivery of core.state.deliveries) if (delivery.state === "waiting") void attempt(delivery);
    },
  };
}

function blank(core: Core, account: Account, what: { webhook: Webhook; data: Record<string, unknown> }): Delivery {
  const { webhook, data } = what;
  const triggeredAt = core.clock.now();
  const { event, signatureToken } = webhook;
  const id = core.behaviours.webhookId ? core.newId("event") : null;
  return {
    id: "",
    account: account.key,
    webhookId: webhook.id,
    event,
    url: webhook.url,
    isTest: false,
    payload: payloadText({ event, data, triggeredAt, signatureToken, id }),
    createdAt: triggeredAt,
    attempts: [],
    state: "waiting",
    rerunOf: null,
  };
}

function record(core: Core, delivery: Delivery): Delivery {
  const kept = { ...delivery, id: core.newId("delivery") };
  const { deliveries } = core.state;
  deliveries.push(kept);
  if (deliveries.length > keptDeliveries) deliveries.splice(0, deliveries.length - keptDeliveries);
  core.changed();
  return kept;
}

/** The event stays the same, its id with it. */
function renewToken(core: Core, delivery: Delivery): void {
  const webhook = core.state.accounts[delivery.account]?.webhooks[delivery.webhookId];
  if (core.behaviours.webhookRetryKeepsToken || !webhook) return;
  const { data, id = null } = JSON.parse(delivery.payload) as { data: Record<string, unknown>; id?: string };
  const { event } = delivery;
  const triggeredAt = core.clock.now();
  delivery.payload = payloadText({ event, data, triggeredAt, signatureToken: webhook.signatureToken, id });
}

function withoutSignature(payload: string): string {
  const { signature: _, ...rest } = JSON.parse(payload) as Record<string, unknown>;
  return JSON.stringify(rest);
}
