/**
 * Deleted or anonymised in Lever: within the hour nothing personal is left here, in any state and in any table; what counts
 * stays, and nobody else's data are touched. Judged by a dump of the whole database.
 */
import { interviewApi, reviewApi } from "@interviewvector/domain";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CandidateBrowser } from "../../dev/candidate.ts";
import { expertOf, interviewOf, invitationOf, letItEnd, setUpAcme, stage, writeReport } from "../../dev/life.ts";
import { ApiProblemError, type Person } from "../../dev/person.ts";
import type { System } from "../../dev/system.ts";
import { newCandidate } from "../support/step.ts";
import { startWorld } from "../support/world.ts";

let system: System;
let ada: Person;

beforeAll(async () => {
  system = await startWorld();
  ({ ada } = await setUpAcme(system));
});
afterAll(() => system.stop());

const acme = () => system.emulator.account("acme");
const detail = (interviewId: string) => ada.call(interviewApi.getInterview, { params: { interviewId } });

async function enter(name: string) {
  const { opportunityId, email } = newCandidate(system, name, { phone: `+49 30 ${5550000 + name.length}` });
  acme().moveToStage(opportunityId, stage, { by: "ravi" });
  await system.settle();
  return {
    opportunityId,
    email,
    browser: await invitationOf(system, opportunityId),
    interviewId: await interviewOf(ada, opportunityId),
  };
}

async function book(browser: CandidateBrowser, place: number): Promise<void> {
  const far = (await browser.offeredTimes()).filter((time) => time > system.clock.now() + 30 * 3_600_000);
  await browser.book(far[place * 3] ?? 0);
  await system.settle();
}

/** Every row of every table, as its owner sees it, as text. */
async function dump(): Promise<{ table: string; row: string }[]> {
  const client = new Client({ connectionString: system.app.parts.databaseUrl });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')",
    );
    expect(tables.length).toBeGreaterThan(30);
    const all: { table: string; row: string }[] = [];
    for (const { name } of tables) {
      const { rows } = await client.query<{ row: string }>(`select to_jsonb(t)::text as row from ${name} t`);
      all.push(...rows.map(({ row }) => ({ table: name, row })));
    }
    return all;
  } finally {
    await client.end();
  }
}

async function tracesOf(canaries: readonly string[]): Promise<string[]> {
  return (await dump()).flatMap(({ table, row }) =>
    canaries
      .filter((canary) => row.toLowerCase().includes(canary))
      .map((canary) => `${table}: ${canary} in ${row.slice(0, 300)}`),
  );
}

describe("a candidate who is deleted or anonymised in Lever", () => {
  it(
    "is erased within the hour, in every state and every table; figures, other people and the audit log stay",
    { timeout: 120_000 },
    async () => {
      const done = await enter("Donella Canaryworth");
      const proposed = await enter("Propertia Canaryworth");
      const booked = await enter("Bookwyn Canaryworth");
      const invited = await enter("Invitra Canaryworth");
      const bystander = await enter("Barney Bystander");

      await book(done.browser, 0);
      await letItEnd(system, ada, done.interviewId);
      const expert = await expertOf(system, ada, done.interviewId);
      await writeReport(expert, done.interviewId);
      await system.settle();
      await proposed.browser.open("/propose");
      await proposed.browser.submit("/propose", {
        on: new Date(system.clock.now() + 5 * 24 * 3_600_000).toISOString().slice(0, 10),
        from: "10:00",
        to: "14:00",
        comment: "Thursdays only",
      });
      await system.settle();
      await book(booked.browser, 2);
      // A mail whose address is refused: its bytes stay in the ledger, the address in history, candidate and note.
      system.mailbox.setFaults([{ mode: "550", at: "rcpt", match: "invitra" }]);
      await ada.call(interviewApi.resendInvitation, { params: { interviewId: invited.interviewId } });
      await system.settle();
      system.mailbox.setFaults([]);
      await ada.call(interviewApi.revealContact, { params: { interviewId: booked.interviewId } });

      const canaries = [
        "canaryworth",
        "donella",
        "propertia",
        "bookwyn",
        "invitra",
        "5550019",
        "5550021",
        "thursdays only",
        "explained the trade-offs unasked",
      ];
      const before = await tracesOf(canaries);
      for (const canary of canaries.filter((one) => !one.startsWith("555")))
        expect(
          before.some((trace) => trace.includes(`: ${canary} in`)),
          `${canary} was kept`,
        ).toBe(true);

      // Webhooks for two, the poll alone for the others.
      acme().deleteOpportunity(done.opportunityId);
      acme().anonymize(booked.opportunityId);
      await system.settle();
      system.emulator.setFaults([{ fault: "webhookLost" }]);
      acme().deleteOpportunity(proposed.opportunityId);
      acme().anonymize(invited.opportunityId);
      system.advance(301);
      await system.settle();
      system.emulator.clearFaults();
      // The mail that ends the booking went out before the address was forgotten.
      const toBooked = system.mailbox.messages().filter(({ envelope }) => envelope.to.includes(booked.email));
      expect(toBooked.at(-1)?.subject).toMatch(/^Cancelled/);
      system.advance(20 * 60);
      await system.settle();
      system.advance(20 * 60);
      await system.settle();

      expect(await tracesOf(canaries)).toEqual([]);
      expect(await tracesOf(["barney"])).not.toEqual([]);
      const states = await Promise.all(
        [done, proposed, booked, invited, bystander].map(async ({ interviewId }) => (await detail(interviewId)).state),
      );
      expect(states).toEqual(["completed", "cancelled", "cancelled", "cancelled", "invited"]);

      const erased = await detail(done.interviewId);
      expect(erased.candidate).toBe("Erased candidate");
      expect(erased.timeline.map(({ event }) => event)).toEqual(
        expect.arrayContaining(["slotBooked", "reportSubmitted", "erased"]),
      );
      expect(erased.timeline.find(({ event }) => event === "slotBooked")?.startAt).not.toBeNull();
      expect(
        erased.timeline
          .flatMap(({ effects }) => effects)
          .filter(({ state }) => state === "pending" || state === "unsure"),
      ).toEqual([]);
      const { service } = system.app.parts.database;
      const [version] = await service
        .selectFrom("report_versions")
        .selectAll()
        .where("interview_id", "=", done.interviewId)
        .execute();
      expect(version?.content).toMatchObject({ recommendation: "hire" });
      const audit = await service
        .selectFrom("audit_log")
        .selectAll()
        .where("action", "in", ["candidate.erased", "contact.revealed"])
        .execute();
      expect(audit.filter(({ action }) => action === "candidate.erased")).toHaveLength(4);
      expect(audit.some(({ action }) => action === "contact.revealed")).toBe(true);

      // Links open nothing of the person, and nothing is ever written again.
      await done.browser.open();
      expect(done.browser.html.toLowerCase()).not.toContain("canaryworth");
      const calls = system.emulator.journal.length;
      const mails = system.mailbox.messages().length;
      system.advance(3 * 24 * 3600);
      await system.settle();
      const ids = [done, proposed, booked, invited].map(({ opportunityId }) => opportunityId);
      const writes = system.emulator.journal.slice(calls).filter(({ method }) => method !== "GET");
      expect(writes.filter(({ path }) => ids.some((id) => path.includes(id)))).toEqual([]);
      expect(
        system.mailbox
          .messages()
          .slice(mails)
          .filter(({ envelope }) => envelope.to.some((to) => to.includes("canaryworth"))),
      ).toEqual([]);
      const refused = await ada.call(reviewApi.listReviews).catch((error: unknown) => error);
      expect(refused instanceof ApiProblemError && refused.status).toBe(403);
    },
  );
});
