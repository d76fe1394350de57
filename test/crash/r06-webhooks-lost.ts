/** R6: no webhook arrives at all. The reconciling poll finds every move within its interval and two minutes. */
import { deadLetters, judge } from "./machinery/judge.ts";
import { createLeads, GROUP, moveIn } from "./machinery/lead.ts";
import type { Scenario } from "./machinery/scenario.ts";
import { summed, worlds, type DrillWorld } from "./machinery/worlds.ts";

const POLL_S = 300;
const PER_WORLD = 250;

export const webhooksLost: Scenario = {
  id: "R6",
  title: "all webhooks lost: the poll finds every move within its interval and two minutes",
  unit: "events",
  small: 15,
  full: 500,
  async run(stage) {
    const violations: string[] = [];
    const counts: Record<string, number>[] = [];
    for await (const world of worlds(stage, PER_WORLD)) {
      const found = await withoutWebhooks(world);
      violations.push(...found.violations);
      counts.push(found.counts);
    }
    return { violations, figures: summed(counts) };
  },
};

async function withoutWebhooks({ rig, amount }: DrillWorld) {
  const leads = createLeads(rig, amount, () => "invite");
  rig.emulator.setFaults([{ fault: "webhookLost" }]);
  const violations: string[] = [];
  let within = 0;
  for (let from = 0; from < leads.length; from += GROUP) {
    const group = leads.slice(from, from + GROUP);
    moveIn(rig, group);
    rig.advance(POLL_S + 120);
    await rig.settle();
    const missing = group.filter(
      ({ opportunityId }) => rig.emulator.account("acme").notesOf(opportunityId).length === 0,
    );
    violations.push(...missing.map(({ name }) => `${name} was not found within ${POLL_S + 120} s`));
    within += group.length - missing.length;
    rig.advance(300);
  }
  rig.emulator.clearFaults();
  await rig.settle();
  violations.push(...(await judge(rig, leads)), ...(await deadLetters(rig)));
  return { violations, counts: { events: amount, "found in time": within } };
}
