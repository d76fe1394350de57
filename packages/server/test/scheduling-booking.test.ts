import { type Arbitrary, array, assert, asyncProperty, boolean, constantFrom, nat, record } from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { days, hours, isRefusal, minutes, type Actor } from "@interviewvector/domain";
import { act } from "../src/interview/act.ts";
import { bookingWorld, MONDAY, type BookingWorld } from "./booking-world.ts";

const candidate: Actor = { kind: "candidate" };
const member: Actor = { kind: "member", id: "rui", name: "Rui" };
const TUESDAY = MONDAY + days(1);

let world: BookingWorld;
beforeAll(async () => {
  world = await bookingWorld();
});
afterAll(() => world.close());

function settings(values: Record<string, unknown>) {
  return world.database.service
    .updateTable("positions")
    .set({ settings: JSON.stringify(values) })
    .execute();
}

/** Pairs of standing bookings of one active expert, less than `apart` minutes from each other, or of one candidate. */
async function tooNear(apart: number): Promise<number> {
  const found = await sql<{ n: string }>`
    select count(*) as n from bookings a join bookings b on a.id < b.id
    where a.status = 'confirmed' and b.status = 'confirmed'
      and ((a.expert_id = b.expert_id and exists (select from experts e where e.id = a.expert_id and e.state = 'active')
            and tstzrange(lower(a.during) - make_interval(mins => ${apart}), upper(a.during) + make_interval(mins => ${apart})) && b.during)
        or (a.candidate_id = b.candidate_id and a.during && b.during))
  `.execute(world.database.service);
  return Number(found.rows[0]?.n);
}

/** Whatever happened: an interview is scheduled exactly when one confirmed booking says the same. */
async function strays(): Promise<number> {
  const found = await sql<{ n: string }>`
    select count(*) as n from interviews i full join (select * from bookings where status = 'confirmed') b on b.interview_id = i.id
    where (i.state = 'scheduled') is distinct from (b.id is not null)
       or (b.id is not null and (i.booking_id, i.expert_id, i.starts_at, i.ends_at)
            is distinct from (b.id, b.expert_id, lower(b.during), upper(b.during)))
  `.execute(world.database.service);
  return Number(found.rows[0]?.n);
}

/** Experts of earlier tests take no more bookings. */
async function clear() {
  await world.database.service.updateTable("experts").set({ state: "paused" }).execute();
}

test("two hundred candidates race for twenty slots: twenty win, nothing overlaps, losers get the nearest times", async () => {
  await clear();
  await settings({ bufferAfterMinutes: 0, minimumNoticeMinutes: 0 });
  for (const name of ["Esra Demir", "Ken Mori"]) {
    await world.addExpert({ name, weekdays: [2], fromMinute: 480, toMinute: 1080 });
  }
  const people = await Promise.all(Array.from({ length: 200 }, (_, at) => world.invite(`Candidate ${at}`)));
  const results = await Promise.all(
    people.map(({ interviewId }, at) =>
      world.scheduling.bookSlot(interviewId, candidate, {
        startAt: TUESDAY - hours(1) + hours(at % 10),
        idempotencyKey: `race-key-${at}`,
      }),
    ),
  );
  const lost = results.filter((result) => isRefusal(result));
  expect(results.length - lost.length).toBe(20);
  expect(lost.every(({ code }) => code === "slot_taken" || code === "not_offered")).toBe(true);
  // The week after is free: each loser is offered five times of it, or of what was left when they lost.
  expect(lost.every(({ nearest }) => nearest.length === 5)).toBe(true);
  expect([await tooNear(0), await strays()]).toEqual([0, 0]);
  const left = await world.scheduling.offersFor(people.at(-1)?.interviewId ?? "", { toAt: TUESDAY + days(1) });
  expect(left?.starts).toEqual([]);
});

describe("a request that is sent more than once", () => {
  async function one() {
    const { interviewId } = await world.invite();
    const offered = (await world.scheduling.offersFor(interviewId))?.starts ?? [];
    return { interviewId, offered };
  }
  beforeAll(async () => {
    await clear();
    await world.addExpert();
    await world.addExpert({ name: "Liam Ross" });
  });

  test("five times at once books once, with the same answer to all five", async () => {
    const { interviewId, offered } = await one();
    const request = { startAt: offered[0] ?? 0, idempotencyKey: "five-times" };
    const answers = await Promise.all(
      [1, 2, 3, 4, 5].map(() => world.scheduling.bookSlot(interviewId, candidate, request)),
    );
    const bookings = answers.map((answer) => (isRefusal(answer) ? answer.code : answer.booking));
    expect(new Set(bookings.map((booking) => JSON.stringify(booking))).size).toBe(1);
    expect(answers.filter((answer) => !isRefusal(answer) && !answer.repeated)).toHaveLength(1);
    expect(await strays()).toBe(0);
  });

  test("leaves its reasons once, with the assignment; the booking keeps what a late repeat is known by", async () => {
    const { interviewId, offered } = await one();
    await world.scheduling.bookSlot(interviewId, candidate, { startAt: offered[20] ?? 0, idempotencyKey: "reasons-1" });
    await world.scheduling.bookSlot(interviewId, candidate, { startAt: offered[24] ?? 0, idempotencyKey: "reasons-2" });
    const db = world.database.service;
    const bookings = await db
      .selectFrom("bookings")
      .select("decision")
      .where("interview_id", "=", interviewId)
      .execute();
    expect(bookings.map(({ decision }) => Object.keys(decision ?? {}).toSorted())).toEqual([
      ["at", "keys", "minutes", "startAt"],
    ]);
    const kept = await db
      .selectFrom("assignments")
      .select("decision")
      .where("interview_id", "=", interviewId)
      .execute();
    expect(kept.map(({ decision }) => Object.keys(decision).toSorted())).toEqual([
      ["at", "considered", "minutes", "notFree", "startAt", "unfit"],
      ["at", "considered", "minutes", "notFree", "startAt", "unfit"],
    ]);
  });

  test("late, after the time was changed, changes nothing", async () => {
    const { interviewId, offered } = await one();
    const send = (startAt: number | undefined, idempotencyKey: string) =>
      world.scheduling.bookSlot(interviewId, candidate, { startAt: startAt ?? 0, idempotencyKey });
    await send(offered[30], "late-first");
    const moved = await send(offered[40], "late-second");
    const late = await send(offered[30], "late-first");
    expect(isRefusal(late) ? late.code : late).toMatchObject({ repeated: true, booking: { startAt: offered[40] } });
    expect(late).toMatchObject({ booking: isRefusal(moved) ? null : moved.booking });
    await world.giveBack(interviewId, member);
    const afterwards = await send(offered[40], "late-second");
    expect(isRefusal(afterwards) && afterwards.code).toBe("already_handled");
    expect(await strays()).toBe(0);
  });

  test("the same key at another interview is another request", async () => {
    const [first, second] = [await one(), await one()];
    for (const { interviewId, offered } of [first, second]) {
      const request = { startAt: offered[9] ?? 0, idempotencyKey: "same-key-for-all" };
      expect(isRefusal(await world.scheduling.bookSlot(interviewId, candidate, request))).toBe(false);
    }
  });
});

test("what the interview's rules refuse leaves no booking behind", async () => {
  await clear();
  await world.addExpert();
  const { interviewId } = await world.invite();
  const startAt = (await world.scheduling.offersFor(interviewId))?.starts[0] ?? 0;
  await act(world.door, interviewId, candidate, { type: "declined", reason: "" });
  const refused = await world.scheduling.bookSlot(interviewId, candidate, { startAt, idempotencyKey: "declined-1" });
  expect(isRefusal(refused) && refused.code).toBe("not_applicable");
  expect(await strays()).toBe(0);
});

test("two interviews that change experts crosswise at the same moment don't wait for each other for ever", async () => {
  await clear();
  await settings({ bufferAfterMinutes: 0, minimumNoticeMinutes: 0, maxReschedules: 10 });
  // One is there in the morning, one in the afternoon: a move from one half to the other changes the expert.
  await world.addExpert({ name: "Esra Demir", fromMinute: 540, toMinute: 720 });
  await world.addExpert({ name: "Ken Mori", fromMinute: 780, toMinute: 960 });
  const [one, other] = [await world.invite("Kim"), await world.invite("Bo")];
  const book = (interviewId: string, startAt: number, key: string) =>
    world.scheduling.bookSlot(interviewId, member, { startAt, idempotencyKey: key });
  const [morning, afternoon] = [TUESDAY, TUESDAY + hours(4)];
  await book(one.interviewId, morning, "cross-one-0");
  await book(other.interviewId, afternoon, "cross-other-0");
  for (let turn = 1; turn <= 10; turn++) {
    const [here, there] = turn % 2 === 0 ? [morning, afternoon] : [afternoon, morning];
    const results = await Promise.all([
      book(one.interviewId, here + hours(turn % 2), `cross-one-${turn}`),
      book(other.interviewId, there + hours(turn % 2), `cross-other-${turn}`),
    ]);
    expect(results.map((result) => (isRefusal(result) ? result.code : "booked"))).toEqual(["booked", "booked"]);
  }
  expect([await tooNear(0), await strays()]).toEqual([0, 0]);
});

type Deed = "book" | "hold" | "release" | "cancel" | "give back" | "hand over";
type Step = { who: number; do: Deed; at: number; together: boolean };

test(
  "whatever people do at once, buffers and caps hold and every booking has its interview",
  { timeout: 120_000 },
  async () => {
    const step: Arbitrary<Step> = record({
      who: nat(7),
      do: constantFrom<Deed[]>("book", "book", "book", "hold", "hold", "release", "cancel", "give back", "hand over"),
      at: nat(7),
      together: boolean(),
    });
    await settings({ bufferAfterMinutes: 15, minimumNoticeMinutes: 0, maxReschedules: 10 });
    let round = 0;
    const runs = asyncProperty(array(step, { minLength: 10, maxLength: 40 }), async (steps) => {
      round++;
      await clear();
      await world.addExpert({ name: "Esra Demir", weekdays: [2], fromMinute: 540, toMinute: 900, maxPerDay: 3 });
      await world.addExpert({ name: "Ken Mori", weekdays: [2], fromMinute: 660, toMinute: 1020, maxPerWeek: 2 });
      const people = await Promise.all(Array.from({ length: 8 }, (_, at) => world.invite(`Candidate ${at}`)));
      const take = async ({ who, do: what, at }: Step, turn: number) => {
        const interviewId = people[who]?.interviewId ?? "";
        if (what === "cancel") return act(world.door, interviewId, member, { type: "cancelled", reason: "" });
        if (what === "give back") return world.giveBack(interviewId, member);
        const startAt = TUESDAY + minutes(30) * (at + 2);
        if (what === "hold") return world.scheduling.holdSlot(interviewId, member, { startAt });
        return world.scheduling.bookSlot(interviewId, member, { startAt, idempotencyKey: `step-${round}-${turn}` });
      };
      let waiting: Promise<unknown>[] = [];
      for (const [turn, next] of steps.entries()) {
        waiting.push(take(next, turn));
        if (next.together) continue;
        await Promise.all(waiting);
        waiting = [];
      }
      await Promise.all(waiting);
      const most = await sql<{ esra: number; ken: number }>`
      select count(*) filter (where e.name = 'Esra Demir')::int as esra, count(*) filter (where e.name = 'Ken Mori')::int as ken
      from bookings b join experts e on e.id = b.expert_id where b.status = 'confirmed' and e.state = 'active'
    `.execute(world.database.service);
      expect(most.rows[0]?.esra).toBeLessThanOrEqual(3);
      expect(most.rows[0]?.ken).toBeLessThanOrEqual(2);
      expect(await strays()).toBe(0);
      expect(await tooNear(15)).toBe(0);
    });
    await assert(runs, { numRuns: 12, seed: 20_261_207 });
  },
);
