/** R5: every delivery five times, shuffled and late, among forged, replayed and malformed ones. The end is as if each had come once. */
import { createHmac } from "node:crypto";
import { deadLetters, judge } from "./machinery/judge.ts";
import { createLeads, GROUP, moveIn, type Lead } from "./machinery/lead.ts";
import { randomOf, type Random } from "./machinery/random.ts";
import type { Rig } from "./machinery/rig.ts";
import type { Finding, Scenario } from "./machinery/scenario.ts";
import { summed, worlds, type DrillWorld } from "./machinery/worlds.ts";

interface Letter {
  url: string;
  payload: string;
  expected: readonly number[];
  kind: "genuine" | "forged" | "replayed" | "malformed";
}

const COPIES = 5;
const PER_WORLD = 400;

export const webhookStorm: Scenario = {
  id: "R5",
  title: "webhook storm: five times, shuffled, late, forged, replayed with another body, malformed",
  unit: "events",
  small: 20,
  full: 4_000,
  async run(stage): Promise<Finding> {
    const violations: string[] = [];
    const counts: Record<string, number>[] = [];
    for await (const world of worlds(stage, PER_WORLD)) {
      const found = await storm(world);
      violations.push(...found.violations.map((line) => `seed ${world.seed}: ${line}`));
      counts.push(found.counts);
    }
    return { violations, figures: summed(counts) };
  },
};

async function storm({ rig, amount, seed }: DrillWorld) {
  const random = randomOf(seed);
  const violations: string[] = [];
  const leads = createLeads(rig, amount, () => "invite");
  // These never move: whoever believes a forged or replayed body invites one of them.
  const decoys = createLeads(rig, Math.min(10, amount), () => "invite");
  rig.emulator.setFaults([{ fault: "webhookLost" }]);
  let sent = 0;
  let late: Letter[] = [];
  for (let from = 0; from < leads.length; from += GROUP) {
    const group = leads.slice(from, from + GROUP);
    const known = new Set(rig.emulator.state.deliveries.map(({ id }) => id));
    moveIn(rig, group);
    const letters = lettersFor(rig, known, { group, decoys, random });
    const held = letters.filter(() => random.next() < 0.2);
    const now = letters.filter((letter) => !held.includes(letter));
    violations.push(...(await post(random.shuffled([...now, ...late]))));
    // A replay needs an original: it comes when that has arrived.
    violations.push(...(await post(replaysOf(now, decoys, random))));
    late = held;
    sent += letters.length;
    await rig.settle();
    if (from + GROUP < leads.length) rig.advance(601);
  }
  violations.push(...(await post(random.shuffled(late))));
  rig.emulator.clearFaults();
  await rig.settle();
  violations.push(
    ...(await judge(rig, leads)),
    ...(await deadLetters(rig)),
    ...decoys.flatMap((lead) => untouched(rig, lead)),
  );
  return { violations, counts: { events: amount, deliveries: sent } };
}

function lettersFor(
  { emulator }: Rig,
  known: ReadonlySet<string>,
  { group, decoys, random }: { group: readonly Lead[]; decoys: readonly Lead[]; random: Random },
): Letter[] {
  const ids = new Set(group.map(({ opportunityId }) => opportunityId));
  const originals = emulator.state.deliveries.filter(({ id, payload }) => {
    const { data } = JSON.parse(payload) as { data?: { opportunityId?: string } };
    return !known.has(id) && ids.has(data?.opportunityId ?? "");
  });
  return originals.flatMap(({ url, payload }): Letter[] => {
    const genuine = Array.from({ length: COPIES }, (): Letter => ({ url, payload, expected: [200], kind: "genuine" }));
    const more: Letter[] = [];
    if (random.next() < 0.1 * COPIES)
      more.push({ url, payload: forged(payload, random.pick(decoys)), expected: [401], kind: "forged" });
    if (random.next() < 0.05 * COPIES)
      more.push({ url, payload: malformed(payload, random), expected: [400, 401], kind: "malformed" });
    return [...genuine, ...more];
  });
}

/** The right form, a key that is not ours. */
function forged(payload: string, decoy: Lead): string {
  const body = JSON.parse(payload) as { token: string; triggeredAt: number; data: object };
  const token = body.token.split("").toReversed().join("");
  const signature = createHmac("sha256", "guessed").update(`${token}${body.triggeredAt}`).digest("hex");
  return JSON.stringify({ ...body, token, signature, data: { ...body.data, opportunityId: decoy.opportunityId } });
}

/** Token, time and signature of a delivery that was accepted, and another body: the signature does not cover it. */
function replaysOf(letters: readonly Letter[], decoys: readonly Lead[], random: Random): Letter[] {
  return letters
    .filter(({ kind }) => kind === "genuine" && random.next() < 0.05)
    .map(({ url, payload }) => {
      const body = JSON.parse(payload) as { data: object };
      const changed = { ...body, data: { ...body.data, opportunityId: random.pick(decoys).opportunityId } };
      return { url, payload: JSON.stringify(changed), expected: [200], kind: "replayed" };
    });
}

function malformed(payload: string, random: Random): string {
  const body = JSON.parse(payload) as Record<string, unknown>;
  return random.pick([
    payload.slice(0, payload.length / 2),
    "[]",
    "null",
    JSON.stringify({ ...body, triggeredAt: String(body["triggeredAt"]) }),
    JSON.stringify({ ...body, token: ["a"] }),
    JSON.stringify({ ...body, signature: "00" }),
  ]);
}

async function post(letters: readonly Letter[]): Promise<string[]> {
  const wrong: string[] = [];
  const queue = [...letters];
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (let letter = queue.shift(); letter; letter = queue.shift()) {
        const headers = { "content-type": "application/json" };
        const { status } = await fetch(letter.url, { method: "POST", headers, body: letter.payload });
        if (!letter.expected.includes(status)) wrong.push(`a ${letter.kind} delivery was answered ${status}`);
      }
    }),
  );
  return wrong;
}

function untouched({ emulator, mailbox }: Rig, { name, email, opportunityId }: Lead): string[] {
  const notes = emulator.account("acme").notesOf(opportunityId).length;
  const mails = mailbox.messages().filter(({ envelope }) => envelope.to.includes(email)).length;
  return notes + mails === 0 ? [] : [`I2 ${name} never moved and got ${notes} notes and ${mails} mails`];
}
