/** The alerts and the dashboard that come with the platform watch what it exports, and lead to runbooks that are there. */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, type FreshDatabase } from "../../../test/support/database.ts";
import { openDatabase, type Database } from "../src/db/database.ts";
import { createMetrics } from "../src/operations/metrics.ts";

const folder = join(import.meta.dirname, "../../../docs/operating");
const read = (name: string): string => readFileSync(join(folder, name), "utf8");
const dashboard = JSON.parse(read("dashboard.json")) as { panels: { title: string; targets?: { expr: string }[] }[] };
const alerts = read("alerts.yml")
  .split(/^ {6}- alert: /m)
  .slice(1)
  .map((text) => ({
    name: /^\w+/.exec(text)?.[0] ?? "",
    expr: /^ {8}expr: (.+)$/m.exec(text)?.[1] ?? "",
    severity: /severity: (\w+)/.exec(text)?.[1] ?? "",
    summary: /^ {10}summary: (.+)$/m.exec(text)?.[1] ?? "",
    runbook: /^ {10}runbook: (.+)$/m.exec(text)?.[1] ?? "",
  }));
const panels = dashboard.panels.flatMap(({ title, targets = [] }) =>
  targets.map(({ expr }) => ({ name: title, expr })),
);

/** By name: the labels that it may have. Prometheus itself adds job and instance, and makes `up`. */
let exported: Map<string, Set<string>>;
let fresh: FreshDatabase;
let database: Database;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = openDatabase({ url: fresh.url, onError: () => undefined });
  const { registry } = createMetrics(database, { now: () => Date.UTC(2030, 0, 7) });
  const text = await registry.metrics();
  exported = new Map([["up", new Set<string>()]]);
  for (const { name } of await registry.getMetricsAsJSON()) {
    expect(text).toContain(`# TYPE ${name} `);
    const { labelNames = [] } = (registry.getSingleMetric(name) ?? {}) as { labelNames?: string[] };
    exported.set(name, new Set(labelNames));
  }
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

/** The metrics of an expression with the labels that it selects or groups by. */
function metricsIn(expr: string): { name: string; labels: string[] }[] {
  const grouped = [...expr.matchAll(/\bby \(([^)]*)\)/g)].flatMap((match) => (match[1] ?? "").split(/,\s*/));
  const used = [...expr.matchAll(/\b(up|(?:iv|process|nodejs)_[a-z0-9_]+)(?:\{([^}]*)\})?/g)];
  return used.map(([, name = "", matchers = ""]) => ({
    name: name.replace(/_(bucket|sum|count)$/, ""),
    labels: [...grouped, ...[...matchers.matchAll(/(\w+)\s*(?:=|!)/g)].map((match) => match[1] ?? "")],
  }));
}

function wrongIn({ name, expr }: { name: string; expr: string }): string[] {
  const metrics = metricsIn(expr);
  if (metrics.length === 0) return [`${name} watches nothing: ${expr}`];
  return metrics.flatMap((metric) => {
    const labels = exported.get(metric.name);
    if (!labels) return [`${name}: nothing exports ${metric.name}`];
    const own = new Set([...labels, "le", "job", "instance"]);
    return metric.labels
      .filter((label) => !own.has(label))
      .map((label) => `${name}: ${metric.name} has no label ${label}`);
  });
}

describe("what comes for monitoring", () => {
  it("watches metrics and labels that the platform exports", () => {
    expect(alerts.length).toBeGreaterThan(8);
    expect(panels.length).toBeGreaterThan(8);
    expect([...alerts, ...panels].flatMap(wrongIn)).toEqual([]);
  });

  it("would notice a metric and a label that are not there", () => {
    expect(wrongIn({ name: "a", expr: "sum(iv_nothing_total) > 0" })).toEqual(["a: nothing exports iv_nothing_total"]);
    expect(wrongIn({ name: "a", expr: 'max by (company) (iv_effects{state="dead"})' })).toEqual([
      "a: iv_effects has no label company",
    ]);
  });

  it("every metric of ours is on the dashboard, and none that the documents name is missing", () => {
    const shown = new Set(panels.flatMap(({ expr }) => metricsIn(expr).map(({ name }) => name)));
    expect([...exported.keys()].filter((name) => name.startsWith("iv_") && !shown.has(name))).toEqual([]);
    const named = readdirSync(folder)
      .filter((name) => name.endsWith(".md"))
      .flatMap((name) => [...read(name).matchAll(/\biv_[a-z_]+/g)].map(([metric]) => metric));
    expect(named.filter((name) => !exported.has(name))).toEqual([]);
  });

  it("each alert says how urgent it is, what happened, and leads to a runbook that is there", () => {
    const anchors = new Set(
      [...read("runbooks.md").matchAll(/^## (.+)$/gm)].map(
        ([, title = ""]) =>
          `runbooks.md#${title
            .toLowerCase()
            .replaceAll(/[^a-z0-9 -]/g, "")
            .replaceAll(" ", "-")}`,
      ),
    );
    for (const { name, severity, summary, runbook } of alerts) {
      expect(["page", "ticket"], name).toContain(severity);
      expect(summary, name).not.toBe("");
      expect(anchors, name).toContain(runbook);
    }
  });
});
