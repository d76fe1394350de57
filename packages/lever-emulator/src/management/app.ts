/** The emulator's own controls, on a port of their own: journal, state, deliveries, faults, behaviours, clock, scenarios. */
import { Hono } from "hono";
import type { Context } from "hono";
import { changeBehaviours } from "../behaviour.ts";
import type { Core } from "../core.ts";
import { handsOf } from "../hand/hands.ts";
import type { FaultRule, Faults } from "../fault/fault.ts";
import { problemOfPlan } from "../fault/fault.ts";
import type { Journal } from "../journal.ts";
import { scenarioNames } from "../scenario/scenario.ts";
import type { State } from "../state/records.ts";

export type ManagementParts = {
  core: Core;
  journal: Journal;
  faults: Faults;
  reset: () => void;
  scenario: (name: string) => void;
  advance: (seconds: number) => Promise<void>;
};

export function managementApp(parts: ManagementParts): Hono {
  const { core, journal, faults } = parts;
  const app = new Hono();
  app.get("/journal", (c) => {
    const since = Number(c.req.query("since") ?? 0);
    if (!Number.isFinite(since)) return refused(c, "since is a number");
    return c.json({ entries: journal.since(since) });
  });
  app.get("/state", (c) => c.json(withoutBytes(core.state)));
  app.get("/deliveries", (c) => c.json({ deliveries: core.state.deliveries }));
  app.get("/faults", (c) => c.json(faults.plan()));
  app.put("/faults", async (c) => {
    const plan: unknown = await c.req.json().catch(() => null);
    const problem = problemOfPlan(plan);
    if (problem !== null) return refused(c, problem);
    faults.set(plan as { seed?: number; rules: FaultRule[] });
    return c.json(faults.plan());
  });
  app.delete("/faults", (c) => {
    faults.clear();
    return c.body(null, 204);
  });
  app.get("/behaviours", (c) => c.json(core.behaviours));
  app.put("/behaviours", async (c) => {
    const change: unknown = await c.req.json().catch(() => null);
    if (typeof change !== "object" || change === null) return refused(c, "a change is {name: value, …}");
    const problem = changeBehaviours(core.behaviours, change as Record<string, unknown>);
    return problem === null ? c.json(core.behaviours) : refused(c, problem);
  });
  app.post("/reset", (c) => {
    parts.reset();
    return c.body(null, 204);
  });
  app.post("/scenario/:name", (c) => {
    const name = c.req.param("name");
    if (!scenarioNames.includes(name))
      return refused(c, `There is no scenario ${name}; known: ${scenarioNames.join(", ")}`);
    parts.scenario(name);
    return c.body(null, 204);
  });
  app.post("/accounts/:account/hands/:hand", async (c) => {
    const { account: key, hand: name } = c.req.param();
    const account = Object.hasOwn(core.state.accounts, key) ? core.state.accounts[key] : undefined;
    if (!account) return refused(c, `There is no account ${key}`);
    const hands: Record<string, unknown> = handsOf(core, account);
    const hand = Object.hasOwn(hands, name) ? hands[name] : undefined;
    if (typeof hand !== "function")
      return refused(c, `There is no hand ${name}; known: ${handNames(hands).join(", ")}`);
    const { args = [] } = (await c.req.json().catch(() => ({}))) as { args?: unknown };
    if (!Array.isArray(args)) return refused(c, "args is a list");
    try {
      return c.json({ result: (hand as (...given: unknown[]) => unknown)(...args) ?? null });
    } catch (error) {
      return refused(c, error instanceof Error ? error.message : String(error));
    }
  });
  app.post("/clock", async (c) => {
    const { advanceS } = (await c.req.json().catch(() => ({}))) as { advanceS?: unknown };
    if (typeof advanceS !== "number" || !Number.isFinite(advanceS) || advanceS < 0)
      return refused(c, "advanceS is a number of seconds, 0 or more");
    await parts.advance(advanceS);
    return c.json({ now: core.clock.now() });
  });
  return app;
}

const handNames = (hands: Record<string, unknown>) =>
  Object.keys(hands).filter((name) => typeof hands[name] === "function");

const refused = (c: Context, message: string) => c.json({ error: message }, 400);

function withoutBytes(state: State): unknown {
  return JSON.parse(JSON.stringify(state, (key: string, value: unknown) => (key === "base64" ? undefined : value)));
}
