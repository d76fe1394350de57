/** Which address shows which page. */
import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import type { Context } from "hono";
import type { Parts } from "../assemble.ts";
import type { Seen, Setting } from "./frame.ts";
import { faultPage } from "./page/fault.ts";
import { pipelinePage } from "./page/pipeline.ts";
import { postingPage } from "./page/posting.ts";
import { profilePage } from "./page/profile.ts";
import { appPage, stagePage, templatePage, userPage } from "./page/setting.ts";
import { webhookPage } from "./page/webhook.ts";
import { seenAccount, seenOpportunity } from "./seen.ts";

export function pageRoutes(parts: Parts): Hono<{ Bindings: HttpBindings }> {
  const { core, faults } = parts;
  const app = new Hono<{ Bindings: HttpBindings }>();
  const board = (c: Context, account: string) =>
    c.html(
      pipelinePage(seenAccount(parts, c, account), {
        search: c.req.query("search") ?? "",
        posting: c.req.query("posting") ?? "",
      }),
    );
  const pages: Record<Setting, (seen: Seen) => ReturnType<typeof webhookPage>> = {
    webhooks: webhookPage,
    apps: appPage,
    postings: postingPage,
    stages: stagePage,
    users: userPage,
    templates: templatePage,
    faults: (seen) => faultPage(seen, faults),
  };
  app.get("/", (c) => board(c, Object.keys(core.state.accounts)[0] ?? ""));
  app.get("/candidates", (c) => c.redirect("/"));
  app.get("/candidates/:id", (c) => {
    const { seen, opportunity } = seenOpportunity(parts, c, c.req.param("id"));
    return c.html(profilePage(seen, opportunity));
  });
  app.get("/accounts/:account", (c) => board(c, c.req.param("account")));
  app.get("/accounts/:account/settings/:setting", (c) => {
    const { account, setting } = c.req.param();
    const page = Object.hasOwn(pages, setting) ? pages[setting as Setting] : undefined;
    return page ? c.html(page(seenAccount(parts, c, account))) : c.notFound();
  });
  return app;
}
