/** R2 and R3: one of two processes is killed from outside, again and again, while candidates live their plans. */
import { setTimeout as wait } from "node:timers/promises";
import { deadLetters, judge, repeatedMails } from "./machinery/judge.ts";
import { createLeads, liveAll, plans } from "./machinery/lead.ts";
import { watchDeadMails } from "./machinery/operator.ts";
import { quantile, randomOf, type Random } from "./machinery/random.ts";
import { QUIET_S, type Rig } from "./machinery/rig.ts";
import type { Scenario } from "./machinery/scenario.ts";
import { worlds, type DrillWorld } from "./machinery/worlds.ts";

/** Effects of one candidate, mean over the plans, reads and timers included. */
const EFFECTS_EACH = 9;
/** So often a kill falls among that many effects. */
const EFFECTS_PER_KILL = 20;

/** A world holds so many effects: about 200 candidates. */
const PER_WORLD = 2_000;
/** Candidates at their browsers at the same time. */
const AT_ONCE = 16;

interface Played {
  violations: string[];
  candidates: number;
  effects: number;
  kills: number;
  resumedMs: number[];
  repeated: number;
  retried: number;
}

const MANY = 100;

export const randomKills: Scenario = {
  id: "R2",
  title: "random kills of either of two processes: nothing lost, nothing doubled, work resumes within seconds",
  unit: "effects",
  small: 120,
  // A thousand kills: however quick the machine, both processes must be up before the next.
  full: 80_000,
  async run(stage) {
    const all: Played[] = [];
    const sum = (of: (played: Played) => number): number => all.reduce((total, played) => total + of(played), 0);
    for await (const world of worlds(stage, PER_WORLD)) {
      const played = await playWorld(world);
      all.push(played);
      stage.say(`${sum(({ kills }) => kills)} kills, ${sum(({ effects }) => effects)} effects so far`);
      for (const line of played.violations) stage.say(`VIOLATION seed ${world.seed}: ${line}`);
    }
    const resumedMs = all.flatMap((played) => played.resumedMs);
    const violations = all.flatMap((played) => played.violations);
    const p99 = Math.round(quantile(resumedMs, 0.99));
    const kills = sum((played) => played.kills);
    if (kills === 0) violations.push("nothing was killed: the amount is too small");
    // A percentile of a few is their maximum: it says something where there are many, and on a machine that does nothing else.
    if (resumedMs.length >= MANY && p99 > 10_000)
      violations.push(`R3 work of a dead process resumed after ${p99} ms at the 99th percentile`);
    return {
      violations,
      figures: {
        candidates: sum(({ candidates }) => candidates),
        effects: sum(({ effects }) => effects),
        kills,
        "cut in the middle": resumedMs.length,
        "mails repeated": sum(({ repeated }) => repeated),
        "mails sent again by a person": sum(({ retried }) => retried),
        "resumed p50 ms": Math.round(quantile(resumedMs, 0.5)),
        "resumed p99 ms": p99,
      },
    };
  },
};

async function playWorld({ rig, amount, seed }: DrillWorld): Promise<Played> {
  const random = randomOf(seed);
  const doneBefore = await countDone(rig);
  const repeatedBefore = repeatedMails(rig);
  const leads = createLeads(rig, Math.ceil(amount / EFFECTS_EACH), () => random.pick(plans));
  const over = new AbortController();
  const killing = killAtRandom(rig, random, over.signal);
  const operator = await watchDeadMails(rig);
  try {
    await liveAll(rig, leads, random, AT_ONCE);
    await rig.settle();
  } finally {
    over.abort();
  }
  const kills = await killing;
  await rig.settle();
  const retried = await operator.end();
  return {
    violations: [...(await judge(rig, leads)), ...(await deadLetters(rig))],
    candidates: leads.length,
    effects: (await countDone(rig)) - doneBefore,
    kills,
    resumedMs: await timesToResume(rig),
    repeated: repeatedMails(rig) - repeatedBefore,
    retried,
  };
}

/** Returns how often. The one that is just coming up counts as dead: there must be another to go on. */
async function killAtRandom(rig: Rig, random: Random, over: AbortSignal): Promise<number> {
  const doneBefore = await countDone(rig);
  let kills = 0;
  for (let next = EFFECTS_PER_KILL; !over.aborted; await wait(150)) {
    const done = (await countDone(rig)) - doneBefore;
    if (done < next) continue;
    next = done + random.between(EFFECTS_PER_KILL / 2, (EFFECTS_PER_KILL * 3) / 2);
    const place = random.below(rig.processes.length);
    await rig.processes[place === 0 ? 1 : 0]?.up();
    await rig.processes[place]?.up();
    rig.processes[place]?.kill();
    kills += 1;
  }
  return kills;
}

async function countDone(rig: Rig): Promise<number> {
  const rows = await rig.query<{ done: number }>("select count(*)::int as done from effects where state = 'done'");
  return rows[0]?.done ?? 0;
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
