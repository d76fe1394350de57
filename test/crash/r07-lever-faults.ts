/** R7: Lever answers in every wrong way there is, while candidates live their plans; or it is away altogether, and comes back. */
import { setTimeout as wait } from "node:timers/promises";
import type { FaultRule } from "@interviewvector/lever-emulator";
import { deadLetters, judge } from "./machinery/judge.ts";
import { createLeads, GROUP, liveAll, moveIn, plans, untilNoCrowd } from "./machinery/lead.ts";
import { randomOf } from "./machinery/random.ts";
import type { Scenario } from "./machinery/scenario.ts";
import { summed, worlds, type DrillWorld } from "./machinery/worlds.ts";

/** Milliseconds stay below the quiet period: later than that only the sweep helps, and R4 is about that. */
const wrongWays: readonly FaultRule[] = [
  { fault: "rateLimit429" },
  { fault: "rateLimit429", retryAfter: "1" },
  { fault: "rateLimit429", retryAfter: "0" },
  { fault: "rateLimit429", retryAfter: "Wed, 21 Oct 2105 07:28:00 GMT" },
  { fault: "error5xxBefore", status: 500 },
  { fault: "error5xxBefore", status: 502 },
  { fault: "error5xxBefore", status: 503 },
  { fault: "error5xxAfter", status: 503 },
  { fault: "error5xxAfter", status: 500 },
  { fault: "htmlError" },
  { fault: "cutJson" },
  { fault: "slow", ms: 400 },
  { fault: "slowBody", ms: 400 },
  { fault: "resetBefore" },
  { fault: "resetAfter" },
  { fault: "lateApply", ms: 300 },
];
const AT_ONCE = 4;
/**
 * Small amounts meet every way at once: a read may fail again and again then, and whoever is last waits for minutes, with nobody
 * beside them whose success would bring them forward.
 */
const SMALL_FOR_MS = 30_000;

const PER_WORLD = 200;

export const leverFaults: Scenario = {
  id: "R7",
  title: "Lever answers in every wrong way: nothing lost, nothing doubled",
  unit: "interviews",
  small: 10,
  full: 2_000,
  async run(stage) {
    const violations: string[] = [];
    const counts: Record<string, number>[] = [];
    for await (const world of worlds(stage, PER_WORLD)) {
      const found = await wrongAnswers(world);
      violations.push(...found.violations.map((line) => `seed ${world.seed}: ${line}`));
      counts.push(found.counts);
    }
    return { violations, figures: summed(counts) };
  },
};

async function wrongAnswers({ rig, amount, seed }: DrillWorld) {
  const random = randomOf(seed);
  const leads = createLeads(rig, amount, () => random.pick(plans));
  const ways = random.shuffled(wrongWays);
  const end = amount <= GROUP ? setTimeout(() => rig.emulator.clearFaults(), SMALL_FOR_MS) : undefined;
  for (let from = 0, turn = 0; from < leads.length; from += GROUP, turn++) {
    const chosen = Array.from(
      { length: AT_ONCE },
      (_, place) => ways[(turn * AT_ONCE + place) % ways.length] as FaultRule,
    );
    rig.emulator.setFaults(
      // Small amounts meet every way at once, else nobody would meet most of them.
      (amount <= GROUP ? wrongWays : chosen).map((rule) => ({ ...rule, probability: amount <= GROUP ? 0.03 : 0.1 })),
      seed + turn,
    );
    await liveAll(rig, leads.slice(from, from + GROUP), random, GROUP);
    if (from + GROUP < leads.length) rig.advance(601);
  }
  clearTimeout(end);
  rig.emulator.clearFaults();
  await rig.settle();
  await untilNoCrowd(rig);
  const met = rig.emulator.journal.reduce((sum, { faults }) => sum + faults.length, 0);
  return {
    violations: [...(await judge(rig, leads)), ...(await deadLetters(rig))],
    counts: { interviews: leads.length, "wrong answers": met },
  };
}

/** What Lever publishes, and what the emulator holds us to. */
const LEVER = { ratePerSecond: 10, rateBurst: 20 };
const DRAINED_WITHIN_S = 600;
const OUTAGE_LEADS = 100;

export const leverAway: Scenario = {
  id: "R7away",
  title:
    "Lever is away, at its own rate: no call too many, and all that waited is done within ten minutes of its return",
  unit: "seconds away",
  small: 4,
  full: 900,
  async run({ amount, rig: makeRig }) {
    const rig = await makeRig({
      environment: { LEVER_RATE_PER_S: "9.8", LEVER_BURST: "15" },
      emulator: { behaviours: LEVER },
    });
    rig.emulator.setFaults([{ fault: "error5xxBefore", status: 503 }]);
    const leads = createLeads(rig, Math.min(OUTAGE_LEADS, amount * 5), () => "invite");
    const began = performance.now();
    for (let from = 0; from < leads.length; from += GROUP) {
      moveIn(rig, leads.slice(from, from + GROUP));
      await wait((amount * 1000) / Math.ceil(leads.length / GROUP));
      if (from + GROUP < leads.length) rig.advance(601);
    }
    await wait(Math.max(0, amount * 1000 - (performance.now() - began)));
    rig.emulator.clearFaults();
    const back = performance.now();
    await rig.settle(2 * DRAINED_WITHIN_S * 1000);
    const skippedS = await untilNoCrowd(rig);
    const drainedS = Math.round((performance.now() - back) / 100) / 10 + skippedS;
    const tooMany = rig.emulator.journal.filter(({ status }) => status === 429).length;
    const violations = [...(await judge(rig, leads)), ...(await deadLetters(rig))];
    if (drainedS > DRAINED_WITHIN_S) violations.push(`all was done only ${drainedS} s after Lever was back`);
    if (tooMany > 0) violations.push(`${tooMany} calls beyond Lever's rate`);
    return {
      violations,
      figures: { candidates: leads.length, "calls too many": tooMany, "all done after s": drainedS },
    };
  },
};
