/** R7: Lever answers in every wrong way there is, while candidates live their plans; then it is away altogether, and comes back. */
import { setTimeout as wait } from "node:timers/promises";
import type { FaultRule } from "@interviewvector/lever-emulator";
import { deadLetters, judge } from "./machinery/judge.ts";
import { createLeads, GROUP, liveAll, moveIn, plans } from "./machinery/lead.ts";
import { randomOf } from "./machinery/random.ts";
import type { Scenario } from "./machinery/scenario.ts";

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

export const leverFaults: Scenario = {
  id: "R7",
  title: "Lever answers in every wrong way, then not at all: nothing lost, nothing doubled, all done soon after",
  unit: "interviews",
  small: 10,
  full: 2_000,
  async run({ seed, amount, usualRig }) {
    const rig = await usualRig();
    const random = randomOf(seed);
    const leads = createLeads(rig, amount, () => random.pick(plans));
    const ways = random.shuffled(wrongWays);
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
      await liveAll(rig, leads.slice(from, from + GROUP), random);
      if (from + GROUP < leads.length) rig.advance(601);
    }
    rig.emulator.clearFaults();
    await rig.settle();
    const away = createLeads(rig, Math.min(amount, GROUP), () => "invite");
    rig.advance(601);
    rig.emulator.setFaults([{ fault: "error5xxBefore" }]);
    moveIn(rig, away);
    await wait(4_000);
    rig.emulator.clearFaults();
    const began = performance.now();
    await rig.settle();
    const drainedS = Math.round((performance.now() - began) / 100) / 10;
    const all = [...leads, ...away];
    const met = rig.emulator.journal.reduce((sum, { faults }) => sum + faults.length, 0);
    return {
      violations: [...(await judge(rig, all)), ...(await deadLetters(rig))],
      figures: { interviews: all.length, "wrong answers": met, "after the outage all done in s": drainedS },
    };
  },
};
