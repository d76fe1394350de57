/** The pipeline board in the browser. */
import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import type { Parts } from "../assemble.ts";

export function boardApp(parts: Parts): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.get("/", (c) => c.text(Object.keys(parts.core.state.accounts).join(" ")));
  return app;
}
