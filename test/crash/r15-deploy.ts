/**
 * R15: a newer version is rolled out under load, process after process, with a migration before it; then the older one comes back
 * on the newer schema. And what a migration holds against everybody while a table has a million rows is measured apart.
 */
import { execFile } from "node:child_process";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import { copyOfTheHouse, house } from "./machinery/house.ts";
import { deadLetters, judge } from "./machinery/judge.ts";
import { createLeads, liveAll, plans } from "./machinery/lead.ts";
import { longestLocks } from "./machinery/locks.ts";
import { quantile, randomOf } from "./machinery/random.ts";
import type { Rig } from "./machinery/rig.ts";
import type { Scenario } from "./machinery/scenario.ts";
import { visitAll } from "./machinery/visitors.ts";

const LEADS_EACH = 10;
const VISITS_PER_S = 50;
const LONGEST_LOCK_MS = 1_000;
/** The tables have so many rows at the full amount; else few, to see that it works. */
const ROWS = { few: 2_000, many: 1_000_000, from: 20 };

export const deploys: Scenario = {
  id: "R15",
  title:
    "two versions at once: rolled out and back under load, older code on the newer schema; no failed request, no long lock",
  unit: "deploys, each forth and back",
  small: 1,
  full: 20,
  async run({ seed, amount, postgres, rig: makeRig, say }) {
    const random = randomOf(seed);
    const newer = await copyOfTheHouse();
    let root = house;
    try {
      const rig = await makeRig({ experts: 40, root: () => root });
      const leads = createLeads(rig, amount * LEADS_EACH, () => random.pick(plans));
      const visitors = visitAll(rig, VISITS_PER_S);
      const ends: { code: number | null; ms: number }[] = [];
      const roll = async (to: string): Promise<void> => {
        root = to;
        for (const one of rig.processes) {
          ends.push(await one.end());
          await one.start();
        }
      };
      const rolling = (async () => {
        for (let count = 1; count <= amount; count++) {
          await wait(random.between(500, 1_500));
          await writeMigration(newer, count);
          await migrateAs(newer, rig);
          // Older processes that are started anew meanwhile come up on the newer schema.
          await roll(house);
          await roll(newer);
          await wait(random.between(500, 1_500));
          await roll(house);
          say(`deploy ${count} of ${amount}, forth and back`);
        }
      })();
      await Promise.all([liveAll(rig, leads, random, 4), rolling]);
      const { sent, failed } = await visitors.end();
      await rig.settle();
      const violations = [...(await judge(rig, leads)), ...(await deadLetters(rig))];
      for (const { code } of ends) if (code !== 0) violations.push(`exit code ${code}`);
      if (failed.length > 0)
        violations.push(`${failed.length} of ${sent} requests failed: ${failed.slice(0, 3).join("; ")}`);
      const locks = await longestLocks(postgres, newer, amount >= ROWS.from ? ROWS.many : ROWS.few);
      // With few rows it is seen to work; how long it takes says something with many.
      for (const { migration, ms, promised } of amount >= ROWS.from ? locks : [])
        if (promised && ms > LONGEST_LOCK_MS) violations.push(`${migration} locked a table for ${ms} ms`);
      const [longest] = locks.toSorted((left, right) => right.ms - left.ms);
      return {
        violations,
        figures: {
          deploys: amount,
          requests: sent,
          failed: failed.length,
          "end p99 ms": Math.round(
            quantile(
              ends.map(({ ms }) => ms),
              0.99,
            ),
          ),
          "migrations measured": locks.length,
          "longest strong lock ms": longest?.ms ?? 0,
          "held by": longest?.migration ?? "",
        },
      };
    } finally {
      await rm(newer, { recursive: true, force: true });
    }
  },
};

/** What a next version might bring: all of it only adds, and says so. */
async function writeMigration(root: string, count: number): Promise<void> {
  const name = `9${String(count).padStart(3, "0")}_drill.sql`;
  const text = `-- Why: a drill's deploy wants room for more.
-- Older code: works.
alter table effects add column drill_${count} text;
alter table interviews add column drill_${count} integer not null default ${count};
alter table deliveries add column drill_${count} boolean not null default false;
alter table interviews add constraint drill_${count}_positive check (drill_${count} > 0) not valid;
create table drill_${count} (id uuid primary key, interview_id uuid not null references interviews (id));
create index drill_${count}_interview on drill_${count} (interview_id);
`;
  await writeFile(join(root, "packages/server/migrations", name), text);
}

/** The operator's own command, of that version. */
async function migrateAs(root: string, { settings }: Rig): Promise<void> {
  const { NODE_COMPILE_CACHE: _cache, ...environment } = settings;
  await promisify(execFile)(process.execPath, [join(root, "packages/server/src/admin.ts"), "migrate"], {
    cwd: root,
    env: { ...process.env, ...environment },
  });
}
