/**
 * `npm run bench -- crowd`: a drive. A thousand candidates are moved at once; beyond fifty they wait for one click, which the admin
 * gives as soon as they see who waits. Meanwhile another company moves a single one. Lever (the emulator) allows 10 calls a second
 * per account. Said are: how long until every note and mail is out, beside what the number of calls takes at that rate; 429s of
 * our making; and how long the other company's candidate waited. `--idle` measures one candidate at a time on an idle system
 * instead: from the move to the mail and the note.
 */
import { parseArgs } from "node:util";
import { setTimeout as wait } from "node:timers/promises";
import { Person } from "../dev/person.ts";
import { activate, connectLeverByKey } from "../dev/set-up.ts";
import { startOwnPostgres } from "../packages/server/src/db/own-postgres.ts";
import { createLeads, inviteAtOnce, moveIn } from "../test/crash/machinery/lead.ts";
import { quantile } from "../test/crash/machinery/random.ts";
import { startRig, type Rig } from "../test/crash/machinery/rig.ts";
import { withTemplate } from "../test/crash/machinery/template.ts";
import { printVerdict, type Measured } from "./verdict.ts";

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
    printVerdict(values.idle ? "crowd --idle" : "crowd", result, values.json);
  } finally {
    await rig.stop();
    await postgres.stop();
  }
}

async function crowd(rig: Rig, count: number): Promise<Measured[]> {
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
  const confirm = inviteAtOnce(rig, leads);
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
  return [
    { what: "candidates moved at once, and invited", is: invited(), bar: { exactly: count } },
    { what: "calls to Lever", is: calls.length },
    { what: "calls ÷ 10/s, s", is: round(bound) },
    { what: "all mails and notes out after, s", is: round(tookS) },
    { what: "times what the calls take at 10/s", is: round(tookS / bound), bar: { atMost: 1.08 } },
    { what: "429 of our making", is: calls.filter(({ status }) => status === 429).length, bar: { exactly: 0 } },
    { what: "the other company's candidate invited after, s", is: round(otherS), bar: { atMost: 5 } },
  ];
}

async function idle(rig: Rig): Promise<Measured[]> {
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
  return [
    { what: "candidates, one at a time", is: waits.length },
    { what: "from the move to mail and note, p50 ms", is: Math.round(quantile(waits, 0.5)) },
    { what: "from the move to mail and note, p95 ms", is: Math.round(quantile(waits, 0.95)), bar: { atMost: 2_000 } },
  ];
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
