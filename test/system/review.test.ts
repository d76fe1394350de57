/**
 * Where a position wants it, an auditor releases each report before it reaches Lever: expert 75 minutes, auditor 45. Late
 * goes to the operator, nothing is released unseen, nobody audits their own, and earlier versions stay.
 */
import { assignmentApi, expertApi, interviewApi, reviewApi } from "@interviewvector/domain";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expertOf, interviewOf, invitationOf, letItEnd, setUpAcme, stage, writeReport } from "../../dev/life.ts";
import { ApiProblemError, Person } from "../../dev/person.ts";
import { activate } from "../../dev/set-up.ts";
import type { System } from "../../dev/system.ts";
import { mailsTo, notesOf } from "../support/lever-view.ts";
import { newCandidate } from "../support/step.ts";
import { startWorld } from "../support/world.ts";

let system: System;
let ada: Person;
let aud: Person;
let olga: Person;

beforeAll(async () => {
  system = await startWorld();
  ({ ada } = await setUpAcme(system));
  await activate(ada, "Senior Backend Engineer", { settings: { reviewBeforeRelease: true } });
  aud = await Person.signIn(system.urls.platform, "aud@interviewvector.example");
  olga = await Person.signIn(system.urls.platform, "olga@interviewvector.example");
});
afterAll(() => system.stop());

const acme = () => system.emulator.account("acme");
const detail = (interviewId: string) => ada.call(interviewApi.getInterview, { params: { interviewId } });
const words = async (interviewId: string) => (await detail(interviewId)).timeline.map((entry) => entry.words);
const feedbackOf = (id: string) =>
  acme()
    .feedbackOf(id)
    .filter(({ completedAt, deletedAt }) => completedAt !== null && deletedAt === null);

async function pass(minutes: number): Promise<void> {
  system.advance(minutes * 60);
  await system.settle();
}

/** An interview that was held, and the expert whose report is due. */
async function held(name: string) {
  const { opportunityId } = newCandidate(system, name);
  acme().moveToStage(opportunityId, stage, { by: "ravi" });
  await system.settle();
  const browser = await invitationOf(system, opportunityId);
  const [time = 0] = await browser.offeredTimes();
  await browser.book(time);
  await system.settle();
  const interviewId = await interviewOf(ada, opportunityId);
  const expert = await expertOf(system, ada, interviewId);
  await letItEnd(system, ada, interviewId);
  return { opportunityId, interviewId, expert, params: { interviewId } };
}

/** Another word in the summary, submitted. */
async function change(expert: Person, interviewId: string, summary: string): Promise<void> {
  const params = { interviewId };
  const { draft, draftVersion } = await expert.call(expertApi.getExpertInterview, { params });
  const saved = await expert.call(expertApi.saveDraft, {
    params,
    body: { draft: { ...draft, summary }, draftVersion },
  });
  await expert.call(expertApi.submitReport, { params, body: { draftVersion: saved.draftVersion } });
  await system.settle();
}

async function refusalOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (cause: unknown) => cause,
  );
  return error instanceof ApiProblemError ? `${error.status} ${error.code}` : "done";
}

describe("a report that an auditor releases", () => {
  it("goes the whole way: read, sent back with words, read again, released; and a correction is read as well", async () => {
    const { opportunityId, interviewId, expert, params } = await held("Rena Reviewed");
    const toExpert = () =>
      mailsTo(system, expert.email).filter((subject) => /^(Your report|Report due)/.test(subject)).length;
    expect(toExpert()).toBe(1);
    const { item } = await expert.call(expertApi.getExpertInterview, { params });
    expect(Date.parse(item.reportDueAt ?? "") - Date.parse(item.endAt)).toBe(75 * 60_000);
    await pass(31);
    await pass(30);
    expect(toExpert()).toBe(3);
    await writeReport(expert, interviewId);
    await system.settle();

    expect((await detail(interviewId)).state).toBe("in_review");
    expect(feedbackOf(opportunityId)).toEqual([]);
    expect(
      acme()
        .filesOf(opportunityId)
        .filter(({ name }) => name.startsWith("Interview report")),
    ).toEqual([]);
    expect(await refusalOf(ada.call(interviewApi.getReport, { params }))).toBe("409 in_review");
    expect(mailsTo(system, aud.email).filter((subject) => subject.startsWith("Report to review: Acme"))).toHaveLength(
      1,
    );
    const { reviews } = await aud.call(reviewApi.listReviews);
    expect(reviews).toMatchObject([
      { candidate: "Rena Reviewed", company: "Acme", version: 1, may: { possible: true } },
    ]);
    expect(Date.parse(reviews[0]?.dueAt ?? "") - Date.parse(item.endAt)).toBe(120 * 60_000);
    const review = await aud.call(reviewApi.getReview, { params });
    expect(review.report.summary).toContain("A solid senior engineer");

    // It is the auditor's turn: the operator sees it, and can't judge it yet.
    expect(await refusalOf(olga.call(reviewApi.releaseReport, { params, body: { version: 1 } }))).toBe(
      "409 auditors_turn",
    );
    const asked = "The evidence for testing speaks of one case only. What else did you see?";
    await aud.call(reviewApi.sendReportBack, { params, body: { version: 1, words: asked } });
    await system.settle();
    const mail = system.mailbox.messages().findLast(({ envelope }) => envelope.to.includes(expert.email));
    expect(mail?.subject).toMatch(/^Please look at your report once more: .+, Acme$/);
    expect(mail?.text).toContain(asked);
    const opened = await expert.call(expertApi.getExpertInterview, { params });
    expect(opened.sentBack?.words).toBe(asked);
    expect(opened.item).toMatchObject({ state: "awaiting_report", reportState: "draft" });
    expect(opened.maySubmit.possible).toBe(false);

    await change(expert, interviewId, "With three more cases.");
    // The first version was read; the one that waits now is another.
    expect(await refusalOf(aud.call(reviewApi.releaseReport, { params, body: { version: 1 } }))).toBe(
      "409 newer_version",
    );
    await aud.call(reviewApi.releaseReport, { params, body: { version: 2 } });
    expect(await refusalOf(aud.call(reviewApi.releaseReport, { params, body: { version: 2 } }))).toMatch(/^409/);
    await system.settle();
    expect(feedbackOf(opportunityId)).toHaveLength(1);
    const note = notesOf(system, opportunityId).at(-1) ?? "";
    expect(note).toContain("Feedback on Rena Reviewed's");
    expect(note).not.toContain("Corrected");
    const report = await ada.call(interviewApi.getReport, { params });
    expect(report).toMatchObject({ version: 2, summary: "With three more cases.", versions: [{ version: 2 }] });
    expect((await detail(interviewId)).reportOverdueAt).toBeNull();

    await change(expert, interviewId, "A correction.");
    const waiting = await ada.call(interviewApi.getReport, { params });
    expect(waiting).toMatchObject({ version: 2, summary: "With three more cases." });
    await aud.call(reviewApi.releaseReport, { params, body: { version: 3 } });
    await system.settle();
    expect(notesOf(system, opportunityId).at(-1)).toContain("Corrected feedback on Rena Reviewed's");
    expect(feedbackOf(opportunityId)).toHaveLength(1);
    const newest = await ada.call(interviewApi.getReport, { params });
    expect(newest).toMatchObject({ summary: "A correction.", versions: [{ version: 3 }, { version: 2 }] });
    const earlier = await ada.call(interviewApi.getReport, { params, query: { version: 2 } });
    expect(earlier.summary).toBe("With three more cases.");
    expect(await refusalOf(ada.call(interviewApi.getReport, { params, query: { version: 1 } }))).toBe("404 not_found");
    expect(await words(interviewId)).toEqual(
      expect.arrayContaining([
        "Report submitted; an auditor reads it first",
        "Report sent back to the expert by Aud Nilsen",
        "Report released by Aud Nilsen",
        "Report corrected; an auditor reads it first",
      ]),
    );
  });

  it("goes to the operator when it is late, is never released by itself, and by nobody who held the interview", async () => {
    const { opportunityId, interviewId, expert, params } = await held("Otto Overdue");
    const toOlga = (start: string) => mailsTo(system, olga.email).filter((subject) => subject.startsWith(start)).length;
    const summary = "Half of it, from my notes.";
    const draft = {
      recommendation: "hire",
      competencies: {},
      questions: {},
      strengths: "",
      concerns: "",
      integrity: "",
      summary,
    } as const;
    await expert.call(expertApi.saveDraft, { params, body: { draft, draftVersion: 0 } });
    await pass(76);
    expect(toOlga("Report missing: Acme")).toBe(1);
    const called = system.mailbox
      .messages()
      .filter(({ subject }) => subject.startsWith("Report missing: Acme"))
      .at(-1);
    expect(called?.text).toContain(`/ops/interviews/${interviewId}`);
    const { interview } = await olga.call(assignmentApi.interviewAssignments, { params });
    expect(interview).toMatchObject({
      state: "awaiting_report",
      expert: { email: expert.email },
      draft: { summary, recommendation: "Hire" },
    });
    expect(interview.draft?.missing.length).toBeGreaterThan(0);
    await writeReport(expert, interviewId);
    await system.settle();
    expect((await olga.call(assignmentApi.interviewAssignments, { params })).interview.draft).toBeNull();
    await pass(31);
    expect(mailsTo(system, aud.email).filter((subject) => subject.startsWith("Still to review: Acme"))).toHaveLength(1);
    await pass(15);
    expect(toOlga("Review is late: Acme")).toBe(1);
    expect((await detail(interviewId)).state).toBe("in_review");
    expect(feedbackOf(opportunityId)).toEqual([]);
    expect((await detail(interviewId)).reportOverdueAt).not.toBeNull();
    await pass(24 * 60);
    expect(feedbackOf(opportunityId)).toEqual([]);

    // Were the expert an operator too, or an auditor, somebody else would have to do it.
    const { database } = system.app.parts;
    const own = async (email: string) =>
      sql`update experts set user_id = (select id from auth."user" where email = ${email}) where email = ${expert.email}`.execute(
        database.service,
      );
    for (const somebody of [aud, olga]) {
      await own(somebody.email);
      expect(await refusalOf(somebody.call(reviewApi.releaseReport, { params, body: { version: 1 } }))).toBe(
        "409 own_report",
      );
      expect(
        await refusalOf(
          somebody.call(reviewApi.sendReportBack, { params, body: { version: 1, words: "Make it better." } }),
        ),
      ).toBe("409 own_report");
    }
    await own(expert.email);
    await olga.call(reviewApi.releaseReport, { params, body: { version: 1 } });
    await system.settle();
    expect(feedbackOf(opportunityId)).toHaveLength(1);
    expect(await words(interviewId)).toEqual(
      expect.arrayContaining([
        "The report is late: the time promised for it is over",
        "Report released by Olga Petrova",
      ]),
    );
    const { possible } = (await aud.call(reviewApi.listReviews)).reviews[0]?.may ?? { possible: false };
    expect(possible).toBe(false);
  });
});
