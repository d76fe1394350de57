import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { days, hours, isRefusal, minutes, type Actor } from "@interviewvector/domain";
import { withHandOvers } from "../src/calendar/busy-store.ts";
import { bookSlot, type SchedulingDeps } from "../src/scheduling/book.ts";
import { createCrowd } from "../src/scheduling/crowd.ts";
import { holdSlot } from "../src/scheduling/hold.ts";
import { situationOf } from "../src/scheduling/situation.ts";
import { explainSlots } from "../src/scheduling/why-slots.ts";
import type { Tx } from "../src/db/database.ts";
import { bookingWorld, MONDAY, type BookingWorld } from "./booking-world.ts";

const candidate: Actor = { kind: "candidate" };
const TUESDAY = MONDAY + days(1);

let world: BookingWorld;
beforeAll(async () => {
  world = await bookingWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.database.service.updateTable("experts").set({ state: "paused" }).execute();
});

/** An expert whose calendar was read a moment ago. */
async function expertWithCalendar(name: string): Promise<{ expertId: string; calendarId: string }> {
  const expertId = await world.addExpert({ name, weekdays: [2] });
  const [sourceId, calendarId] = [randomUUID(), randomUUID()];
  await world.database.service
    .insertInto("calendar_sources")
    .values({
      id: sourceId,
      expert_id: expertId,
      kind: "feed",
      provider: "other",
      name: "Work",
      host: "calendar.example",
      secrets: Buffer.from("sealed"),
      state: "working",
      problem: null,
      read_at: new Date(MONDAY),
      read_until: new Date(MONDAY + days(200)),
      read_zone: "UTC",
      read_rules: null,
      etag: null,
      last_modified: null,
      created_at: new Date(MONDAY),
    })
    .execute();
  await sql`insert into calendars (id, source_id, url, name, counts) values (${calendarId}, ${sourceId}, '', 'Work', true)`.execute(
    world.database.service,
  );
  return { expertId, calendarId };
}

async function busy(
  { expertId, calendarId }: { expertId: string; calendarId: string },
  { fromAt, toAt }: { fromAt: number; toAt: number },
  tx: Tx | typeof world.database.service = world.database.service,
): Promise<void> {
  await sql`insert into expert_busy (expert_id, calendar_id, during)
    values (${expertId}, ${calendarId}, tstzrange(${new Date(fromAt)}, ${new Date(toAt)}))`.execute(tx);
}

test("whoever is out of the pool since their calendar can't be read is counted where it is asked why there are no slots", async () => {
  const { expertId } = await expertWithCalendar("Esra Demir");
  const { interviewId } = await world.invite();
  await world.database.service
    .updateTable("calendar_sources")
    .set({ read_at: new Date(MONDAY - hours(2)) })
    .where("expert_id", "=", expertId)
    .execute();
  expect((await world.scheduling.offersFor(interviewId))?.whyNone).toBe(
    "No expert can be booked at the moment: their calendars can’t be read. They know of it, and come back by themselves once they can.",
  );
  const situation = await situationOf(world.database.service, interviewId);
  if (!situation) throw new Error("no situation");
  const roster = await world.scheduling.experts.current();
  const why = explainSlots(roster, situation, world.clock.now());
  expect(why).toMatchObject({ experts: 1, fitting: 0, unfit: [{ reason: "calendar", experts: 1 }] });
  expect(why.people).toMatchObject([
    { name: "Esra Demir", words: expect.stringContaining("calendar can’t be read"), offeredHours: 0 },
  ]);
});

/** A process that looked at the experts now, and books later by what it saw. */
async function processThatLookedNow(): Promise<SchedulingDeps> {
  const seen = await world.scheduling.experts.current();
  return {
    ...world.door,
    experts: { ...world.scheduling.experts, current: async () => seen },
    crowd: createCrowd(world.clock),
  };
}

test("time off that was taken a moment ago refuses the booking of a process that has not seen it", async () => {
  const expertId = await world.addExpert({ name: "Priya Rao", weekdays: [2] });
  const { interviewId } = await world.invite("Kim Lee");
  const old = await processThatLookedNow();
  const off = async (fromAt: number, toAt: number) => {
    await world.database.service.deleteFrom("expert_time_off").where("expert_id", "=", expertId).execute();
    await sql`insert into expert_time_off (id, expert_id, during, note)
      values (${randomUUID()}, ${expertId}, tstzrange(${new Date(fromAt)}, ${new Date(toAt)}), 'Ill')`.execute(
      world.database.service,
    );
  };
  await off(TUESDAY + minutes(59), TUESDAY + days(3));
  const refused = await bookSlot(old, interviewId, candidate, { startAt: TUESDAY, idempotencyKey: "ill" });
  expect(isRefusal(refused) && refused.code).toBe("slot_taken");
  expect(isRefusal(await holdSlot(old, interviewId, candidate, { startAt: TUESDAY }))).toBe(true);
  // It begins where the meeting ends: that is nobody's absence, and no buffer is kept from it.
  await off(TUESDAY + hours(1), TUESDAY + days(3));
  const booked = await bookSlot(old, interviewId, candidate, { startAt: TUESDAY, idempotencyKey: "well" });
  expect(isRefusal(booked) ? booked : booked.booking.expertId).toBe(expertId);
});

describe("a meeting in the expert's calendar that the database knows", () => {
  test("refuses the booking, also of a process that has not seen it; another expert takes it", async () => {
    const priya = await expertWithCalendar("Priya Rao");
    const first = await world.invite("Kim Lee");
    const old = await processThatLookedNow();
    await busy(priya, { fromAt: TUESDAY + minutes(30), toAt: TUESDAY + minutes(45) });
    const request = { startAt: TUESDAY, idempotencyKey: "first" };
    const refused = await bookSlot(old, first.interviewId, candidate, request);
    expect(isRefusal(refused) && refused.code).toBe("slot_taken");
    const ken = await world.addExpert({ name: "Ken Mori", weekdays: [2] });
    const booked = await world.scheduling.bookSlot(first.interviewId, candidate, {
      ...request,
      idempotencyKey: "again",
    });
    expect(isRefusal(booked) ? booked : booked.booking.expertId).toBe(ken);
  });

  test("keeps its distance: the buffer reaches into no meeting, and a meeting that ends where it begins is in nobody's way", async () => {
    await world.database.service
      .updateTable("positions")
      .set({ settings: JSON.stringify({ bufferAfterMinutes: 15, bufferBeforeMinutes: 0, minimumNoticeMinutes: 0 }) })
      .execute();
    const priya = await expertWithCalendar("Priya Rao");
    const { interviewId } = await world.invite("Kim Lee");
    const old = await processThatLookedNow();
    const startAt = TUESDAY + hours(2);
    await busy(priya, { fromAt: startAt + minutes(70), toAt: startAt + minutes(90) });
    const near = await bookSlot(old, interviewId, candidate, { startAt, idempotencyKey: "near" });
    expect(isRefusal(near) && near.code).toBe("slot_taken");
    await world.database.service.deleteFrom("expert_busy").execute();
    await busy(priya, { fromAt: startAt + minutes(75), toAt: startAt + minutes(90) });
    const clear = await bookSlot(old, interviewId, candidate, { startAt, idempotencyKey: "clear" });
    expect(isRefusal(clear) ? clear : clear.booking.expertId).toBe(priya.expertId);
  });

  test("ends a time that was kept: it is not booked any more", async () => {
    const priya = await expertWithCalendar("Priya Rao");
    const { interviewId } = await world.invite("Kim Lee");
    const old = await processThatLookedNow();
    expect(isRefusal(await holdSlot(old, interviewId, candidate, { startAt: TUESDAY }))).toBe(false);
    const kept = await processThatLookedNow();
    await busy(priya, { fromAt: TUESDAY, toAt: TUESDAY + hours(1) });
    const refused = await bookSlot(kept, interviewId, candidate, { startAt: TUESDAY, idempotencyKey: "kept" });
    expect(isRefusal(refused) && refused.code).toBe("slot_taken");
  });

  test("and a booking at the same moment: whichever is first, never are both left standing unnoticed", async () => {
    for (let round = 0; round < 12; round++) {
      await world.database.service.updateTable("experts").set({ state: "paused" }).execute();
      const priya = await expertWithCalendar(`Priya ${round}`);
      const { interviewId } = await world.invite(`Candidate ${round}`);
      const old = await processThatLookedNow();
      const startAt = TUESDAY + hours(1);
      const reading = world.database.service.transaction().execute((tx) =>
        withHandOvers(world.door, tx, { expertId: priya.expertId, firstReading: false }, async () => {
          await busy(priya, { fromAt: startAt, toAt: startAt + hours(1) }, tx);
          // Written, and not yet committed: a booking that asks now finds the expert locked.
          await sql`select pg_sleep(${(round % 4) * 0.004})`.execute(tx);
        }),
      );
      const [owed, result] = await Promise.all([
        reading,
        bookSlot(old, interviewId, candidate, { startAt, idempotencyKey: `round-${round}` }),
      ]);
      expect([owed, isRefusal(result) ? result.code : "booked"]).toEqual(
        owed === 1 ? [1, "booked"] : [0, expect.stringMatching(/slot_taken|busy/)],
      );
    }
  });
});
