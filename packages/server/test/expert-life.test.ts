import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  assignmentApi,
  days,
  earningApi,
  hours,
  isRefusal,
  minutes,
  operationsApi,
  replacementApi,
  type ReportDraft,
  vettingApi,
} from "@interviewvector/domain";
import { expertBindings } from "../src/expert/bindings.ts";
import { earningBindings } from "../src/expert/earnings.ts";
import { profileBindings, sortSkills } from "../src/expert/profile.ts";
import type { Binding } from "../src/http/bind.ts";
import { HttpProblem } from "../src/http/problem.ts";
import { nobody, type Subject } from "../src/http/subject.ts";
import { act } from "../src/interview/act.ts";
import { vettingBindings } from "../src/operations/vetting.ts";
import { assignmentBindings } from "../src/scheduling/assignment-bindings.ts";
import { replacementBindings } from "../src/scheduling/replacement-bindings.ts";
import type { Endpoint } from "@interviewvector/domain";
import { bookingWorld, MONDAY, type BookingWorld } from "./booking-world.ts";

const TUESDAY = MONDAY + days(1);
const person = { id: "user", name: "Olga Petrova", email: "olga@people.example" };
const operator: Subject = { ...nobody, person, serviceRole: "operator" };
const as = (expertId: string): Subject => ({ ...nobody, person, expertId });

let world: BookingWorld;
let bindings: Binding[];
let esra: string;
let ken: string;
const invited: string[] = [];
const cameIn = new Set<string>();
beforeAll(async () => {
  world = await bookingWorld();
  await world.database.service
    .updateTable("positions")
    .set({ settings: JSON.stringify({ bufferAfterMinutes: 0, minimumNoticeMinutes: 0 }) })
    .execute();
  esra = await world.addExpert({ name: "Esra Demir" });
  ken = await world.addExpert({ name: "Ken Mori", weekdays: [2] });
  await world.addExpert({ name: "Liam Ross", employers: ["Acme", "Globex"] });
  const { door } = world;
  const signIn = {
    ensureAccount: async ({ email }: { email: string }) => {
      const userId = `user-${email}`;
      await world.database.authPool.query(
        `insert into auth."user" (id, name, email) values ($1, $1, $2) on conflict do nothing`,
        [userId, email],
      );
      return { userId, created: true };
    },
    needsLink: (userId: string) => Promise.resolve(!cameIn.has(userId)),
    inviteToSetPassword: async (email: string) => {
      invited.push(email);
    },
  };
  bindings = [
    ...expertBindings({ door }),
    ...profileBindings(door),
    ...earningBindings(door),
    ...assignmentBindings({ door, experts: world.scheduling.experts }),
    ...replacementBindings({ door, scheduling: world.scheduling }),
    ...vettingBindings({ door, signIn, ats: { effectTitle: () => "" } }),
  ];
});
afterAll(() => world.close());

function ask<E extends Endpoint>(
  who: Subject,
  endpoint: E,
  raw: { params?: Record<string, string>; query?: unknown; body?: unknown } = {},
) {
  const binding = bindings.find((one) => one.endpoint === endpoint);
  if (!binding) throw new Error(`${endpoint.path} is not bound`);
  const { params = {}, query = {}, body } = raw;
  return binding.handle(who, { params, query, body }) as Promise<ReturnType<E["answer"]["parse"]>>;
}

async function codeOf(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof HttpProblem)) throw new Error(`no problem, but ${String(error)}`);
  return error.code;
}

async function book(startAt: number, name = "Kim Lee") {
  const { interviewId } = await world.invite(name);
  const request = { startAt, idempotencyKey: `book-${interviewId}` };
  const result = await world.scheduling.bookSlot(interviewId, { kind: "candidate" }, request);
  if (isRefusal(result)) throw new Error(result.words);
  return { interviewId, params: { interviewId }, ...result.booking };
}

const draft: ReportDraft = {
  recommendation: "hire",
  competencies: { coding: { score: 3, evidence: "Wrote a parser." } },
  questions: {},
  strengths: "",
  concerns: "",
  integrity: "",
  summary: "A good talk.",
};

describe("why", () => {
  it("tells each expert about themselves, and the operator about everybody, from what was stored", async () => {
    const first = await book(TUESDAY);
    expect(first.expertId).toBe(esra);
    const second = await book(TUESDAY + hours(1), "Bo Li");
    const monday = await book(MONDAY + hours(2), "Ana Ruiz");
    const hers = await ask(as(esra), assignmentApi.whyMine);
    expect(hers.decisions.map(({ outcome }) => outcome)).toContain("given");
    expect(hers.load.interviews).toBe(hers.counts.given);
    const his = await ask(as(ken), assignmentApi.whyMine);
    expect(his.decisions.find(({ startAt }) => Date.parse(startAt) === TUESDAY)).toMatchObject({
      outcome: "passed",
      place: 2,
      considered: 2,
      words:
        "Somebody who offers more hours for as many interviews was asked first: 0 interviews for 6 hours offered in 56 days, against 0 interviews for 1 hour offered in 56 days.",
    });
    expect(his.decisions.find(({ startAt }) => Date.parse(startAt) === monday.startAt)).toMatchObject({
      outcome: "not_free",
      words: "Not within the hours offered.",
    });
    expect(JSON.stringify(his)).not.toMatch(/Esra|Acme|Kim|Ana/);
    const all = await ask(operator, assignmentApi.interviewAssignments, { params: first.params });
    expect(all.assignments[0]?.experts.map(({ name, outcome, words }) => [name, outcome, words])).toEqual([
      ["Esra Demir", "given", expect.stringContaining("First of 2 who fit and were free")],
      ["Ken Mori", "passed", expect.any(String)],
      ["Liam Ross", "unfit", "Works, or worked, for the company."],
    ]);
    expect([second, monday].map(({ expertId }) => expertId)).toContain(esra);
  });

  it("names the rule that removed most, for a position without slots, and its numbers add up", async () => {
    const member: Subject = {
      ...nobody,
      person,
      company: {
        companyId: world.company.companyId,
        role: "recruiter",
        positionIds: null,
        actor: { kind: "member", id: "rui", name: "Rui" },
      },
    };
    const params = { positionId: world.company.positionId };
    const why = await ask(member, assignmentApi.whyNoSlot, { params });
    expect(why).toMatchObject({ experts: 3, fitting: 2, unfit: [{ reason: "employer", experts: 1 }] });
    const removed = why.removed.reduce((sum, one) => sum + one.hours, 0);
    expect(Math.abs(why.hours.offered + removed - why.hours.considered)).toBeLessThan(0.02);
    const stranger = { ...member, company: { ...member.company, companyId: crypto.randomUUID() } } as Subject;
    expect(await codeOf(ask(stranger, assignmentApi.whyNoSlot, { params }))).toBe("not_found");
    const { people } = await ask(operator, assignmentApi.positionSlots, { params });
    expect(people.find(({ name }) => name === "Liam Ross")?.words).toBe("Work, or worked, for the company");
    await world.database.service.updateTable("experts").set({ max_per_week: 0 }).execute();
    const none = await ask(member, assignmentApi.whyNoSlot, { params });
    expect(none.slots).toBe(0);
    expect(none.words).toContain("number of interviews they take");
    await world.database.service.updateTable("experts").set({ max_per_week: 80 }).execute();
    const { positions } = await ask(operator, assignmentApi.poolPositions);
    expect(positions).toMatchObject([{ company: "Acme", title: "Backend Engineer", fitting: 2 }]);
  });

  it("counts with the round as it is configured now, not with one that was replaced", async () => {
    const { companyId, positionId, roundId, guideId } = world.company;
    const rounds = () => world.database.service.updateTable("rounds").where("id", "=", roundId);
    const slots = async () => (await ask(operator, assignmentApi.positionSlots, { params: { positionId } })).slots;
    const ofAnHour = await slots();
    await rounds()
      .set({ removed_at: new Date(world.clock.now()) })
      .execute();
    const longer = { id: crypto.randomUUID(), company_id: companyId, position_id: positionId, guide_id: guideId };
    await world.database.service
      .insertInto("rounds")
      .values({ ...longer, number: 1, name: "Technical interview", duration_minutes: 240 })
      .execute();
    expect(await slots()).toBeLessThan(ofAnHour);
    await world.database.service.deleteFrom("rounds").where("id", "=", longer.id).execute();
    await rounds().set({ removed_at: null }).execute();
  });

  it("keeps people apart from whom they must not meet: companies, persons, and whom they met elsewhere", async () => {
    const profile = await ask(as(esra), vettingApi.getProfile);
    const { name: _name, email: _email, claimed: _claimed, categories: _c, roles: _r, state: _s, ...own } = profile;
    const conflicts = [
      { kind: "person" as const, words: " mia  BERG ", reason: "" },
      { kind: "company" as const, words: "Globex Ltd", reason: "" },
    ];
    await ask(as(esra), vettingApi.putProfile, { body: { ...own, conflicts } });
    const mia = await book(TUESDAY + hours(3), "Mia Berg");
    expect(mia.expertId).toBe(ken);
    const globex = await world.addCompany("Globex");
    const other = await world.invite("Theo", globex);
    const { starts = [] } = (await world.scheduling.offersFor(other.interviewId)) ?? {};
    // Only Ken is left at Globex, on Tuesdays.
    expect(new Set(starts.map((at) => new Date(at).getUTCDay()))).toEqual(new Set([2]));
    await world.database.service
      .updateTable("candidates")
      .set({ emails: ["mia@home.example"] })
      .where("name", "in", ["Mia Berg", "Theo"])
      .execute();
    // Theo writes from Mia's address: it is the person whom Ken meets already.
    expect((await world.scheduling.offersFor(other.interviewId))?.starts).toEqual([]);
  });
});

describe("quality", () => {
  it("falls by what went wrong, says so, and puts the expert behind others", async () => {
    const { interviewId, id, startAt, expertId } = await book(TUESDAY + hours(5), "Noor Khan");
    const before = await ask(as(expertId), assignmentApi.whyMine);
    expect(before.quality).toMatchObject({ score: 100, events: [] });
    world.clock.set(startAt);
    await act(world.door, interviewId, { kind: "system" }, { type: "started", bookingId: id, startAt });
    world.clock.advance(minutes(10));
    await act(
      world.door,
      interviewId,
      { kind: "operator", id: "olga", name: "Olga" },
      { type: "didNotCome", party: "expert" },
    );
    world.clock.advance(minutes(2));
    const after = await ask(as(expertId), assignmentApi.whyMine);
    expect(after.quality.score).toBeLessThan(85);
    expect(after.quality.events).toMatchObject([{ words: "You did not come to an interview." }]);
    const next = await book(TUESDAY + hours(6), "Ida Falk");
    expect(next.expertId).not.toBe(expertId);
    const told = (await ask(as(expertId), assignmentApi.whyMine)).decisions[0];
    expect(told?.words).toMatch(/^Somebody with higher quality was asked first \(100 against \d\d\)\.$/);
    world.clock.set(MONDAY + days(2));
  });
});

describe("earnings", () => {
  it("are entered once for what happened, without an amount until a rate is set, and then keep theirs", async () => {
    const thursday = MONDAY + days(3);
    const held = await book(thursday, "Lou Ward");
    const absent = await book(thursday + hours(2), "Max Orr");
    const late = await book(thursday + hours(4), "Eva Roth");
    const early = await book(thursday + days(4), "Jo Ames");
    const system = { kind: "system" } as const;
    const candidate = { kind: "candidate" } as const;
    await act(world.door, early.interviewId, candidate, { type: "cancelled", reason: "" });
    world.clock.set(thursday);
    for (const one of [held, absent]) {
      world.clock.set(one.startAt);
      await act(world.door, one.interviewId, system, { type: "started", bookingId: one.id, startAt: one.startAt });
    }
    await act(world.door, late.interviewId, candidate, { type: "cancelled", reason: "ill" });
    await act(world.door, absent.interviewId, system, { type: "didNotCome", party: "candidate" });
    await act(world.door, held.interviewId, system, { type: "ended", bookingId: held.id, endAt: held.endAt });
    const expert = held.expertId;
    await world.database.service
      .insertInto("reports")
      .values({
        id: crypto.randomUUID(),
        company_id: world.company.companyId,
        interview_id: held.interviewId,
        expert_id: expert,
        draft: JSON.stringify(draft),
        submitted: null,
      })
      .execute();
    await act(world.door, held.interviewId, system, { type: "reportSubmitted", reportVersion: 1 });
    const month = "2026-12";
    const unpaid = await ask(operator, earningApi.allEarnings, { query: { month } });
    expect(unpaid.entries.map(({ kind, pay }) => [kind, pay])).toEqual([
      ["interview", null],
      ["candidate_no_show", null],
      ["late_cancellation", null],
    ]);
    const rate = { expertId: null, currency: "EUR", interview: 12_000, lateCancellation: 4000, candidateNoShow: 6000 };
    const validFrom = "2026-12-01T00:00:00Z";
    expect(await codeOf(ask(operator, earningApi.setRate, { body: { ...rate, currency: "XXQ", validFrom } }))).toBe(
      "invalid",
    );
    await ask(operator, earningApi.setRate, { body: { ...rate, validFrom } });
    const paid = await ask(operator, earningApi.allEarnings, { query: { month } });
    expect(paid.totals).toEqual([{ currency: "EUR", amount: 22_000 }]);
    // A later rate changes nothing that has an amount.
    await ask(operator, earningApi.setRate, { body: { ...rate, interview: 99_900, validFrom } });
    expect((await ask(operator, earningApi.allEarnings, { query: { month } })).totals).toEqual(paid.totals);
    const mine = await ask(as(expert), earningApi.myEarnings, { query: { month } });
    expect(mine.entries.every(({ company }) => company === "Acme")).toBe(true);
    expect(mine.rate).toMatchObject({ currency: "EUR", interview: 99_900 });
    const others = await ask(as(expert === esra ? ken : esra), earningApi.myEarnings, { query: { month } });
    const shared = others.entries.filter(({ id }) => mine.entries.some((own) => own.id === id));
    expect(shared).toEqual([]);
  });

  it("come for an interview that was handed over to whoever holds it, and the hand-over stands in both ledgers of reasons", async () => {
    world.clock.set(MONDAY + days(6));
    const { interviewId, expertId, params } = await book(MONDAY + days(8), "Pia Holm");
    const result = await ask(as(expertId), replacementApi.handOver, { params, body: { reason: "A funeral" } });
    expect(result.outcome).toBe("replaced");
    const { assignments } = await ask(operator, assignmentApi.interviewAssignments, { params: { interviewId } });
    expect(assignments).toHaveLength(2);
    const former = assignments[0]?.experts.find((one) => one.expertId === expertId);
    expect(former?.words).toBe("Had it before; it was given on.");
    expect((await ask(as(expertId), assignmentApi.whyMine)).quality.events).toEqual(
      expect.not.arrayContaining([expect.objectContaining({ words: expect.stringContaining("handed") as string })]),
    );
  });
});

describe("the board", () => {
  it("moves a person step by step, with a reason where one is wanted, and invites them when they may enter", async () => {
    const expertId = await world.addExpert({ name: "Nina Falk", weekdays: [] });
    const params = { expertId };
    await world.database.service.updateTable("experts").set({ state: "applied" }).where("id", "=", expertId).execute();
    const move = (to: string, reason = "") => ask(operator, vettingApi.moveExpert, { params, body: { to, reason } });
    expect(await codeOf(move("active"))).toBe("no_such_move");
    await move("screening");
    expect(invited).toEqual([]);
    expect((await move("shadow")).words).toContain("mail with a link to set a password");
    expect(invited).toEqual([`${expertId}@experts.example`]);
    expect(await codeOf(move("screening"))).toBe("reason_missing");
    // Weeks later the first link has ended, and they have never come in.
    expect((await move("reverse_shadow")).words).toContain("mail with a link to set a password");
    cameIn.add(`user-${expertId}@experts.example`);
    expect((await move("active")).words).not.toContain("mail");
    expect(invited).toHaveLength(2);
    expect(await codeOf(move("active"))).toBe("same_state");
    await move("gone", "Moved to another field");
    const card = await ask(operator, vettingApi.getExpert, { params });
    expect(card.moves.map(({ from, to, reason }) => [from, to, reason])).toEqual([
      ["active", "gone", "Moved to another field"],
      ["reverse_shadow", "active", ""],
      ["shadow", "reverse_shadow", ""],
      ["screening", "shadow", ""],
      ["applied", "screening", ""],
    ]);
    expect(card.mayMoveTo.map(({ state }) => state)).toEqual(["screening", "paused"]);
    expect(operationsApi.expertRow.shape.state.options).toContain(card.state);
  });

  it("lets an operator confirm what an expert claims; until then the confirmed level counts", async () => {
    const params = { expertId: ken };
    const {
      name: _n,
      email: _e,
      claimed: _cl,
      categories: _c,
      roles: _r,
      state: _s,
      ...own
    } = await ask(as(ken), vettingApi.getProfile);
    const skills = [
      { skill: "Go", level: 4 },
      { skill: "SQL", level: 1 },
      { skill: "Rust", level: 2 },
    ];
    const saved = await ask(as(ken), vettingApi.putProfile, {
      body: { ...own, skills, employers: ["Initech"], formerEmployers: [] },
    });
    expect(saved.skills).toEqual([
      { skill: "Go", level: 3 },
      { skill: "SQL", level: 1 },
    ]);
    expect(saved.claimed).toEqual([
      { skill: "Go", level: 4 },
      { skill: "Rust", level: 2 },
    ]);
    await ask(operator, vettingApi.confirmSkills, { params, body: { accept: true } });
    const confirmed = await ask(as(ken), vettingApi.getProfile);
    expect(confirmed.claimed).toEqual([]);
    expect(confirmed.skills).toContainEqual({ skill: "Go", level: 4 });
    // An employer that is left behind stays excluded, also when the list of former ones is sent empty.
    const left = await ask(as(ken), vettingApi.putProfile, {
      body: { ...own, skills, employers: [], formerEmployers: [] },
    });
    expect([left.employers, left.formerEmployers]).toEqual([[], ["Initech"]]);
    expect(sortSkills([{ skill: "go ", level: 2 }], [{ skill: "Go", level: 2 }])).toEqual({
      held: [{ skill: "go ", level: 2 }],
      claimed: [],
    });
  });
});

describe("an absence", () => {
  it("that is over is refused in words: nothing could be given to others any more", async () => {
    const at = (from: number) => new Date(world.door.clock.now() + from).toISOString();
    const body = { fromAt: at(-days(2)), toAt: at(-days(1)), cause: "ill", reason: "flu" };
    const away = ask(operator, replacementApi.expertAway, { params: { expertId: ken }, body });
    expect(await codeOf(away)).toBe("past");
    const query = { fromAt: body.fromAt, toAt: body.toAt };
    const held = await ask(operator, replacementApi.heldWhileAway, { params: { expertId: ken }, query });
    expect(held).toEqual({ interviews: 0, firstAt: null });
  });

  it("tells beforehand which interviews it would take: how many, and when the first is", async () => {
    const { interviewId } = await world.invite("Uma Roth");
    const [startAt = 0] = (await world.scheduling.offersFor(interviewId, {}))?.starts.slice(-1) ?? [];
    const request = { startAt, idempotencyKey: `book-${interviewId}` };
    const booked = await world.scheduling.bookSlot(interviewId, { kind: "candidate" }, request);
    if (isRefusal(booked)) throw new Error(booked.words);
    const asked = (from: number, to: number) =>
      ask(operator, replacementApi.heldWhileAway, {
        params: { expertId: booked.booking.expertId },
        query: { fromAt: new Date(from).toISOString(), toAt: new Date(to).toISOString() },
      });
    const first = new Date(startAt).toISOString();
    expect(await asked(startAt - hours(1), startAt + minutes(30))).toEqual({ interviews: 1, firstAt: first });
    expect((await asked(startAt + hours(3), startAt + hours(4))).interviews).toBe(0);
  });
});
