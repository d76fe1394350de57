/** R10: the mail server refuses, hangs, hangs up and loses its answer. Nothing lost, one repeat at most and only where nobody can know. */
import type { FaultMode, Verb } from "../../dev/mailbox/fault.ts";
import { createLeads, inviteAtOnce, type Lead } from "./machinery/lead.ts";
import type { Rig } from "./machinery/rig.ts";
import type { Scenario } from "./machinery/scenario.ts";
import { worlds } from "./machinery/worlds.ts";

interface Case {
  mode: FaultMode;
  at?: Verb;
  /** Strikes so often at each candidate's mail; left out: always. */
  times?: number;
  /** What must be in the mailbox at the end, copies included. */
  copies: number;
  /** Where the mail can't be had, who must know: an operator (dead letter) or the recruiter (note and blocked). */
  told: "nobody" | "operator" | "recruiter";
}

const cases: readonly Case[] = [
  { mode: "421", at: "rcpt", times: 2, copies: 1, told: "nobody" },
  { mode: "450", at: "rcpt", times: 2, copies: 1, told: "nobody" },
  { mode: "451", at: "data", times: 1, copies: 1, told: "nobody" },
  { mode: "452", at: "rcpt", times: 1, copies: 1, told: "nobody" },
  { mode: "hang", at: "rcpt", times: 1, copies: 1, told: "nobody" },
  { mode: "hang", at: "data", times: 1, copies: 1, told: "nobody" },
  // Once: whether the dot was on its way when the line broke is for nobody to know, and what was in doubt twice goes to a person.
  { mode: "dropDuringData", times: 1, copies: 1, told: "nobody" },
  { mode: "dropAfterDot", times: 1, copies: 2, told: "nobody" },
  { mode: "dropAfterDot", copies: 2, told: "operator" },
  { mode: "550", at: "rcpt", copies: 0, told: "recruiter" },
  { mode: "552", at: "data", copies: 0, told: "operator" },
  { mode: "554", at: "data", copies: 0, told: "operator" },
];

const AT_ONCE = 20;
const PER_WORLD = 100;

export const mailServer: Scenario = {
  id: "R10",
  title: "a mail server that refuses, hangs and hangs up: none lost, one repeat at most, byte by byte",
  unit: "mails per fault",
  small: 1,
  full: 500,
  async run(stage) {
    const violations: string[] = [];
    for await (const { rig, amount, seed } of worlds(stage, PER_WORLD)) {
      for (let left = amount; left > 0; left -= AT_ONCE)
        violations.push(...(await round(rig, Math.min(AT_ONCE, left))).map((line) => `seed ${seed}: ${line}`));
    }
    return { violations, figures: { faults: cases.length, mails: cases.length * stage.amount } };
  },
};

async function round(rig: Rig, count: number): Promise<string[]> {
  const violations: string[] = [];
  const leads = cases.map((one) => ({ one, of: createLeads(rig, count, () => "invite") }));
  rig.mailbox.setFaults(
    leads.flatMap(({ one: { mode, at, times }, of }) =>
      of.map(({ email }) => ({
        mode,
        match: email,
        ...(at ? { at } : {}),
        ...(times === undefined ? {} : { times }),
      })),
    ),
  );
  await inviteAtOnce(
    rig,
    leads.flatMap(({ of }) => of),
  );
  await rig.settle(180_000);
  rig.mailbox.setFaults([]);
  for (const { one, of } of leads) for (const lead of of) violations.push(...(await verdict(rig, one, lead)));
  // Those that a person had to see were seen: drills on the same rig must not meet them as theirs.
  await rig.query("update effects set state = 'skipped', outcome = 'discarded after the drill' where state = 'dead'");
  rig.advance(601);
  return violations;
}

async function verdict(
  rig: Rig,
  { mode, at, copies, told }: Case,
  { email, name, opportunityId }: Lead,
): Promise<string[]> {
  const what = `${mode}${at ? ` at ${at}` : ""} (${name})`;
  const sent = rig.mailbox.ledger().filter(({ envelope }) => envelope.to.includes(email));
  const violations: string[] = [];
  if (sent.length !== copies) violations.push(`${what}: ${sent.length} copies instead of ${copies}`);
  if (new Set(sent.map(({ sha256, messageId }) => `${messageId} ${sha256}`)).size > 1)
    violations.push(`${what}: the repeat differs`);
  const dead = await rig.query(
    "select 1 from effects e join interviews i on i.id = e.interview_id where i.opportunity_id = $1 and e.state = 'dead'",
    [opportunityId],
  );
  if (told === "operator" && dead.length === 0) violations.push(`${what}: no dead letter for a person to see`);
  if (told === "nobody" && dead.length > 0) violations.push(`${what}: given up though it could be sent`);
  if (told === "recruiter") {
    const notes = rig.emulator.account("acme").notesOf(opportunityId);
    if (notes.length < 2) violations.push(`${what}: no note tells the recruiter that the address bounces`);
  }
  return violations;
}
