import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Actor, days, hours, type InterviewEvent, isRefusal, minutes } from "@interviewvector/domain";
import type { Effect } from "../src/effects/effect.ts";
import { act } from "../src/interview/act.ts";
import { bookingWorld, MONDAY, type BookingWorld, type Company } from "./booking-world.ts";

const candidate: Actor = { kind: "candidate" };
const member: Actor = { kind: "member", id: "rui", name: "Rui" };
const TUESDAY_10 = MONDAY + days(1) + hours(1);

let world: BookingWorld;
beforeAll(async () => {
  world = await bookingWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  world.clock.set(MONDAY);
  await world.database.service.updateTable("experts").set({ state: "paused" }).execute();
  await world.database.service
    .updateTable("interviews")
    .set({ state: "expired" })
    .where("state", "=", "proposed")
    .execute();
  await world.database.service.updateTable("effects").set({ state: "done" }).where("state", "=", "pending").execute();
});

async function proposes(
  name: string,
  { fromAt = TUESDAY_10, toAt = TUESDAY_10 + hours(3), at }: { fromAt?: number; toAt?: number; at?: Company } = {},
) {
  const { interviewId } = await world.invite(name, at);
  const event: InterviewEvent = { type: "timesProposed", ranges: [{ fromAt, toAt }], comment: "" };
  const decision = await act(world.door, interviewId, candidate, event);
  if (isRefusal(decision)) throw new Error(decision.words);
  return interviewId;
}

/** Runs what is due of these kinds, as the runner would; returns what each said. */
async function run(...kinds: string[]): Promise<string[]> {
  const due = await world.database.service
    .selectFrom("effects")
    .selectAll()
    .where("kind", "in", kinds)
    .where("state", "=", "pending")
    .where("run_after", "<=", new Date(world.clock.now()))
    .execute();
  const said: string[] = [];
  for (const row of due) {
    const handler = world.scheduling.handlers.find(({ kind }) => kind === row.kind);
    const service = world.database.service;
    await service.updateTable("effects").set({ state: "done" }).where("id", "=", row.id).execute();
    const attempt = {
      mayStillWrite: () => true,
      sending: () => Promise.resolve(true),
      signal: AbortSignal.timeout(10_000),
    };
    const effect = { ...row, interviewId: row.interview_id } as unknown as Effect;
    said.push((await handler?.run(effect, attempt))?.words ?? "no handler");
  }
  return said;
}

async function standing(interviewId: string) {
  const row = await world.database.service
    .selectFrom("interviews")
    .select(["state", "starts_at"])
    .where("id", "=", interviewId)
    .executeTakeFirstOrThrow();
  return [row.state, row.starts_at?.getTime() ?? null];
}

describe("preferred times", () => {
  it("are matched at once when somebody is free: a firm booking, and the mail says that one of their times works", async () => {
    await world.addExpert();
    const interviewId = await proposes("Prue");
    expect(await run("interview.match")).toEqual(["booked"]);
    expect(await standing(interviewId)).toEqual(["scheduled", TUESDAY_10]);
    const { rows } = await sql<{ matched: boolean }>`
      select (payload -> 'matched')::boolean as matched from effects
      where interview_id = ${interviewId} and payload ->> 'mail' = 'booked'`.execute(world.database.service);
    expect(rows).toEqual([{ matched: true }]);
    expect(await run("proposal.match")).toEqual([]);
  });

  it("are matched as soon as an expert opens hours, long before the next look would come", async () => {
    const expertId = await world.addExpert({ weekdays: [] });
    const interviewId = await proposes("Prue");
    expect(await run("interview.match")).toEqual(["nobody is free at these times"]);
    expect(await run("proposal.match")).toEqual([]);
    await world.database.service
      .insertInto("expert_hours")
      .values({ expert_id: expertId, weekday: 2, from_minute: 660, to_minute: 900 })
      .execute();
    expect(await run("proposal.match")).toEqual(["1 of 1 matched"]);
    // The hours begin at 11:00.
    expect(await standing(interviewId)).toEqual(["scheduled", TUESDAY_10 + hours(1)]);
  });

  it("are matched as soon as another booking at that time is cancelled; who was promised an answer first comes first", async () => {
    await world.addExpert({ weekdays: [2], fromMinute: 600, toMinute: 660 });
    const { interviewId: other } = await world.invite("Bo");
    await world.scheduling.bookSlot(other, member, { startAt: TUESDAY_10, idempotencyKey: randomUUID() });
    const first = await proposes("First");
    world.clock.advance(minutes(1));
    const second = await proposes("Second");
    await run("interview.match");
    await act(world.door, other, member, { type: "cancelled", reason: "" });
    expect(await run("proposal.match")).toEqual(["1 of 2 matched"]);
    expect([await standing(first), await standing(second)]).toEqual([
      ["scheduled", TUESDAY_10],
      ["proposed", null],
    ]);
  });

  it("of everybody are looked at, also behind one that can't be read; that one is told of, and stays owed", async () => {
    await world.addExpert();
    const other = await world.addCompany("Globex");
    await proposes("Bea", { at: other });
    world.clock.advance(minutes(1));
    const behind = await proposes("Prue");
    await world.database.service.updateTable("experts").set({ state: "paused" }).execute();
    await run("interview.match");
    await world.database.service
      .updateTable("positions")
      .set({ settings: JSON.stringify({ bookWithinDays: "soon" }) })
      .where("id", "=", other.positionId)
      .execute();
    await world.database.service.updateTable("experts").set({ state: "active" }).execute();
    world.clock.advance(minutes(5));
    await expect(run("proposal.match")).rejects.toThrow("1 of 2 could not be looked at");
    expect(await standing(behind)).toEqual(["scheduled", TUESDAY_10]);
  });

  it("are looked at every five minutes in any case, while any wait, by one look at a time", async () => {
    await Promise.all([proposes("One"), proposes("Two"), proposes("Three")]);
    await run("interview.match");
    for (let look = 0; look < 3; look++) {
      world.clock.advance(minutes(5));
      expect(await run("proposal.match")).toEqual(["0 of 3 matched"]);
    }
    await world.database.service
      .updateTable("interviews")
      .set({ state: "expired" })
      .where("state", "=", "proposed")
      .execute();
    world.clock.advance(minutes(5));
    expect(await run("proposal.match")).toEqual(["0 of 0 matched"]);
    world.clock.advance(minutes(5));
    expect(await run("proposal.match")).toEqual([]);
  });

  it("keep the notice that expert and position ask for; a person may set it aside", async () => {
    const expertId = await world.addExpert({ noticeMinutes: 48 * 60 });
    const interviewId = await proposes("Prue");
    expect(await run("interview.match")).toEqual(["nobody is free at these times"]);
    const request = { startAt: TUESDAY_10, idempotencyKey: "by-hand", expertId };
    expect(isRefusal(await world.scheduling.matchProposal(interviewId, member, request))).toBe(false);
  });

  it("without a match: the candidate hears at the promised time, though later times of theirs are still to come", async () => {
    const interviewId = await proposes("Prue", { fromAt: MONDAY + days(4), toAt: MONDAY + days(4) + hours(5) });
    const timers = await world.database.service
      .selectFrom("effects")
      .select(["run_after", "payload"])
      .where("interview_id", "=", interviewId)
      .where("kind", "=", "interview.timer")
      .where("version", "=", 2)
      .orderBy("run_after")
      .execute();
    expect(timers.map(({ run_after, payload }) => [run_after.getTime(), payload])).toEqual([
      [MONDAY + hours(24), { event: { type: "proposalAnswerDue", givenAt: MONDAY } }],
      [MONDAY + days(4) + hours(5), { event: { type: "proposalLapsed", givenAt: MONDAY } }],
    ]);
  });
});
