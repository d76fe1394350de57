/** Interviews as the people of a company see and handle them. */
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accountApi, hours, interviewApi, isRefusal, minutes } from "@interviewvector/domain";
import { act } from "../src/interview/act.ts";
import type { InterviewRow } from "../src/interview/store.ts";
import { apiHouse, type ApiHouse } from "./api-house.ts";
import { emailOf, MONDAY } from "./booking-world.ts";

let house: ApiHouse;
beforeAll(async () => {
  house = await apiHouse();
  await house.addExpert({ name: "Priya Rao" });
});
afterAll(() => house.close());

const at = (id: string) => ({ params: { interviewId: id } });
const system = { kind: "system" } as const;

/** Tuesday, the given hour UTC. */
const tuesday = (hour: number) => MONDAY + hours(24) + hours(hour - 9);

function reportOf(row: InterviewRow, submitted_at: Date) {
  return {
    id: house.door.newId(),
    company_id: row.company_id,
    interview_id: row.id,
    expert_id: row.expert_id ?? "",
    version: 1,
    submitted: JSON.stringify({
      recommendation: "hire",
      competencies: { coding: { score: 3, evidence: "Wrote a correct limiter." } },
      questions: { "warm-up": "A race in a cache." },
      strengths: "Calm",
      concerns: "",
      integrity: "",
      summary: "Knows what happens under load.",
    }),
    submitted_at,
  };
}

async function finish(interviewId: string) {
  const now = house.clock.now();
  const row = await house.database.service
    .selectFrom("interviews")
    .selectAll()
    .where("id", "=", interviewId)
    .executeTakeFirstOrThrow();
  const bookingId = row.booking_id ?? "";
  const endAt = row.ends_at?.getTime() ?? 0;
  house.clock.set(endAt);
  await act(house.door, interviewId, system, { type: "ended", bookingId, endAt });
  const expert = { kind: "expert", id: row.expert_id ?? "", name: "Priya Rao" } as const;
  const decision = await act(house.door, interviewId, expert, async (tx) => {
    const report = reportOf(row, new Date(endAt + minutes(40)));
    await tx.insertInto("reports").values(report).execute();
    const { company_id, interview_id, expert_id, version, submitted, submitted_at } = report;
    await tx
      .insertInto("report_versions")
      .values({ company_id, interview_id, expert_id, version, content: submitted, submitted_at, sent_back_words: null })
      .execute();
    return { type: "reportSubmitted", reportVersion: 1 };
  });
  expect(isRefusal(decision)).toBe(false);
  house.clock.set(now);
}

describe("the list", () => {
  it("finds by candidate, filters by state, and counts what the filter leaves aside", async () => {
    const kim = await house.invite("Kim Percent%");
    await house.invite("Lou Under_score");
    const found = await house.ask("Rui", interviewApi.listInterviews, { query: { search: "percent%" } });
    expect(found.interviews.map((one) => one.id)).toEqual([kim.interviewId]);
    expect(found.total).toBe(1);
    const none = await house.ask("Rui", interviewApi.listInterviews, { query: { search: "rcent_" } });
    expect(none.total).toBe(0);
    await house.ask("Rui", interviewApi.cancelInterview, { ...at(kim.interviewId), body: { reason: "" } });
    const invited = await house.ask("Rui", interviewApi.listInterviews, { query: { state: "invited" } });
    expect(invited.interviews.every((one) => one.state === "invited")).toBe(true);
    expect(invited.counts["cancelled"]).toBe(1);
    expect(invited.total).toBe(invited.counts["invited"]);
  });

  it("sorts by candidate and pages", async () => {
    const all = await house.ask("Rui", interviewApi.listInterviews, { query: { sort: "candidate" } });
    const names = all.interviews.map((one) => one.candidate.toLowerCase());
    expect(names).toEqual([...names].sort());
    const second = await house.ask("Rui", interviewApi.listInterviews, {
      query: { sort: "candidate", limit: "1", offset: "1" },
    });
    expect(second.interviews.map((one) => one.id)).toEqual([all.interviews[1]?.id]);
    expect(second.total).toBe(all.total);
  });

  it("shows an agency the candidates of its positions only", async () => {
    const before = await house.ask("Agnes", interviewApi.listInterviews);
    expect(before).toMatchObject({ total: 0, interviews: [] });
    const { interviewId } = await house.invite("For the agency");
    expect(await house.refusedTo("Agnes", interviewApi.getInterview, at(interviewId))).toMatchObject({ status: 404 });
    const agnes = await house.person("Agnes");
    const given = { company_id: house.acme.companyId, user_id: agnes.id, position_id: house.acme.positionId };
    await house.database.service.insertInto("agency_positions").values(given).execute();
    const after = await house.ask("Agnes", interviewApi.listInterviews);
    expect(after.total).toBeGreaterThan(0);
    expect((await house.ask("Agnes", interviewApi.getInterview, at(interviewId))).candidate).toBe("For the agency");
    await house.database.service.deleteFrom("agency_positions").execute();
  });
});

describe("one interview", () => {
  it("shows what happened, with each effect under the event that owes it", async () => {
    const { interviewId } = await house.invite();
    const detail = await house.ask("Rui", interviewApi.getInterview, at(interviewId));
    expect(detail.timeline).toHaveLength(1);
    expect(detail.timeline[0]).toMatchObject({ words: "Invited", event: "candidateEntered" });
    expect(detail.timeline[0]?.effects.map((effect) => [effect.title, effect.state, effect.words])).toEqual([
      ["Invitation mail", "pending", "waiting"],
      ["Note in Lever: invited", "pending", "waiting"],
    ]);
    expect(detail.next).toMatchObject({ words: "Candidate chooses a time, until", at: detail.bookBy });
    expect(detail.link).toMatch(/^https:\/\/iv\.example\/i\//);
  });

  it("says why an effect waits and when it is tried next, and lets a failed one be tried again", async () => {
    const { interviewId } = await house.invite();
    const nextTry = sql<Date>`clock_timestamp() + interval '2 minutes'`;
    await house.database.service
      .updateTable("effects")
      .set({ failures: 2, not_before: nextTry, last_error: JSON.stringify({ words: "Lever answers 503" }) })
      .where("interview_id", "=", interviewId)
      .where("kind", "=", "ats.note")
      .execute();
    const waiting = await house.ask("Rui", interviewApi.getInterview, at(interviewId));
    expect(waiting.timeline[0]?.effects[1]).toMatchObject({
      words: "waiting: Lever answers 503",
      mayRetry: false,
    });
    // By the database's clock, which rules it, said as far from now as it is.
    const tryAt = Date.parse(waiting.timeline[0]?.effects[1]?.nextTryAt ?? "");
    expect(Math.round((tryAt - house.clock.now()) / 10_000)).toBe(12);
    const effectId = waiting.timeline[0]?.effects[1]?.id ?? "";
    const params = { interviewId, effectId };
    expect(await house.refusedTo("Rui", interviewApi.retryInterviewEffect, { params })).toMatchObject({
      status: 409,
      code: "not_failed",
    });
    await house.database.service.updateTable("effects").set({ state: "dead" }).where("id", "=", effectId).execute();
    const retried = await house.ask("Rui", interviewApi.retryInterviewEffect, { params });
    expect(retried.timeline[0]?.effects[1]?.state).toBe("unsure");
    expect(await house.auditedActions()).toContain("effect.retried");
  });

  it("tells a company no more of an expert than the first name", async () => {
    const { interviewId } = await house.invite();
    await house.book(interviewId, tuesday(16));
    const sent = house.database.service
      .updateTable("effects")
      .set({ state: "done", outcome: "sent to p…@employer.example" });
    await sent.where("interview_id", "=", interviewId).where("kind", "=", "mail.expert").execute();
    const expert = { kind: "expert", id: house.door.newId(), name: "Priya Rao" } as const;
    await act(house.door, interviewId, expert, async (_tx, { interview }) => ({
      type: "expertGaveBack",
      fromExpertId: interview.booking?.expertId ?? "",
      cause: "ill",
      reason: "a flu that is nobody's business",
    }));
    const detail = await house.ask("Rui", interviewApi.getInterview, at(interviewId));
    expect(detail.timeline.at(-1)).toMatchObject({
      words: "The expert became unavailable and nobody else is free then: the candidate is asked to choose again",
      actor: { kind: "expert", name: "Priya" },
    });
    expect(JSON.stringify(detail)).not.toMatch(/Rao|employer\.example|flu/);
  });

  it("keeps the candidate's link from a program that may only read", async () => {
    const { interviewId } = await house.invite();
    const key = await house.ask("Ada", accountApi.createApiKey, { body: { name: "reader", scopes: ["read"] } });
    const detail = await house.ask(`Bearer ${key.secret}`, interviewApi.getInterview, at(interviewId));
    expect(detail.link).toBeNull();
    const cancel = { ...at(interviewId), body: { reason: "" } };
    expect(await house.refusedTo(`Bearer ${key.secret}`, interviewApi.cancelInterview, cancel)).toMatchObject({
      status: 403,
    });
    expect(await house.refusedTo(`Bearer ${key.secret}`, interviewApi.revealContact, at(interviewId))).toMatchObject({
      status: 403,
    });
  });

  it("reveals contact data on request, and logs who looked", async () => {
    const { interviewId, candidateId } = await house.invite();
    const contact = await house.ask("Rui", interviewApi.revealContact, at(interviewId));
    expect(contact.emails).toEqual([emailOf(candidateId)]);
    expect(await house.auditedActions()).toContain("contact.revealed");
    const detail = await house.ask("Rui", interviewApi.getInterview, at(interviewId));
    expect(JSON.stringify(detail)).not.toContain("@candidates.example");
  });
});

describe("acting", () => {
  it("books for the candidate at an offered time, moves it, and cancels it", async () => {
    const { interviewId } = await house.invite();
    const offers = await house.ask("Rui", interviewApi.interviewSlots, at(interviewId));
    expect(offers).toMatchObject({ zone: "Europe/Berlin", whyNone: null });
    const [first = "", second = ""] = offers.slots;
    const booked = await house.ask("Rui", interviewApi.bookInterview, {
      ...at(interviewId),
      body: { startAt: first, idempotencyKey: "first-time" },
    });
    expect(booked).toMatchObject({ state: "scheduled", startAt: first, expert: "Priya", expertZone: "UTC" });
    const moved = await house.ask("Rui", interviewApi.bookInterview, {
      ...at(interviewId),
      body: { startAt: second, idempotencyKey: "second-time" },
    });
    expect(moved.startAt).toBe(second);
    expect(moved.timeline.map((entry) => entry.words)).toEqual(["Invited", "Booked by Rui", "Moved by Rui"]);
    const cancelled = await house.ask("Rui", interviewApi.cancelInterview, {
      ...at(interviewId),
      body: { reason: "position filled" },
    });
    expect(cancelled).toMatchObject({ state: "cancelled", cancelReason: "position filled", expert: null, link: null });
    const again = { ...at(interviewId), body: { reason: "" } };
    expect(await house.refusedTo("Rui", interviewApi.cancelInterview, again)).toMatchObject({ status: 409 });
  });

  it("says in words why there is no time to offer", async () => {
    const lonely = await house.addCompany("Initech");
    await house.member("Ira", lonely, "admin");
    await house.database.service
      .updateTable("positions")
      .set({ skills: ["COBOL"] })
      .where("id", "=", lonely.positionId)
      .execute();
    const { interviewId } = await house.invite("Noa", lonely);
    const offers = await house.ask("Ira", interviewApi.interviewSlots, at(interviewId));
    expect(offers.slots).toEqual([]);
    expect(offers.whyNone).toMatch(/COBOL/);
  });

  it("sends the invitation once more, once, and puts it on the timeline", async () => {
    const { interviewId } = await house.invite();
    const onItsWay = await house.refusedTo("Rui", interviewApi.resendInvitation, at(interviewId));
    expect(onItsWay).toMatchObject({ status: 409, code: "on_its_way" });
    const sent = house.database.service.updateTable("effects").set({ state: "done", ended_at: new Date(MONDAY) });
    await sent.where("interview_id", "=", interviewId).where("kind", "=", "mail.candidate").execute();
    const detail = await house.ask("Rui", interviewApi.resendInvitation, at(interviewId));
    expect(detail.timeline.map((entry) => [entry.words, entry.effects.map((effect) => effect.title)])).toEqual([
      ["Invited", ["Invitation mail", "Note in Lever: invited"]],
      ["Invitation sent once more by Rui", ["Invitation mail"]],
    ]);
    expect(await house.refusedTo("Rui", interviewApi.resendInvitation, at(interviewId))).toMatchObject({
      code: "on_its_way",
    });
    await house.ask("Rui", interviewApi.cancelInterview, { ...at(interviewId), body: { reason: "" } });
    expect(await house.refusedTo("Rui", interviewApi.resendInvitation, at(interviewId))).toMatchObject({
      code: "not_applicable",
    });
  });

  it("says of each action whether it is possible, and why not", async () => {
    const { interviewId } = await house.invite();
    const possible = async () => {
      const detail = await house.ask("Rui", interviewApi.getInterview, at(interviewId));
      return Object.fromEntries(detail.actions.map((one) => [one.action, one.possible]));
    };
    expect(await possible()).toEqual({
      resend: false,
      copy_link: true,
      book: true,
      reschedule: false,
      cancel: true,
      retrigger: false,
      redo: false,
    });
    await house.book(interviewId, tuesday(13));
    expect(await possible()).toMatchObject({ book: false, reschedule: true, cancel: true });
    const detail = await house.ask("Rui", interviewApi.getInterview, at(interviewId));
    expect(detail.actions.find((one) => one.action === "redo")?.words).toMatch(/still under way/);
  });

  it("redoes a finished interview with a new one, another expert, once", async () => {
    await house.addExpert({ name: "Ken Tanaka" });
    const { interviewId, candidateId } = await house.invite("Redo Candidate");
    const complete = { phones: JSON.stringify([{ value: "+49 30 901820" }]), has_resume: true };
    await house.database.service.updateTable("candidates").set(complete).where("id", "=", candidateId).execute();
    await house.book(interviewId, tuesday(10));
    const before = await house.ask("Rui", interviewApi.getInterview, at(interviewId));
    await finish(interviewId);
    const made = await house.ask("Rui", interviewApi.redoInterview, at(interviewId));
    expect(made.id).not.toBe(interviewId);
    expect(made).toMatchObject({ state: "invited", candidate: "Redo Candidate" });
    expect(await house.refusedTo("Rui", interviewApi.redoInterview, at(interviewId))).toMatchObject({ code: "redone" });
    const [offer = ""] = (await house.ask("Rui", interviewApi.interviewSlots, at(made.id))).slots;
    const booked = await house.book(made.id, Date.parse(offer));
    expect(booked).not.toHaveProperty("refused");
    const after = await house.ask("Rui", interviewApi.getInterview, at(made.id));
    expect(after.expert).not.toBe(before.expert);
    const old = await house.ask("Rui", interviewApi.getInterview, at(interviewId));
    expect(old.timeline.at(-1)?.words).toBe("Redo asked for by Rui: a new interview was made");
    expect(old.state).toBe("completed");
  });
});

describe("the report", () => {
  it("is there once it is released, as answer and as PDF, with the anchors of the guide", async () => {
    const { interviewId } = await house.invite("Reported Candidate");
    await house.book(interviewId, tuesday(15));
    expect(await house.refusedTo("Rui", interviewApi.getReport, at(interviewId))).toMatchObject({ code: "no_report" });
    await finish(interviewId);
    const report = await house.ask("Rui", interviewApi.getReport, at(interviewId));
    expect(report).toMatchObject({
      candidate: "Reported Candidate",
      recommendation: "hire",
      competencies: [{ name: "Coding", score: 3, anchor: "Good code", evidence: "Wrote a correct limiter." }],
      questions: [{ text: "Tell me of a bug.", note: "A race in a cache." }],
    });
    const pdf = await house.request("Rui", `/api/v1/interviews/${interviewId}/report.pdf`);
    expect(pdf.status).toBe(200);
    expect(pdf.headers.get("content-type")).toBe("application/pdf");
    expect(
      Buffer.from(await pdf.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe("%PDF-");
    expect(await house.auditedActions()).toContain("report.exported");
  });

  it("is not shown while an auditor reads it", async () => {
    const careful = await house.addCompany("Umbrella");
    await house.member("Una", careful, "admin");
    await house.database.service
      .updateTable("positions")
      .set({ settings: JSON.stringify({ reviewBeforeRelease: true }) })
      .where("id", "=", careful.positionId)
      .execute();
    const { interviewId } = await house.invite("Una's candidate", careful);
    await house.book(interviewId, tuesday(11));
    await finish(interviewId);
    expect(await house.refusedTo("Una", interviewApi.getReport, at(interviewId))).toMatchObject({
      status: 409,
      code: "in_review",
    });
    expect((await house.request("Una", `/api/v1/interviews/${interviewId}/report.pdf`)).status).toBe(409);
    const detail = await house.ask("Una", interviewApi.getInterview, at(interviewId));
    expect(detail.hasReport).toBe(false);
    expect(detail.actions.find((one) => one.action === "release")).toMatchObject({ possible: false });
  });
});

describe("files of somebody who belongs to two companies", () => {
  it("open from the page of either: their address names the company, since a link sends no header", async () => {
    await house.member("Tove", house.acme, "recruiter");
    await house.member("Tove", house.globex, "recruiter");
    const { interviewId } = await house.invite("Kim Lee", house.globex);
    const path = `/api/v1/interviews/${interviewId}/resume`;
    expect((await house.request("Tove", path)).status).toBe(404);
    expect((await house.request("Tove", `${path}?company=${house.globex.companyId}`)).status).toBe(200);
    expect((await house.request("Tove", `${path}?company=${house.acme.companyId}`)).status).toBe(404);
    expect((await house.request("Rui", `${path}?company=${house.globex.companyId}`)).status).toBe(403);
  });
});

describe("the résumé", () => {
  it("comes straight from the ATS, sealed against scripts, and the look is logged", async () => {
    const { interviewId } = await house.invite();
    const answer = await house.request("Rui", `/api/v1/interviews/${interviewId}/resume`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-disposition")).toBe(
      `inline; filename="Kim Lee.pdf"; filename*=UTF-8''Kim%20Lee.pdf`,
    );
    expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(await house.auditedActions()).toContain("resume.opened");
    house.ats.resume = {
      body: new TextEncoder().encode("<script>"),
      contentType: "text/html",
      fileName: 'a".html',
    } as never;
    const page = await house.request("Rui", `/api/v1/interviews/${interviewId}/resume`);
    expect(page.headers.get("content-type")).toBe("application/octet-stream");
    expect(page.headers.get("content-disposition")).toMatch(/^attachment; filename="a_.html"/);
    // Inside of our own page it is words, never the file itself nor a download.
    const preview = await house.request("Rui", `/api/v1/interviews/${interviewId}/resume?preview=1`);
    expect(preview.headers.get("content-disposition")).toBeNull();
    expect(preview.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(await preview.text()).toContain("a&quot;.html is no PDF");
  });
});
