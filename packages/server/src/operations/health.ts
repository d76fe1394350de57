/** /healthz (this process), /readyz (can it work?), /metrics (Prometheus, behind a token). Lever or mail being down does not make us unready. */
import { createHash, timingSafeEqual } from "node:crypto";
import { Hono } from "hono";
import type { Database } from "../db/database.ts";
import { HttpProblem, notFound, type Variables } from "../http/problem.ts";
import type { Metrics } from "./metrics.ts";

/** A database that has not answered by then is not there for anybody who waits at a page. */
const PATIENCE_MS = 1_500;

export interface HealthDeps {
  database: Database;
  metrics: Metrics;
  /** Null: `/metrics` is not served. */
  metricsToken: string | null;
  isReady: () => boolean;
}

export function healthRoutes({ database, metrics, metricsToken, isReady }: HealthDeps): Hono<{ Variables: Variables }> {
  const app = new Hono<{ Variables: Variables }>();
  app.get("/healthz", (context) => context.json({ ok: true }));
  app.get("/readyz", async (context) => {
    const databaseUp = await Promise.race([
      database.isUp(),
      new Promise<boolean>((resolve) => {
        setTimeout(() => resolve(false), PATIENCE_MS).unref();
      }),
    ]);
    const checks = { database: databaseUp, accepting: isReady() };
    const ok = checks.database && checks.accepting;
    return context.json({ ok, checks }, ok ? 200 : 503);
  });
  app.get("/metrics", async (context) => {
    if (metricsToken === null) throw notFound("This page");
    const given = /^Bearer (.+)$/.exec(context.req.header("authorization") ?? "")?.[1] ?? "";
    if (!sameText(given, metricsToken))
      throw new HttpProblem(401, "unauthenticated", "Send the METRICS_TOKEN of this installation as bearer token.");
    return context.body(await metrics.registry.metrics(), 200, { "content-type": metrics.registry.contentType });
  });
  return app;
}

/** In constant time, whatever the lengths. */
function sameText(left: string, right: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}
