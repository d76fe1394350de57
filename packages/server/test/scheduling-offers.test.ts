import { sql } from "kysely";
import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { days, hours, isRefusal, minutes, type Actor } from "@interviewvector/domain";
import { createScheduling, type Look } from "../src/scheduling/index.ts";
import { bookingWorld, invite, MONDAY, type BookingWorld } from "./booking-world.ts";

const candidate: Actor = { kind: "candidate" };
const TUESDAY = MONDAY + days(1);

let world: BookingWorld;
beforeEach(async () => {
  world = await bookingWorld();
  await settings({ bufferAfterMinutes: 0, minimumNoticeMinutes: 0 });
});
afterEach(() => world.close());

function settings(values: Record<string, unknown>) {
  return world.database.service
    .updateTable("positions")
    .set({ settings: JSON.stringify(values) })
    .execute();
}

/** As everybody is told them; the page of times, which reads everything in one trip, is told the same before. */
async function starts(interviewId: string, scheduling = world.scheduling) {
  const shown = await shownStarts(await scheduling.lookAt(interviewId, {}));
  const told = (await scheduling.offersFor(interviewId))?.starts ?? [];
  expect(shown).toEqual(told);
  return told;
}

async function shownStarts(look: Look | null) {
  return (await look?.offers())?.starts;
}

async function reason(interviewId: string) {
  const offers = await world.scheduling.offersFor(interviewId);
  expect(offers?.starts).toEqual([]);
  return offers?.whyNone;
}

let keys = 0;
function book(interviewId: string, startAt: number, actor = candidate) {
  return world.scheduling.bookSlot(interviewId, actor, { startAt, idempotencyKey: `offers-key-${++keys}` });
}

async function bookedWith(interviewId: string, startAt: number) {
  const result = await book(interviewId, startAt);
  if (isRefusal(result)) throw new Error(result.words);
  return result.booking.expertId;
}

describe("who is asked", () => {
  test("has the skills at the level of the seniority, the category, the role and a language", async () => {
    await world.addExpert({ skills: [{ skill: "Go", level: 3 }] });
    const { interviewId } = await world.invite();
    expect(await reason(interviewId)).toContain("Go, SQL");
    const low = [
      { skill: "Go", level: 3 },
      { skill: "SQL", level: 1 },
    ];
    await world.addExpert({ skills: low });
    expect(await reason(interviewId)).toContain("mid");
    // Written otherwise, meant alike.
    await world.addExpert({
      skills: [
        { skill: " go", level: 2 },
        { skill: "sql ", level: 2 },
      ],
    });
    expect((await starts(interviewId)).length).toBeGreaterThan(0);
    const change = (values: { languages?: string[]; seniority?: string; category?: string }) =>
      world.database.service.updateTable("positions").set(values).execute();
    await change({ languages: ["de"] });
    expect(await reason(interviewId)).toContain("speaks de");
    await change({ languages: ["de", "en"], seniority: "staff" });
    expect(await reason(interviewId)).toContain("staff");
    await change({ seniority: "mid", category: "Frontend" });
    expect(await reason(interviewId)).toContain("Frontend");
  });

  test.each([["Acme Inc."], ["ACME"], ["The Acme Group"]])("never works for the company: %s", async (employer) => {
    await world.addExpert({ employers: ["Globex", employer] });
    const { interviewId } = await world.invite();
    expect(await reason(interviewId)).toContain("this company");
  });

  test("and may work for one that only sounds alike", async () => {
    await world.addExpert({ employers: ["Acmesoft", "Macme GmbH"] });
    const { interviewId } = await world.invite();
    expect((await starts(interviewId)).length).toBeGreaterThan(0);
  });

  test("has not met the candidate before, and meets them only once ahead", async () => {
    const [one, two] = [await world.addExpert({ name: "Esra Demir" }), await world.addExpert({ name: "Ken Mori" })];
    const first = await world.invite("Kim");
    const second = await invite(world.door, world.company, "Kim", { candidateId: first.candidateId });
    const expertId = await bookedWith(first.interviewId, TUESDAY);
    const other = await bookedWith(second.interviewId, TUESDAY + hours(3));
    expect(new Set([expertId, other])).toEqual(new Set([one, two]));
    const third = await invite(world.door, world.company, "Kim", { candidateId: first.candidateId });
    expect(await reason(third.interviewId)).toContain("met this candidate");
  });

  test("is asked by load against hours offered, then by the longest pause, never at random", async () => {
    const little = await world.addExpert({ name: "Esra Demir", weekdays: [2], fromMinute: 540, toMinute: 1020 });
    const much = await world.addExpert({ name: "Ken Mori" });
    // Who offers five times as much gets five times as much; where loads are equal, whoever was booked longer ago is next.
    const got: string[] = [];
    for (let at = 0; at < 6; at++) {
      const { interviewId } = await world.invite(`Candidate ${at}`);
      world.clock.advance(minutes(1));
      got.push(await bookedWith(interviewId, TUESDAY + hours(at)));
    }
    expect(got).toEqual([much, much, little, much, much, much]);
    const stored = await world.database.service
      .selectFrom("assignments")
      .select("decision")
      .orderBy("id", "desc")
      .executeTakeFirstOrThrow();
    const decision = stored.decision as { considered: { expertId: string; interviews: number; behind: string }[] };
    expect(decision.considered).toMatchObject([
      { expertId: much, interviews: 4, behind: null },
      { expertId: little, interviews: 1, behind: "load" },
    ]);
  });
});

describe("what is offered", () => {
  test("keeps notice, the last day, buffers, caps and the candidate's other interviews", async () => {
    await world.addExpert({ name: "Esra Demir" });
    const kim = await world.invite("Kim");
    expect((await starts(kim.interviewId))[0]).toBe(MONDAY);
    await settings({ bufferAfterMinutes: 15, minimumNoticeMinutes: 360, interviewWithinDays: 14 });
    expect((await starts(kim.interviewId))[0]).toBe(MONDAY + hours(6));
    expect((await starts(kim.interviewId)).at(-1)).toBeLessThanOrEqual(MONDAY + days(14));
    await book(kim.interviewId, TUESDAY + hours(1));
    const bo = await world.invite("Bo");
    const around = (await starts(bo.interviewId)).filter((at) => at >= TUESDAY && at < TUESDAY + hours(3));
    // 10:00 to 11:00 is Kim's; the next may begin 11:30, since a quarter of an hour lies between, and 9:00 ends too late.
    expect(around).toEqual([TUESDAY + minutes(150)]);
    await world.database.service.updateTable("experts").set({ max_per_day: 1 }).execute();
    expect((await starts(bo.interviewId)).filter((at) => at >= TUESDAY && at < TUESDAY + hours(9))).toEqual([]);
    await world.database.service.updateTable("experts").set({ max_per_day: 20 }).execute();
    await world.addExpert({ name: "Ken Mori" });
    const again = await invite(world.door, world.company, "Kim", { candidateId: kim.candidateId });
    const free = await starts(again.interviewId);
    expect(free).not.toContain(TUESDAY + hours(1));
    expect(free).toContain(TUESDAY);
    const clash = await book(again.interviewId, TUESDAY + minutes(90));
    expect(isRefusal(clash) && clash.code).toBe("not_offered");
    expect(isRefusal(clash) && clash.nearest).toContain(TUESDAY + hours(2));
  });

  test("follows every change of rules at once, also when another process made it", async () => {
    const expertId = await world.addExpert({ weekdays: [2] });
    const { interviewId } = await world.invite();
    const other = createScheduling(world.door);
    const both = async () => {
      const [one, two] = [await starts(interviewId), await starts(interviewId, other)];
      expect(two).toEqual(one);
      return one.length;
    };
    const before = await both();
    expect(before).toBeGreaterThan(0);
    await world.database.service
      .insertInto("expert_overrides")
      .values({ expert_id: expertId, on_date: "2026-12-08", intervals: "[]" })
      .execute();
    expect(await both()).toBe(before / 2);
    await world.database.service
      .insertInto("expert_time_off")
      .values({ id: randomUUID(), expert_id: expertId, during: sql`tstzrange('2026-12-01', '2026-12-31')` })
      .execute();
    expect(await both()).toBe(0);
    await world.database.service.deleteFrom("expert_time_off").execute();
    await book(interviewId, TUESDAY + days(7));
    const bo = await world.invite("Bo");
    expect(await starts(bo.interviewId)).not.toContain(TUESDAY + days(7));
    await world.database.service.updateTable("experts").set({ state: "paused" }).execute();
    expect(await both()).toBe(0);
  });

  test("an answer that comes late takes nothing back of what was read meanwhile", async () => {
    const expertId = await world.addExpert({ weekdays: [2] });
    const { interviewId } = await world.invite();
    const withoutRows = await world.scheduling.lookAt(interviewId, {});
    await starts(interviewId);
    const beforeBooking = await world.scheduling.lookAt(interviewId, {});
    await book((await world.invite("Bo")).interviewId, TUESDAY);
    const free = await starts(interviewId);
    expect(free).not.toContain(TUESDAY);
    // Both were asked while Tuesday was free; whoever is shown times now is shown what is known now.
    expect(await shownStarts(beforeBooking)).toEqual(free);
    expect(await shownStarts(withoutRows)).toEqual(free);
    const beforePause = await world.scheduling.lookAt(interviewId, {});
    await world.database.service.updateTable("experts").set({ state: "paused" }).where("id", "=", expertId).execute();
    expect(await starts(interviewId)).toEqual([]);
    expect(await shownStarts(beforePause)).toEqual([]);
  });

  test("looks at the page see each change while other transactions stay open", async () => {
    await world.addExpert({ name: "Esra Demir" });
    const ken = await world.addExpert({ name: "Ken Mori", weekdays: [2] });
    const { interviewId } = await world.invite();
    const look = () => world.scheduling.lookAt(interviewId, {});
    const all = await starts(interviewId);
    await world.database.service.transaction().execute(async (tx) => {
      await tx.updateTable("experts").set({ state: "paused" }).where("name", "=", "Esra Demir").execute();
      expect(await shownStarts(await look())).toEqual(all);
      await world.database.service.updateTable("experts").set({ notice_minutes: 1440 }).where("id", "=", ken).execute();
      await starts(interviewId);
      expect(await shownStarts(await look())).toEqual(all);
    });
    const left = await shownStarts(await look());
    expect(left?.length).toBeLessThan(all.length);
    expect(left).toEqual(await starts(interviewId));
  });

  test("moves with the clock, across weeks and months", async () => {
    await world.addExpert();
    for (const at of [MONDAY, MONDAY + days(40), MONDAY + days(400), MONDAY]) {
      world.clock.set(at);
      const { interviewId } = await world.invite();
      const offered = await starts(interviewId);
      expect(offered.length).toBeGreaterThan(100);
      expect(offered[0]).toBeGreaterThanOrEqual(at);
      expect(offered.at(-1)).toBeLessThanOrEqual(at + days(14));
    }
  });

  test("a hold takes the time until it runs out", async () => {
    const expertId = await world.addExpert();
    const { interviewId, candidateId } = await world.invite();
    await world.database.service
      .insertInto("bookings")
      .values({
        id: randomUUID(),
        expert_id: expertId,
        candidate_id: randomUUID(),
        company_id: world.company.companyId,
        interview_id: interviewId,
        status: "held",
        during: sql`tstzrange(${new Date(TUESDAY)}, ${new Date(TUESDAY + hours(1))})`,
        hold_expires_at: new Date(MONDAY + minutes(10)),
        idempotency_key: candidateId,
        decision: null,
        created_at: new Date(MONDAY),
      })
      .execute();
    expect(await starts(interviewId)).not.toContain(TUESDAY);
    world.clock.advance(minutes(10));
    expect(await starts(interviewId)).toContain(TUESDAY);
    expect(await bookedWith(interviewId, TUESDAY)).toBe(expertId);
  });

  test("an expert whose rules can't be used is left out, and nobody's page breaks", async () => {
    await world.addExpert({ zone: "Mars/Olympus" });
    const { interviewId } = await world.invite();
    expect(await reason(interviewId)).toBe(
      "No expert can be booked at the moment: their hours can’t be used. The people who run the service can mend it.",
    );
    await world.addExpert();
    expect((await starts(interviewId)).length).toBeGreaterThan(0);
    expect((await world.scheduling.experts.current()).unusable).toHaveLength(1);
  });

  test("is said in words when there is nothing", async () => {
    const { interviewId } = await world.invite();
    expect(await reason(interviewId)).toBe("There is no active expert yet.");
    await world.addExpert({ weekdays: [] });
    expect(await reason(interviewId)).toContain("none offers hours");
    await world.addExpert({ maxPerWeek: 0 });
    expect(await reason(interviewId)).toContain("number of interviews");
  });
});

describe("the number of slots for a setting", () => {
  test("counts the next seven days, and says why when there are none", async () => {
    await world.addExpert();
    const setting = {
      companyName: "Acme",
      category: "Backend",
      seniority: "mid",
      skills: ["Go"],
      languages: ["en"],
      durationMinutes: 60,
      settings: { minimumNoticeMinutes: 0 },
    };
    // Five days of eight hours: fifteen starts each.
    expect(await world.scheduling.slotCount(setting)).toEqual({
      slots: 75,
      experts: 1,
      words: "75 slots in the next 7 days, by 1 expert who fits.",
    });
    const none = await world.scheduling.slotCount({ ...setting, skills: ["Go", "Rust"] });
    expect(none).toMatchObject({ slots: 0, experts: 0 });
    expect(none.words).toContain("Rust");
  });
});
