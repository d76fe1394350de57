/**
 * What people change in Lever by hand, with every webhook lost: the poll finds it. Our interview that somebody removed or moved
 * is asked about and never cancelled by itself, and so is one whose candidate leaves the stage while it is live; a note of ours
 * that somebody deleted is not made again, and shown as gone.
 */
import { accountApi, integrationApi, interviewApi } from "@interviewvector/domain";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { interviewOf, invitationOf, letItEnd, setUpAcme, stage } from "../../dev/life.ts";
import type { Person } from "../../dev/person.ts";
import type { System } from "../../dev/system.ts";
import { mailsTo, notesOf } from "../support/lever-view.ts";
import { detailOf, goTo, newCandidate, pollNow } from "../support/step.ts";
import { startWorld } from "../support/world.ts";

let system: System;
let ada: Person;
let connectionId: string;

beforeAll(async () => {
  system = await startWorld();
  ({ ada, connectionId } = await setUpAcme(system));
});
afterAll(() => system.stop());

const acme = () => system.emulator.account("acme");
const live = (id: string) =>
  acme()
    .interviewsOf(id)
    .filter(({ canceledAt }) => canceledAt === null);

async function booked(name: string) {
  const candidate = newCandidate(system, name);
  const { opportunityId } = candidate;
  acme().moveToStage(opportunityId, stage, { by: "ravi" });
  await system.settle();
  const browser = await invitationOf(system, opportunityId);
  const [time = 0] = await browser.offeredTimes();
  await browser.book(time);
  await system.settle();
  // So that the change by hand comes well after our own writing.
  system.advance(60);
  return { ...candidate, time, interviewId: await interviewOf(ada, opportunityId) };
}

async function attentionTo(interviewId: string): Promise<string[]> {
  const { attention } = await ada.call(accountApi.home);
  return attention.filter((one) => one.interviewId === interviewId).map(({ kind }) => kind);
}

const answer = (interviewId: string, how: "put_back" | "leave") =>
  ada.call(interviewApi.answerAtsQuestion, { params: { interviewId }, body: { answer: how } });

describe("an interview that somebody", () => {
  it("removed in Lever still takes place; the recruiter is asked once, and puts it back with a click", async () => {
    const { opportunityId, interviewId, email, time } = await booked("Rem Removed");
    const mails = mailsTo(system, email);
    acme().cancelInterview(live(opportunityId)[0]?.id ?? "", { by: "ravi" });
    await pollNow(system, ada);
    await pollNow(system, ada);
    const asked = await detailOf(ada, opportunityId);
    expect(asked).toMatchObject({ state: "scheduled", atsQuestion: { what: "removed", startAt: null } });
    expect(await attentionTo(interviewId)).toEqual(["changed_by_hand"]);
    const notes = notesOf(system, opportunityId).filter((note) => note.includes("was removed in Lever"));
    expect(notes).toHaveLength(1);
    expect(notes[0]).toContain("@lena");
    expect(mailsTo(system, email)).toEqual(mails);
    expect((await answer(interviewId, "put_back")).atsQuestion).toBeNull();
    await system.settle();
    expect(live(opportunityId).map(({ date }) => date)).toEqual([time]);
    expect(await attentionTo(interviewId)).toEqual([]);
    system.advance(60);
    await pollNow(system, ada);
    expect((await detailOf(ada, opportunityId)).atsQuestion).toBeNull();
    await expect(answer(interviewId, "put_back")).rejects.toThrow(/answered already/);
  });

  it("moved in Lever is asked about, with the time that stands there; left so, nobody is asked again", async () => {
    const { opportunityId, interviewId, time } = await booked("Mo Moved");
    const there = time + 3 * 3_600_000;
    acme().moveInterview(live(opportunityId)[0]?.id ?? "", there, { by: "ravi" });
    await pollNow(system, ada);
    const asked = await detailOf(ada, opportunityId);
    expect(asked.startAt).toBe(new Date(time).toISOString());
    expect(asked.atsQuestion).toMatchObject({ what: "changed", startAt: new Date(there).toISOString() });
    await answer(interviewId, "leave");
    await system.settle();
    acme().addNote(opportunityId, "Talked to the candidate");
    system.advance(60);
    await pollNow(system, ada);
    expect((await detailOf(ada, opportunityId)).atsQuestion).toBeNull();
    expect(notesOf(system, opportunityId).filter((note) => note.includes("was moved to"))).toHaveLength(1);
    expect(live(opportunityId).map(({ date }) => date)).toEqual([there]);
  });

  it("moved in Lever is put back in place, the same interview", async () => {
    const { opportunityId, interviewId, time } = await booked("Pia Putback");
    const [there] = live(opportunityId);
    acme().moveInterview(there?.id ?? "", time + 3_600_000, { by: "ravi" });
    await pollNow(system, ada);
    await answer(interviewId, "put_back");
    await system.settle();
    expect(live(opportunityId).map(({ id, date }) => ({ id, date }))).toEqual([{ id: there?.id, date: time }]);
  });

  it("removed and that was cancelled here since leaves no question behind", async () => {
    const { opportunityId, interviewId } = await booked("Cat Cancelled");
    acme().cancelInterview(live(opportunityId)[0]?.id ?? "", { by: "ravi" });
    await pollNow(system, ada);
    await ada.call(interviewApi.cancelInterview, { params: { interviewId }, body: { reason: "The role is filled" } });
    await system.settle();
    expect(await detailOf(ada, opportunityId)).toMatchObject({ state: "cancelled", atsQuestion: null });
    expect(await attentionTo(interviewId)).toEqual([]);
  });
});

describe("a note of ours that somebody deleted in Lever", () => {
  it("is not made again, and stands as removed on the timeline and in Sync", async () => {
    const { opportunityId } = await booked("Nora Notegone");
    const [first] = acme().notesOf(opportunityId);
    acme().deleteNote(first?.id ?? "", { by: "ravi" });
    const before = notesOf(system, opportunityId);
    system.advance(60);
    await pollNow(system, ada);
    await pollNow(system, ada);
    expect(notesOf(system, opportunityId)).toEqual(before);
    const { timeline } = await detailOf(ada, opportunityId);
    const words = timeline.flatMap(({ effects }) => effects).map((effect) => `${effect.title}: ${effect.words}`);
    expect(words.filter((line) => line.includes("removed in Lever by somebody"))).toHaveLength(1);
    const query = { search: "removed in Lever by somebody" };
    const { rows } = await ada.call(integrationApi.sync, { params: { connectionId }, query });
    expect(rows).toMatchObject([{ candidate: "Nora Notegone", words: "Note in Lever: invited", retry: null }]);
  });

  it("is noticed also when it stood there for seconds only, and a poll came in between", async () => {
    const { opportunityId } = newCandidate(system, "Quinn Quickgone");
    acme().moveToStage(opportunityId, stage, { by: "ravi" });
    await system.settle();
    system.advance(5);
    acme().deleteNote(acme().notesOf(opportunityId)[0]?.id ?? "", { by: "ravi" });
    await pollNow(system, ada);
    system.advance(60);
    await pollNow(system, ada);
    const query = { search: "Quinn Quickgone" };
    const { rows } = await ada.call(integrationApi.sync, { params: { connectionId }, query });
    expect(rows.map(({ words, why }) => `${words}: ${why}`)).toContain(
      "Note in Lever: invited: removed in Lever by somebody; not written again",
    );
  });
});

describe("a candidate who leaves the stage while the interview is live", () => {
  it("goes on with it until the recruiter has decided; they let it go on, and are not asked again", async () => {
    const { opportunityId, interviewId, email, time } = await booked("Livia Live");
    goTo(system, time + 60_000);
    await system.settle();
    const mails = mailsTo(system, email).length;
    acme().archive(opportunityId, "Withdrew", { by: "ravi" });
    await system.settle();
    await pollNow(system, ada);
    const asked = await detailOf(ada, opportunityId);
    expect(asked).toMatchObject({ state: "live", atsQuestion: { what: "left" } });
    expect(asked.next.words).toBe("Left the stage during the interview: cancel it, or let it go on");
    expect(await attentionTo(interviewId)).toEqual(["leaving_while_live"]);
    const notes = () => notesOf(system, opportunityId).filter((note) => note.includes("left the stage while"));
    expect(notes()).toHaveLength(1);
    expect(notes()[0]).toContain("On the page below you say that it goes on, or cancel it.");

    expect(await answer(interviewId, "leave")).toMatchObject({ state: "live", atsQuestion: null });
    await pollNow(system, ada);
    const after = await detailOf(ada, opportunityId);
    expect(after).toMatchObject({ state: "live", next: { words: "Interview ends" } });
    expect(after.timeline.at(-1)?.words).toBe("Ada Nowak lets the interview go on");
    expect(await attentionTo(interviewId)).toEqual([]);
    expect(notes()).toHaveLength(1);
    expect(mailsTo(system, email)).toHaveLength(mails);
    await letItEnd(system, ada, interviewId);
    expect((await detailOf(ada, opportunityId)).state).toBe("awaiting_report");
  });
});
