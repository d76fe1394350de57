/** /healthz (this process), /readyz (can it work?), /metrics (Prometheus). Lever or mail being down does not make us unready. */
import { Hono } from "hono";
import { sql } from "kysely";
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from "prom-client";
import type { Database } from "../db/database.ts";
import type { Claimed } from "../effects/claim.ts";
import type { Recorded } from "../effects/record.ts";
import type { Variables } from "../http/problem.ts";

export interface Metrics {
  registry: Registry;
  request(method: string, route: string, status: number, seconds: number): void;
  effect(effect: Claimed, recorded: Recorded): void;
  delivery(verdict: string): void;
  atsCall(path: string, status: number): void;
}

export function createMetrics(database: Database): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const requests = new Histogram({
    name: "iv_http_request_seconds",
    help: "Requests by route and status",
    labelNames: ["method", "route", "status"],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 1, 5],
    registers,
  });
  const attempts = new Counter({
    name: "iv_effect_attempts_total",
    help: "Attempts at effects by outcome",
    labelNames: ["kind", "outcome"],
    registers,
  });
  const deliveries = new Counter({
    name: "iv_deliveries_total",
    help: "Incoming webhooks by verdict",
    labelNames: ["verdict"],
    registers,
  });
  const calls = new Counter({
    name: "iv_ats_calls_total",
    help: "Calls to the ATS by status",
    labelNames: ["path", "status"],
    registers,
  });
  const open = new Gauge({
    name: "iv_effects",
    help: "Effects by state",
    labelNames: ["state"],
    registers,
    async collect() {
      const { rows } = await sql<{
        state: string;
        count: string;
      }>`select state, count(*) as count from effects where state not in ('done', 'skipped') group by state`.execute(
        database.service,
      );
      this.reset();
      for (const row of rows) this.set({ state: row.state }, Number(row.count));
    },
  });
  const oldest = new Gauge({
    name: "iv_effects_oldest_due_seconds",
    help: "Age of the oldest effect that is due",
    registers,
    async collect() {
      const { rows } = await sql<{
        age: number | null;
      }>`select extract(epoch from now() - min(greatest(not_before, created_at)))::float as age from effects where state in ('pending', 'unsure') and run_after <= now()`.execute(
        database.service,
      );
      this.set(rows[0]?.age ?? 0);
    },
  });
  void [open, oldest];
  return {
    registry,
    request: (method, route, status, seconds) => requests.observe({ method, route, status }, seconds),
    effect: (effect, recorded) =>
      attempts.inc({ kind: effect.kind, outcome: recorded.found ? "found" : recorded.outcome.result }),
    delivery: (verdict) => deliveries.inc({ verdict }),
    atsCall: (path, status) => calls.inc({ path, status }),
  };
}

export function healthRoutes(
  database: Database,
  metrics: Metrics,
  isReady: () => boolean,
): Hono<{ Variables: Variables }> {
  const app = new Hono<{ Variables: Variables }>();
  app.get("/healthz", (context) => context.json({ ok: true }));
  app.get("/readyz", async (context) => {
    const databaseUp = await Promise.race([
      database.isUp(),
      new Promise<boolean>((resolve) => {
        setTimeout(() => resolve(false), 1_500).unref();
      }),
    ]);
    const checks = { database: databaseUp, accepting: isReady() };
    const ok = checks.database && checks.accepting;
    return context.json({ ok, checks }, ok ? 200 : 503);
  });
  app.get("/metrics", async (context) =>
    context.body(await metrics.registry.metrics(), 200, { "content-type": metrics.registry.contentType }),
  );
  return app;
}
