/**
 * `npm run crash -- R2 [R3 …] [--seed N] [--amount N] [--full] [--json]`: one drill, judged from outside, with its seed printed so
 * that it can be played again. `all` plays every one, the mutations apart.
 */
import { parseArgs } from "node:util";
import { startOwnPostgres } from "../../packages/server/src/db/own-postgres.ts";
import type { Scenario } from "./machinery/scenario.ts";
import { scenarios } from "./machinery/scenarios.ts";
import { openTheatre } from "./machinery/stage.ts";
import { withTemplate } from "./machinery/template.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    amount: { type: "string" },
    full: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
  },
});
const wanted = positionals.map((name) => name.toLowerCase());
const unknown = wanted.filter((name) => name !== "all" && !scenarios.some(({ id }) => id.toLowerCase() === name));
const chosen = scenarios.filter(
  ({ id }) => wanted.includes(id.toLowerCase()) || (wanted.includes("all") && id !== "mutations"),
);
if (chosen.length === 0 || unknown.length > 0) {
  console.error("npm run crash -- NAME [--seed N] [--amount N] [--full] [--json]\nNAME is `all` or one of:");
  for (const { id, title, unit, small, full } of scenarios)
    console.error(`  ${id.padEnd(9)} ${title} (${small} ${unit}; --full: ${full})`);
  process.exit(2);
}
const postgres = await startOwnPostgres({ throwaway: true, log: () => undefined });
try {
  const theatre = openTheatre(await withTemplate(postgres.url), (line) => console.error(`  ${line}`));
  for (const scenario of chosen) await play(theatre, scenario);
  await theatre.close();
} finally {
  await postgres.stop();
}

async function play(theatre: ReturnType<typeof openTheatre>, scenario: Scenario): Promise<void> {
  const seed = Number(values.seed);
  const amount = Number(values.amount ?? (values.full ? scenario.full : scenario.small));
  console.error(`${scenario.id} --seed ${seed} --amount ${amount} (${scenario.unit}): ${scenario.title}`);
  const began = performance.now();
  const { violations, figures } = await theatre.play(scenario, { seed, amount });
  const seconds = Math.round((performance.now() - began) / 1000);
  if (values.json) console.log(JSON.stringify({ scenario: scenario.id, seed, amount, seconds, violations, figures }));
  else {
    for (const [name, value] of Object.entries({ ...figures, seconds })) console.log(`  ${name.padEnd(28)} ${value}`);
    for (const line of violations.slice(0, 50)) console.log(`  VIOLATION ${line}`);
    console.log(`${scenario.id}: ${violations.length === 0 ? "holds" : `${violations.length} violations`}`);
  }
  if (violations.length > 0) process.exitCode = 1;
}
