/**
 * R20: a backup is taken under load, life goes on, the database is lost and the backup restored. What was decided since is
 * decided again; nothing that stands in Lever is written there again, and candidates' links go on working.
 */
import { CandidateBrowser } from "../../dev/candidate.ts";
import { deadLetters, doubledInLever } from "./machinery/judge.ts";
import { takeBackup, restoreBackup } from "./machinery/backup.ts";
import { createLeads, GROUP, liveAll, moveIn, plans, untilNoCrowd, type Lead } from "./machinery/lead.ts";
import { randomOf } from "./machinery/random.ts";
import type { Rig } from "./machinery/rig.ts";
import type { Scenario } from "./machinery/scenario.ts";

export const restore: Scenario = {
  id: "R20",
  title: "restore of a backup taken under load: nothing that stands in Lever is written again",
  unit: "candidates before, and as many after the backup",
  small: 8,
  full: 200,
  async run({ seed, amount, postgres, rig: makeRig }) {
    const rig = await makeRig({ experts: 20 });
    const random = randomOf(seed);
    const before = createLeads(rig, amount, () => random.pick(plans));
    const living = liveAll(rig, before, random);
    const backup = await takeBackup(rig.databaseUrl);
    await living;
    await rig.settle();
    // These are not in the backup at all: invited since, with mail and note.
    const after = createLeads(rig, amount, () => "invite");
    for (let from = 0; from < after.length; from += GROUP) {
      rig.advance(601);
      moveIn(rig, after.slice(from, from + GROUP));
      await rig.settle();
    }
    const standing = snapshot(rig, [...before, ...after]);
    const links = after.map((lead) => linkOf(rig, lead));

    const began = performance.now();
    await Promise.all(rig.processes.map((one) => one.end()));
    const restored = await restoreBackup(postgres, backup);
    try {
      await swapIn(rig, restored.url, backup.takenAt);
      await Promise.all(rig.processes.map((one) => one.start()));
      const backS = Math.round((performance.now() - began) / 1000);
      // The poll finds who moved since the backup.
      rig.advance(301);
      await rig.settle();
      await untilNoCrowd(rig);
      const violations = [
        ...doubledInLever(rig, [...before, ...after]),
        ...writtenAgain(standing, snapshot(rig, after)),
        ...(await deadLetters(rig)),
      ];
      for (const [place, link] of links.entries()) {
        const browser = new CandidateBrowser(link);
        await browser.open();
        if (browser.shownTimes().length === 0 && !/[?;&]day=/.test(browser.html))
          violations.push(`the link of ${after[place]?.name} no longer opens the choice of times: ${browser.status}`);
      }
      return { violations, figures: { candidates: before.length + after.length, "back after s": backS } };
    } finally {
      await Promise.all(rig.processes.map((one) => one.end()));
      await restored.drop();
    }
  },
};

/** The restored database takes the place of the lost one, under its name; it is as old as a night. */
async function swapIn(rig: Rig, restoredUrl: string, takenAt: Date): Promise<void> {
  await rig.moveTo(restoredUrl);
  await rig.query("update installation set beat_at = $1::timestamptz - interval '1 hour'", [takenAt]);
}

interface Standing {
  name: string;
  notes: number;
  panels: number;
}

function snapshot({ emulator }: Rig, leads: readonly Lead[]): Map<string, Standing> {
  const acme = emulator.account("acme");
  return new Map(
    leads.map(({ name, opportunityId: id }) => [
      id,
      {
        name,
        notes: acme.notesOf(id).length,
        panels: acme.panelsOf(id).filter(({ canceledAt }) => canceledAt === null).length,
      },
    ]),
  );
}

function writtenAgain(was: Map<string, Standing>, is: Map<string, Standing>): string[] {
  return [...is].flatMap(([id, { name, notes, panels }]) => {
    const earlier = was.get(id);
    const more = earlier && (notes > earlier.notes || panels > earlier.panels);
    return more
      ? [`${name}: ${notes} notes and ${panels} panels, where ${earlier.notes} and ${earlier.panels} stood`]
      : [];
  });
}

function linkOf({ mailbox }: Rig, { email }: Lead): string {
  const invitation = mailbox.messages().find(({ envelope }) => envelope.to.includes(email));
  return CandidateBrowser.ofMail(invitation ?? { text: "" }).link;
}
