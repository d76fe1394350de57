/** Switches, webhooks made in the app, test deliveries and reruns. */
import type { Parts } from "../assemble.ts";
import { badRequest, forbidden, notFound } from "../refusal.ts";
import { webhookEvents } from "../state/records.ts";
import { find } from "../state/state.ts";
import { createWebhook, deleteWebhook, switchWebhookGroup } from "../webhook/act.ts";
import type { FormTexts, SettingAction } from "./setting-action.ts";
import { mustBeSuperAdmin } from "./setting-action.ts";

export function webhookActions({ core, sender }: Parts): Record<string, SettingAction> {
  return {
    switch: (act, text) => {
      mustBeSuperAdmin(act);
      switchWebhookGroup(act, eventOf(text), text("on") === "yes");
    },
    add: (act, text) => {
      mustBeSuperAdmin(act);
      const url = text("url");
      if (!URL.canParse(url)) throw badRequest("The address is not valid");
      createWebhook(act, { url, event: eventOf(text) });
    },
    remove: (act, text) => {
      mustBeSuperAdmin(act);
      const webhook = find(act.account, "webhooks", text("id"));
      if (webhook.madeWith !== null) throw forbidden("Webhooks made by API can be changed only by API");
      deleteWebhook(act, webhook);
    },
    verify: (act, text) => sender.sendTest(act.account, find(act.account, "webhooks", text("id"))),
    rerun: (act, text) => {
      const delivery = core.state.deliveries.find(
        ({ id, account }) => id === text("id") && account === act.account.key,
      );
      if (!delivery) throw notFound("deliveries", text("id"));
      sender.rerun(delivery);
    },
  };
}

function eventOf(text: FormTexts) {
  const event = webhookEvents.find((one) => one === text("event"));
  if (!event) throw badRequest("Unknown event");
  return event;
}
