/**
 * The pipeline board: pages from the server, forms that work without JavaScript, one small script on top. It stands for
 * Lever's web app; who acts is chosen, not signed in.
 */
import { readFileSync } from "node:fs";
import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import type { Context } from "hono";
import { csrf } from "hono/csrf";
import type { Parts } from "../assemble.ts";
import { RefusalError } from "../refusal.ts";
import { findOf } from "../state/state.ts";
import { candidateActions } from "./candidate-actions.ts";
import { contentType } from "../api/dispatch.ts";
import { liveEvents } from "./live.ts";
import { problemPage } from "./page/problem.ts";
import { seenOpportunity } from "./seen.ts";
import { settingActions } from "./setting-actions.ts";
import { pageRoutes } from "./routes.ts";

const assets: Record<string, string> = {
  "board.css": "text/css; charset=utf-8",
  "pipeline.css": "text/css; charset=utf-8",
  "board.js": "text/javascript; charset=utf-8",
  "icon.svg": "image/svg+xml",
};

export const pageNotFound = (c: Context) => c.html(problemPage("There is no such page"), 404);

export function boardApp(parts: Parts): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.get("/assets/:name", (c) => {
    const type = assets[c.req.param("name")];
    if (type === undefined) return pageNotFound(c);
    return c.body(readFileSync(new URL(`asset/${c.req.param("name")}`, import.meta.url)), 200, {
      "content-type": type,
    });
  });
  app.get("/events", (c) => liveEvents(parts, c));
  app.use(csrf());
  app.route("/", pageRoutes(parts));
  app.route("/", candidateActions(parts));
  app.route("/", settingActions(parts));
  for (const kind of ["files", "resumes"] as const)
    app.get(`/candidates/:id/${kind}/:file`, (c) => {
      const { seen, opportunity } = seenOpportunity(parts, c, c.req.param("id") ?? "");
      const where = { opportunity: opportunity.id, id: c.req.param("file") ?? "" };
      const file =
        kind === "files" ? findOf(seen.account, "files", where) : findOf(seen.account, "resumes", where).file;
      if (!file) return pageNotFound(c);
      return c.body(Buffer.from(file.base64, "base64"), 200, {
        "content-type": contentType(file.name),
        "content-disposition": `inline; filename*=UTF-8''${encodeURIComponent(file.name)}`,
        "content-security-policy": "sandbox",
      });
    });
  app.onError((error, c) => {
    if (error instanceof RefusalError) return c.html(problemPage(error.message), error.status);
    throw error;
  });
  return app;
}
