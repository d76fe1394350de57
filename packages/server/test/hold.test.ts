import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Actor, days, hours, isRefusal, minutes } from "@interviewvector/domain";
import { act } from "../src/interview/act.ts";
import { bookingWorld, MONDAY, type BookingWorld } from "./booking-world.ts";

const candidate: Actor = { kind: "candidate" };
const TUESDAY_10 = MONDAY + days(1) + hours(1);

let world: BookingWorld;
beforeAll(async () => {
  world = await bookingWorld();
  await world.database.service
    .updateTable("positions")
    .set({ settings: JSON.stringify({ minimumNoticeMinutes: 0, bufferAfterMinutes: 0, maxReschedules: 9 }) })
    .execute();
});
afterAll(() => world.close());
beforeEach(async () => {
  world.clock.set(MONDAY);
  await world.database.service.updateTable("experts").set({ state: "paused" }).execute();
});

async function invited(name: string) {
  const { interviewId } = await world.invite(name);
  const offered = async (day = 1) =>
    (
      await world.scheduling.offersFor(interviewId, {
        fromAt: MONDAY + days(day) - hours(9),
        toAt: MONDAY + days(day + 1) - hours(9),
      })
    )?.starts ?? [];
  const book = (startAt: number) =>
    world.scheduling.bookSlot(interviewId, candidate, { startAt, idempotencyKey: randomUUID() });
  const hold = (startAt: number) => world.scheduling.holdSlot(interviewId, candidate, { startAt });
  return { interviewId, offered, book, hold };
}

const rows = (interviewId: string) =>
  world.database.service
    .selectFrom("bookings")
    .select(["status", "expert_id"])
    .where("interview_id", "=", interviewId)
    .orderBy("status")
    .execute();

describe("a time that is kept", () => {
  it("is offered to its candidate only, and is booked with the expert it was kept with", async () => {
    const expertId = await world.addExpert({ maxPerDay: 1 });
    const [maya, bo] = [await invited("Maya"), await invited("Bo")];
    expect(await maya.hold(TUESDAY_10)).toEqual({ startAt: TUESDAY_10, untilAt: MONDAY + minutes(5) });
    expect(await world.scheduling.heldFor(maya.interviewId)).toMatchObject({ startAt: TUESDAY_10 });
    // A hold counts for the cap of one a day: nothing else of this day is anybody else's either.
    expect(await bo.offered()).toEqual([]);
    expect(await maya.offered()).toContain(TUESDAY_10);
    expect(await maya.offered()).toContain(TUESDAY_10 + hours(3));
    const lost = await bo.book(TUESDAY_10);
    expect(isRefusal(lost) && lost.code).toBe("not_offered");
    expect(await maya.book(TUESDAY_10)).toMatchObject({ booking: { expertId, startAt: TUESDAY_10 } });
    expect(await rows(maya.interviewId)).toEqual([{ status: "confirmed", expert_id: expertId }]);
  });

  it("makes way when the candidate chooses another one, goes away, or books something else", async () => {
    await world.addExpert();
    const [maya, bo] = [await invited("Maya"), await invited("Bo")];
    await maya.hold(TUESDAY_10);
    await maya.hold(TUESDAY_10 + hours(2));
    expect(await bo.offered()).toContain(TUESDAY_10);
    expect(await rows(maya.interviewId)).toHaveLength(1);
    await world.scheduling.releaseHold(maya.interviewId);
    await world.scheduling.releaseHold(maya.interviewId);
    expect(await bo.offered()).toContain(TUESDAY_10 + hours(2));
    await maya.hold(TUESDAY_10);
    await maya.book(TUESDAY_10 + hours(4));
    expect(await rows(maya.interviewId)).toMatchObject([{ status: "confirmed" }]);
    expect(await bo.offered()).toContain(TUESDAY_10);
  });

  it("is anybody's after five minutes, before any sweep; the sweep takes it away and owes the next one while holds are left", async () => {
    await world.addExpert();
    const [maya, bo] = [await invited("Maya"), await invited("Bo")];
    await maya.hold(TUESDAY_10);
    world.clock.advance(minutes(5));
    expect(await world.scheduling.heldFor(maya.interviewId)).toBeNull();
    expect(isRefusal(await bo.book(TUESDAY_10))).toBe(false);
    expect(await rows(maya.interviewId)).toEqual([]);
    await maya.hold(TUESDAY_10 + hours(1));
    world.clock.advance(minutes(2));
    const kim = await invited("Kim");
    await kim.hold(TUESDAY_10 + hours(2));
    world.clock.advance(minutes(3));
    expect(await sweep()).toMatchObject({ result: "done", words: "1 ended" });
    expect(await rows(maya.interviewId)).toEqual([]);
    const owed = await world.database.service
      .selectFrom("effects")
      .select("run_after")
      .where("kind", "=", "booking.sweep")
      .where("state", "=", "pending")
      .orderBy("seq", "desc")
      .executeTakeFirstOrThrow();
    expect(owed.run_after.getTime()).toBeGreaterThan(world.clock.now());
  });

  async function sweep() {
    const service = world.database.service;
    await service.updateTable("effects").set({ state: "done" }).where("kind", "=", "booking.sweep").execute();
    const handler = world.scheduling.handlers.find(({ kind }) => kind === "booking.sweep");
    const effect = { id: randomUUID() } as Parameters<NonNullable<typeof handler>["run"]>[0];
    return handler?.run(effect, {
      mayStillWrite: () => true,
      sending: () => Promise.resolve(true),
      signal: AbortSignal.timeout(10_000),
    });
  }

  it("stands beside the booked time while a candidate moves it, also where the two overlap", async () => {
    const expertId = await world.addExpert();
    const [maya, bo] = [await invited("Maya"), await invited("Bo")];
    await maya.book(TUESDAY_10);
    expect(await maya.hold(TUESDAY_10 + minutes(30))).toMatchObject({ untilAt: MONDAY + minutes(5) });
    // Booked 10:00 to 11:00 and kept until 11:30.
    expect(await bo.offered()).not.toContain(TUESDAY_10 + hours(1));
    expect(await bo.offered()).toContain(TUESDAY_10 + minutes(90));
    expect(await maya.book(TUESDAY_10 + minutes(30))).toMatchObject({ booking: { expertId } });
    expect(await bo.offered()).toContain(TUESDAY_10 - hours(1));
    expect(await rows(maya.interviewId)).toEqual([{ status: "confirmed", expert_id: expertId }]);
  });

  it("keeps nobody from its own interview: neither who could take it over, nor who is suggested for preferred times", async () => {
    const esra = await world.addExpert({ name: "Esra Demir", toMinute: 660 });
    const [maya, bo] = [await invited("Maya"), await invited("Bo")];
    await maya.book(TUESDAY_10);
    const ken = await world.addExpert({ name: "Ken Mori", fromMinute: 600, maxPerDay: 1 });
    expect(await maya.hold(TUESDAY_10 + hours(3))).toMatchObject({ untilAt: MONDAY + minutes(5) });
    const wish = { fromExpertId: esra, cause: "removed", reason: "" } as const;
    expect(await world.scheduling.handOver(maya.interviewId, { kind: "system" }, wish)).toMatchObject({
      expertId: ken,
    });
    await world.database.service.updateTable("experts").set({ state: "paused" }).where("id", "=", esra).execute();
    await bo.hold(TUESDAY_10 + days(1));
    const fromAt = TUESDAY_10 + days(1);
    const ranges = [{ fromAt, toAt: fromAt + hours(1) }];
    await act(world.door, bo.interviewId, candidate, { type: "timesProposed", ranges, comment: "" });
    expect(await world.scheduling.suggestions(bo.interviewId)).toMatchObject([{ startAt: fromAt, expertId: ken }]);
  });

  it("cannot be kept past what the interview's rules refuse", async () => {
    await world.addExpert();
    const maya = await invited("Maya");
    await world.database.service.updateTable("positions").set({ state: "paused" }).execute();
    const refused = await maya.hold(TUESDAY_10);
    await world.database.service.updateTable("positions").set({ state: "active" }).execute();
    expect(isRefusal(refused) && refused.code).toBe("position_closed");
    expect(await rows(maya.interviewId)).toEqual([]);
  });

  it("is won by one of many who press at once, and nobody waits for the others", async () => {
    await world.addExpert();
    const people = await Promise.all(Array.from({ length: 12 }, (_, at) => invited(`Racer ${at}`)));
    const results = await Promise.all(people.map(({ hold }) => hold(TUESDAY_10)));
    expect(results.filter((result) => !isRefusal(result) && result.untilAt !== null)).toHaveLength(1);
  });
});

describe("days of caps", () => {
  it("are those of the clock that the offer was made by, in zones ahead and behind", async () => {
    const zone = "Pacific/Auckland";
    await world.addExpert({ zone, maxPerDay: 1, fromMinute: 0, toMinute: 1440, weekdays: [1, 2, 3, 4, 5, 6, 7] });
    const [maya, bo] = [await invited("Maya"), await invited("Bo")];
    // 11:00 UTC is midnight in Auckland in December.
    const midnight = Date.parse("2026-12-08T11:00:00Z");
    expect(isRefusal(await maya.book(midnight - hours(1)))).toBe(false);
    const offered = await bo.offered();
    expect(offered.filter((at) => at < midnight)).toEqual([]);
    expect(offered).toContain(midnight);
    expect(isRefusal(await bo.book(midnight))).toBe(false);
  });
});
