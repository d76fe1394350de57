/**
 * Candidates say how it was: asked once by a link of its own, heard by the company as a number, and answered by a person
 * where it was bad. What they write is read by those who run the service and by nobody else.
 */
import { accountApi, assignmentApi, expertApi, interviewApi, operationsApi, ratingApi } from "@interviewvector/domain";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expertOf, interviewOf, invitationOf, letItEnd, setUpAcme, stage, writeReport } from "../../dev/life.ts";
import { ApiProblemError, Person } from "../../dev/person.ts";
import type { System } from "../../dev/system.ts";
import { mailsTo, notesOf } from "../support/lever-view.ts";
import { rate, ratingOf } from "../support/rating.ts";
import { newCandidate } from "../support/step.ts";
import { startWorld } from "../support/world.ts";

let system: System;
let ada: Person;
let aud: Person;
let olga: Person;

beforeAll(async () => {
  system = await startWorld();
  ({ ada } = await setUpAcme(system));
  aud = await Person.signIn(system.urls.platform, "aud@interviewvector.example");
  olga = await Person.signIn(system.urls.platform, "olga@interviewvector.example");
});
afterAll(() => system.stop());

const detail = (interviewId: string) => ada.call(interviewApi.getInterview, { params: { interviewId } });
const askedOf = (email: string) =>
  mailsTo(system, email).filter((subject) => subject.startsWith("How was your interview?")).length;

async function booked(name: string) {
  const candidate = newCandidate(system, name);
  system.emulator.account("acme").moveToStage(candidate.opportunityId, stage, { by: "ravi" });
  await system.settle();
  const browser = await invitationOf(system, candidate.opportunityId);
  // By day in Berlin, where nobody is asked before nine the next morning otherwise.
  const time = (await browser.offeredTimes()).find((at) => [8, 9, 10, 11, 12, 13].includes(new Date(at).getUTCHours()));
  await browser.book(time ?? 0);
  await system.settle();
  const interviewId = await interviewOf(ada, candidate.opportunityId);
  return { ...candidate, browser, interviewId, params: { interviewId } };
}

async function held(name: string) {
  const candidate = await booked(name);
  const expert = await expertOf(system, ada, candidate.interviewId);
  await letItEnd(system, ada, candidate.interviewId);
  await writeReport(expert, candidate.interviewId);
  return { ...candidate, expert };
}

async function pass(minutes: number): Promise<void> {
  system.advance(minutes * 60);
  await system.settle();
}

/** Held, and asked how it was. */
async function asked(name: string) {
  const candidate = await held(name);
  await pass(121);
  return { ...candidate, rating: await ratingOf(system, candidate.email) };
}

async function refusalOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (cause: unknown) => cause,
  );
  return error instanceof ApiProblemError ? `${error.status} ${error.code}` : "done";
}

describe("a candidate who was interviewed", () => {
  it("is asked two hours later, and the number stands on the timeline and in the company's happiness", async () => {
    const { email, interviewId, opportunityId, browser, expert } = await held("Gwen Good");
    await pass(118);
    expect(askedOf(email)).toBe(0);
    await pass(3);
    expect(askedOf(email)).toBe(1);
    const rating = await ratingOf(system, email);
    await rating.open();
    await rating.open();
    expect((await detail(interviewId)).rating).toBeNull();
    expect(rating.text).toContain("How was your interview?");
    // Neither the outcome nor a way to the booking: this link rates, and does nothing else.
    expect(rating.html).not.toMatch(/\/i\/|hire/);
    await rating.submit("", { score: "", words: "I forgot the number" });
    expect([rating.status, rating.text.includes("choose a number from 1 to 5")]).toEqual([422, true]);
    await rating.submit("", { score: "4" });
    expect(rating.text).toContain("Thank you");
    expect(rating.text).toContain("You wrote: I forgot the number");
    await system.settle();

    const { rating: shown, timeline } = await detail(interviewId);
    expect(shown?.score).toBe(4);
    expect(timeline.at(-1)).toMatchObject({
      words: "The candidate rated the interview: 4 of 5",
      actor: { kind: "candidate" },
    });
    await rate(rating, 5, "All the better, looking back");
    expect((await detail(interviewId)).timeline.at(-1)?.words).toContain("5 of 5, until then 4");
    const { happiness } = await ada.call(accountApi.home);
    expect(happiness).toMatchObject({
      last30: { count: 1, index: 100, mean: 5 },
      byPosition: [{ name: "Senior Backend Engineer", count: 1 }],
    });
    expect(happiness.byExpert).toMatchObject([{ count: 1, index: 100 }]);
    // The link is in the mail alone, and the link in Lever opens nothing of it.
    expect(notesOf(system, opportunityId).join(" ")).not.toContain("/rate/");
    expect((await fetch(browser.link.replace("/i/", "/rate/"))).status).toBe(404);
    const { ratings } = await expert.call(assignmentApi.whyMine);
    expect(ratings).toMatchObject({ count: 1, mean: null });
  });

  it("is not asked when they did not come, when it was cancelled, or when the expert did not come", async () => {
    const absent = await booked("Olu Absent");
    const expert = await expertOf(system, ada, absent.interviewId);
    await letItEnd(system, ada, absent.interviewId);
    await expert.call(expertApi.markNoShow, { params: absent.params });
    const waited = await booked("Wade Waited");
    await letItEnd(system, ada, waited.interviewId);
    await olga.call(operationsApi.operatorMarkNoShow, { params: waited.params, body: { party: "expert" } });
    const cancelled = await booked("Cara Cancels");
    await cancelled.browser.cancel("I have another offer");
    // By day in Berlin: whoever is asked is asked within two hours.
    await pass(150);
    expect([absent, waited, cancelled].map(({ email }) => askedOf(email))).toEqual([0, 0, 0]);
  });

  it("may change it for thirty days", async () => {
    const { rating, interviewId } = await asked("Lena Late");
    await rate(rating, 3);
    await rate(rating, 4);
    expect(rating.text).toContain("4 of 5: good");
    // Thirty days at once would be thirty days of polls as well.
    await system.app.parts.database.service
      .updateTable("interviews")
      .set({ ends_at: new Date(system.clock.now() - 30 * 24 * 3_600_000) })
      .where("id", "=", interviewId)
      .execute();
    const { status } = await fetch(rating.link, { method: "POST", body: new URLSearchParams({ score: "1" }) });
    expect(status).toBe(409);
    await rating.open();
    expect(rating.text).toContain("The time to rate is over");
    expect(rating.text).toContain("You gave 4 of 5");
  });
});

describe("a rating of 1 or 2", () => {
  const words = "He took two calls while I was coding, and laughed.";

  it("is looked into by somebody, and the candidate hears what came of it; the company reads no word", async () => {
    const { email, interviewId, params, rating } = await asked("Bea Badly-Treated");
    await rate(rating, 2, words);
    expect(rating.text).toMatch(/A person looks into it. You hear from us by/);
    await system.settle();
    expect(mailsTo(system, aud.email).filter((subject) => subject.startsWith("Rated 2 of 5: Acme"))).toHaveLength(1);
    const { ratings, counts } = await aud.call(ratingApi.listRatings, { query: {} });
    expect(counts.open).toBe(1);
    expect(ratings).toMatchObject([{ candidate: "Bea Badly-Treated", company: "Acme", score: 2, words }]);
    expect((await olga.call(operationsApi.operationsToday)).openRatings).toBe(1);

    await aud.call(ratingApi.takeRating, { params });
    const { audit, may, events } = await aud.call(ratingApi.getRating, { params });
    expect([audit?.takenBy, audit?.takenByReader, may.possible]).toEqual(["Aud Nilsen", true, true]);
    expect(events.map((event) => event.words)).toContain("The candidate rated the interview: 2 of 5");
    expect(Date.parse(audit?.dueAt ?? "") - system.clock.now()).toBeGreaterThan(40 * 3_600_000);
    const body = {
      finding: "The calls are confirmed by the expert.",
      action: "Talked to; shadowed twice.",
      answer: "We are sorry: this should not have happened. The expert has been spoken to.",
    };
    await aud.call(ratingApi.answerRating, { params, body });
    expect(await refusalOf(olga.call(ratingApi.answerRating, { params, body }))).toBe("409 already_answered");
    await system.settle();
    const told = await system.mailbox.waitFor(
      ({ envelope, subject }) => envelope.to.includes(email) && subject.startsWith("What came of your feedback"),
    );
    expect(told.text).toContain("The expert has been spoken to.");
    expect(told.text).not.toContain("shadowed");
    await rating.open();
    expect(rating.text).toContain("We have answered you");
    const seen = JSON.stringify([
      await detail(interviewId),
      await ada.call(accountApi.home),
      await ada.call(interviewApi.listInterviews, { query: {} }),
    ]);
    for (const secret of [words, body.finding, body.action, body.answer, "two calls"])
      expect(seen).not.toContain(secret);
    expect(seen).toContain("The rating was looked into by Aud Nilsen");
  });

  it("goes to the operators when nobody has answered within two working days", async () => {
    const { params, rating } = await asked("Una Unheard");
    await rate(rating, 1);
    await system.settle();
    const late = () => mailsTo(system, olga.email).filter((subject) => subject.startsWith("Bad rating not answered"));
    const { audit } = await olga.call(ratingApi.getRating, { params });
    const left = (Date.parse(audit?.dueAt ?? "") - system.clock.now()) / 60_000;
    await pass(left - 1);
    expect(late()).toHaveLength(0);
    await pass(2);
    expect(late()).toHaveLength(1);
    const { ratings } = await olga.call(ratingApi.listRatings, { query: { search: "unheard" } });
    expect(ratings).toMatchObject([{ audit: { late: true, takenBy: null } }]);
    expect((await olga.call(ratingApi.getRating, { params })).may.possible).toBe(true);
  });

  it("is the candidate's own data: in their copy, and erased with them but for the number", async () => {
    const { email, browser, params, rating } = await asked("Erin Erased");
    await rate(rating, 1, words);
    await browser.open("/privacy");
    await browser.submit("/data/code");
    await system.settle();
    const [code = ""] = mailsTo(system, email).flatMap((subject) => /^Your code: (\d{6})/.exec(subject)?.[1] ?? []);
    await browser.submit("/data", { code });
    const { pass: key = "" } = Object.fromEntries(browser.form("/data/copy").fields);
    const copy = await fetch(`${browser.link}/data/copy`, { method: "POST", body: new URLSearchParams({ pass: key }) });
    expect(await copy.json()).toMatchObject({ interviews: [{ rating: 1, rating_words: words }] });
    await browser.submit("/data/erase", { sure: "yes" });
    await pass(11);
    expect((await fetch(rating.link)).status).toBe(404);
    const after = await olga.call(ratingApi.getRating, { params });
    expect(JSON.stringify(after)).not.toMatch(/Erin|two calls/);
    expect([after.score, after.words, after.may.possible]).toEqual([1, "", false]);
  });
});
