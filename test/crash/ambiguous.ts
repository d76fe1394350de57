/**
 * The ambiguous POST on the real code, one drill per rule that keeps it from doubling: the quiet period, the complete listing,
 * the fence, the intent. Each is arranged so that leaving out its rule must show (`npm run crash -- mutations`).
 */
import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { sql } from "kysely";
import { openDatabase, type Database } from "../../packages/server/src/db/database.ts";
import { claimEffects } from "../../packages/server/src/effects/claim.ts";
import { addEffects } from "../../packages/server/src/effects/ledger.ts";
import { reclaimEffects } from "../../packages/server/src/effects/reclaim.ts";
import { recordOutcome } from "../../packages/server/src/effects/record.ts";
import { cloneDatabase } from "../support/clone.ts";
import { allRules, explore } from "./ambiguous-model.ts";
import { deadLetters, doubledInLever, judge } from "./machinery/judge.ts";
import { createLeads, moveIn, type Lead } from "./machinery/lead.ts";
import type { Rig } from "./machinery/rig.ts";
import type { PostgresForDrills } from "./machinery/postgres.ts";
import type { Scenario } from "./machinery/scenario.ts";

/** Long enough for a busy machine: a write that comes late within it must come before the look. */
const QUIET_MS = 6_000;

export const ambiguous: Scenario = {
  id: "ambiguous",
  title: "the ambiguous POST: late applies, long listings, frozen and killed writers make one note each",
  unit: "candidates per drill",
  small: 2,
  full: 30,
  async run({ amount, rig: makeRig, postgres }) {
    const rig = await makeRig({
      points: ["ats.note@after"],
      environment: { EFFECT_QUIET_S: String(QUIET_MS / 1000) },
      emulator: { behaviours: { pageCap: 10 } },
    });
    const { states, violations: inModel } = explore(allRules);
    const violations = [
      ...inModel.map((line) => `model: ${line}`),
      ...(await lateApplies(rig, amount)),
      ...(await longListings(rig, amount)),
      ...(await wokenWriter(postgres)),
    ];
    if (rig.struck().length === 0) violations.push("no process was killed between a note and its record");
    return { violations, figures: { "states of the model": states } };
  },
};

/** Lever closes the connection and makes the note a moment later. The first note's writer is killed on top of that. */
async function lateApplies(rig: Rig, amount: number): Promise<string[]> {
  rig.emulator.setFaults([
    { fault: "lateApply", ms: QUIET_MS - 1_500, times: amount, match: { method: "POST", path: "/notes$" } },
  ]);
  const leads = createLeads(rig, amount + 1, () => "invite");
  moveIn(rig, leads);
  await rig.settle();
  // Whoever did not wait is done by now, and the late notes are still to come.
  await wait(QUIET_MS);
  await rig.settle();
  rig.emulator.clearFaults();
  return verdict(rig, leads, "late apply");
}

/** The answer is lost, and people write so many notes that ours is no longer on the first page. */
async function longListings(rig: Rig, amount: number): Promise<string[]> {
  rig.emulator.setFaults([{ fault: "resetAfter", times: amount, match: { method: "POST", path: "/notes$" } }]);
  const leads = createLeads(rig, amount, () => "invite");
  const acme = rig.emulator.account("acme");
  const notes = 12;
  for (const { opportunityId } of leads) for (let n = 0; n < notes; n++) acme.addNote(opportunityId, `Before: ${n}`);
  moveIn(rig, leads);
  const waiting = new Set(leads);
  for (const until = performance.now() + 30_000; waiting.size > 0 && performance.now() < until; await wait(10)) {
    for (const lead of waiting) {
      if (acme.notesOf(lead.opportunityId).length <= notes) continue;
      waiting.delete(lead);
      for (let n = 0; n < notes; n++) acme.addNote(lead.opportunityId, `After: ${n}`);
    }
  }
  await rig.settle();
  rig.emulator.clearFaults();
  return doubledInLever(rig, leads).map((line) => `long listing: ${line}`);
}

async function verdict(rig: Rig, leads: readonly Lead[], drill: string): Promise<string[]> {
  const found = [...(await judge(rig, leads)), ...(await deadLetters(rig))];
  return found.map((line) => `${drill}: ${line}`);
}

/**
 * A writer wakes after its lease, when the next attempt is under way elsewhere, and records what became of its own: "known
 * not applied, try again". If that were believed, a third writer would post without looking while the second still posts.
 */
async function wokenWriter(postgres: PostgresForDrills): Promise<string[]> {
  const fresh = await cloneDatabase(postgres);
  const database: Database = openDatabase({ url: fresh.url, onError: () => undefined });
  const db = database.service;
  const now = Date.now();
  const claim = (owner: bigint) =>
    claimEffects(db, { owner, limit: 1, leaseMs: 60_000, now, perGroup: 6, running: [] });
  const record = { quietMs: 0, now, newId: randomUUID, sweepable: false };
  try {
    const id = randomUUID();
    await addEffects(db, [{ id, kind: "ats.note", key: id, lane: id, payload: {}, runAt: now }]);
    const [frozen] = await claim(1n);
    await reclaimEffects(db, { repeatableKinds: [], markingKinds: [], quietMs: 0 }); // nobody holds the lock of owner 1
    const [second] = await claim(2n);
    if (!frozen || !second) return ["fence: the effect could not be claimed twice"];
    const late = { outcome: { result: "not_applied", retry: "backoff", words: "refused" } } as const;
    const believed = await recordOutcome(database, frozen, late, { ...record, owner: 1n });
    await sql`update effects set not_before = now()`.execute(db);
    const third = await claim(3n);
    return [
      ...(believed ? ["fence: the outcome of an attempt that was no longer the current one was recorded"] : []),
      ...third.map(({ attempt }) => `fence: attempt ${attempt} began while attempt 2 was under way`),
      ...(second.wasUnsure ? [] : ["intent: what a dead writer had begun was taken up without looking first"]),
    ];
  } finally {
    await database.close();
    await fresh.drop();
  }
}
