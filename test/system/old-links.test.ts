/** Links of candidates that are not the present ones any more: they say what happened, and have the present one sent, never shown. */
import { interviewApi } from "@interviewvector/domain";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CandidateBrowser } from "../../dev/candidate.ts";
import { interviewOf, invitationOf, setUpAcme, stage } from "../../dev/life.ts";
import type { Person } from "../../dev/person.ts";
import type { System } from "../../dev/system.ts";
import { mailsTo } from "../support/lever-view.ts";
import { letGracePass, newCandidate } from "../support/step.ts";
import { startWorld } from "../support/world.ts";

let system: System;
let ada: Person;

beforeAll(async () => {
  system = await startWorld();
  ({ ada } = await setUpAcme(system));
});
afterAll(() => system.stop());

const acme = () => system.emulator.account("acme");
const linksTo = (email: string) => mailsTo(system, email).filter((subject) => subject.startsWith("Your link:")).length;

async function invited(name: string) {
  const candidate = newCandidate(system, name);
  acme().moveToStage(candidate.opportunityId, stage, { by: "ravi" });
  await system.settle();
  return { ...candidate, browser: await invitationOf(system, candidate.opportunityId) };
}

async function sentLink(email: string): Promise<CandidateBrowser> {
  await system.settle();
  const mail = await system.mailbox.waitFor(
    ({ envelope, subject }) => envelope.to.includes(email) && subject.startsWith("Your link:"),
  );
  return CandidateBrowser.ofMail(mail);
}

describe("an older link of a candidate", () => {
  it("says what happened on every page below it, and sends the present one to the new address only", async () => {
    const { opportunityId, email, browser: old } = await invited("Nora Newmail");
    const other = "nora.other@candidates.example";
    acme().editContact(opportunityId, { emails: [other] });
    await system.settle();
    const fresh = await invitationOf(system, opportunityId);
    for (const below of ["", "/times", "/confirm?start=1", "/privacy", "/data", "/zone", "/interview.ics"]) {
      await old.open(below);
      expect([below, old.status, old.text.includes("This link has been replaced")]).toEqual([below, 410, true]);
      // Whoever holds it may be somebody else by now.
      expect(old.html).not.toMatch(/candidates\.example|Nora/);
      expect(old.html).not.toContain(new URL(fresh.link).pathname);
    }
    const booked = await fetch(`${old.link}/book`, { method: "POST", body: new URLSearchParams({ start: "1" }) });
    expect(booked.status).toBe(410);
    await old.submit("/present");
    expect(old.text).toContain("The present link is on its way");
    const sent = await sentLink(other);
    expect(sent.link).toBe(fresh.link);
    expect(linksTo(email)).toBe(0);
    await sent.open();
    expect([sent.status, sent.text.includes("Choose a time")]).toEqual([200, true]);
    const interviewId = await interviewOf(ada, opportunityId);
    const { timeline } = await ada.call(interviewApi.getInterview, { params: { interviewId } });
    expect(timeline.at(-1)).toMatchObject({
      words: expect.stringContaining("The present link was asked for through an older one") as string,
      effects: [{ title: "Mail: the present link", state: "done" }],
    });
  });

  it("sends three a day and no more, and none for the present link", async () => {
    const { opportunityId, browser } = await invited("Ola Often");
    acme().editContact(opportunityId, { emails: ["ola.other@candidates.example"] });
    await system.settle();
    for (let asked = 0; asked < 3; asked += 1) {
      await browser.open();
      await browser.submit("/present");
      expect(browser.text).toContain("on its way");
    }
    await browser.open();
    await browser.submit("/present");
    expect(browser.text).toContain("The link was sent several times today");
    await system.settle();
    expect(linksTo("ola.other@candidates.example")).toBe(3);
    const fresh = await invitationOf(system, opportunityId);
    const answer = await fetch(`${fresh.link}/present`, { method: "POST", redirect: "manual" });
    expect([answer.status, answer.headers.get("location")]).toEqual([303, new URL(fresh.link).pathname]);
    await system.settle();
    expect(linksTo("ola.other@candidates.example")).toBe(3);
  });

  it("of an interview that was cancelled leads to the newer invitation, once there is one", async () => {
    const { opportunityId, email, browser } = await invited("Rita Returns");
    acme().moveToStage(opportunityId, "Recruiter screen", { by: "ravi" });
    await system.settle();
    await letGracePass(system);
    await browser.open();
    expect(browser.text).toContain("This interview is cancelled");
    acme().moveToStage(opportunityId, stage, { by: "ravi" });
    await system.settle();
    await browser.open("/times");
    expect([browser.status, browser.text.includes("There is a newer invitation")]).toEqual([200, true]);
    await browser.submit("/present");
    expect(browser.text).toContain("on its way");
    const sent = await sentLink(email);
    expect(sent.link).not.toBe(browser.link);
    await sent.open();
    expect(sent.text).toContain("Choose a time");
  });

  it("is the same nothing as any other once the person is erased", async () => {
    const { opportunityId, browser } = await invited("Eve Erased");
    acme().editContact(opportunityId, { emails: ["eve.other@candidates.example"] });
    await system.settle();
    await browser.open();
    expect(browser.status).toBe(410);
    acme().deleteOpportunity(opportunityId);
    await system.settle();
    system.advance(3600);
    await system.settle();
    await browser.open();
    const { status } = await fetch(`${browser.link}/present`, { method: "POST" });
    expect([browser.status, status]).toEqual([404, 404]);
  });
});
