/** Adding and taking back faults by hand. */
import type { FaultName, FaultRule, Faults } from "../fault/fault.ts";
import { problemOfPlan } from "../fault/fault.ts";
import { badRequest } from "../refusal.ts";
import type { FormTexts, SettingAction } from "./setting-action.ts";

export function faultActions(faults: Faults): Record<string, SettingAction> {
  return {
    clear: () => faults.clear(),
    add: (_act, text) => {
      const { seed, rules } = faults.plan();
      const plan = { seed, rules: [...rules, ruleOf(text)] };
      const problem = problemOfPlan(plan);
      if (problem !== null) throw badRequest(problem);
      faults.set(plan);
    },
  };
}

function ruleOf(text: FormTexts): FaultRule {
  const number = (name: string) => {
    const given = text(name);
    if (given !== "" && !Number.isFinite(Number(given))) throw badRequest(`${name} must be a number`);
    return given === "" ? {} : { [name]: Number(given) };
  };
  const match = {
    ...(text("method") ? { method: text("method") } : {}),
    ...(text("path") ? { path: text("path") } : {}),
  };
  return { fault: text("fault") as FaultName, match, ...number("probability"), ...number("times"), ...number("ms") };
}
