/** R2 and R3: one of two processes is killed from outside, again and again, while candidates live their plans. */
import { setTimeout as wait } from "node:timers/promises";
import { deadLetters, judge, repeatedMails } from "./machinery/judge.ts";
import { createLeads, liveAll, plans } from "./machinery/lead.ts";
import { quantile, randomOf } from "./machinery/random.ts";
import { QUIET_S, type Rig } from "./machinery/rig.ts";
import type { Scenario } from "./machinery/scenario.ts";

/** Effects of one candidate, mean over the plans, reads and timers included. */
const EFFECTS_EACH = 8;
/** So often a kill falls among that many effects. */
const EFFECTS_PER_KILL = 30;

export const randomKills: Scenario = {
  id: "R2",
  title: "random kills of either of two processes: nothing lost, nothing doubled, work resumes within seconds",
  unit: "effects",
  small: 120,
  full: 30_000,
  async run({ seed, amount, usualRig, say }) {
    const rig = await usualRig();
    const random = randomOf(seed);
    const [{ done: doneBefore = 0 } = {}] = await countDone(rig);
    const leads = createLeads(rig, Math.ceil(amount / EFFECTS_EACH), () => random.pick(plans));
    const kills: { at: number; place: number }[] = [];
    const over = new AbortController();
    const killing = (async () => {
      for (let next = EFFECTS_PER_KILL; !over.signal.aborted; await wait(50)) {
        const [{ done = 0 } = {}] = await countDone(rig);
        if (done - doneBefore < next) continue;
        next = done - doneBefore + random.between(EFFECTS_PER_KILL / 2, (EFFECTS_PER_KILL * 3) / 2);
        const place = random.below(rig.processes.length);
        // The one that is just coming up counts as dead: there must be another to go on.
        await rig.processes[place === 0 ? 1 : 0]?.up();
        await rig.processes[place]?.up();
        rig.processes[place]?.kill();
        kills.push({ at: Date.now(), place });
        if (kills.length % 50 === 0) say(`${kills.length} kills, ${done - doneBefore} effects`);
      }
    })();
    try {
      await liveAll(rig, leads, random);
      await rig.settle();
    } finally {
      over.abort();
      await killing;
    }
    await rig.settle();
    const violations = [...(await judge(rig, leads)), ...(await deadLetters(rig))];
    const resumedMs = await timesToResume(rig);
    const p99 = Math.round(quantile(resumedMs, 0.99));
    if (kills.length === 0) violations.push("nothing was killed: the amount is too small");
    if (p99 > 10_000) violations.push(`R3 work of a dead process resumed after ${p99} ms at the 99th percentile`);
    const [{ done = 0 } = {}] = await countDone(rig);
    return {
      violations,
      figures: {
        candidates: leads.length,
        effects: done - doneBefore,
        kills: kills.length,
        "cut in the middle": resumedMs.length,
        "mails repeated": repeatedMails(rig),
        "resumed p50 ms": Math.round(quantile(resumedMs, 0.5)),
        "resumed p99 ms": p99,
      },
    };
  },
};

function countDone(rig: Rig): Promise<{ done: number }[]> {
  return rig.query("select count(*)::int as done from effects where state = 'done'");
}

/**
 * R3: from the death of a process until what it held was taken up again. The death shows in the attempt that was ended by
 * others; the quiet period that an uncertain write waits out by design is not counted.
 */
async function timesToResume(rig: Rig): Promise<number[]> {
  const rows = await rig.query<{ ms: string; unsure: boolean }>(
    `select extract(epoch from next.began_at - cut.began_at) * 1000 as ms, cut.outcome = 'unsure' as unsure
     from effect_attempts cut join effect_attempts next on next.effect_id = cut.effect_id and next.attempt = cut.attempt + 1
     where cut.detail ->> 'words' = 'process ended'`,
  );
  return rows.map(({ ms, unsure }) => Math.max(0, Number(ms) - (unsure ? QUIET_S * 1000 : 0)));
}
