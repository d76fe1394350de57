/** R15 and R16: processes are told to end under load, one after the other, as a rolling deploy does. Nobody notices. */
import { setTimeout as wait } from "node:timers/promises";
import { deadLetters, judge } from "./machinery/judge.ts";
import { createLeads, liveAll, plans } from "./machinery/lead.ts";
import { quantile, randomOf } from "./machinery/random.ts";
import type { Rig } from "./machinery/rig.ts";
import type { Scenario } from "./machinery/scenario.ts";

const LEADS_EACH = 5;

export const shutdown: Scenario = {
  id: "R16",
  title: "SIGTERM under load, process after process: exit 0 within 20 s, no failed request, accepted work done",
  unit: "ends",
  small: 1,
  full: 100,
  async run({ seed, amount, usualRig }) {
    const rig = await usualRig();
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
    const took = ends.map(({ ms }) => ms);
    return {
      violations,
      figures: {
        ends: ends.length,
        "end p99 ms": Math.round(quantile(took, 0.99)),
        requests: sent,
        failed: failed.length,
      },
    };
  },
};

/** Requests of people and monitors beside the candidates', each on a connection of its own. */
function visitAll({ urls }: Rig, perSecond: number) {
  const failed: string[] = [];
  const under = new Set<Promise<unknown>>();
  let sent = 0;
  const visitOnce = async (): Promise<void> => {
    try {
      const answer = await fetch(`${urls.platform}/i/none`, { headers: { connection: "close" } });
      await answer.text();
      if (answer.status >= 500) failed.push(`answered ${answer.status}`);
    } catch (error) {
      failed.push(String((error as { cause?: unknown }).cause ?? error));
    }
  };
  const timer = setInterval(() => {
    sent += 1;
    const one = visitOnce();
    under.add(one);
    void one.finally(() => under.delete(one));
  }, 1_000 / perSecond);
  return {
    async end() {
      clearInterval(timer);
      await Promise.all(under);
      return { sent, failed };
    },
  };
}
