/** R4: a process is frozen for one, three and ten times its lease, and wakes up believing that nothing happened. */
import { setTimeout as wait } from "node:timers/promises";
import { deadLetters, doubledInLever, judge } from "./machinery/judge.ts";
import { createLeads, liveAll, plans } from "./machinery/lead.ts";
import { randomOf } from "./machinery/random.ts";
import { LEASE_S } from "./machinery/rig.ts";
import type { Scenario } from "./machinery/scenario.ts";
import { summed, worlds, type DrillWorld } from "./machinery/worlds.ts";

const LEADS_PER_FREEZE = 6;
const TIMES = [1, 3, 10];
const PER_WORLD = 25;
/** Many freezes want a shorter one, or the night would be over. */
const SHORT_LEASE_S = 1;

export const frozen: Scenario = {
  id: "R4",
  title: "a frozen process wakes after its lease: what it doubles is gone after the sweep",
  unit: "freezes",
  small: 1,
  full: 200,
  async run(stage) {
    const violations: string[] = [];
    const counts: Record<string, number>[] = [];
    const many = stage.amount > PER_WORLD;
    const options = many ? { experts: 40, environment: { EFFECT_LEASE_S: String(SHORT_LEASE_S) } } : undefined;
    for await (const world of worlds(stage, PER_WORLD, options)) {
      const found = await freezeAndThaw(world, (many ? SHORT_LEASE_S : LEASE_S) * 1000);
      violations.push(...found.violations.map((line) => `seed ${world.seed}: ${line}`));
      counts.push(found.counts);
    }
    return { violations, figures: summed(counts) };
  },
};

async function freezeAndThaw({ rig, amount, seed }: DrillWorld, leaseMs: number) {
  const random = randomOf(seed);
  const leads = createLeads(rig, amount * LEADS_PER_FREEZE, () => random.pick(plans));
  const freezing = (async () => {
    for (let count = 0; count < amount; count++) {
      await wait(random.between(200, 1500));
      const one = rig.processes[random.below(rig.processes.length)];
      await one?.up();
      one?.signal("SIGSTOP");
      await wait(leaseMs * (TIMES[count % TIMES.length] ?? 1) + 500);
      one?.signal("SIGCONT");
    }
  })();
  await Promise.all([liveAll(rig, leads, random), freezing]);
  await rig.settle();
  const visible = doubledInLever(rig, leads).length;
  // The first look after doubt.
  rig.advance(301);
  await rig.settle();
  return {
    violations: [...(await judge(rig, leads)), ...(await deadLetters(rig))],
    counts: { freezes: amount, candidates: leads.length, "doubled before the sweep": visible },
  };
}
