/**
 * Postings, candidates and the stage itself change in Lever while interviews are under way: untagged, closed, renamed, made
 * confidential, removed. What is booked goes on and people are asked or told; who chooses waits; nothing stops in silence.
 */
import { randomUUID } from "node:crypto";
import { accountApi, integrationApi, interviewApi, positionApi } from "@interviewvector/domain";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CandidateBrowser } from "../../dev/candidate.ts";
import { invitationOf, posting, setUpAcme, stage, sundayAhead } from "../../dev/life.ts";
import type { Person } from "../../dev/person.ts";
import { positionOf } from "../../dev/set-up.ts";
import type { System } from "../../dev/system.ts";
import { reasonNames } from "../../packages/server/src/lever/reason.ts";
import { invitationsTo, mailsTo, notesOf } from "../support/lever-view.ts";
import { detailOf, letGracePass, newCandidate, pollNow } from "../support/step.ts";
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
const tag = "InterviewVector";

async function invited(name: string) {
  const candidate = newCandidate(system, name);
  acme().moveToStage(candidate.opportunityId, stage, { by: "ravi" });
  await system.settle();
  return { ...candidate, browser: await invitationOf(system, candidate.opportunityId) };
}

async function booked(name: string) {
  const candidate = await invited(name);
  await candidate.browser.open();
  const [time = 0] = candidate.browser.shownTimes();
  await candidate.browser.book(time);
  await system.settle();
  return { ...candidate, time };
}

/** Reads the postings as the recruiter's Refresh does, and lets what follows happen. */
async function refresh() {
  await ada.call(positionApi.refreshPostings);
  await system.settle();
  return positionOf(ada, posting);
}

const askedIn = (opportunityId: string) =>
  notesOf(system, opportunityId).filter((note) => note.includes("is still booked"));

function decidePageOf(opportunityId: string): CandidateBrowser {
  const link = /https?:\/\/\S+\/decide\/[\w-]+/.exec(askedIn(opportunityId).at(-1) ?? "")?.[0];
  return new CandidateBrowser(link ?? "");
}

const attentionKinds = async () => (await ada.call(accountApi.home)).attention.map(({ kind }) => kind);

describe("a posting that is closed while interviews are booked", () => {
  it("asks with one note each; opening the link changes nothing, the first answer counts, and the timeline shows it", async () => {
    const kept = await booked("Kim Kept");
    const dropped = await booked("Dora Dropped");
    acme().closePosting(posting);
    expect((await refresh()).state).toBe("inactive");
    await refresh();
    for (const { opportunityId } of [kept, dropped]) {
      expect(askedIn(opportunityId)).toHaveLength(1);
      expect(askedIn(opportunityId)[0]).toContain("@lena Senior Backend Engineer: the posting was closed.");
      expect(await detailOf(ada, opportunityId)).toMatchObject({
        state: "scheduled",
        postingQuestion: { cause: "closed" },
        next: { words: "The posting ended in Lever: keep the interview, or cancel it" },
      });
    }
    expect(await attentionKinds()).toEqual(["posting_ended", "posting_ended"]);

    const page = decidePageOf(kept.opportunityId);
    await page.open();
    await page.open();
    expect(page.text).toContain("Keep this interview?");
    expect(page.text).toContain("One more interview is asked about for this posting.");
    const late = decidePageOf(kept.opportunityId);
    await late.open();
    await page.submit(new URL(page.link).pathname, { answer: "keep" });
    expect(page.text).toContain("This interview takes place");
    await late.submit(new URL(page.link).pathname, { answer: "cancel" });
    expect(late.text).toContain("answered already");
    expect(late.text).toContain("Kept by the link in the note");
    const after = await detailOf(ada, kept.opportunityId);
    expect(after).toMatchObject({ state: "scheduled", postingQuestion: null });
    expect(after.timeline.at(-1)?.words).toBe("Kept by the link in the note, although the posting was closed");
    await expect(
      ada.call(interviewApi.answerPostingQuestion, {
        params: { interviewId: after.id },
        body: { answer: "cancel" },
      }),
    ).rejects.toThrow(/answered already/);

    const other = decidePageOf(dropped.opportunityId);
    await other.open();
    const mails = mailsTo(system, dropped.email).length;
    await other.submit(new URL(other.link).pathname, { answer: "cancel" });
    await system.settle();
    expect(other.text).toContain("This interview is cancelled");
    expect((await detailOf(ada, dropped.opportunityId)).state).toBe("cancelled");
    expect(mailsTo(system, dropped.email).length).toBe(mails + 1);
    expect(
      acme()
        .interviewsOf(dropped.opportunityId)
        .every(({ canceledAt }) => canceledAt !== null),
    ).toBe(true);
    expect(notesOf(system, dropped.opportunityId).at(-1)).toContain("the posting was closed");
    expect(await attentionKinds()).toEqual([]);
    acme().reopenPosting(posting);
    expect((await refresh()).state).toBe("active");
  });
});

describe("a posting that loses its tag", () => {
  it("lets who was invited wait, with a kind page and no reminder, and gives back the time that was left", async () => {
    const { opportunityId, email, browser } = await invited("Wanda Waiting");
    const { bookBy } = await detailOf(ada, opportunityId);
    system.advance(3600);
    acme().untagPosting(posting, tag);
    await refresh();
    const mails = mailsTo(system, email);
    system.advance(9 * 24 * 3600);
    await system.settle();
    await browser.open();
    expect(browser.text).toContain("Interviews are on hold for now");
    expect(mailsTo(system, email)).toEqual(mails);
    expect((await detailOf(ada, opportunityId)).state).toBe("invited");
    acme().tagPosting(posting, tag);
    await refresh();
    const after = await detailOf(ada, opportunityId);
    expect(after.state).toBe("invited");
    const gained = Date.parse(after.bookBy ?? "") - Date.parse(bookBy ?? "");
    expect(gained / 3_600_000).toBeGreaterThan(9 * 24 - 1);
    await browser.open();
    const [time = 0] = browser.shownTimes();
    await browser.book(time);
    expect(browser.text).toContain("Your interview is booked");
  });

  it("answers preferred times at the promised moment all the same, once; when it is back they are looked at again", async () => {
    const { opportunityId, email, browser } = await invited("Petra Proposed");
    await browser.open("/propose");
    const on = sundayAhead(system.clock.now());
    await browser.submit("/propose", { zone: "Etc/UTC", on, from: "03:00", to: "05:00", unusual: "yes" });
    await system.settle();
    acme().untagPosting(posting, tag);
    await refresh();
    const before = mailsTo(system, email).length;
    system.advance(24 * 3600 + 60);
    await system.settle();
    system.advance(24 * 3600);
    await system.settle();
    const [told, ...more] = system.mailbox
      .messages()
      .filter(({ envelope }) => envelope.to.includes(email))
      .slice(before);
    expect(more).toEqual([]);
    expect(told?.subject).toContain("Your times wait");
    expect(told?.text).toContain("Interviews for this position are on hold for now");
    expect(told?.text).toMatch(/To speak to a person, reply to this mail or write to \S+@/);
    await browser.open();
    expect(browser.text).toContain("Interviews are on hold for now");
    expect((await detailOf(ada, opportunityId)).state).toBe("proposed");
    acme().tagPosting(posting, tag);
    await refresh();
    system.advance((Date.parse(`${on}T05:00:00Z`) - system.clock.now()) / 1000 + 60);
    await system.settle();
    expect((await detailOf(ada, opportunityId)).state).toBe("invited");
    expect(mailsTo(system, email).at(-1)).toContain("Please choose again");
  });

  it("asks anew when it loses it again, and takes the question back when the tag is back", async () => {
    const { opportunityId } = await booked("Tess Twice");
    acme().untagPosting(posting, tag);
    await refresh();
    acme().tagPosting(posting, tag);
    await refresh();
    expect((await detailOf(ada, opportunityId)).postingQuestion).toBeNull();
    const page = decidePageOf(opportunityId);
    await page.open();
    expect(page.text).toContain("There is nothing to decide");
    expect(askedIn(opportunityId)).toHaveLength(1);
    acme().untagPosting(posting, tag);
    const { id, counts } = await refresh();
    expect(askedIn(opportunityId)).toHaveLength(2);
    const { interviews } = await ada.call(positionApi.listUndecided, { params: { positionId: id } });
    expect(interviews.map(({ candidate }) => candidate)).toContain("Tess Twice");
    expect(counts.undecided).toBe(interviews.length);
    const { decided } = await ada.call(positionApi.decideUndecided, {
      params: { positionId: id },
      body: { answer: "keep" },
    });
    expect(decided).toBe(interviews.length);
    expect((await refresh()).counts.undecided).toBe(0);
    acme().tagPosting(posting, tag);
    await refresh();
  });
});

describe("a posting that is renamed while interviews are booked", () => {
  it("keeps its position and asks nobody", async () => {
    const { opportunityId } = await booked("Ren Renamed");
    const before = await refresh();
    const notes = notesOf(system, opportunityId);
    acme().renamePosting(posting, "Staff Backend Engineer");
    await ada.call(positionApi.refreshPostings);
    await system.settle();
    const after = await positionOf(ada, "Staff Backend Engineer");
    expect({ id: after.id, state: after.state }).toEqual({ id: before.id, state: "active" });
    expect(notesOf(system, opportunityId)).toEqual(notes);
    expect((await detailOf(ada, opportunityId)).postingQuestion).toBeNull();
    acme().renamePosting("Staff Backend Engineer", posting);
    await refresh();
  });
});

const connection = async () => {
  const [only] = (await ada.call(integrationApi.listConnections)).connections;
  if (!only) throw new Error("nothing is connected");
  return only;
};

const syncOf = async (state: "failed" | "ignored", search: string) =>
  (await ada.call(integrationApi.sync, { params: { connectionId }, query: { state, search } })).rows;

describe("a candidate who is made confidential in Lever", () => {
  it("is said in Sync, with the reason and a way to read again, not asked for again by itself, and goes on meanwhile", async () => {
    const { opportunityId } = await booked("Hedy Hidden");
    acme().setConfidential(opportunityId, true);
    acme().moveToStage(opportunityId, "On-site interview", { by: "ravi" });
    await system.settle();
    const [line] = await syncOf("failed", opportunityId);
    expect(line).toMatchObject({ kind: "in", retry: "read" });
    expect(line?.why).toContain("confidential, or a right is missing (Lever answers 403");
    expect((await detailOf(ada, opportunityId)).state).toBe("scheduled");
    const { attention } = await ada.call(accountApi.home);
    expect(attention.find(({ kind }) => kind === "hidden")?.words).toContain(
      "Lever does not show us Hedy Hidden any more",
    );
    const asked = system.emulator.journal.length;
    system.advance(1800);
    await system.settle();
    const since = system.emulator.journal.slice(asked).filter(({ path }) => path.includes(opportunityId));
    expect(since).toEqual([]);

    acme().setConfidential(opportunityId, false);
    await ada.call(integrationApi.retrySync, { params: { connectionId, syncId: line?.id ?? "" } });
    await system.settle();
    expect(await syncOf("failed", opportunityId)).toEqual([]);
    expect(await attentionKinds()).not.toContain("hidden");
    await letGracePass(system);
    expect((await detailOf(ada, opportunityId)).state).toBe("cancelled");
  });

  it("does not keep the poll from looking for everybody else", async () => {
    const { opportunityId } = newCandidate(system, "Rosa Resumeless", { resume: false });
    acme().moveToStage(opportunityId, stage, { by: "ravi" });
    await system.settle();
    expect((await detailOf(ada, opportunityId)).state).toBe("blocked");
    acme().setConfidential(opportunityId, true);
    await pollNow(system, ada);
    expect((await connection()).health.lastPollError).toBeNull();
    expect(await syncOf("failed", opportunityId)).toHaveLength(1);
    await pollNow(system, ada);
    expect(await syncOf("failed", opportunityId)).toHaveLength(1);
    acme().setConfidential(opportunityId, false);
    await pollNow(system, ada);
    expect(await attentionKinds()).not.toContain("hidden");
  });
});

describe("a job that is made confidential in Lever", () => {
  it("keeps its position and says on it, and on Home, what is not seen; the other jobs are read as ever", async () => {
    acme().setPostingConfidential(posting, true);
    const { failed } = await ada.call(positionApi.refreshPostings);
    expect(failed).toEqual([]);
    const position = await positionOf(ada, posting);
    expect(position.state).toBe("active");
    expect(position.hidden).toContain("made confidential");
    expect(await attentionKinds()).toContain("hidden");
    acme().setPostingConfidential(posting, false);
    expect((await refresh()).hidden).toBeNull();
    await pollNow(system, ada);
    expect(await attentionKinds()).not.toContain("hidden");
  });
});

describe("a stage that is removed in Lever", () => {
  it("is said on the checklist and on Home; nobody is cancelled for it, and all goes on once it is there again", async () => {
    const stan = await booked("Stan Stage");
    acme().deleteStage(stage);
    await system.settle();
    await letGracePass(system);
    expect((await detailOf(ada, stan.opportunityId)).state).toBe("scheduled");
    const lines = await syncOf("ignored", "Their stage was removed");
    expect(lines.map(({ candidate }) => candidate)).toContain("Stan Stage");
    expect((await connection()).preflight.find(({ name }) => name === "stage")).toMatchObject({
      state: "red",
      words: expect.stringContaining("Lever has no stage “InterviewVector”"),
    });
    expect(await attentionKinds()).toContain("stage_missing");
    const early = newCandidate(system, "Eva Early");
    acme().moveToStage(early.opportunityId, "On-site interview", { by: "ravi" });
    await system.settle();
    expect(invitationsTo(system, early.email)).toBe(0);

    acme().createStage(stage);
    system.advance(11 * 60);
    await system.settle();
    expect((await connection()).preflight.find(({ name }) => name === "stage")?.state).toBe("green");
    expect(await attentionKinds()).not.toContain("stage_missing");
    acme().addNote(stan.opportunityId, "Looking forward to it");
    acme().moveToStage(early.opportunityId, stage, { by: "ravi" });
    await system.settle();
    await pollNow(system, ada);
    await letGracePass(system);
    expect(invitationsTo(system, early.email)).toBe(1);
    expect((await detailOf(ada, stan.opportunityId)).state).toBe("scheduled");
    acme().moveToStage(stan.opportunityId, stage, { by: "ravi" });
    await system.settle();
    await letGracePass(system);
    expect((await detailOf(ada, stan.opportunityId)).state).toBe("scheduled");
    expect(invitationsTo(system, stan.email)).toBe(1);
  });
});

describe("Sync", () => {
  it("shows each reason for which something was ignored, and offers to read again where that can come to something else", async () => {
    const { service } = system.app.parts.database;
    const connected = await service.selectFrom("connections").select("company_id").executeTakeFirstOrThrow();
    const at = new Date(system.clock.now());
    await service
      .insertInto("deliveries")
      .values(
        reasonNames.map((name) => ({
          id: randomUUID(),
          company_id: connected.company_id,
          connection_id: connectionId,
          webhook_id: null,
          source: "webhook" as const,
          event: "candidateStageChange",
          token: `each:${name}`,
          triggered_at: at,
          received_at: at,
          opportunity_id: `each-${name}`,
          data: "{}",
          state: "ignored" as const,
          reason: `Because: ${name}`,
          reason_code: name,
          interview_id: null,
          handled_at: at,
        })),
      )
      .execute();
    const rows = await syncOf("ignored", "Because: ");
    expect(rows.map(({ why }) => why).toSorted()).toEqual(reasonNames.map((name) => `Because: ${name}`).toSorted());
    const notAgain = rows.filter(({ retry }) => retry === null).map(({ why }) => why);
    expect(notAgain.toSorted()).toEqual(
      ["anonymised", "beforeActivated", "beforeConnected", "gone", "noOpenInterview"].map((name) => `Because: ${name}`),
    );
  });
});
