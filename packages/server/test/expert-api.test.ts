import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  expertApi,
  type Endpoint,
  hours,
  isRefusal,
  minutes,
  operationsApi,
  type ReportDraft,
} from "@interviewvector/domain";
import { expertBindings } from "../src/expert/bindings.ts";
import type { Binding } from "../src/http/bind.ts";
import { HttpProblem } from "../src/http/problem.ts";
import { nobody, type Subject } from "../src/http/subject.ts";
import { act } from "../src/interview/act.ts";
import { proposalBindings } from "../src/scheduling/proposals.ts";
import { bookingWorld, MONDAY, type BookingWorld } from "./booking-world.ts";

let world: BookingWorld;
let priya: string;
let ken: string;
beforeAll(async () => {
  world = await bookingWorld();
  priya = await world.addExpert({ name: "Priya Rao", zone: "Asia/Kolkata" });
  ken = await world.addExpert({ name: "Ken Mori", skills: [{ skill: "Rust", level: 4 }] });
});
afterAll(() => world.close());

const person = { id: "user", name: "Priya Rao", email: "priya@experts.example" };
const asExpert = (expertId: string): Subject => ({ ...nobody, person, expertId });
const asOperator: Subject = { ...nobody, person: { ...person, name: "Olga" }, serviceRole: "operator" };

function call(bindings: Binding[], endpoint: Endpoint, who: Subject, raw: { params?: object; body?: unknown } = {}) {
  const binding = bindings.find((one) => one.endpoint === endpoint);
  if (!binding) throw new Error(`${endpoint.path} is not bound`);
  return binding.handle(who, { params: { ...raw.params }, query: {}, body: raw.body });
}

function ask<E extends Endpoint>(endpoint: E, who: Subject, raw?: { params?: object; body?: unknown }) {
  return call(expertBindings({ door: world.door }), endpoint, who, raw) as Promise<ReturnType<E["answer"]["parse"]>>;
}

async function problem(promise: Promise<unknown>): Promise<HttpProblem> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof HttpProblem)) throw new Error(`no problem, but ${String(error)}`);
  return error;
}

/** Booked with Priya and under way. */
async function meeting() {
  world.clock.set(MONDAY);
  const invited = await world.invite("Kim Lee");
  const offers = await world.scheduling.offersFor(invited.interviewId);
  const startAt = offers?.starts[0] ?? 0;
  const wishes = { extraMinutes: 15, accommodation: "Captions" };
  const request = { startAt, idempotencyKey: `meeting-${invited.interviewId}`, ...wishes };
  const booked = await world.scheduling.bookSlot(invited.interviewId, { kind: "candidate" }, request);
  if (isRefusal(booked)) throw new Error(booked.words);
  expect(booked.booking.expertId).toBe(priya);
  world.clock.set(startAt);
  await act(
    world.door,
    invited.interviewId,
    { kind: "system" },
    { type: "started", bookingId: booked.booking.id, startAt },
  );
  return { ...invited, booking: booked.booking, params: { interviewId: invited.interviewId } };
}

const full: ReportDraft = {
  recommendation: "hire",
  competencies: { coding: { score: 3, evidence: "Wrote a parser." } },
  questions: {},
  strengths: "",
  concerns: "",
  integrity: "",
  summary: "A good talk.",
};

describe("the agenda", () => {
  test("shows the coming interview with the first name only, and no contact data", async () => {
    const { params } = await meeting();
    const agenda = await ask(expertApi.agenda, asExpert(priya));
    expect(agenda.next?.interviewId).toBe(params.interviewId);
    expect(agenda.next?.candidateFirstName).toBe("Kim");
    expect(agenda.next?.joinUrl).toBe(`https://meet.example/${priya}`);
    const opened = await ask(expertApi.getExpertInterview, asExpert(priya), { params });
    for (const item of [agenda.next, opened.item])
      expect(item).toMatchObject({ extraMinutes: 15, accommodation: "Captions" });
    const shown = JSON.stringify([agenda, opened]);
    expect(shown).not.toContain("Lee");
    expect(shown).not.toContain("@candidates.example");
    expect((await ask(expertApi.agenda, asExpert(ken))).items).toEqual([]);
  });

  test("is not for those who are no expert", async () => {
    expect((await problem(ask(expertApi.agenda, { ...nobody, person }))).status).toBe(403);
    expect((await problem(ask(expertApi.agenda, nobody))).status).toBe(401);
  });
});

describe("availability", () => {
  test("is kept as said, and shows what candidates would be offered", async () => {
    const body = {
      zone: "Asia/Tokyo",
      weekly: [{ weekday: 2, fromMinute: 600, toMinute: 720 }],
      overrides: [{ onDate: "2026-12-10", intervals: [{ fromMinute: 1380, toMinute: 1440 }] }],
      timeOff: [{ fromAt: "2026-12-14T00:00:00Z", toAt: "2026-12-16T00:00:00Z", note: "Away" }],
      maxPerDay: 3,
      maxPerWeek: 5,
      noticeMinutes: 60,
    };
    world.clock.set(MONDAY);
    const saved = await ask(expertApi.putAvailability, asExpert(ken), { body });
    expect(saved.weekly).toEqual(body.weekly);
    expect(saved.overrides).toEqual(body.overrides);
    expect(saved.timeOff).toMatchObject([{ note: "Away" }]);
    // Tuesday 10:00 to 12:00 in Tokyo; the Tuesday after lies in the time off; Thursday only 23:00.
    expect(saved.offered).toEqual([
      "2026-12-08T01:00:00.000Z",
      "2026-12-08T01:30:00.000Z",
      "2026-12-08T02:00:00.000Z",
      "2026-12-10T14:00:00.000Z",
    ]);
    const again = await ask(expertApi.putAvailability, asExpert(ken), { body: { ...body, timeOff: saved.timeOff } });
    expect(again.timeOff).toEqual(saved.timeOff);
    expect((await world.scheduling.experts.current()).byId.get(ken)?.zone).toBe("Asia/Tokyo");
  });

  test("that can't be meant is refused, with the place and the reason named", async () => {
    const before = await ask(expertApi.getAvailability, asExpert(ken));
    const { offered: _offered, booked: _booked, ...value } = before;
    const body = { ...value, zone: "Mars/Olympus", weekly: [{ weekday: 1, fromMinute: 600, toMinute: 540 }] };
    const refusal = await problem(ask(expertApi.putAvailability, asExpert(ken), { body }));
    expect(refusal.status).toBe(422);
    expect(Object.keys(refusal.fields ?? {})).toEqual(expect.arrayContaining(["zone", "weekly.0.toMinute"]));
    expect(await ask(expertApi.getAvailability, asExpert(ken))).toEqual(before);
  });

  test("saved in one window is not undone by another that was open before", async () => {
    const read = await ask(expertApi.getAvailability, asExpert(ken));
    const { offered: _offered, booked: _booked, mark, ...value } = read;
    const change = { ...value, basedOn: mark };
    const first = { ...change, maxPerDay: value.maxPerDay + 1 };
    const saved = await ask(expertApi.putAvailability, asExpert(ken), { body: first });
    // The same values in another order are the same.
    const turned = { ...first, weekly: value.weekly.toReversed(), basedOn: saved.mark };
    expect((await ask(expertApi.putAvailability, asExpert(ken), { body: turned })).mark).toBe(saved.mark);
    const second = { ...change, noticeMinutes: 600 };
    const both = await Promise.all([
      problem(ask(expertApi.putAvailability, asExpert(ken), { body: second })),
      problem(ask(expertApi.putAvailability, asExpert(ken), { body: { ...second, overrides: [] } })),
    ]);
    expect(both.map(({ status, code }) => [status, code])).toEqual([
      [409, "stale"],
      [409, "stale"],
    ]);
    expect(await ask(expertApi.getAvailability, asExpert(ken))).toMatchObject({
      maxPerDay: first.maxPerDay,
      noticeMinutes: value.noticeMinutes,
    });
    await ask(expertApi.putAvailability, asExpert(ken), { body: { ...value, basedOn: saved.mark } });
  });

  test("takes no time off from another expert by naming its id", async () => {
    const of = (expertId: string) => ask(expertApi.getAvailability, asExpert(expertId));
    const kens = (await of(ken)).timeOff;
    const { offered: _offered, booked: _booked, ...value } = await of(priya);
    const saved = await ask(expertApi.putAvailability, asExpert(priya), { body: { ...value, timeOff: kens } });
    expect(saved.timeOff[0]?.id).not.toBe(kens[0]?.id);
    expect((await of(ken)).timeOff).toEqual(kens);
    await ask(expertApi.putAvailability, asExpert(priya), { body: value });
  });
});

describe("the report", () => {
  test("is autosaved with a version, and a window that is behind is refused", async () => {
    const { params } = await meeting();
    const body = { draft: { ...full, summary: "" }, draftVersion: 0 };
    const saved = await ask(expertApi.saveDraft, asExpert(priya), { params, body });
    expect(saved.draftVersion).toBe(1);
    expect(saved.missing).toEqual([{ part: "summary", words: "Summary" }]);
    const stale = await problem(ask(expertApi.saveDraft, asExpert(priya), { params, body }));
    expect([stale.status, stale.code]).toEqual([409, "stale_draft"]);
    const incomplete = await problem(
      ask(expertApi.submitReport, asExpert(priya), { params, body: { draftVersion: 1 } }),
    );
    expect(incomplete.message).toContain("Summary");
  });

  test("is submitted once, however often the button is pressed, and a correction is a new version", async () => {
    const { params, interviewId } = await meeting();
    await ask(expertApi.saveDraft, asExpert(priya), { params, body: { draft: full, draftVersion: 0 } });
    const body = { draftVersion: 1 };
    const answers = await Promise.all(
      [1, 2, 3].map(() => ask(expertApi.submitReport, asExpert(priya), { params, body })),
    );
    expect(answers.map((answer) => answer.submittedVersion)).toEqual([1, 1, 1]);
    const corrected = { ...full, strengths: "Calm." };
    await ask(expertApi.saveDraft, asExpert(priya), { params, body: { draft: corrected, draftVersion: 1 } });
    const second = await ask(expertApi.submitReport, asExpert(priya), { params, body: { draftVersion: 2 } });
    expect(second.submittedVersion).toBe(2);
    const effects = await world.database.service
      .selectFrom("effects")
      .select("kind")
      .where("interview_id", "=", interviewId)
      .where("kind", "=", "ats.feedback")
      .execute();
    expect(effects).toHaveLength(2);
    const who = await world.database.service
      .selectFrom("history")
      .select("actor")
      .where("interview_id", "=", interviewId)
      .where("event", "=", "reportSubmitted")
      .execute();
    expect(who.map(({ actor }) => actor.name)).toEqual(["Priya", "Priya"]);
  });

  test("belongs to the holder alone", async () => {
    const { params } = await meeting();
    const body = { draft: full, draftVersion: 0 };
    for (const attempt of [
      () => ask(expertApi.getExpertInterview, asExpert(ken), { params }),
      () => ask(expertApi.saveDraft, asExpert(ken), { params, body }),
      () => ask(expertApi.submitReport, asExpert(ken), { params, body: { draftVersion: 0 } }),
      () => ask(expertApi.markNoShow, asExpert(ken), { params }),
      () => ask(expertApi.getExpertInterview, asExpert(priya), { params: { interviewId: "nonsense" } }),
    ]) {
      expect((await problem(attempt())).status).toBe(404);
    }
  });
});

describe("a meeting that did not take place", () => {
  test("counts as not come only from 15 minutes after the start, and once", async () => {
    const { params, booking } = await meeting();
    const early = await problem(ask(expertApi.markNoShow, asExpert(priya), { params }));
    expect(early.code).toBe("too_early");
    world.clock.set(booking.startAt + minutes(15));
    await ask(expertApi.markNoShow, asExpert(priya), { params });
    const again = await problem(ask(expertApi.markNoShow, asExpert(priya), { params }));
    expect(again.status).toBe(409);
    const { done } = await ask(expertApi.agenda, asExpert(priya));
    expect(done.find((item) => item.interviewId === params.interviewId)?.state).toBe("candidate_no_show");
    const seen = await ask(expertApi.getExpertInterview, asExpert(priya), { params });
    expect(seen.maySubmit.possible).toBe(false);
  });

  test("that broke off goes on with the same expert and the same notes", async () => {
    const { params, interviewId } = await meeting();
    await ask(expertApi.saveDraft, asExpert(priya), { params, body: { draft: full, draftVersion: 0 } });
    await ask(expertApi.markBrokeOff, asExpert(priya), { params });
    await act(world.door, interviewId, { kind: "candidate" }, { type: "retriggered", reasons: [] });
    const offers = await world.scheduling.offersFor(interviewId);
    const startAt = offers?.starts.at(-1) ?? 0;
    const booked = await world.scheduling.bookSlot(
      interviewId,
      { kind: "candidate" },
      { startAt, idempotencyKey: "again-1" },
    );
    expect(isRefusal(booked) ? booked.words : booked.booking.expertId).toBe(priya);
    expect((await ask(expertApi.getExpertInterview, asExpert(priya), { params })).draft.summary).toBe("A good talk.");
  });
});

describe("preferred times", () => {
  test("are listed with suggestions, matched once, and refused afterwards", async () => {
    world.clock.set(MONDAY);
    const bindings = proposalBindings({ door: world.door, scheduling: world.scheduling });
    const { interviewId } = await world.invite("Ina Ito");
    const ranges = [{ fromAt: MONDAY + hours(48), toAt: MONDAY + hours(51) }];
    await act(world.door, interviewId, { kind: "candidate" }, { type: "timesProposed", ranges, comment: "Mornings" });
    const { proposals } = (await call(bindings, operationsApi.listProposals, asOperator)) as {
      proposals: { interviewId: string; suggestions: { startAt: string; expertId: string }[] }[];
    };
    const suggestion = proposals.find((one) => one.interviewId === interviewId)?.suggestions[0];
    expect(suggestion?.expertId).toBe(priya);
    const params = { interviewId };
    const outside = { startAt: new Date(MONDAY + hours(72)).toISOString(), expertId: priya };
    expect(
      (await problem(call(bindings, operationsApi.matchProposal, asOperator, { params, body: outside }))).code,
    ).toBe("outside_ranges");
    const unfit = { startAt: suggestion?.startAt, expertId: ken };
    expect((await problem(call(bindings, operationsApi.matchProposal, asOperator, { params, body: unfit }))).code).toBe(
      "expert_does_not_fit",
    );
    const body = { startAt: suggestion?.startAt, expertId: suggestion?.expertId };
    await call(bindings, operationsApi.matchProposal, asOperator, { params, body });
    expect((await problem(call(bindings, operationsApi.matchProposal, asOperator, { params, body }))).status).toBe(409);
    expect((await problem(call(bindings, operationsApi.declineProposal, asOperator, { params }))).status).toBe(409);
  });
});
