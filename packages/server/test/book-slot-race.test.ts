/**
 * The function that decides bookings, under everything that may come at once: bookings, moves, times that are kept and run out, times given
 * back, repeats of a key, absences, experts who are changed; on a few experts, by a few candidates with two interviews each. It sees for itself what the constraints
 * would refuse, so a constraint that has to refuse is a defect here, and so is a deadlock.
 */
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { days, hours, minutes } from "@interviewvector/domain";
import { randomOf } from "../../../test/crash/machinery/random.ts";
import { bookingWorld, MONDAY, type BookingWorld } from "./booking-world.ts";

const TUESDAY = MONDAY + days(1);
const PER_DAY = 3;

interface Booker {
  id: string;
  candidateId: string;
  /** The booking that a next one moves. */
  bookingId: string | null;
  lastKey: string | null;
}

let world: BookingWorld;
let experts: string[];
beforeAll(async () => {
  world = await bookingWorld();
  experts = await Promise.all(
    ["Priya Rao", "Esra Demir", "Ken Mori"].map((name) => world.addExpert({ name, maxPerDay: PER_DAY, maxPerWeek: 9 })),
  );
});
afterAll(() => world.close());

const day = (at: number) => `[${new Date(at - hours(9)).toISOString()},${new Date(at + hours(15)).toISOString()})`;
const week = `[${new Date(MONDAY - hours(9)).toISOString()},${new Date(MONDAY + days(7) - hours(9)).toISOString()})`;

async function ask(
  by: Booker,
  wanted: { startAt: number; minutesLong: number; key: string; now: number; keep: boolean; ranked: string[] },
) {
  const { startAt, now } = wanted;
  const { rows } = await sql<{ outcome: string; booking_id: string | null; expert_id: string | null }>`
    select * from book_slot(${randomUUID()}, ${by.bookingId}, ${by.id}, ${by.candidateId}, ${world.company.companyId},
      ${new Date(startAt)}, ${new Date(startAt + minutes(wanted.minutesLong))}, '15 minutes', '15 minutes', ${wanted.ranked}, ${wanted.key},
      ${new Date(now)}, ${wanted.keep ? new Date(now + minutes(5)) : null}, '{}', array['UTC'], array[${day(TUESDAY)}]::tstzrange[],
      array[${week}]::tstzrange[])
  `.execute(world.database.service);
  return rows[0];
}

async function giveBack(by: Booker) {
  const { service } = world.database;
  await service.updateTable("bookings").set({ status: "released" }).where("id", "=", by.bookingId).execute();
  by.bookingId = null;
}

async function absence(expertId: string, fromAt: number) {
  const id = randomUUID();
  await sql`insert into expert_time_off (id, expert_id, during, note)
    values (${id}, ${expertId}, tstzrange(${new Date(fromAt)}, ${new Date(fromAt + hours(1))}), '')`.execute(
    world.database.service,
  );
  await world.database.service.deleteFrom("expert_time_off").where("id", "=", id).execute();
}

/** As an operator does it: the wide row is locked as strongly as can be, and its address, a key, is written. */
async function changeExpert(expertId: string) {
  await world.database.service.transaction().execute(async (tx) => {
    await tx.selectFrom("experts").select("id").where("id", "=", expertId).forUpdate().execute();
    await sql`update experts set email = email, notice_minutes = notice_minutes where id = ${expertId}`.execute(tx);
  });
}

test("whatever comes at once: nobody waits in a circle, no constraint has to refuse, and buffers and caps hold", async () => {
  const { below, shuffled, pick } = randomOf(20261208);
  const people = Array.from({ length: 6 }, () => randomUUID());
  const bookers: Booker[] = people.flatMap((candidateId) =>
    [1, 2].map(() => ({ id: randomUUID(), candidateId, bookingId: null, lastKey: null })),
  );
  const outcomes = new Map<string, number>();
  let now = MONDAY;
  // One thing at a time for each interview, as the one door sees to; all interviews at once.
  const live = async (by: Booker) => {
    for (let step = 0; step < 60; step++) {
      now += 20_000;
      const dice = below(100);
      const ranked = shuffled(experts).slice(0, 1 + below(3));
      const startAt = TUESDAY + below(36) * minutes(15);
      if (dice < 8 && by.bookingId !== null) await giveBack(by);
      else if (dice < 12) await sql`select release_hold(${by.id}::uuid)`.execute(world.database.service);
      else if (dice < 15) await sql`select end_holds(${new Date(now)})`.execute(world.database.service);
      else if (dice < 18) await absence(pick(experts), startAt);
      else if (dice < 21) await changeExpert(pick(experts));
      else {
        const keep = dice < 46;
        const key = !keep && dice > 93 && by.lastKey !== null ? by.lastKey : `${by.id}:${step}`;
        const answer = await ask(by, { startAt, minutesLong: 30 + 15 * below(4), key, now, keep, ranked });
        const outcome = answer?.outcome ?? "none";
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
        if (outcome === "booked") [by.bookingId, by.lastKey] = [answer?.booking_id ?? null, key];
      }
    }
  };
  await Promise.all(bookers.map(live));

  // Everything that can happen did.
  for (const outcome of ["booked", "held", "full", "candidate_busy"])
    expect(outcomes.get(outcome) ?? 0, outcome).toBeGreaterThan(5);
  const { rows } = await sql<{ standing: number; near: number; most: number; doubled: number }>`
    with standing as (select * from bookings where status = 'confirmed')
    select (select count(*)::int from standing) as standing,
      (select count(*)::int from standing a join standing b on a.id < b.id and a.expert_id = b.expert_id
         and tstzrange(lower(a.during) - interval '15 minutes', upper(a.during) + interval '15 minutes') && b.during) as near,
      (select coalesce(max(n), 0)::int from (select count(*) as n from standing group by expert_id) x) as most,
      (select count(*)::int from standing a join standing b on a.id < b.id and (a.interview_id = b.interview_id
         or a.candidate_id = b.candidate_id and a.during && b.during)) as doubled`.execute(world.database.service);
  expect(rows[0]).toMatchObject({ near: 0, doubled: 0 });
  expect(rows[0]?.most).toBeLessThanOrEqual(PER_DAY);
  expect(rows[0]?.standing).toBe(bookers.filter(({ bookingId }) => bookingId !== null).length);
});

test("a booking that moves away from an expert who is being changed waits for that, and neither waits for the other", async () => {
  const [from, to] = await Promise.all(["Ada Lund", "Bo Berg"].map((name) => world.addExpert({ name })));
  const by: Booker = { id: randomUUID(), candidateId: randomUUID(), bookingId: null, lastKey: null };
  const at = (hour: number, keep: boolean, ranked: string[]) =>
    ask(by, { startAt: TUESDAY + hours(hour), minutesLong: 60, key: `${by.id}:${hour}`, now: MONDAY, keep, ranked });
  by.bookingId = (await at(1, false, [from ?? ""]))?.booking_id ?? null;
  expect((await at(3, true, [from ?? ""]))?.outcome).toBe("held");
  const { service } = world.database;
  const moved = await service.transaction().execute(async (tx) => {
    await sql`select 1 from experts where id = ${from} for update`.execute(tx);
    const moving = at(5, false, [to ?? ""]);
    const isWaiting = async () =>
      (await sql`select 1 from pg_locks where not granted`.execute(service)).rows.length > 0;
    await expect.poll(isWaiting, { timeout: 5000 }).toBe(true);
    await sql`update experts set notice_minutes = notice_minutes + 5 where id = ${from}`.execute(tx);
    return { moving };
  });
  expect(await moved.moving).toMatchObject({ outcome: "booked", expert_id: to });
});

test("whatever changes of an expert raises the version that processes read by, and a booking is their last one", async () => {
  const expertId = await world.addExpert({ name: "Liam Ross" });
  const by: Booker = { id: randomUUID(), candidateId: randomUUID(), bookingId: null, lastKey: null };
  const state = async () => {
    const row = world.database.service.selectFrom("expert_changes").selectAll().where("expert_id", "=", expertId);
    const { version, last_booked_at } = await row.executeTakeFirstOrThrow();
    return { version: Number(version), lastBookedAt: last_booked_at?.getTime() ?? null };
  };
  const at = (keep: boolean, hour: number, now: number) =>
    ask(by, {
      startAt: TUESDAY + hours(hour),
      minutesLong: 60,
      key: `${by.id}:${hour}`,
      now,
      keep,
      ranked: [expertId],
    });
  const steps: [string, () => Promise<unknown>, number | null][] = [
    ["a time that is kept", () => at(true, 2, MONDAY), null],
    ["and given back", () => sql`select release_hold(${by.id}::uuid)`.execute(world.database.service), null],
    ["a booking", async () => (by.bookingId = (await at(false, 2, MONDAY))?.booking_id ?? null), MONDAY],
    ["another time for it", () => at(false, 4, MONDAY + minutes(1)), MONDAY + minutes(1)],
    ["its end", () => giveBack(by), MONDAY + minutes(1)],
    ["an absence", () => absence(expertId, TUESDAY), MONDAY + minutes(1)],
    ["what an operator changes", () => changeExpert(expertId), MONDAY + minutes(1)],
  ];
  let before = await state();
  expect(before.lastBookedAt).toBeNull();
  for (const [what, step, lastBookedAt] of steps) {
    await step();
    const after = await state();
    expect(after.version, what).toBeGreaterThan(before.version);
    expect(after.lastBookedAt, what).toBe(lastBookedAt);
    before = after;
  }
});
