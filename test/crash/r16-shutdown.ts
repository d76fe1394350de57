/** R16: processes are told to end under load, one after the other. Nobody notices. */
import { setTimeout as wait } from "node:timers/promises";
import { deadLetters, judge } from "./machinery/judge.ts";
import { createLeads, liveAll, plans } from "./machinery/lead.ts";
import { quantile, randomOf } from "./machinery/random.ts";
import type { Scenario } from "./machinery/scenario.ts";
import { visitAll } from "./machinery/visitors.ts";
import { summed, worlds, type DrillWorld } from "./machinery/worlds.ts";

const LEADS_EACH = 5;
const PER_WORLD = 40;

export const shutdown: Scenario = {
  id: "R16",
  title: "SIGTERM under load, process after process: exit 0 within 20 s, no failed request, accepted work done",
  unit: "ends",
  small: 1,
  full: 100,
  async run(stage) {
    const all: Ended[] = [];
    for await (const world of worlds(stage, PER_WORLD)) all.push(await endInTurn(world));
    const took = all.flatMap(({ ms }) => ms);
    return {
      violations: all.flatMap(({ violations }) => violations),
      figures: { ...summed(all.map(({ counts }) => counts)), "end p99 ms": Math.round(quantile(took, 0.99)) },
    };
  },
};

interface Ended {
  violations: string[];
  counts: Record<string, number>;
  ms: number[];
}

async function endInTurn({ rig, amount, seed }: DrillWorld): Promise<Ended> {
  const random = randomOf(seed);
  const leads = createLeads(rig, amount * LEADS_EACH, () => random.pick(plans));
  const visitors = visitAll(rig, 50);
  const ends: { code: number | null; ms: number }[] = [];
  const rolling = (async () => {
    for (let count = 0; count < amount; count++) {
      await wait(random.between(500, 1_500));
      const one = rig.processes[count % rig.processes.length];
      if (!one) continue;
      ends.push(await one.end());
      await one.start();
    }
  })();
  await Promise.all([liveAll(rig, leads, random), rolling]);
  const { sent, failed } = await visitors.end();
  await rig.settle();
  const violations = [...(await judge(rig, leads)), ...(await deadLetters(rig))];
  for (const { code, ms } of ends) {
    if (code !== 0) violations.push(`exit code ${code}`);
    if (ms > 20_000) violations.push(`took ${Math.round(ms)} ms to end`);
  }
  if (failed.length > 0)
    violations.push(`${failed.length} of ${sent} requests failed: ${failed.slice(0, 3).join("; ")}`);
  return {
    violations: violations.map((line) => `seed ${seed}: ${line}`),
    counts: { ends: ends.length, requests: sent, failed: failed.length },
    ms: ends.map(({ ms }) => ms),
  };
}
