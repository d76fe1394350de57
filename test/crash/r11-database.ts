/** R11: PostgreSQL ends sessions, stops in the middle of transactions and comes back, under load. Nobody restarts anything by hand. */
import { randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { startOwnPostgres } from "../../packages/server/src/db/own-postgres.ts";
import { deadLetters, judge } from "./machinery/judge.ts";
import { createLeads, liveAll, plans } from "./machinery/lead.ts";
import { quantile, randomOf } from "./machinery/random.ts";
import { startRig, type Rig } from "./machinery/rig.ts";
import type { Scenario } from "./machinery/scenario.ts";
import { withTemplate } from "./machinery/template.ts";

const LEADS_PER_BLOW = 6;

export const databaseAway: Scenario = {
  id: "R11",
  title: "PostgreSQL ends sessions and stops in mid-transaction: nothing lost, no request hangs, ready again by itself",
  unit: "blows",
  small: 1,
  full: 60,
  async run({ seed, amount, say }) {
    const random = randomOf(seed);
    const dataDir = mkdtempSync(join(tmpdir(), "interviewvector-crash-pg-"));
    const postgres = await startOwnPostgres({ dataDir, log: () => undefined });
    let rig: Rig | null = null;
    try {
      rig = await startRig(await withTemplate(postgres.url), { experts: 20 });
      const running = rig;
      const leads = createLeads(rig, amount * LEADS_PER_BLOW, () => random.pick(plans));
      const visitors = visit(rig);
      const unreadyMs: number[] = [];
      const blows = (async () => {
        for (let count = 0; count < amount; count++) {
          await wait(random.between(1_000, 3_000));
          // Every other time gently: all sessions are ended, the server stays.
          if (count % 2 === 1) await endSessions(running);
          else unreadyMs.push(await stopAtOnce(running));
          say(`blow ${count + 1}`);
          await wait(random.between(3_000, 5_000));
        }
      })();
      await Promise.all([liveAll(rig, leads, random, 3), blows]);
      await rig.settle(180_000);
      const waits = await visitors.end();
      const violations = [...(await judge(rig, leads)), ...(await deadLetters(rig))];
      const slowest = Math.max(...waits);
      if (slowest > 10_000) violations.push(`a request hung for ${Math.round(slowest)} ms`);
      const late = unreadyMs.filter((ms) => ms > 2_000);
      if (late.length > 0) violations.push(`/readyz noticed the loss after ${Math.round(Math.max(...late))} ms`);
      return {
        violations,
        figures: {
          candidates: leads.length,
          "slowest request ms": Math.round(slowest),
          "requests p99 ms": Math.round(quantile(waits, 0.99)),
          "unready after at most ms": Math.round(Math.max(0, ...unreadyMs)),
        },
      };
    } finally {
      await rig?.stop();
      await postgres.stop();
      rmSync(dataDir, { recursive: true, force: true });
    }
  },
};

async function endSessions({ query }: Rig): Promise<void> {
  await query(
    "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()",
  );
}

/** An immediate stop, as a crash of the machine would be. Returns how long a process still called itself ready. */
async function stopAtOnce({ processes, query }: Rig): Promise<number> {
  const [{ folder = "" } = {}] = await query<{ folder: string }>("select current_setting('data_directory') as folder");
  const [pid = ""] = readFileSync(join(folder, "postmaster.pid"), "utf8").split("\n");
  const began = performance.now();
  process.kill(Number(pid), "SIGQUIT");
  for (;;) {
    const asked = performance.now() - began;
    const answer = await fetch(`http://127.0.0.1:${processes[0]?.port}/readyz`).catch(() => null);
    // It may be back before anybody noticed: then nobody was told wrongly for long.
    if (answer?.status !== 200 || asked > 5_000) return asked;
    await wait(50);
  }
}

/** Somebody knocks at a door that asks the database, five times a second, whatever happens. */
function visit({ urls }: Rig) {
  const waits: number[] = [];
  const over = new AbortController();
  const visiting = (async () => {
    for (; !over.signal.aborted; await wait(200)) {
      const began = performance.now();
      await fetch(`${urls.platform}/webhooks/lever/${randomUUID()}`, { method: "POST", body: "{}" }).then(
        (answer) => answer.text(),
        () => undefined,
      );
      waits.push(performance.now() - began);
    }
  })();
  return {
    async end(): Promise<number[]> {
      over.abort();
      await visiting;
      return waits;
    },
  };
}
