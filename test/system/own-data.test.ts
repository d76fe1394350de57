/** A candidate's own data: behind a code that goes to their mail, since the link alone stands in Lever as well. */
import { interviewApi, operationsApi } from "@interviewvector/domain";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { invitationOf, interviewOf, setUpAcme, stage } from "../../dev/life.ts";
import type { CandidateBrowser } from "../../dev/candidate.ts";
import { Person } from "../../dev/person.ts";
import type { System } from "../../dev/system.ts";
import { invitationsTo, mailsTo, notesOf } from "../support/lever-view.ts";
import { newCandidate, pollNow } from "../support/step.ts";
import { startWorld } from "../support/world.ts";

let system: System;
let ada: Person;

beforeAll(async () => {
  system = await startWorld();
  ({ ada } = await setUpAcme(system));
});
afterAll(() => system.stop());

async function invited(name: string) {
  const candidate = newCandidate(system, name);
  system.emulator.account("acme").moveToStage(candidate.opportunityId, stage, { by: "ravi" });
  await system.settle();
  return { ...candidate, browser: await invitationOf(system, candidate.opportunityId) };
}

const codesTo = (email: string) =>
  mailsTo(system, email).flatMap((subject) => /^Your code: (\d{6})/.exec(subject)?.[1] ?? []);

async function askForCode(browser: CandidateBrowser, email: string): Promise<string> {
  await browser.open("/privacy");
  await browser.submit("/data/code");
  await system.settle();
  return codesTo(email).at(-1) ?? "";
}

const passOf = (browser: CandidateBrowser) => browser.form("/data/copy").fields.get("pass") ?? "";

describe("what is stored about a candidate", () => {
  it("is shown to whoever reads their mail, and can be taken along; the link alone shows nothing of it", async () => {
    const { email, browser } = await invited("Curious Reader");
    for (const path of ["/privacy", "/data"]) {
      await browser.open(path);
      expect(browser.text).not.toContain(email);
      expect(browser.text).not.toContain("1234567");
    }
    const code = await askForCode(browser, email);
    await browser.submit("/data", { code: `${code.slice(0, 3)} ${code.slice(3)}` });
    expect(browser.status).toBe(200);
    expect(browser.text).toContain(email);
    expect(browser.text).toContain("+49 30 1234567");
    await browser.submit("/data/copy");
    const copy = JSON.parse(browser.html) as { about: { name: string; emails: string[] }; interviews: object[] };
    expect(copy.about).toMatchObject({ name: "Curious Reader", emails: [email] });
    expect(copy.interviews).toMatchObject([{ company: "Acme", state: "invited" }]);
    const olga = await Person.signIn(system.urls.platform, "olga@interviewvector.example");
    const { entries } = await olga.call(operationsApi.listAuditLog, { query: { search: "candidate:" } });
    expect(entries.map(({ action, actor }) => [action, actor.kind])).toEqual([
      ["candidate.data_copied", "candidate"],
      ["candidate.data_shown", "candidate"],
    ]);
  });

  it("stays closed to a wrong code, a guessed one, an old one, one that ran out, and another person's", async () => {
    const { email, browser } = await invited("Careful Owner");
    const first = await askForCode(browser, email);
    const second = await askForCode(browser, email);
    expect(second).not.toBe(first);
    await browser.submit("/data", { code: first });
    expect(browser.status).toBe(422);
    for (let guess = 0; guess < 4; guess += 1) await browser.submit("/data", { code: "000000" });
    // Five tries are used up: now the right one does not help either.
    await browser.submit("/data", { code: second });
    expect(browser.status).toBe(422);
    const third = await askForCode(browser, email);
    system.advance(16 * 60);
    await browser.open("/data");
    await browser.submit("/data", { code: third });
    expect(browser.status).toBe(422);
    const fourth = await askForCode(browser, email);
    const { browser: stranger } = await invited("Nosy Stranger");
    await stranger.open("/data");
    await stranger.submit("/data", { code: fourth });
    expect(stranger.status).toBe(422);
  });

  it("sends five codes an hour and no more", async () => {
    const { email, browser } = await invited("Many Codes");
    for (let asked = 0; asked < 5; asked += 1) await askForCode(browser, email);
    await browser.open("/privacy");
    await browser.submit("/data/code");
    expect(browser.status).toBe(409);
    expect(browser.text).toContain("Several codes were sent already");
    await system.settle();
    expect(codesTo(email)).toHaveLength(5);
  });

  it("shows nothing for a pass that was made up, or made for another person", async () => {
    const { email, browser } = await invited("Pass Owner");
    await browser.submit("/data", { code: await askForCode(browser, email) });
    const pass = passOf(browser);
    const { browser: stranger } = await invited("Pass Thief");
    for (const forged of [pass, pass.replace(/^\d/, "9"), `${pass.slice(0, -2)}AA`, "", "x.y"]) {
      const target = forged === pass ? stranger : browser;
      const answer = await fetch(`${target.link}/data/copy`, {
        method: "POST",
        body: new URLSearchParams({ pass: forged }),
      });
      expect(answer.headers.get("content-disposition"), forged).toBeNull();
      expect(await answer.text()).toContain("Enter your code");
    }
  });
});

describe("a candidate who has their data erased", () => {
  it("is cancelled everywhere at once, and within the hour nothing here says who it was", async () => {
    const { opportunityId, email, browser } = await invited("Soon Forgotten");
    const [time = 0] = await browser.offeredTimes();
    await browser.book(time);
    await system.settle();
    const interviewId = await interviewOf(ada, opportunityId);
    await browser.submit("/data", { code: await askForCode(browser, email) });
    await browser.submit("/data/erase", { sure: "yes" });
    expect(browser.text).toContain("Your data will be erased");
    await system.settle();
    expect(notesOf(system, opportunityId).at(-1)).toMatch(/is cancelled by[\s\S]*had their data erased/);
    system.advance(11 * 60);
    await system.settle();
    await browser.open();
    expect(browser.status).toBe(404);
    const detail = await ada.call(interviewApi.getInterview, { params: { interviewId } });
    expect(JSON.stringify(detail)).not.toMatch(/Forgotten|soon\.forgotten/);
    // The person still stands in Lever's stage: what the poll reads there brings nothing back.
    await pollNow(system, ada);
    const after = await ada.call(interviewApi.getInterview, { params: { interviewId } });
    expect(JSON.stringify(after)).not.toMatch(/Forgotten|soon\.forgotten/);
    expect(invitationsTo(system, email)).toBe(1);
  });
});

describe("what is kept only for a time", () => {
  it("goes on its day: contact data after 180 days, everything personal after 24 months, and others' stays", async () => {
    const about = async (opportunityId: string) => {
      const [row] = await query<{ name: string; emails: string[]; phones: unknown[] }>(
        "select c.name, c.emails, c.phones from candidates c join interviews i on i.candidate_id = c.id where i.opportunity_id = $1",
        [opportunityId],
      );
      return row;
    };
    const old = await invited("Long Ago");
    await old.browser.open("/decline");
    await old.browser.submit("/decline");
    await system.settle();
    const dayLater = async (days: number) => {
      // Never so far at once that the consent in Lever, which is kept awake every 60 days, ends in between.
      for (let left = days; left > 0; left -= 25) {
        system.advance(Math.min(left, 25) * 86_400);
        await system.settle(60_000);
      }
    };
    await dayLater(100);
    const recent = await invited("Just Now");
    await dayLater(79);
    expect(await about(old.opportunityId)).toMatchObject({ name: "Long Ago", emails: [old.email] });
    await dayLater(2);
    expect(await about(old.opportunityId)).toMatchObject({ name: "Long Ago", emails: [], phones: [] });
    expect(await about(recent.opportunityId)).toMatchObject({ name: "Just Now", emails: [recent.email] });
    await dayLater(549);
    expect(await about(old.opportunityId)).toMatchObject({ name: "Erased candidate" });
    expect(await about(recent.opportunityId)).toMatchObject({ name: "Just Now", emails: [] });
  });
});

async function query<Row extends pg.QueryResultRow>(text: string, values: unknown[]): Promise<Row[]> {
  const client = new pg.Client({ connectionString: system.databaseUrl });
  await client.connect();
  try {
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end();
  }
}
