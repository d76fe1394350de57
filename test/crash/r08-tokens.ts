/** R8: access tokens that end mid-flight, refreshes that are raced or whose answer is lost, access withdrawn, a scope taken away. */
import { developmentApp } from "@interviewvector/lever-emulator";
import { integrationApi, operationsApi } from "@interviewvector/domain";
import { Person } from "../../dev/person.ts";
import { judge } from "./machinery/judge.ts";
import { createLeads, moveIn, type Lead } from "./machinery/lead.ts";
import type { Rig } from "./machinery/rig.ts";
import type { Scenario } from "./machinery/scenario.ts";
import { summed, worlds, type DrillWorld } from "./machinery/worlds.ts";

const HOUR_S = 3_600;
/** A round takes four hours and more; after a day candidates would be reminded. */
const PER_WORLD = 4;

export const tokens: Scenario = {
  id: "R8",
  title:
    "tokens: ended mid-flight, raced, lost, revoked, narrowed; one refresh each, loud when a person is needed, all resumes",
  unit: "rounds",
  small: 1,
  full: 200,
  async run(stage) {
    const violations: string[] = [];
    const counts: Record<string, number>[] = [];
    for await (const world of worlds(stage, PER_WORLD, { connect: "oauth" })) {
      const found = await rounds(world);
      violations.push(...found.violations.map((line) => `seed ${world.seed}: ${line}`));
      counts.push(found.counts);
    }
    return { violations, figures: summed(counts) };
  },
};

async function rounds({ rig, amount }: DrillWorld) {
  const violations: string[] = [];
  const leads: Lead[] = [];
  const say = (drill: string, lines: readonly string[]) => violations.push(...lines.map((line) => `${drill}: ${line}`));
  for (let round = 0; round < amount; round++) {
    say("ended mid-flight", await endedMidFlight(rig, leads));
    say("expiry raced by two processes", await racedExpiry(rig, leads));
    say("revoked", await revoked(rig, leads));
    say("answer of a refresh lost", await lostRefresh(rig, leads));
    say("scope taken away", await narrowed(rig, leads));
    rig.advance(601);
  }
  violations.push(...(await judge(rig, leads)));
  return { violations, counts: { rounds: amount, candidates: leads.length, refreshes: refreshes(rig) } };
}

function refreshes({ emulator }: Rig): number {
  return emulator.journal.filter(
    ({ path, body }) =>
      path === "/oauth/token" && (body as { grant_type?: string } | null)?.grant_type === "refresh_token",
  ).length;
}

function some(rig: Rig, leads: Lead[], count: number): Lead[] {
  const fresh = createLeads(rig, count, () => "invite");
  leads.push(...fresh);
  moveIn(rig, fresh);
  return fresh;
}

async function endedMidFlight(rig: Rig, leads: Lead[]): Promise<string[]> {
  const before = refreshes(rig);
  rig.emulator.setFaults([{ fault: "tokenExpired", times: 1, match: { method: "POST", path: "/notes$" } }]);
  some(rig, leads, 3);
  await rig.settle();
  rig.emulator.clearFaults();
  const count = refreshes(rig) - before;
  return count === 1 ? [] : [`${count} refreshes instead of one`];
}

async function racedExpiry(rig: Rig, leads: Lead[]): Promise<string[]> {
  // Beyond the life of a token: every call of both processes needs another one.
  rig.advance(2 * HOUR_S);
  await rig.settle();
  const before = refreshes(rig);
  rig.advance(HOUR_S + 60);
  some(rig, leads, 8);
  await rig.settle();
  const count = refreshes(rig) - before;
  return count === 1 ? [] : [`${count} refreshes for one expiry`];
}

async function brokenMails({ query }: Rig): Promise<number> {
  const [{ count = 0 } = {}] = await query<{ count: number }>(
    "select count(*)::int as count from effects where kind = 'mail.company' and payload ->> 'mail' = 'connection_broken' and key not like '%:day%'",
  );
  return count;
}

/** Marked, parked, the admin told once; after Reconnect everything resumes. */
async function brokenAndMended(rig: Rig, leads: Lead[], breakIt: () => void): Promise<string[]> {
  const told = await brokenMails(rig);
  breakIt();
  const waiting = some(rig, leads, 3);
  await rig.settle();
  rig.emulator.clearFaults();
  const violations: string[] = [];
  const { connections } = await rig.ada.call(integrationApi.listConnections);
  const state = connections.find(({ id }) => id === rig.connectionId)?.state;
  if (state !== "broken") violations.push(`the connection is ${state ?? "gone"} instead of broken`);
  if ((await brokenMails(rig)) !== told + 1)
    violations.push(`people were told ${(await brokenMails(rig)) - told} times`);
  await reconnect(rig);
  await rig.settle();
  const acme = rig.emulator.account("acme");
  for (const { name, opportunityId } of waiting)
    if (acme.notesOf(opportunityId).length !== 1)
      violations.push(`${name} was not taken up again after the reconnection`);
  return violations;
}

const revoked = (rig: Rig, leads: Lead[]) =>
  brokenAndMended(rig, leads, () => rig.emulator.account("acme").revokeApp(developmentApp.clientId));

/** The refresh token is used up, and the new one never arrived: nobody can go on without a person. */
const lostRefresh = (rig: Rig, leads: Lead[]) =>
  brokenAndMended(rig, leads, () => {
    rig.emulator.setFaults([{ fault: "resetAfter", times: 1, match: { method: "POST", path: "/oauth/token" } }]);
    rig.advance(HOUR_S + 60);
  });

async function reconnect(rig: Rig): Promise<void> {
  const { authorizeUrl } = await rig.ada.call(integrationApi.beginOauth, { body: { reconnect: rig.connectionId } });
  const form = new URLSearchParams(new URL(authorizeUrl).searchParams);
  form.set("user", `acme/${rig.emulator.account("acme").user().id}`);
  form.set("decision", "grant");
  const granted = await fetch(new URL("/authorize", authorizeUrl), { method: "POST", body: form, redirect: "manual" });
  await rig.ada.fetch(granted.headers.get("location") ?? "");
}

/** Refused for good is a dead letter with the reason; given the scope back, Retry makes it good. */
async function narrowed(rig: Rig, leads: Lead[]): Promise<string[]> {
  const acme = rig.emulator.account("acme");
  const all = Object.values(rig.emulator.state.oauth.grants).find(({ account }) => account === "acme")?.scopes ?? [];
  acme.setAppScopes(
    developmentApp.clientId,
    all.filter((scope) => !scope.startsWith("notes:")),
  );
  const [lead] = some(rig, leads, 1);
  await rig.settle();
  acme.setAppScopes(developmentApp.clientId, all);
  const dead = await rig.query("select 1 from effects where kind = 'ats.note' and state = 'dead'");
  const olga = await Person.signIn(rig.urls.platform, "olga@interviewvector.example");
  await olga.call(operationsApi.retryEffects, { body: { kind: "ats.note" } });
  await rig.settle();
  const notes = acme.notesOf(lead?.opportunityId ?? "").length;
  return [
    ...(dead.length === 1 ? [] : [`${dead.length} dead letters for the note that was refused`]),
    ...(notes === 1 ? [] : [`${notes} notes after the retry`]),
  ];
}
