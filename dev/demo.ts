/**
 * `npm run demo`: a world of its own on free ports; one candidate goes through the whole life, driven as people would, the
 * candidate in a real browser at the size of a phone. Ends well only if exactly what should stand in Lever stands there.
 */
import { parseArgs } from "node:util";
import { setTimeout as wait } from "node:timers/promises";
import { launchBrowser } from "../test/support/browser.ts";
import { judge, type Judgement } from "./demo-judge.ts";
import { demoSteps, type DemoContext } from "./demo-steps.ts";
import { startSystem } from "./system.ts";

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    pace: { type: "string", default: "fast" },
    open: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

interface StepResult {
  name: string;
  ok: boolean;
  ms: number;
  problem?: string;
}

function say(line: string): void {
  if (!values.json) console.log(line);
}

async function runSteps(context: DemoContext): Promise<StepResult[]> {
  const results: StepResult[] = [];
  for (const { name, run } of demoSteps) {
    const began = performance.now();
    let problem: string | undefined;
    try {
      await run(context);
    } catch (error) {
      problem = error instanceof Error ? error.message : String(error);
    }
    const ms = Math.round(performance.now() - began);
    results.push({ name, ok: problem === undefined, ms, ...(problem === undefined ? {} : { problem }) });
    say(
      `${problem === undefined ? "✓" : "✗"} ${name.padEnd(74)} ${(ms / 1000).toFixed(1).padStart(5)} s${problem === undefined ? "" : `\n    ${problem}`}`,
    );
    if (problem !== undefined) break;
    if (values.pace === "slow") await wait(3_000);
  }
  return results;
}

function report(steps: StepResult[], judgement: Judgement | null, wallMs: number): boolean {
  const ok =
    steps.length === demoSteps.length &&
    steps.every((step) => step.ok) &&
    judgement !== null &&
    judgement.problems.length === 0;
  if (values.json) {
    console.log(JSON.stringify({ ok, steps, ...judgement, wallMs }));
    return ok;
  }
  if (judgement) {
    say("\nWhat stands in Lever:");
    for (const note of judgement.lever.notes) say(`\n  note\n${note.replaceAll(/^/gm, "    ")}`);
    say(
      `\n  ${judgement.lever.panels.length} panel, ${judgement.lever.interviews.length} interview, ${judgement.lever.feedback.length} feedback, ${judgement.lever.files.length} file`,
    );
    for (const field of judgement.lever.feedback[0]?.fields ?? []) say(`    ${field.text}: ${field.value}`);
    say(
      `\n${judgement.mails.length} mails, ${judgement.leverCalls} Lever calls for this candidate, ${(wallMs / 1000).toFixed(1)} s`,
    );
    for (const problem of judgement.problems) say(`✗ ${problem}`);
  }
  say(ok ? "\nEverything stands once, and nothing else." : "\nThis is not what it should be.");
  return ok;
}

async function main(): Promise<boolean> {
  const began = performance.now();
  const system = await startSystem();
  const browser = await launchBrowser({ headless: !values.open });
  try {
    const context: DemoContext = { system, browser, since: 0 };
    const steps = await runSteps(context);
    const judgement = context.opportunityId === undefined ? null : judge(system, context.opportunityId, context);
    return report(steps, judgement, Math.round(performance.now() - began));
  } finally {
    await browser.close();
    await system.stop();
  }
}

if (values.help) console.log("npm run demo [-- --json] [--pace slow] [--open]");
else process.exitCode = (await main()) ? 0 : 1;
