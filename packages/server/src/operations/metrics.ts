/**
 * What `/metrics` tells, for Prometheus. Label sets are bounded: kinds, states, routes and verdicts that the code names,
 * never a company, person or path. The ledger is counted over its open rows only, and at most every ten seconds.
 */
import { sql } from "kysely";
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from "prom-client";
import type { Clock } from "../clock.ts";
import type { Database } from "../db/database.ts";
import type { Claimed } from "../effects/claim.ts";
import type { Recorded } from "../effects/record.ts";

export interface Metrics {
  registry: Registry;
  request(method: string, route: string, status: number, seconds: number): void;
  effect(effect: Claimed, recorded: Recorded): void;
  /** `accepted`, `again`, or why it was refused. */
  delivery(verdict: string): void;
  /** Null: no answer came. */
  atsCall(method: string, status: number | null): void;
}

const KEPT_MS = 10_000;

interface Owed {
  kind: string;
  state: string;
  count: number;
  oldest_s: number;
}

export function createMetrics(database: Database, clock: Clock): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const counter = (name: string, help: string, labelNames: string[]) =>
    new Counter({ name, help, labelNames, registers });
  const requests = new Histogram({
    name: "iv_http_request_seconds",
    help: "Requests by route and status",
    labelNames: ["method", "route", "status"],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 1, 5],
    registers,
  });
  const attempts = counter("iv_effect_attempts_total", "Attempts at effects by outcome", ["kind", "outcome"]);
  const deliveries = counter("iv_deliveries_total", "Incoming webhooks by verdict", ["verdict"]);
  const calls = counter("iv_ats_calls_total", "Calls to the ATS by status; 429 is ours to avoid", ["method", "status"]);
  gaugesOfTheLedger(database, clock, registers);
  return {
    registry,
    request: (method, route, status, seconds) => requests.observe({ method, route, status }, seconds),
    effect: (effect, recorded) =>
      attempts.inc({ kind: effect.kind, outcome: recorded.found ? "found" : recorded.outcome.result }),
    delivery: (verdict) => deliveries.inc({ verdict }),
    atsCall: (method, status) => calls.inc({ method, status: status === null ? "none" : String(status) }),
  };
}

function gaugesOfTheLedger(database: Database, clock: Clock, registers: Registry[]): void {
  const owed = keptFor(KEPT_MS, () => readOwed(database, clock.now()));
  const open = new Gauge({
    name: "iv_effects",
    help: "Effects that are not done, by kind and state; those of the future are not counted",
    labelNames: ["kind", "state"],
    registers,
    async collect() {
      const rows = await owed();
      this.reset();
      for (const { kind, state, count } of rows) this.set({ kind, state }, count);
    },
  });
  const oldest = new Gauge({
    name: "iv_effects_oldest_due_seconds",
    help: "How long the oldest effect that is due has been owed, by kind; what waits for a broken connection apart",
    labelNames: ["kind"],
    registers,
    async collect() {
      const rows = await owed();
      this.reset();
      for (const kind of new Set(rows.map((row) => row.kind))) {
        const ages = rows.filter((row) => row.kind === kind && row.state !== "dead").map((row) => row.oldest_s);
        this.set({ kind }, Math.max(0, ...ages));
      }
    },
  });
  const connected = keptFor(KEPT_MS, () => readConnections(database));
  const connections = new Gauge({
    name: "iv_connections",
    help: "Connections to the ATS by state; a broken one wants a person",
    labelNames: ["state"],
    registers,
    async collect() {
      this.reset();
      for (const { state, count } of await connected()) this.set({ state }, count);
    },
  });
  void [open, oldest, connections];
}

async function readConnections(database: Database): Promise<{ state: string; count: number }[]> {
  return database.service
    .selectFrom("connections")
    .select(["state", sql<number>`count(*)::int`.as("count")])
    .groupBy("state")
    .execute();
}

async function readOwed(database: Database, now: number): Promise<Owed[]> {
  const { rows } = await sql<Owed>`
    select e.kind, e.state, count(*)::int as count,
           coalesce(extract(epoch from ${new Date(now)}::timestamptz - min(e.run_after) filter (where c.state is null or c.state = 'connected')), 0)::float as oldest_s
    from effects e left join connections c on c.id = e.connection_id
    where e.state in ('pending', 'running', 'unsure', 'dead') and e.run_after <= ${new Date(now)}
    group by e.kind, e.state`.execute(database.service);
  return rows;
}

/** One question for all who ask within `ms`. What failed is asked anew. */
function keptFor<Value>(ms: number, ask: () => Promise<Value>): () => Promise<Value> {
  let kept: { at: number; value: Promise<Value> } | null = null;
  return () => {
    if (kept && performance.now() - kept.at < ms) return kept.value;
    const value = ask();
    kept = { at: performance.now(), value };
    value.catch(() => {
      kept = null;
    });
    return value;
  };
}
