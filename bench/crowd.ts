/**
 * `npm run bench -- crowd`: a crowd of candidates is moved at once and invited with one click, while another company moves a single one. Lever
 * (the emulator) allows 10 calls a second per account. Said are: how long until every note and mail is out, beside what the
 * number of calls takes at that rate; 429s of our making; and how long the other company's candidate waited. `--idle` measures
 * one candidate at a time on an idle system instead: from the move to the mail and the note.
 */
import { parseArgs } from "node:util";
import { setTimeout as wait } from "node:timers/promises";
import { positionApi } from "@interviewvector/domain";
import { Person } from "../dev/person.ts";
import { activate, connectLeverByKey } from "../dev/set-up.ts";
import { startOwnPostgres } from "../packages/server/src/db/own-postgres.ts";
import { createLeads, moveIn, type Lead } from "../test/crash/machinery/lead.ts";
import { quantile } from "../test/crash/machinery/random.ts";
import { startRig, type Rig } from "../test/crash/machinery/rig.ts";
import { withTemplate } from "../test/crash/machinery/template.ts";

/** What Lever publishes, and what the emulator holds us to. */
const LEVER_PER_S = 10;

export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      json: { type: "boolean", default: false },
      candidates: { type: "string", default: "1000" },
      idle: { type: "boolean", default: false },
    },
  });
  const postgres = await startOwnPostgres({ throwaway: true, log: () => undefined });
  const rig = await startRig(await withTemplate(postgres.url), {
    environment: { LEVER_RATE_PER_S: "9.8", LEVER_BURST: "15", EFFECT_LEASE_S: "60", EFFECT_QUIET_S: "90" },
    emulator: { behaviours: { ratePerSecond: LEVER_PER_S, rateBurst: 20 } },
  });
  try {
    const result = values.idle ? await idle(rig) : await crowd(rig, Number(values.candidates));
    if (values.json) console.log(JSON.stringify({ bench: "crowd", ...result }));
    else for (const [name, value] of Object.entries(result)) console.log(`${name.padEnd(44)} ${value}`);
  } finally {
    await rig.stop();
    await postgres.stop();
  }
}

async function crowd(rig: Rig, count: number): Promise<Record<string, number>> {
  const gil = await Person.signIn(rig.urls.platform, "gil@globex.example");
  await connectLeverByKey(rig, gil, "globex");
  await activate(gil, "Site Reliability Engineer");
  await rig.settle();
  const leads = createLeads(rig, count, () => "invite");
  const [other] = createLeads(rig, 1, () => "invite", "globex");
  if (!other) throw new Error("nobody at Globex");
  await wait(3_000); // the bucket is full again
  const from = rig.emulator.journal.length;
  const began = performance.now();
  moveIn(rig, leads);
  const confirm = confirmed(rig, leads);
  await wait(Math.min(20_000, count * 20));
  const movedAt = performance.now();
  moveIn(rig, [other], "globex");
  await rig.mailbox.waitFor(({ envelope }) => envelope.to.includes(other.email), { timeoutMs: 120_000 });
  const otherS = (performance.now() - movedAt) / 1000;
  await confirm;
  const acme = rig.emulator.account("acme");
  const invited = (): number => {
    const reached = new Set(rig.mailbox.ledger().flatMap(({ envelope }) => envelope.to));
    return leads.filter(({ email, opportunityId }) => reached.has(email) && acme.notesOf(opportunityId).length > 0)
      .length;
  };
  for (const until = performance.now() + count * 2_000; invited() < count && performance.now() < until;)
    await wait(200);
  const tookS = (performance.now() - began) / 1000;
  const calls = rig.emulator.journal.slice(from).filter(({ credentials }) => credentials.account === "acme");
  const bound = calls.length / LEVER_PER_S;
  return {
    candidates: count,
    invited: invited(),
    "calls to Lever": calls.length,
    "calls ÷ 10/s, s": round(bound),
    "all mails and notes out after, s": round(tookS),
    "times the bound (aim: at most 1.08)": round(tookS / bound),
    "share of what Lever allows (aim: at least 0.95)": round(bound / tookS),
    "429 of our making (aim: 0)": calls.filter(({ status }) => status === 429).length,
    "the other company's candidate invited after, s (aim: 5)": round(otherS),
  };
}

/** More than fifty at once wait for one click: the admin gives it until nobody waits any more. */
async function confirmed(rig: Rig, leads: readonly Lead[]): Promise<void> {
  const { positions } = await rig.ada.call(positionApi.listPositions);
  const position = positions.find(({ title }) => title === "Senior Backend Engineer");
  const inviteOpportunityIds = leads.map(({ opportunityId }) => opportunityId);
  await rig.ada.call(positionApi.activatePosition, {
    params: { positionId: position?.id ?? "" },
    body: { inviteOpportunityIds },
  });
}

async function idle(rig: Rig): Promise<Record<string, number>> {
  const waits: number[] = [];
  const acme = rig.emulator.account("acme");
  for (const lead of createLeads(rig, 40, () => "invite")) {
    await rig.settle();
    rig.advance(30);
    await wait(1_500);
    const began = performance.now();
    moveIn(rig, [lead]);
    await rig.mailbox.waitFor(({ envelope }) => envelope.to.includes(lead.email), { timeoutMs: 60_000 });
    while (acme.notesOf(lead.opportunityId).length === 0) await wait(5);
    waits.push(performance.now() - began);
  }
  return {
    candidates: waits.length,
    "from the move to mail and note, p50 ms": Math.round(quantile(waits, 0.5)),
    "p95 ms (aim: 2000)": Math.round(quantile(waits, 0.95)),
  };
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
