import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hours, isRefusal, type Actor } from "@interviewvector/domain";
import { sql } from "kysely";
import { bookingWorld, MONDAY, type BookingWorld } from "./booking-world.ts";

const candidate: Actor = { kind: "candidate" };

describe("two hundred candidates race for twenty slots", () => {
  let world: BookingWorld;
  beforeAll(async () => {
    world = await bookingWorld();
  });
  afterAll(() => world.close());

  test("twenty are booked, nothing overlaps, and each loser is offered the nearest times", async () => {
    // Two experts, ten hours each on Tuesday, and then only Wednesday morning.
    for (const name of ["Esra Demir", "Ken Mori"]) {
      await world.addExpert({ name, weekdays: [2], fromMinute: 480, toMinute: 1080 });
    }
    await world.database.service
      .updateTable("positions")
      .set({ settings: JSON.stringify({ bufferAfterMinutes: 0, minimumNoticeMinutes: 0 }) })
      .execute();
    const tuesday = MONDAY + hours(23);
    const people = await Promise.all(Array.from({ length: 200 }, (_, at) => world.invite(`Candidate ${at}`)));
    const results = await Promise.all(
      people.map(({ interviewId }, at) =>
        world.scheduling.bookSlot(interviewId, candidate, {
          startAt: tuesday + hours(at % 10),
          idempotencyKey: `race-${at}`,
        }),
      ),
    );
    const won = results.filter((result) => !isRefusal(result));
    const lost = results.filter((result) => isRefusal(result));
    expect(won).toHaveLength(20);
    expect(new Set(lost.map((refusal) => refusal.code))).toEqual(
      new Set(["slot_taken", "not_offered"].filter((code) => lost.some((one) => one.code === code))),
    );
    const stored = await world.database.service
      .selectFrom("bookings")
      .select(["expert_id", "candidate_id"])
      .where("status", "=", "confirmed")
      .execute();
    expect(stored).toHaveLength(20);
    const overlaps = await sql<{ n: string }>`
      select count(*) as n from bookings a join bookings b on a.id < b.id and a.during && b.during
      where (a.expert_id = b.expert_id or a.candidate_id = b.candidate_id) and a.status = 'confirmed' and b.status = 'confirmed'
    `.execute(world.database.service);
    expect(overlaps.rows[0]?.n).toBe("0");
    for (const refusal of lost) expect(refusal.nearest).toBeDefined();
    // The week after is still free.
    const loser = lost[0];
    expect(loser?.nearest.length).toBeGreaterThan(0);
  }, 60_000);
});
