/** The ids, and so the markers in the ATS, of what a database that was restored decides again. */
import { randomUUID } from "node:crypto";
import { isRefusal } from "@interviewvector/domain";
import { afterAll, beforeAll, expect, it } from "vitest";
import { act } from "../src/interview/act.ts";
import { bookingWorld, invite, type BookingWorld } from "./booking-world.ts";

let world: BookingWorld;
beforeAll(async () => {
  world = await bookingWorld();
});
afterAll(() => world.close());

async function written(interviewId: string): Promise<{ id: string; says: unknown }[]> {
  const rows = await world.database.service
    .selectFrom("effects")
    .select(["id", "kind", "payload"])
    .where("interview_id", "=", interviewId)
    .where("kind", "<>", "interview.timer")
    .orderBy("seq")
    .execute();
  return rows.map(({ id, kind, payload }) => ({ id, says: `${kind}:${payload["mail"] ?? payload["note"] ?? ""}` }));
}

/** As if it had happened after the backup that is restored now. */
async function forget(interviewId: string): Promise<void> {
  const { service } = world.database;
  await service.deleteFrom("effects").where("interview_id", "=", interviewId).execute();
  await service.deleteFrom("history").where("interview_id", "=", interviewId).execute();
  await service.deleteFrom("interviews").where("id", "=", interviewId).execute();
}

it("are the same for an invitation that had to wait this time, and for none of those that follow", async () => {
  const opportunityId = randomUUID();
  const { interviewId, candidateId } = await invite(world.door, world.company, "Kim Lee", { opportunityId });
  const before = await written(interviewId);
  expect(before.map(({ says }) => says)).toContain("ats.note:invited");
  await forget(interviewId);

  await invite(world.door, world.company, "Kim Lee", {
    candidateId,
    opportunityId,
    reasons: ["awaiting_confirmation"],
  });
  expect(await written(interviewId)).toEqual([]);
  await act(world.door, interviewId, { kind: "ats" }, { type: "movesConfirmed", reasons: [] });
  expect(await written(interviewId)).toEqual(before);

  for (let times = 0; times < 9; times++)
    await act(world.door, interviewId, { kind: "ats" }, { type: "contactChanged" });
  const all = await written(interviewId);
  expect(all.filter(({ says }) => says === "ats.note:invited")).toHaveLength(10);
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
});

it("of a time that is booked again tell the second booking of it from the first", async () => {
  await world.addExpert({ name: "Priya Rao" });
  const { interviewId } = await world.invite();
  const [first = 0, second = 0] = (await world.scheduling.offersFor(interviewId))?.starts ?? [];
  for (const [turn, startAt] of [first, second, first].entries()) {
    const request = { startAt, idempotencyKey: `turn-${turn}` };
    expect(isRefusal(await world.scheduling.bookSlot(interviewId, { kind: "candidate" }, request))).toBe(false);
  }
  const all = await written(interviewId);
  expect(all.filter(({ says }) => says === "ats.reschedule:")).toHaveLength(2);
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
});
