/**
 * How often one candidate's life asks Lever: counted in Lever's journal, call by call, and compared with the list that we
 * publish. Set-up comes before; polls and renewed access belong to the connection, not to a candidate.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expertOf, interviewOf, invitationOf, letItEnd, moveIn, setUpAcme, writeReport } from "../../dev/life.ts";
import type { Person } from "../../dev/person.ts";
import type { System } from "../../dev/system.ts";
import { startWorld } from "../support/world.ts";

const MOST = 16;

let system: System;
let ada: Person;

beforeAll(async () => {
  system = await startWorld();
  ({ ada } = await setUpAcme(system));
});
afterAll(() => system.stop());

async function fromBookingToLeaving(opportunityId: string): Promise<void> {
  const browser = await invitationOf(system, opportunityId);
  const [first = 0] = await browser.offeredTimes();
  await browser.book(first);
  await system.settle();
  const times = await browser.offeredTimes("/reschedule");
  await browser.book(times.find((time) => time > first + 24 * 3_600_000) ?? 0);
  await system.settle();
  const interviewId = await interviewOf(ada, opportunityId);
  await letItEnd(system, ada, interviewId);
  await writeReport(await expertOf(system, ada, interviewId), interviewId);
  await system.settle();
  system.emulator.account("acme").moveToStage(opportunityId, "On-site interview", { by: "ravi" });
  await system.settle();
}

/** Calls that belong to the connection, whether or not there is a candidate. */
const ofConnection = [
  "POST oauth/token",
  "GET postings",
  "GET stages",
  "GET opportunities",
  "GET opportunities/deleted",
  // The daily look at what stands there of a booked interview. Writing asks for these only when in doubt.
  "GET opportunities/:id/interviews",
  "GET opportunities/:id/notes",
];

/** "PUT opportunities/:id/interviews/:interview": each call since, without ids. */
function callsSince(since: number, opportunityId: string): string[] {
  return system.emulator.journal
    .filter(({ seq }) => seq > since)
    .map(({ method, path }) => {
      const plain = path
        .replace(/^\/(v1\/)?/, "")
        .replace(opportunityId, ":id")
        .replace(/(interviews|feedback)\/[0-9a-f-]{36}/, (_all, name: string) => `${name}/:${name.replace(/s$/, "")}`);
      return `${method} ${plain}`;
    })
    .filter((call) => !ofConnection.includes(call));
}

const journalEnd = () => system.emulator.journal.at(-1)?.seq ?? 0;

/** The calls of the published table, in its order. */
async function published(): Promise<string[]> {
  const text = await readFile(join(import.meta.dirname, "../../docs/lever/calls.md"), "utf8");
  return [...text.matchAll(/^\| \d+ \| `([A-Z]+ [^`]+)`/gm)].map((match) => match[1] ?? "");
}

describe("one candidate's life", () => {
  it("asks Lever exactly what we publish, and no more than sixteen times", async () => {
    const since = journalEnd();
    const opportunityId = moveIn(system, "Maya Fernandez");
    await system.settle();
    await fromBookingToLeaving(opportunityId);
    const calls = callsSince(since, opportunityId);
    expect(calls).toEqual(await published());
    expect(calls.length).toBeLessThanOrEqual(MOST);
  });

  it("asks no more than sixteen times either when the phone number is missing at first", async () => {
    const since = journalEnd();
    const opportunityId = moveIn(system, "Arjun Nair");
    await system.settle();
    const phones = [{ type: "mobile", value: "+91 98470 12345" }];
    system.emulator.account("acme").editContact(opportunityId, { phones }, { by: "ravi" });
    await system.settle();
    await fromBookingToLeaving(opportunityId);
    const calls = callsSince(since, opportunityId);
    expect(calls.length, calls.join("\n")).toBe((await published()).length + 3);
    expect(calls.length).toBeLessThanOrEqual(MOST);
  });
});

describe("a connection with nothing going on", () => {
  it("asks Lever by itself as often as we publish, and for nothing else", async () => {
    moveIn(system, "Tom Okafor"); // somebody must be open, else deletions concern nobody
    await system.settle();
    system.advance(600);
    await system.settle();
    const since = journalEnd();
    for (let minute = 0; minute < 60; minute += 5) {
      system.advance(300);
      await system.settle();
    }
    const counts: Record<string, number> = {};
    for (const { method, path } of system.emulator.journal.filter(({ seq }) => seq > since)) {
      const call = `${method} ${path.replace(/^\/(v1\/)?/, "")}`;
      counts[call] = (counts[call] ?? 0) + 24;
    }
    expect(counts).toEqual(await publishedADay());
  });

  /** By call: how often a day. */
  async function publishedADay(): Promise<Record<string, number>> {
    const text = await readFile(join(import.meta.dirname, "../../docs/lever/calls.md"), "utf8");
    const rows = [...text.matchAll(/^\| `([A-Z]+ [^`]+)` \| (\d+) \|/gm)];
    return Object.fromEntries(rows.map(([, call = "", count]) => [call, Number(count)]));
  }
});

describe("candidates who don't concern us", () => {
  it("cost one call when they are moved, and none when they stand anywhere else", async () => {
    const acme = system.emulator.account("acme");
    const { id } = acme.opportunity("Elif Kaya");
    const since = journalEnd();
    acme.moveToStage(id, "On-site interview", { by: "ravi" });
    await system.settle();
    expect(callsSince(since, id).length).toBeLessThanOrEqual(1);
    const before = journalEnd();
    acme.addNote(id, "A note of a person");
    acme.addTags(id, ["strong"]);
    system.advance(300);
    await system.settle();
    expect(callsSince(before, id)).toEqual([]);
  });
});
