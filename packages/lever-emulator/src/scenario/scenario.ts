/** Scenarios by name. Loading one replaces all accounts and consents; registered apps and their addresses stay. */
import type { Core } from "../core.ts";
import { emptyState, replaceState } from "../state/state.ts";
import { acme, globex } from "./acme.ts";
import type { AccountPlan } from "./build.ts";
import { buildAccount } from "./build.ts";

const bare = (plan: AccountPlan): AccountPlan => ({ ...plan, candidates: [] });

const scenarios: Record<string, AccountPlan[]> = {
  acme: [acme, globex],
  /** The same accounts without candidates. */
  empty: [bare(acme), bare(globex)],
};

export const scenarioNames = Object.keys(scenarios);

export function loadScenario(core: Core, name: string): void {
  const plans = scenarios[name];
  if (!plans) throw new Error(`There is no scenario ${name}; known: ${scenarioNames.join(", ")}`);
  const { oauth, clockOffsetMs, idsGiven } = core.state;
  replaceState(core.state, { ...emptyState(oauth.apps), clockOffsetMs, idsGiven });
  for (const plan of plans) buildAccount(core, plan);
  core.changed();
}
