/** `/webhooks`: section 24. The signature token stands in the answer to the creation and nowhere else. */
import { isRecord, oneOf, records, requiredText, text, texts } from "../api/body.ts";
import type { Answer, Call, Endpoint } from "../api/call.ts";
import { created, gone, ok, param } from "../api/call.ts";
import { single } from "../api/shape.ts";
import { badRequest, forbidden } from "../refusal.ts";
import type { Origin, Webhook } from "../state/records.ts";
import { webhookEvents } from "../state/records.ts";
import { find } from "../state/state.ts";
import { createWebhook, deleteWebhook, originEvents, origins } from "./act.ts";
import type { Sender } from "./deliver.ts";

const path = "/webhooks";
const scope = "webhooks";

export const webhookEndpoints = (sender: Sender): Endpoint[] => [
  { method: "GET", path, scope, run: list },
  { method: "POST", path, scope, run: (call) => create(call, sender) },
  { method: "PUT", path, scope, run: (call) => update(call, sender) },
  { method: "DELETE", path: `${path}/:webhook`, scope, run: remove },
];

/** Those made with this key or app; others cannot be seen or changed by API. */
const own = (call: Call) =>
  Object.values(call.act.account.webhooks).filter((webhook) => webhook.madeWith === call.credentials.name);

const webhookView = (webhook: Webhook, extra: { signatureToken?: string | null } = {}) => ({
  id: webhook.id,
  event: webhook.event,
  url: webhook.url,
  configuration: { ...(webhook.origins ? { conditions: { origins: webhook.origins } } : {}), ...extra },
  createdAt: webhook.createdAt,
  updatedAt: webhook.updatedAt,
});

/** Recorded without `hasNext`. */
const list = (call: Call): Answer => ok(own(call).map((webhook) => webhookView(webhook)));

function create(call: Call, sender: Sender): Answer {
  const { fields } = call.body;
  const event = oneOf(fields, "event", webhookEvents);
  if (!event) throw badRequest("Missing required field: event");
  const chosen = originsOf(fields);
  const webhook = createWebhook(call.act, {
    url: address(requiredText(fields, "url")),
    event,
    ...(chosen ? { origins: chosen } : {}),
  });
  if (wantsTest(fields)) sender.sendTest(call.act.account, webhook);
  const { signatureToken } = webhook;
  const body = single(call.act.core.behaviours, webhookView(webhook, { signatureToken }), "data.data");
  return { ...created(null, [{ type: "webhook.created", id: webhook.id }]), body };
}

/** All items are read before any webhook is changed, so that one that is refused leaves the others as they were. */
function update(call: Call, sender: Sender): Answer {
  const items = records(call.body.fields, "data");
  if (!items?.length) throw badRequest("Missing required field: data");
  const changes = items.map((item) => {
    const webhook = ownById(call, requiredText(item, "id"));
    return { webhook, change: changeOf(call, webhook, item), test: wantsTest(item) };
  });
  for (const { webhook, change, test } of changes) {
    Object.assign(webhook, change);
    if (test) sender.sendTest(call.act.account, webhook);
  }
  call.act.core.changed();
  const effects = changes.map(({ webhook }) => ({ type: "webhook.updated", id: webhook.id }));
  return ok(
    changes.map(({ webhook }) => webhookView(webhook)),
    effects,
  );
}

function changeOf(call: Call, webhook: Webhook, item: Record<string, unknown>): Partial<Webhook> {
  const url = text(item, "url");
  const event = oneOf(item, "event", webhookEvents) ?? webhook.event;
  const chosen = originsOf(item) ?? webhook.origins ?? origins;
  return {
    event,
    url: url === undefined ? webhook.url : address(url),
    origins: originEvents.includes(event) ? chosen : null,
    updatedAt: call.act.core.clock.now(),
  };
}

function remove(call: Call): Answer {
  const webhook = ownById(call, param(call, "webhook"));
  deleteWebhook(call.act, webhook);
  return gone([{ type: "webhook.deleted", id: webhook.id }]);
}

function ownById(call: Call, id: string): Webhook {
  const webhook = find(call.act.account, "webhooks", id);
  if (webhook.madeWith !== call.credentials.name)
    throw forbidden("Webhooks can be changed only with the credentials that created them");
  return webhook;
}

/** Lever wants https; the emulator takes http too, since it runs beside its receivers. */
function address(url: string): string {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) throw badRequest("url must be a valid address");
  return url;
}

const wantsTest = (fields: Record<string, unknown>) =>
  isRecord(fields.configuration) && fields.configuration.verifyConnection === true;

function originsOf(fields: Record<string, unknown>): Origin[] | undefined {
  const { configuration } = fields;
  if (!isRecord(configuration) || !isRecord(configuration.conditions)) return undefined;
  const chosen = texts(configuration.conditions, "origins");
  if (chosen?.some((origin) => !origins.includes(origin as Origin))) throw badRequest("Unknown origin");
  return chosen as Origin[] | undefined;
}
