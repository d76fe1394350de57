/**
 * Into the stage and out of it: what is missing, what is mended, who leaves, who comes back, and positions that are not ready.
 * People act in Lever by hand; what is judged stands in Lever, in mailboxes and on the pages.
 */
import { interviewApi, positionApi } from "@interviewvector/domain";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { CandidateBrowser } from "../../dev/candidate.ts";
import { invitationOf, setUpAcme, stage } from "../../dev/life.ts";
import type { Person } from "../../dev/person.ts";
import { positionOf, usualInput } from "../../dev/set-up.ts";
import type { System } from "../../dev/system.ts";
import { invitationsTo, mailsTo, notesOf } from "../support/lever-view.ts";
import { detailOf, letGracePass, newCandidate, pollNow } from "../support/step.ts";
import { startWorld } from "../support/world.ts";

const frontend = "Frontend Engineer";
const data = "Data Engineer";

let system: System;
let ada: Person;
/** Stood in the stage of the frontend posting before anything was connected. */
let earlier: { opportunityId: string; email: string }[];

beforeAll(async () => {
  system = await startWorld();
  earlier = ["Paul Early", "Petra Early", "Piet Early"].map((name) =>
    newCandidate(system, name, { posting: frontend, stage }),
  );
  system.advance(3600);
  ({ ada } = await setUpAcme(system));
});
afterAll(() => system.stop());
afterEach(() => system.emulator.clearFaults());

const acme = () => system.emulator.account("acme");

async function enter(name: string, change: Parameters<typeof newCandidate>[2] = {}) {
  const candidate = newCandidate(system, name, change);
  acme().moveToStage(candidate.opportunityId, stage, { by: "ravi" });
  await system.settle();
  return candidate;
}

const stateOf = async (opportunityId: string) => (await detailOf(ada, opportunityId)).state;

function retriggerPageOf(opportunityId: string): CandidateBrowser {
  const [link] = notesOf(system, opportunityId)
    .flatMap((note) => note.match(/https?:\/\/\S+\/retrigger\/[\w-]+/g) ?? [])
    .slice(-1);
  if (link === undefined) throw new Error("no note holds a re-trigger link");
  return new CandidateBrowser(link);
}

describe("a candidate without", () => {
  it.each([
    { missing: "e-mail address", without: { email: null } },
    { missing: "phone number", without: { phone: null } },
    { missing: "résumé", without: { resume: false } },
    { missing: "e-mail address, phone number and résumé", without: { email: null, phone: null, resume: false } },
  ])("$missing is blocked, and one note names exactly that", async ({ missing, without }) => {
    const name = `Without ${missing}`.replaceAll(/[^a-z ]/gi, "x");
    const { opportunityId, email } = await enter(name, without);
    const notes = notesOf(system, opportunityId);
    expect(notes).toHaveLength(1);
    expect(notes[0]).toContain(`@lena No interview was created for ${name}: ${missing} missing in Lever.`);
    expect(await stateOf(opportunityId)).toBe("blocked");
    expect(mailsTo(system, email)).toEqual([]);
    await pollNow(system, ada);
    acme().addTags(opportunityId, ["anything"]);
    await pollNow(system, ada);
    expect(notesOf(system, opportunityId)).toHaveLength(1);
  });
});

describe("the link in the note of a blocked candidate", () => {
  it("only shows, says what is still missing when pressed, goes on once all is there, and pressed again shows the state", async () => {
    const { opportunityId, email } = await enter("Lina Linked", { phone: null, resume: false });
    const page = retriggerPageOf(opportunityId);
    const before = { detail: await detailOf(ada, opportunityId), calls: callsAbout(opportunityId) };
    for (let looks = 0; looks < 3; looks += 1) {
      await page.open();
      expect(page.status).toBe(200);
      expect(page.text).toContain("phone number missing");
    }
    const head = await fetch(page.link, { method: "HEAD" });
    expect(head.status).toBe(200);
    await system.settle();
    expect({ detail: await detailOf(ada, opportunityId), calls: callsAbout(opportunityId) }).toEqual(before);

    acme().editContact(opportunityId, { phones: [{ type: "mobile", value: "+49 30 7654321" }] });
    await page.submit(page.url.slice(page.url.lastIndexOf("/")).split("?")[0] ?? "");
    expect(page.text).toContain("Something is still missing");
    expect(page.text).toContain("résumé missing");
    expect(page.text).not.toContain("phone number missing");
    await system.settle();
    expect(await stateOf(opportunityId)).toBe("blocked");

    system.emulator.setFaults([{ fault: "webhookLost" }]);
    acme().addResume(opportunityId);
    await page.submit(pathEnd(page));
    expect(page.text).toContain("The candidate is invited");
    expect(() => page.form(pathEnd(page))).toThrow(/no form/);
    await system.settle();
    const again = await fetch(page.link, { method: "POST", redirect: "manual" });
    expect(again.status).toBe(303);
    await page.open();
    expect(page.text).toContain("The candidate is invited");
    await system.settle();
    expect(invitationsTo(system, email)).toBe(1);
    expect(notesOf(system, opportunityId).filter((note) => note.includes("was invited to"))).toHaveLength(1);
  });

  const pathEnd = (page: CandidateBrowser) => new URL(page.link).pathname;
  const callsAbout = (opportunityId: string) =>
    system.emulator.journal.filter(({ path }) => path.includes(opportunityId)).length;
});

describe("contact data that appears in Lever", () => {
  it("is picked up by webhook: the candidate is invited without anybody's doing", async () => {
    const { opportunityId, email } = await enter("Mira Mended", { phone: null });
    acme().editContact(opportunityId, { phones: [{ type: "mobile", value: "+49 30 1112223" }] });
    await system.settle();
    expect(await stateOf(opportunityId)).toBe("invited");
    expect(invitationsTo(system, email)).toBe(1);
    expect(notesOf(system, opportunityId)).toHaveLength(2);
  });

  it.each(["phone", "email", "resume"] as const)("is picked up by the poll alone: %s", async (item) => {
    const without = { phone: { phone: null }, email: { email: null }, resume: { resume: false } }[item];
    const { opportunityId, email } = await enter(`Pola Polled ${item}`, without);
    system.emulator.setFaults([{ fault: "webhookLost" }]);
    if (item === "resume") acme().addResume(opportunityId);
    else if (item === "email") acme().editContact(opportunityId, { emails: [email] });
    else acme().editContact(opportunityId, { phones: [{ type: "home", value: "+49 30 1112224" }] });
    // The poll that comes by itself, not one that somebody asks for.
    system.advance(300);
    await system.settle();
    expect(await stateOf(opportunityId)).toBe("invited");
    expect(invitationsTo(system, email)).toBe(1);
  });

  it("kills the old link when the address of somebody invited changes, and invites the new address", async () => {
    const { opportunityId, email } = await enter("Nora Newmail");
    const old = await invitationOf(system, opportunityId);
    acme().editContact(opportunityId, { emails: ["nora.other@candidates.example"] });
    await system.settle();
    const fresh = await invitationOf(system, opportunityId);
    expect(fresh.link).not.toBe(old.link);
    await old.open();
    expect(old.status).toBe(410);
    await fresh.open();
    expect(fresh.status).toBe(200);
    expect(invitationsTo(system, email)).toBe(1);
  });

  it("confirms what is booked at the new address, with the calendar entry and a link of its own", async () => {
    const { opportunityId, email } = await enter("Sina Scheduled");
    const old = await invitationOf(system, opportunityId);
    const [time = 0] = (await old.offeredTimes()).filter((start) => start > system.clock.now() + 48 * 3_600_000);
    await old.book(time);
    await system.settle();
    const before = { notes: notesOf(system, opportunityId), mails: mailsTo(system, email) };
    acme().editContact(opportunityId, { emails: ["sina.other@candidates.example"] });
    await system.settle();
    await pollNow(system, ada);
    const [mail, ...more] = system.mailbox
      .messages()
      .filter(({ envelope }) => envelope.to.includes("sina.other@candidates.example"));
    expect(mail?.subject).toMatch(/^Booked: Acme/);
    expect(mail?.calendars).toMatchObject([{ method: "REQUEST" }]);
    expect(more).toEqual([]);
    await old.open();
    expect(old.status).toBe(410);
    const fresh = CandidateBrowser.ofMail(mail!);
    await fresh.open();
    expect(fresh.text).toContain("Your interview is booked");
    expect({ notes: notesOf(system, opportunityId), mails: mailsTo(system, email) }).toEqual(before);
    expect((await detailOf(ada, opportunityId)).startAt).toBe(new Date(time).toISOString());
  });

  it("invites a new address only once interviews for the position go on", async () => {
    const { opportunityId } = await enter("Paz Paused");
    const old = await invitationOf(system, opportunityId);
    const { id: positionId } = await positionOf(ada, "Senior Backend Engineer");
    const params = { positionId };
    await ada.call(positionApi.pausePosition, { params });
    acme().editContact(opportunityId, { emails: ["paz.other@candidates.example"] });
    await system.settle();
    expect(invitationsTo(system, "paz.other@candidates.example")).toBe(0);
    await ada.call(positionApi.resumePosition, { params });
    await system.settle();
    expect(invitationsTo(system, "paz.other@candidates.example")).toBe(1);
    await old.open();
    expect(old.status).toBe(410);
    expect(notesOf(system, opportunityId).filter((note) => note.includes("was invited to"))).toHaveLength(2);
    expect(notesOf(system, opportunityId)).toHaveLength(2);
  });
});

const leaving = [
  {
    how: "moved to another stage",
    words: "moved to another stage",
    leave: (id: string) => acme().moveToStage(id, "On-site interview", { by: "ravi" }),
  },
  { how: "archived", words: "archived", leave: (id: string) => acme().archive(id, "Withdrew", { by: "ravi" }) },
  { how: "hired", words: "hired", leave: (id: string) => acme().hire(id, { by: "ravi" }) },
];

describe("a candidate who leaves the stage before the interview", () => {
  it.each(leaving)(
    "$how: what was booked is cancelled everywhere after the grace, and not before",
    async ({ how, words, leave }) => {
      const { opportunityId, email } = await enter(`Leo Leaver ${how}`);
      const browser = await invitationOf(system, opportunityId);
      const [time = 0] = (await browser.offeredTimes()).filter((start) => start > system.clock.now() + 48 * 3_600_000);
      await browser.book(time);
      await system.settle();
      const before = await detailOf(ada, opportunityId);

      leave(opportunityId);
      await system.settle();
      expect(await stateOf(opportunityId)).toBe("scheduled");
      expect(
        acme()
          .interviewsOf(opportunityId)
          .map(({ canceledAt }) => canceledAt),
      ).toEqual([null]);
      await letGracePass(system);

      expect(await stateOf(opportunityId)).toBe("cancelled");
      expect(
        acme()
          .interviewsOf(opportunityId)
          .filter(({ canceledAt }) => canceledAt === null),
      ).toEqual([]);
      const note = notesOf(system, opportunityId).at(-1) ?? "";
      expect(note).toContain("is cancelled by InterviewVector.");
      expect(note).toContain(`Reason: the candidate was ${words}`);
      const mail = system.mailbox.messages().findLast(({ envelope }) => envelope.to.includes(email));
      expect(mail?.subject).toMatch(/^Cancelled/);
      expect(`${mail?.text} ${mail?.html}`).not.toMatch(/another stage|archive|hired|reject/i);
      const expert = system.mailbox
        .messages()
        .filter(({ envelope }) => envelope.to.some((to) => to.endsWith("@experts.example")));
      expect(expert.at(-1)?.calendars.map(({ method }) => method)).toEqual(["CANCEL"]);
      await browser.open();
      expect(browser.text).toContain("This interview is cancelled");
      const others = await enter(`Otto Other ${how}`);
      const free = await (await invitationOf(system, others.opportunityId)).offeredTimes();
      expect(free).toContain(Date.parse(before.startAt ?? ""));
    },
  );

  it("gets no mail if nothing was booked", async () => {
    const { opportunityId, email } = await enter("Nina Nothing");
    acme().archive(opportunityId, "Withdrew", { by: "ravi" });
    await system.settle();
    await letGracePass(system);
    expect(await stateOf(opportunityId)).toBe("cancelled");
    expect(mailsTo(system, email)).toHaveLength(1);
    expect(notesOf(system, opportunityId)).toHaveLength(2);
  });

  it.each(leaving.slice(0, 2))("$how by a slip and back within the grace: nothing changes", async ({ how, leave }) => {
    const { opportunityId, email } = await enter(`Sam Slip ${how}`);
    const browser = await invitationOf(system, opportunityId);
    const [time = 0] = await browser.offeredTimes();
    await browser.book(time);
    await system.settle();
    const before = { notes: notesOf(system, opportunityId), mails: mailsTo(system, email) };
    leave(opportunityId);
    await system.settle();
    system.advance(60);
    if (how === "archived") acme().unarchive(opportunityId, { by: "ravi" });
    else acme().moveToStage(opportunityId, stage, { by: "ravi" });
    await system.settle();
    await letGracePass(system);
    await pollNow(system, ada);
    expect(await stateOf(opportunityId)).toBe("scheduled");
    expect({ notes: notesOf(system, opportunityId), mails: mailsTo(system, email) }).toEqual(before);
    expect(
      acme()
        .interviewsOf(opportunityId)
        .map(({ canceledAt }) => canceledAt),
    ).toEqual([null]);
  });

  it("is found by the poll alone", async () => {
    const { opportunityId } = await enter("Lost Leaver");
    system.emulator.setFaults([{ fault: "webhookLost" }]);
    acme().archive(opportunityId, "Withdrew", { by: "ravi" });
    system.advance(300);
    await system.settle();
    await letGracePass(system);
    expect(await stateOf(opportunityId)).toBe("cancelled");
  });

  it("and enters anew later is invited anew, with another link", async () => {
    const { opportunityId, email } = await enter("Rita Returns");
    const first = await invitationOf(system, opportunityId);
    acme().moveToStage(opportunityId, "On-site interview", { by: "ravi" });
    await system.settle();
    await letGracePass(system);
    acme().moveToStage(opportunityId, stage, { by: "ravi" });
    await system.settle();
    expect(invitationsTo(system, email)).toBe(2);
    const states = (await interviewsOf(opportunityId)).map(({ state }) => state);
    expect(states.toSorted()).toEqual(["cancelled", "invited"]);
    await first.open();
    expect(first.text).toContain("There is a newer invitation");
  });

  it("and enters anew while no webhook comes: the old interview is cancelled first, the new one invited", async () => {
    const { opportunityId, email } = await enter("Rolf Returns");
    const first = await invitationOf(system, opportunityId);
    const [time = 0] = await first.offeredTimes();
    await first.book(time);
    await system.settle();
    system.emulator.setFaults([{ fault: "webhookLost" }]);
    acme().moveToStage(opportunityId, "On-site interview", { by: "ravi" });
    system.emulator.clearFaults();
    system.advance(200);
    acme().moveToStage(opportunityId, stage, { by: "ravi" });
    await system.settle();
    await pollNow(system, ada);
    expect((await interviewsOf(opportunityId)).map(({ state }) => state).toSorted()).toEqual(["cancelled", "invited"]);
    expect(invitationsTo(system, email)).toBe(2);
    expect(
      acme()
        .interviewsOf(opportunityId)
        .filter(({ canceledAt }) => canceledAt === null),
    ).toEqual([]);
    const notes = notesOf(system, opportunityId);
    expect(notes.findIndex((note) => note.includes("is cancelled by"))).toBeLessThan(
      notes.findLastIndex((note) => note.includes("was invited to")),
    );
  });
});

async function interviewsOf(opportunityId: string) {
  const { name } = acme().contactOf(opportunityId);
  const { interviews } = await ada.call(interviewApi.listInterviews, { query: { search: name } });
  return interviews;
}

describe("a redo for somebody who has moved on", () => {
  it("is not ended by the move that came before it, but by the archive", async () => {
    const { opportunityId, email } = await enter("Rhea Redone");
    const browser = await invitationOf(system, opportunityId);
    await browser.open("/decline");
    await browser.submit("/decline");
    acme().moveToStage(opportunityId, "On-site interview", { by: "ravi" });
    await system.settle();
    const { id } = await detailOf(ada, opportunityId);
    const redo = await ada.call(interviewApi.redoInterview, { params: { interviewId: id } });
    const params = { interviewId: redo.id };
    await system.settle();
    await pollNow(system, ada);
    await letGracePass(system);
    expect(await ada.call(interviewApi.getInterview, { params })).toMatchObject({ state: "invited", leavingAt: null });
    expect(invitationsTo(system, email)).toBe(2);
    acme().archive(opportunityId, "Underqualified");
    await system.settle();
    await letGracePass(system);
    expect((await ada.call(interviewApi.getInterview, { params })).state).toBe("cancelled");
  });

  it("is refused beforehand while they are archived or hired in Lever, and made once they are out again", async () => {
    const { opportunityId, email } = await enter("Runa Refused");
    const browser = await invitationOf(system, opportunityId);
    await browser.open("/decline");
    await browser.submit("/decline");
    const { id } = await detailOf(ada, opportunityId);
    const redo = () => ada.call(interviewApi.redoInterview, { params: { interviewId: id } });
    // Not told yet: what counts is what Lever shows.
    acme().archive(opportunityId, "Underqualified", { by: "ravi" });
    await expect(redo()).rejects.toThrow(/archived in Lever.*Take them out of the archive there first/);
    acme().unarchive(opportunityId, { by: "ravi" });
    acme().hire(opportunityId, { by: "ravi" });
    await expect(redo()).rejects.toThrow(/marked as hired in Lever/);
    expect(await interviewsOf(opportunityId)).toHaveLength(1);
    acme().unarchive(opportunityId, { by: "ravi" });
    await redo();
    await system.settle();
    expect(await stateOf(opportunityId)).toBe("invited");
    expect(invitationsTo(system, email)).toBe(2);
  });
});

describe("positions", () => {
  it("invite nobody by surprise: of those who already stand in the stage only the chosen ones", async () => {
    const position = await positionOf(ada, frontend);
    expect(position.state).toBe("pending");
    const params = { positionId: position.id };
    const { candidates } = await ada.call(positionApi.standing, { params });
    expect(candidates.map(({ name }) => name).toSorted()).toEqual(["Paul Early", "Petra Early", "Piet Early"]);
    expect(candidates.some(({ hasInterview }) => hasInterview)).toBe(false);

    // Moved in after connecting, before anybody configured the position: blocked, with a note that says so.
    const waiting = await enter("Wim Waiting", { posting: frontend });
    expect(await stateOf(waiting.opportunityId)).toBe("blocked");
    const [note = ""] = notesOf(system, waiting.opportunityId);
    expect(note).toContain(`The position ${frontend} is not configured in InterviewVector.`);
    expect(note).toContain(`/positions/${position.id}`);

    await ada.call(positionApi.configurePosition, {
      params,
      body: await usualInput(ada, "Frontend", { skills: ["React"] }),
    });
    const [paul, petra, piet] = earlier;
    const inviteOpportunityIds = [petra?.opportunityId ?? ""];
    await ada.call(positionApi.activatePosition, { params, body: { inviteOpportunityIds } });
    await system.settle();
    // It goes on by itself for the one who was blocked, and for the chosen one.
    expect(await stateOf(waiting.opportunityId)).toBe("invited");
    expect(invitationsTo(system, waiting.email)).toBe(1);
    expect(notesOf(system, waiting.opportunityId)).toHaveLength(2);
    for (let polls = 0; polls < 3; polls += 1) {
      await pollNow(system, ada);
      for (const { opportunityId } of earlier) acme().addTags(opportunityId, [`poll ${polls}`]);
      system.advance(300);
      await system.settle();
    }
    expect([paul, petra, piet].map((one) => invitationsTo(system, one?.email ?? ""))).toEqual([0, 1, 0]);
    expect(notesOf(system, paul?.opportunityId ?? "")).toEqual([]);
  });

  it("become inactive when the tag is taken away, and are what they were when it is back", async () => {
    const before = await positionOf(ada, frontend);
    acme().untagPosting(frontend, "InterviewVector");
    const without = await positionOf(ada, frontend);
    expect(without).toMatchObject({ id: before.id, state: "inactive" });
    const { opportunityId, email } = await enter("Ina Inactive", { posting: frontend });
    expect(mailsTo(system, email)).toEqual([]);
    expect(notesOf(system, opportunityId).filter((note) => note.includes("was invited"))).toEqual([]);

    acme().tagPosting(frontend, "InterviewVector");
    const back = await positionOf(ada, frontend);
    expect(back).toEqual({ ...before, counts: back.counts });
    await enter("Alma Active", { posting: frontend });
    expect(invitationsTo(system, "alma.active@candidates.example")).toBe(1);
  });

  it("appear when a posting is tagged, by the poll alone, and never for one without the tag", async () => {
    const untagged = await enter("Uli Untagged", { posting: data });
    expect(notesOf(system, untagged.opportunityId)).toEqual([]);
    acme().tagPosting(data, "InterviewVector");
    system.advance(600);
    await system.settle();
    const { positions } = await ada.call(positionApi.listPositions);
    expect(positions.find(({ title }) => title === data)?.state).toBe("pending");
  });

  it("on pause block with a note, and go on by themselves", async () => {
    const position = await positionOf(ada, frontend);
    const params = { positionId: position.id };
    await ada.call(positionApi.pausePosition, { params });
    const { opportunityId, email } = await enter("Pia Paused", { posting: frontend });
    expect(notesOf(system, opportunityId)).toHaveLength(1);
    expect(notesOf(system, opportunityId)[0]).toContain(`The position ${frontend} is paused.`);
    await ada.call(positionApi.resumePosition, { params });
    await system.settle();
    expect(invitationsTo(system, email)).toBe(1);
  });
});
