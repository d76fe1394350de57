/** What people change in the settings. What only a Super Admin may do is refused to others, here and not only on the page. */
import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import { setCookie } from "hono/cookie";
import type { Parts } from "../assemble.ts";
import { replaceTemplate } from "../feedback/template-act.ts";
import { revokeApp } from "../oauth/grant.ts";
import { find } from "../state/state.ts";
import { addStage, removeStage, renameStage } from "../stage/act.ts";
import type { Setting } from "./frame.ts";
import { boardPath, settingPath } from "./frame.ts";
import type { SettingAction } from "./setting-action.ts";
import { filled, mustBeSuperAdmin } from "./setting-action.ts";
import { faultActions } from "./fault-actions.ts";
import { postingActions } from "./posting-actions.ts";
import { actCookie, actOf, formOf, seenAccount } from "./seen.ts";
import { webhookActions } from "./webhook-actions.ts";

type Actions = Partial<Record<Setting, Record<string, SettingAction>>>;

export function settingActions(parts: Parts): Hono<{ Bindings: HttpBindings }> {
  const { core } = parts;
  const app = new Hono<{ Bindings: HttpBindings }>();
  const actions: Actions = {
    ...standing,
    webhooks: webhookActions(parts),
    faults: faultActions(parts.faults),
  };
  app.post("/accounts/:account/settings/:setting/:action", async (c) => {
    const { account, setting, action } = c.req.param();
    const seen = seenAccount(parts, c, account);
    const run = actions[setting as Setting]?.[action];
    if (!run) return c.notFound();
    const { text } = await formOf(c);
    run(actOf(core, seen), text);
    core.changed();
    return c.redirect(settingPath(seen.account, setting as Setting), 303);
  });
  app.post("/accounts/:account/act-as", async (c) => {
    const seen = seenAccount(parts, c, c.req.param("account"));
    const { text } = await formOf(c);
    setCookie(c, actCookie(seen.account.key), find(seen.account, "users", text("user")).id, {
      path: "/",
      httpOnly: true,
      sameSite: "Lax",
    });
    return c.redirect(boardPath(seen.account), 303);
  });
  return app;
}

const standing: Actions = {
  apps: {
    revoke: (act, text) => {
      mustBeSuperAdmin(act);
      revokeApp(act.core, text("clientId"), act.account.key);
    },
  },
  users: {
    active: (act, text) => {
      mustBeSuperAdmin(act);
      find(act.account, "users", text("user")).deactivatedAt = text("active") === "yes" ? null : act.core.clock.now();
    },
  },
  postings: postingActions,
  stages: {
    add: (act, text) => {
      mustBeSuperAdmin(act);
      addStage(act, filled(text, "text"));
    },
    rename: (act, text) => {
      mustBeSuperAdmin(act);
      renameStage(act, text("stage"), filled(text, "text"));
    },
    remove: (act, text) => {
      mustBeSuperAdmin(act);
      removeStage(act, text("stage"));
    },
  },
  templates: {
    rename: (act, text) => {
      const template = find(act.account, "feedbackTemplates", text("template"));
      replaceTemplate(act, template, { ...template, text: filled(text, "text") });
    },
  },
};
