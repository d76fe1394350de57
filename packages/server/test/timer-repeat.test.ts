/** A timer whose process dies between letting its event happen and recording it: taken up again, it changes nothing more. */
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Effect } from "../src/effects/effect.ts";
import { timerHandler } from "../src/interview/timer.ts";
import { bookingWorld, type BookingWorld } from "./booking-world.ts";

let world: BookingWorld;
beforeAll(async () => {
  world = await bookingWorld();
});
afterAll(() => world.close());

const attempt = {
  mayStillWrite: () => true,
  sending: () => Promise.resolve(true),
  signal: new AbortController().signal,
};

async function dueTimer(interviewId: string): Promise<Effect> {
  const row = await world.database.service
    .selectFrom("effects")
    .selectAll()
    .where("interview_id", "=", interviewId)
    .where("kind", "=", "interview.timer")
    .orderBy("run_after")
    .executeTakeFirstOrThrow();
  world.clock.set(row.run_after.getTime());
  return {
    id: row.id,
    kind: row.kind,
    key: row.key,
    companyId: row.company_id,
    connectionId: row.connection_id,
    interviewId: row.interview_id,
    version: row.version,
    payload: row.payload,
    request: row.request,
    attempt: 1,
    failures: 0,
    externalId: row.external_id,
    createdAt: row.created_at,
    runAfter: row.run_after,
  };
}

async function reminders(interviewId: string): Promise<number> {
  const rows = await world.database.service
    .selectFrom("effects")
    .select("payload")
    .where("interview_id", "=", interviewId)
    .where("kind", "=", "mail.candidate")
    .execute();
  return rows.filter(({ payload }) => payload["mail"] === "booking_reminder").length;
}

it("reminds once, however often the same timer is taken up", async () => {
  const { interviewId } = await world.invite();
  const timer = await dueTimer(interviewId);
  const { run } = timerHandler(world.door);
  expect(await run(timer, attempt)).toMatchObject({ result: "done" });
  expect(await run({ ...timer, attempt: 2 }, attempt)).toMatchObject({ result: "done" });
  expect(await reminders(interviewId)).toBe(1);
});
