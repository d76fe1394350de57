/**
 * Cases that a year with Lever brings: owners that change or are missing, promises that pass, people taken out of the archive,
 * stages and postings renamed, several opportunities of one person. One world; people act in Lever by hand.
 */
import { integrationApi, operationsApi, positionApi } from "@interviewvector/domain";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CandidateBrowser } from "../../dev/candidate.ts";
import { interviewOf, invitationOf, posting, setUpAcme, stage, sundayAhead } from "../../dev/life.ts";
import { Person } from "../../dev/person.ts";
import { positionOf } from "../../dev/set-up.ts";
import type { System } from "../../dev/system.ts";
import { invitationsTo, mailsTo, notesOf } from "../support/lever-view.ts";
import { detailOf, letGracePass, newCandidate, pollNow } from "../support/step.ts";
import { startWorld } from "../support/world.ts";

let system: System;
let ada: Person;
let olga: Person;

beforeAll(async () => {
  system = await startWorld();
  ({ ada } = await setUpAcme(system));
  olga = await Person.signIn(system.urls.platform, "olga@interviewvector.example");
});
afterAll(() => system.stop());

const acme = () => system.emulator.account("acme");

async function invited(name: string, change: Parameters<typeof newCandidate>[2] = {}) {
  const candidate = newCandidate(system, name, change);
  acme().moveToStage(candidate.opportunityId, stage, { by: "ravi" });
  await system.settle();
  return { ...candidate, browser: await invitationOf(system, candidate.opportunityId) };
}

const lastMailTo = (address: string) =>
  system.mailbox.messages().findLast(({ envelope }) => envelope.to.includes(address));

/** Whom the last note mentions, and where replies to the last mail go. */
const addressed = ({ opportunityId, email }: { opportunityId: string; email: string }) => ({
  mentioned: notesOf(system, opportunityId)
    .at(-1)
    ?.match(/@(\w+)/)?.[1],
  repliesTo: lastMailTo(email)?.replyTo?.address,
});

describe("the owner of the opportunity", () => {
  it("missing: notes mention the posting's owner and replies go there", async () => {
    const candidate = await invited("Orla Ownerless");
    acme().setOwner(candidate.opportunityId, null);
    await pollNow(system, ada);
    const [time = 0] = await candidate.browser.offeredTimes();
    await candidate.browser.book(time);
    await system.settle();
    expect(addressed(candidate)).toEqual({ mentioned: "lena", repliesTo: "lena@acme.example" });
  });

  it("changed: found by the poll alone, and the next note mentions the new one", async () => {
    const candidate = await invited("Chang Changed");
    acme().setOwner(candidate.opportunityId, "ravi");
    await pollNow(system, ada);
    const [time = 0] = await candidate.browser.offeredTimes();
    await candidate.browser.book(time);
    await system.settle();
    expect(addressed(candidate)).toEqual({ mentioned: "ravi", repliesTo: "ravi@acme.example" });
  });
});

describe("preferred times that pass their promised answer time", () => {
  it("tell the candidate at that moment what happens now, with the nearest times and a way to a person, and the operator", async () => {
    const { browser, email, opportunityId } = await invited("Lada Late");
    await browser.open("/propose");
    const on = sundayAhead(system.clock.now());
    await browser.submit("/propose", { zone: "Etc/UTC", on, from: "03:00", to: "05:00", unusual: "yes" });
    await system.settle();
    system.advance(24 * 3600 + 60);
    await system.settle();
    const mail = lastMailTo(email);
    expect(mail?.subject).toContain("Still looking at your times");
    expect(mail?.text).toContain("We keep looking until");
    expect(mail?.text).toContain("The nearest free times now:");
    expect(mail?.text).toMatch(/To speak to a person, reply to this mail or write to \S+@/);
    const told = mailsTo(system, "olga@interviewvector.example");
    expect(told.filter((subject) => subject.includes("No match in time: Acme"))).toHaveLength(1);
    expect((await detailOf(ada, opportunityId)).state).toBe("proposed");
    await browser.open();
    expect(browser.text).toContain("We are still looking at your times");
    const { proposals } = await olga.call(operationsApi.listProposals);
    expect(proposals.map(({ candidate }) => candidate)).toContain("Lada Late");

    system.advance((Date.parse(`${on}T05:00:00Z`) - system.clock.now()) / 1000 + 60);
    await system.settle();
    expect((await detailOf(ada, opportunityId)).state).toBe("invited");
    expect(lastMailTo(email)?.subject).toContain("Please choose again");
    const [time = 0] = await browser.offeredTimes();
    await browser.book(time);
    expect(browser.text).toContain("Your interview is booked");
  });

  it("or are declined by an operator before: the times that the mail names are nearest to those that were wished for", async () => {
    const { browser, email, opportunityId } = await invited("Dora Declined");
    await browser.open("/propose");
    const dayMs = 24 * 3_600_000;
    const on = sundayAhead(system.clock.now() + 5 * dayMs);
    await browser.submit("/propose", { zone: "Etc/UTC", on, from: "12:00", to: "14:00", comment: "" });
    await system.settle();
    const params = { interviewId: await interviewOf(ada, opportunityId) };
    await olga.call(operationsApi.declineProposal, { params });
    await system.settle();
    const mail = lastMailTo(email);
    expect(mail?.subject).toContain("Please choose again");
    const named = [...(mail?.text ?? "").matchAll(/^\w{3} (\d+ \w{3} \d{4}), \d\d:\d\d, /gm)];
    expect(named.length).toBeGreaterThan(2);
    // Nobody works on Sundays; there are free times every other day, from the next one on.
    for (const [, day] of named)
      expect(Math.abs(Date.parse(`${day} UTC`) - Date.parse(on))).toBeLessThanOrEqual(2 * dayMs);
  });
});

describe("a candidate taken out of the archive without a new entry", () => {
  it.each(["webhook", "poll"])(
    "is told of in one note with the re-trigger link, found by %s, and invited by its button alone",
    async (by) => {
      const { opportunityId, email } = await invited(`Una ${by === "poll" ? "Polled" : "Hooked"}`);
      acme().archive(opportunityId, "Withdrew");
      await system.settle();
      await letGracePass(system);
      expect((await detailOf(ada, opportunityId)).state).toBe("cancelled");
      const before = notesOf(system, opportunityId).length;
      if (by === "poll") system.emulator.setFaults([{ fault: "webhookLost" }]);
      acme().unarchive(opportunityId);
      await system.settle();
      system.emulator.clearFaults();
      await pollNow(system, ada);
      await pollNow(system, ada);
      const notes = notesOf(system, opportunityId).slice(before);
      expect(notes).toHaveLength(1);
      expect(notes[0]).toContain("is out of the archive");
      expect(mailsTo(system, email).filter((subject) => subject.startsWith("Choose a time"))).toHaveLength(1);

      const page = new CandidateBrowser(/https?:\/\/\S+\/retrigger\/[\w-]+/.exec(notes[0] ?? "")?.[0] ?? "");
      await page.open();
      expect(page.text).toContain("Invite again?");
      await page.submit(new URL(page.link).pathname);
      expect(page.text).toContain("The candidate is invited");
      await system.settle();
      await page.open();
      expect(page.text).toContain("The candidate is invited");
      expect(mailsTo(system, email).filter((subject) => subject.startsWith("Choose a time"))).toHaveLength(2);
    },
  );
});

describe("a stage that is renamed in Lever", () => {
  it("is the same stage: nobody is cancelled, who enters is invited, and the checklist names the new name", async () => {
    const before = await invited("Ruth Renamed");
    acme().renameStage(stage, "Expert talk");
    expect(JSON.stringify(await preflight())).toContain("The stage is called “Expert talk” in Lever now.");
    await pollNow(system, ada);
    await letGracePass(system);
    expect((await detailOf(ada, before.opportunityId)).state).toBe("invited");
    const after = newCandidate(system, "Raul Renamed");
    acme().moveToStage(after.opportunityId, "Expert talk", { by: "ravi" });
    await system.settle();
    expect(invitationsTo(system, after.email)).toBe(1);
    acme().renameStage("Expert talk", stage);
    await preflight();
  });
});

describe("a posting that is renamed or closed in Lever", () => {
  it("keeps its position: the new title, and nobody who was invited is cancelled", async () => {
    const { opportunityId } = await invited("Posy Posting");
    const { id } = await positionOf(ada, posting);
    acme().renamePosting(posting, "Staff Backend Engineer");
    await ada.call(positionApi.refreshPostings);
    expect(await positionOf(ada, "Staff Backend Engineer")).toMatchObject({ id, state: "active" });
    acme().closePosting("Staff Backend Engineer");
    await ada.call(positionApi.refreshPostings);
    await pollNow(system, ada);
    expect(await positionOf(ada, "Staff Backend Engineer")).toMatchObject({ id, state: "inactive" });
    expect((await detailOf(ada, opportunityId)).state).toBe("invited");
    acme().reopenPosting("Staff Backend Engineer");
    acme().renamePosting("Staff Backend Engineer", posting);
    await ada.call(positionApi.refreshPostings);
    expect(await positionOf(ada, posting)).toMatchObject({ id, state: "active" });
  });
});

describe("two opportunities of one person", () => {
  it("never overlap in time and never meet the same expert by chance", async () => {
    const first = await invited("Twin Person");
    const second = await invited("Twin Person");
    expect(second.opportunityId).not.toBe(first.opportunityId);
    expect(acme().contactOf(second.opportunityId)).toEqual(acme().contactOf(first.opportunityId));
    const links = system.mailbox
      .messages()
      .filter(({ envelope, subject }) => envelope.to.includes(first.email) && subject.startsWith("Choose a time"));
    const [one, other] = links.map((mail) => CandidateBrowser.ofMail(mail));
    if (!one || !other) throw new Error("two invitations were expected");
    const [time = 0] = await one.offeredTimes();
    await one.book(time);
    await system.settle();
    const offered = await other.offeredTimes();
    expect(offered.filter((at) => Math.abs(at - time) < 3_600_000)).toEqual([]);
    await other.book(offered[0] ?? 0);
    await system.settle();
    const [mine, theirs] = [await detailOf(ada, first.opportunityId), await detailOf(ada, second.opportunityId)];
    expect([mine.state, theirs.state]).toEqual(["scheduled", "scheduled"]);
    expect(mine.expert).not.toBe(theirs.expert);
  });
});

describe("what is ignored", () => {
  it("is kept with its reason, and shown in Sync", async () => {
    const move = (opportunityId: string) => acme().moveToStage(opportunityId, stage, { by: "ravi" });
    const archived = newCandidate(system, "Ig Archived");
    acme().archive(archived.opportunityId, "Withdrew");
    const hired = newCandidate(system, "Ig Hired");
    acme().hire(hired.opportunityId);
    const untagged = newCandidate(system, "Ig Untagged", { posting: "Data Engineer" });
    const gone = newCandidate(system, "Ig Gone");
    const elsewhere = newCandidate(system, "Ig Elsewhere");
    const unposted = acme().createOpportunity({
      name: "Ig Unposted",
      email: "ig@candidates.example",
      stage: "New lead",
    });
    for (const { opportunityId } of [archived, hired, untagged, gone, elsewhere]) move(opportunityId);
    move(unposted.id);
    acme().deleteOpportunity(gone.opportunityId);
    acme().moveToStage(elsewhere.opportunityId, "On-site interview", { by: "ravi" });
    await system.settle();
    const { id } = await connection();
    const { rows } = await ada.call(integrationApi.sync, {
      params: { connectionId: id },
      query: { state: "ignored" },
    });
    const said = rows.map((row) => JSON.stringify(row)).join("\n");
    for (const reason of [
      "The opportunity is archived.",
      "The candidate is hired.",
      "The posting does not carry the tag.",
      "The opportunity is no longer in Lever.",
      "The opportunity has no application to a posting.",
    ])
      expect(said).toContain(reason);
    expect(said).toMatch(/Stands in .{1,4}On-site interview/);
  });
});

async function connection() {
  const [only] = (await ada.call(integrationApi.listConnections)).connections;
  if (!only) throw new Error("nothing is connected");
  return only;
}

const preflight = async () =>
  ada.call(integrationApi.runPreflight, { params: { connectionId: (await connection()).id } });

// Last, because it takes Lena from everybody.
describe("an owner who was deactivated in Lever", () => {
  it("is passed over, as the posting's is: notes mention the user whom we act as, and replies go there", async () => {
    const params = { connectionId: (await connection()).id };
    await ada.call(integrationApi.updateConnection, { params, body: { actingUserId: acme().user("ravi").id } });
    acme().deactivateUser("lena");
    await ada.call(positionApi.refreshPostings);
    const candidate = await invited("Dana Deactivated");
    expect(addressed(candidate)).toEqual({ mentioned: "ravi", repliesTo: "ravi@acme.example" });
  });
});
