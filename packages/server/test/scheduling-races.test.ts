/** What happens when the same people are acted upon at the same moment, where each act alone is right. */
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Actor, days, hours, isRefusal } from "@interviewvector/domain";
import { saveAvailability } from "../src/expert/availability.ts";
import { bookingWorld, invite, MONDAY, type BookingWorld } from "./booking-world.ts";

const candidate: Actor = { kind: "candidate" };
const olga: Actor = { kind: "operator", id: "olga", name: "Olga" };
const TUESDAY_10 = MONDAY + days(1) + hours(1);
const ROUNDS = 10;

let world: BookingWorld;
beforeAll(async () => {
  world = await bookingWorld();
  await world.database.service
    .updateTable("positions")
    .set({ settings: JSON.stringify({ minimumNoticeMinutes: 0, bufferAfterMinutes: 0 }) })
    .execute();
});
afterAll(() => world.close());
beforeEach(clear);

/** Experts of earlier rounds take no more bookings. */
async function clear() {
  await world.database.service.updateTable("experts").set({ state: "paused" }).execute();
}

async function book(interviewId: string, startAt: number) {
  const result = await world.scheduling.bookSlot(interviewId, candidate, { startAt, idempotencyKey: randomUUID() });
  if (isRefusal(result)) throw new Error(result.words);
  return result.booking;
}

test("a candidate who books two interviews at once meets two experts", async () => {
  for (let round = 0; round < ROUNDS; round++) {
    await clear();
    await world.addExpert({ name: "Esra Demir" });
    await world.addExpert({ name: "Ken Mori" });
    const { interviewId, candidateId } = await world.invite("Kim Lee");
    const other = await invite(world.door, world.company, "Kim Lee", { candidateId });
    const booked = await Promise.all([book(interviewId, TUESDAY_10), book(other.interviewId, TUESDAY_10 + hours(2))]);
    expect(new Set(booked.map(({ expertId }) => expertId)).size).toBe(2);
  }
});

test("an expert who hands over while they save their hours waits for nobody who waits for them", async () => {
  const hoursOf = (expertId: string) =>
    saveAvailability(world.door, expertId, {
      zone: "UTC",
      weekly: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, fromMinute: 540, toMinute: 1020 })),
      overrides: [],
      timeOff: [],
      maxPerDay: 20,
      maxPerWeek: 80,
      noticeMinutes: 0,
    });
  for (let round = 0; round < ROUNDS; round++) {
    await clear();
    const esra = await world.addExpert({ name: "Esra Demir" });
    const { interviewId } = await world.invite();
    await book(interviewId, TUESDAY_10);
    const ken = await world.addExpert({ name: "Ken Mori" });
    const wish = { fromExpertId: esra, cause: "handed_over", reason: "the dentist" } as const;
    const [handed] = await Promise.all([
      world.scheduling.handOver(interviewId, olga, wish),
      ...[1, 2, 3].map(() => hoursOf(esra)),
    ]);
    expect(handed).toMatchObject({ outcome: "replaced", expertId: ken });
  }
  const { rows } = await sql<{ deadlocks: number }>`
    select deadlocks::int from pg_stat_database where datname = current_database()`.execute(world.database.service);
  expect(rows).toEqual([{ deadlocks: 0 }]);
});
