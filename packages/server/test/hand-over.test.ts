import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Actor, days, hours, isRefusal, minutes } from "@interviewvector/domain";
import { act } from "../src/interview/act.ts";
import type { HandOver } from "../src/scheduling/hand-over.ts";
import { oweHandOvers } from "../src/scheduling/owed-hand-over.ts";
import { giveShiftBack, ownShifts, postShift, takeShift } from "../src/scheduling/shifts.ts";
import { addStandby } from "../src/scheduling/standby.ts";
import { bookingWorld, MONDAY, type BookingWorld } from "./booking-world.ts";

const olga: Actor = { kind: "operator", id: "olga", name: "Olga" };
const TUESDAY_10 = MONDAY + days(1) + hours(1);

let world: BookingWorld;
beforeAll(async () => {
  world = await bookingWorld();
  await world.database.service
    .updateTable("positions")
    .set({ settings: JSON.stringify({ minimumNoticeMinutes: 0, bufferAfterMinutes: 0 }) })
    .execute();
});
afterAll(() => world.close());
beforeEach(async () => {
  world.clock.set(MONDAY);
  await world.database.service.updateTable("experts").set({ state: "paused" }).execute();
});

/** An interview with `name`, who alone is there when it is booked. */
async function bookedWith(name: string, startAt = TUESDAY_10) {
  const expertId = await world.addExpert({ name });
  const { interviewId, candidateId } = await world.invite();
  const result = await world.scheduling.bookSlot(interviewId, olga, { startAt, idempotencyKey: randomUUID() });
  if (isRefusal(result)) throw new Error(result.words);
  return { expertId, interviewId, candidateId, bookingId: result.booking.id };
}

const drops = (fromExpertId: string, more: Partial<HandOver> = {}): HandOver => ({
  fromExpertId,
  cause: "handed_over",
  reason: "the dentist",
  ...more,
});

async function effectsOf(interviewId: string, event: string) {
  const { rows } = await sql<{ kind: string; about: string; expert: string | null }>`
    select e.kind, coalesce(e.payload ->> 'mail', e.payload ->> 'note', '') as about, e.payload ->> 'expertId' as expert
    from effects e join history h on h.interview_id = e.interview_id and h.version = e.version
    where e.interview_id = ${interviewId} and h.event = ${event} and e.kind <> 'interview.timer' order by e.seq
  `.execute(world.database.service);
  return rows;
}

describe("an expert who can't hold an interview", () => {
  it("is replaced at the same time by the least loaded who is free; the booking keeps its identity and everybody is told", async () => {
    const { expertId, interviewId, bookingId } = await bookedWith("Esra Demir");
    const ken = await world.addExpert({ name: "Ken Mori" });
    const result = await world.scheduling.handOver(interviewId, olga, drops(expertId));
    expect(result).toMatchObject({ outcome: "replaced", expertId: ken, expert: "Ken" });
    const row = await world.database.service
      .selectFrom("interviews")
      .selectAll()
      .where("id", "=", interviewId)
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({ state: "scheduled", booking_id: bookingId, expert_id: ken, sequence: 2 });
    expect(row.starts_at?.getTime()).toBe(TUESDAY_10);
    expect(await effectsOf(interviewId, "expertReplaced")).toEqual([
      { kind: "mail.expert", about: "expert_cancelled", expert: expertId },
      { kind: "mail.expert", about: "expert_booked", expert: ken },
      // Each expert has a room of their own in this world, so the link changed.
      { kind: "mail.candidate", about: "join_changed", expert: ken },
      { kind: "ats.reschedule", about: "", expert: ken },
      { kind: "ats.note", about: "expert_replaced", expert: null },
      { kind: "calendar.write", about: "", expert: expertId },
      { kind: "calendar.write", about: "", expert: ken },
    ]);
  });

  it("leaves the candidate in peace when the link to join stays", async () => {
    await setMeetingUrl("https://meet.example/acme");
    const { expertId, interviewId } = await bookedWith("Esra Demir");
    await world.addExpert({ name: "Ken Mori" });
    await world.scheduling.handOver(interviewId, olga, drops(expertId));
    const kinds = (await effectsOf(interviewId, "expertReplaced")).map(({ kind }) => kind);
    expect(kinds).not.toContain("mail.candidate");
    await setMeetingUrl();
  });

  it("is reminded of it no more: one reminder of each kind is left, for who holds it then", async () => {
    const { expertId, interviewId } = await bookedWith("Esra Demir");
    await world.addExpert({ name: "Ken Mori" });
    await world.scheduling.handOver(interviewId, olga, drops(expertId));
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from effects where interview_id = ${interviewId} and kind = 'interview.timer'
        and payload -> 'event' ->> 'type' = 'interviewReminderDue' and payload -> 'event' ->> 'which' = 'hour_before'
    `.execute(world.database.service);
    expect(rows[0]?.n).toBe(1);
  });

  it("is asked no more for that interview, and for no other at that time", async () => {
    const { expertId, interviewId } = await bookedWith("Esra Demir");
    const ken = await world.addExpert({ name: "Ken Mori" });
    await world.scheduling.handOver(interviewId, olga, drops(expertId));
    // Ken can't either, and Esra was asked before: nobody is left.
    expect(await world.scheduling.handOver(interviewId, olga, drops(ken))).toMatchObject({ outcome: "rebooking" });
    const other = await world.invite("Bo");
    const offered = (await world.scheduling.offersFor(other.interviewId))?.starts ?? [];
    expect(offered).not.toContain(TUESDAY_10);
    expect(offered).toContain(TUESDAY_10 + hours(1));
  });

  it("with nobody free: the candidate is asked to choose again, and the slot is nobody's", async () => {
    const { expertId, interviewId } = await bookedWith("Esra Demir");
    const result = await world.scheduling.handOver(interviewId, olga, drops(expertId, { cause: "ill" }));
    expect(result).toMatchObject({ outcome: "rebooking" });
    const told = await effectsOf(interviewId, "expertGaveBack");
    expect(told.map(({ about }) => about)).toEqual(["please_rebook", "expert_cancelled", "", "cancelled", ""]);
    const standing = await world.database.service
      .selectFrom("bookings")
      .select("status")
      .where("interview_id", "=", interviewId)
      .execute();
    expect(standing).toEqual([{ status: "released" }]);
  });

  it("hands it over once: the second press, and whoever never had it, hear that it is somebody else's", async () => {
    const { expertId, interviewId } = await bookedWith("Esra Demir");
    await world.addExpert({ name: "Ken Mori" });
    await world.addExpert({ name: "Liam Ross" });
    const results = await Promise.all(
      [1, 2, 3].map(() => world.scheduling.handOver(interviewId, olga, drops(expertId))),
    );
    expect(results.filter((result) => !isRefusal(result))).toHaveLength(1);
    expect(results.filter((result) => isRefusal(result) && result.code === "not_theirs")).toHaveLength(2);
  });

  it("by name: only this one is asked, at whatever notice, and a refusal changes nothing", async () => {
    const { expertId, interviewId } = await bookedWith("Esra Demir");
    const ken = await world.addExpert({ name: "Ken Mori", noticeMinutes: 3 * 24 * 60 });
    const busy = await world.addExpert({ name: "Liam Ross", weekdays: [5] });
    const named = await world.scheduling.replacements(interviewId);
    expect(named.map(({ name, how }) => [name, how])).toEqual([["Ken Mori", "short_notice"]]);
    const refused = await world.scheduling.handOver(interviewId, olga, drops(expertId, { toExpertId: busy }));
    expect(isRefusal(refused) && refused.code).toBe("not_free");
    const done = await world.scheduling.handOver(interviewId, olga, drops(expertId, { toExpertId: ken }));
    expect(done).toMatchObject({ outcome: "replaced", expertId: ken });
  });
});

describe("standby", () => {
  it("calls in who wants more notice than is left, at the hours of the standby, and only then", async () => {
    const { expertId, interviewId } = await bookedWith("Esra Demir");
    const ken = await world.addExpert({ name: "Ken Mori", weekdays: [5], noticeMinutes: 24 * 60 });
    world.clock.set(TUESDAY_10 - hours(2));
    expect(await world.scheduling.replacements(interviewId)).toEqual([]);
    await addStandby(world.door, { expertId: ken, onDate: "2026-12-08", fromMinute: 480, toMinute: 720 });
    await expect(
      addStandby(world.door, { expertId: ken, onDate: "2026-12-08", fromMinute: 600, toMinute: 900 }),
    ).rejects.toMatchObject({ status: 409 });
    expect((await world.scheduling.replacements(interviewId)).map(({ how }) => how)).toEqual(["standby"]);
    expect(await world.scheduling.handOver(interviewId, olga, drops(expertId))).toMatchObject({ expertId: ken });
  });

  it("holds while the interview is already on: the one who did not arrive is replaced", async () => {
    const { expertId, interviewId, bookingId } = await bookedWith("Esra Demir");
    const ken = await world.addExpert({ name: "Ken Mori", weekdays: [5], noticeMinutes: 24 * 60 });
    await addStandby(world.door, { expertId: ken, onDate: "2026-12-08", fromMinute: 0, toMinute: 1440 });
    world.clock.set(TUESDAY_10 + minutes(2));
    await act(world.door, interviewId, { kind: "system" }, { type: "started", bookingId, startAt: TUESDAY_10 });
    const result = await world.scheduling.handOver(interviewId, olga, drops(expertId, { cause: "not_arrived" }));
    expect(result).toMatchObject({ outcome: "replaced", expertId: ken });
    const again = await world.scheduling.handOver(interviewId, olga, drops(ken, { cause: "not_arrived" }));
    expect(isRefusal(again) && again.code).toBe("nobody_free");
  });
});

describe("an absence of days", () => {
  const owedHandOvers = () =>
    world.database.service.selectFrom("effects").selectAll().where("kind", "=", "interview.handover").execute();

  /** As the runner does. */
  async function run(row: { interview_id: string | null }) {
    const [handler] = world.scheduling.handlers.filter(({ kind }) => kind === "interview.handover");
    type Effect = Parameters<NonNullable<typeof handler>["run"]>[0];
    const effect = { ...row, interviewId: row.interview_id } as unknown as Effect;
    return handler?.run(effect, {
      mayStillWrite: () => true,
      sending: () => Promise.resolve(true),
      signal: AbortSignal.timeout(10_000),
    });
  }

  it("owes one hand-over per interview in it, in the same transaction, and the runner's handler does each once", async () => {
    const { expertId, interviewId } = await bookedWith("Esra Demir");
    const second = await world.invite("Bo");
    await world.scheduling.bookSlot(second.interviewId, olga, {
      startAt: TUESDAY_10 + hours(2),
      idempotencyKey: randomUUID(),
    });
    const out = {
      expertId,
      cause: "ill" as const,
      reason: "flu",
      actor: olga,
      fromAt: TUESDAY_10 - hours(1),
      toAt: TUESDAY_10 + hours(8),
    };
    const owe = () => world.database.service.transaction().execute((tx) => oweHandOvers(world.door, tx, out));
    expect(await owe()).toBe(2);
    expect(await owe()).toBe(0);
    await world.addExpert({ name: "Ken Mori" });
    const owed = await owedHandOvers();
    for (const [turn, result] of [
      [1, "done"],
      [2, "skipped"],
    ] as const) {
      for (const row of owed) expect([turn, await run(row)]).toMatchObject([turn, { result }]);
    }
    for (const id of [interviewId, second.interviewId]) {
      const row = await world.database.service
        .selectFrom("interviews as i")
        .innerJoin("experts as e", "e.id", "i.expert_id")
        .select(["i.state", "e.name"])
        .where("i.id", "=", id)
        .executeTakeFirst();
      expect(row).toEqual({ state: "scheduled", name: "Ken Mori" });
    }
  });

  it("leaves an interview alone that the candidate has moved out of it before its turn came: the expert is there then", async () => {
    const { expertId, interviewId } = await bookedWith("Esra Demir");
    await world.addExpert({ name: "Ken Mori" });
    const span = { fromAt: TUESDAY_10 - hours(1), toAt: TUESDAY_10 + hours(8) };
    const out = { expertId, cause: "ill" as const, reason: "flu", actor: olga, ...span };
    await world.database.service.transaction().execute((tx) => oweHandOvers(world.door, tx, out));
    const startAt = TUESDAY_10 + days(1);
    const moved = await world.scheduling.bookSlot(interviewId, olga, { startAt, idempotencyKey: randomUUID() });
    expect(moved).toMatchObject({ booking: { expertId } });
    const [row] = (await owedHandOvers()).filter((one) => one.interview_id === interviewId);
    expect(row && (await run(row))).toMatchObject({ result: "skipped" });
    const held = await world.database.service
      .selectFrom("interviews")
      .select("expert_id")
      .where("id", "=", interviewId)
      .executeTakeFirst();
    expect(held).toEqual({ expert_id: expertId });
  });
});

describe("the report", () => {
  async function withDraft(draft: Record<string, unknown>) {
    const booked = await bookedWith("Esra Demir");
    await world.database.service
      .insertInto("reports")
      .values({
        id: randomUUID(),
        company_id: world.company.companyId,
        interview_id: booked.interviewId,
        expert_id: booked.expertId,
        draft: JSON.stringify(draft),
        draft_version: 3,
        submitted: null,
      })
      .execute();
    const ken = await world.addExpert({ name: "Ken Mori" });
    await world.scheduling.handOver(booked.interviewId, olga, drops(booked.expertId));
    const of = (table: "reports" | "set_aside_drafts") =>
      world.database.service
        .selectFrom(table)
        .select(["expert_id", "draft"])
        .where("interview_id", "=", booked.interviewId)
        .executeTakeFirst();
    return { ken, esra: booked.expertId, report: await of("reports"), aside: await of("set_aside_drafts") };
  }

  it("moves over untouched", async () => {
    const { ken, report, aside } = await withDraft({});
    expect([report, aside]).toEqual([{ expert_id: ken, draft: {} }, undefined]);
  });

  it("begins anew with the last holder; what the earlier one wrote is kept aside", async () => {
    const draft = { strengths: "Asks before coding" };
    const { ken, esra, report, aside } = await withDraft(draft);
    expect([report, aside]).toEqual([
      { expert_id: ken, draft: {} },
      { expert_id: esra, draft },
    ]);
  });
});

describe("an open shift", () => {
  const shift = {
    fromAt: new Date(MONDAY + days(5) + hours(1)).toISOString(),
    toAt: new Date(MONDAY + days(5) + hours(4)).toISOString(),
    wanted: 1,
    category: "backend",
    note: "Campus day",
  };

  it("opens the hours of who takes it, is taken once per place, and closes them again when given back", async () => {
    const ken = await world.addExpert({ name: "Ken Mori" });
    const liam = await world.addExpert({ name: "Liam Ross" });
    const { interviewId } = await world.invite();
    const saturday = { fromAt: MONDAY + days(5) - hours(9), toAt: MONDAY + days(6) - hours(9) };
    const offered = async () => (await world.scheduling.offersFor(interviewId, saturday))?.starts.length;
    expect(await offered()).toBe(0);
    const { id } = await postShift(world.door, shift);
    const results = await Promise.allSettled([takeShift(world.door, id, ken), takeShift(world.door, id, liam)]);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    // 10:00 to 13:00, every half hour, 60 minutes long.
    expect(await offered()).toBe(5);
    const taker = results[0].status === "fulfilled" ? ken : liam;
    expect(await giveShiftBack(world.door, id, taker)).toMatchObject({ taken: false, left: 1 });
    expect(await offered()).toBe(0);
    const overrides = await world.database.service.selectFrom("expert_overrides").selectAll().execute();
    expect(overrides).toEqual([]);
  });

  it("that is over is taken by nobody", async () => {
    const ken = await world.addExpert({ name: "Ken Mori" });
    const { id } = await postShift(world.door, shift);
    world.clock.set(Date.parse(shift.toAt));
    await expect(takeShift(world.door, id, ken)).rejects.toMatchObject({ status: 409, message: "This shift is over." });
  });

  it("is not posted for a category in which nobody interviews: it would stand there and nobody could take it", async () => {
    await world.addExpert();
    const misspelt = postShift(world.door, { ...shift, category: "Bakend" });
    await expect(misspelt).rejects.toMatchObject({ status: 422, code: "no_expert" });
    await expect(postShift(world.door, { ...shift, category: " BACKEND" })).resolves.toMatchObject({ taken: [] });
  });

  it("stands with the expert's days on standby: not those of others, and no day that is over or years ahead", async () => {
    const ken = await world.addExpert({ name: "Ken Mori" });
    const liam = await world.addExpert({ name: "Liam Ross" });
    const whole = { fromMinute: 0, toMinute: 1440 };
    await addStandby(world.door, { expertId: ken, onDate: "2026-12-07", ...whole });
    await addStandby(world.door, { expertId: ken, onDate: "2026-12-09", ...whole });
    await addStandby(world.door, { expertId: liam, onDate: "2026-12-08", ...whole });
    await expect(addStandby(world.door, { expertId: ken, onDate: "2026-12-05", ...whole })).rejects.toMatchObject({
      status: 422,
      code: "past",
    });
    await expect(addStandby(world.door, { expertId: ken, onDate: "9999-12-31", ...whole })).rejects.toMatchObject({
      status: 422,
      code: "too_far",
    });
    const { standby } = await ownShifts(world.door, ken);
    expect(standby.map(({ fromAt }) => fromAt.slice(0, 10))).toEqual(["2026-12-07", "2026-12-09"]);
  });
});

function setMeetingUrl(meetingUrl?: string) {
  return world.database.service
    .updateTable("positions")
    .set({ settings: JSON.stringify({ minimumNoticeMinutes: 0, bufferAfterMinutes: 0, meetingUrl }) })
    .execute();
}
