import { assert, constantFrom, integer, nat, property, record, uniqueArray, uuid } from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { days, hours, isRefusal, minutes } from "@interviewvector/domain";
import { shownTo } from "../src/scheduling/crowd.ts";
import { isUnusualHour } from "../src/time/wall-clock.ts";
import { bookingWorld, MONDAY, type BookingWorld } from "./booking-world.ts";

const starts = uniqueArray(nat(14 * 48), { maxLength: 500 }).map((halves) =>
  halves.sort((left, right) => left - right).map((half) => MONDAY + half * minutes(30)),
);
const viewing = record({
  viewers: nat(2000),
  seats: integer({ min: 1, max: 2000 }),
  viewer: uuid(),
  zone: constantFrom("Asia/Kolkata", "America/New_York", "Europe/Berlin", null),
  now: integer({ min: MONDAY, max: MONDAY + days(30) }),
});

describe("what one of many is shown", () => {
  test("is a part of what is free, always enough to choose from, and mostly at hours when they are awake", () => {
    assert(
      property(starts, viewing, (all, how) => {
        const shown = shownTo(all, how);
        expect(shown).toEqual(all.filter((startAt) => shown.includes(startAt)));
        expect(shown.length).toBeGreaterThanOrEqual(Math.min(24, all.length));
        if (how.zone === null) return;
        const { zone } = how;
        const awake = (some: readonly number[]) => some.filter((startAt) => !isUnusualHour(startAt, zone)).length;
        expect(awake(shown)).toBeGreaterThanOrEqual(Math.min(24, awake(all)));
      }),
    );
  });

  test("is everything while few look at much, and stays the same for ten minutes at least", () => {
    assert(
      property(starts, viewing, (all, how) => {
        expect(shownTo(all, { ...how, viewers: 1, seats: 100 })).toEqual(all);
        const later = [0, 5, 10].map((passed) => shownTo(all, { ...how, now: how.now + minutes(passed) }).join());
        // Of three looks within ten minutes at most one begins another turn.
        expect(new Set(later).size).toBeLessThanOrEqual(2);
      }),
    );
  });

  test("is in time everything: nobody is kept from any time for long", () => {
    const all = Array.from({ length: 14 * 48 }, (_, at) => MONDAY + at * minutes(30));
    const how = { viewers: 500, seats: 300, viewer: "0000000e-0000-4000-8000-00000000a1b2", zone: "Asia/Kolkata" };
    const seen = new Set<number>();
    for (let turn = 0; turn < 30; turn++)
      for (const startAt of shownTo(all, { ...how, now: MONDAY + turn * minutes(10) })) seen.add(startAt);
    expect(seen.size).toBe(all.length);
  });
});

describe("many who look at once", () => {
  let world: BookingWorld;
  beforeAll(async () => {
    world = await bookingWorld();
  });
  afterAll(() => world.close());

  test("are not all led to the same time; what somebody is not shown they may still book; when the crowd is gone, all is shown", async () => {
    await world.addExpert({ name: "Priya Rao" });
    const people = await Promise.all(Array.from({ length: 120 }, (_, at) => world.invite(`Candidate ${at}`)));
    const look = async (interviewId: string) => {
      const offers = await world.scheduling.offersFor(interviewId, { isLook: true });
      if (!offers?.crowding) throw new Error("nothing is offered");
      const how = { ...offers.crowding, viewer: interviewId, zone: "UTC", now: world.clock.now() };
      return { all: offers.starts, shown: shownTo(offers.starts, how) };
    };
    for (const { interviewId } of people) await look(interviewId);
    const seen = await Promise.all(people.map(({ interviewId }) => look(interviewId)));
    const firsts = Map.groupBy(seen, ({ shown }) => shown[0]);
    // Without it there is one first time for all hundred and twenty; dealt at random into three groups, none is twice a third.
    expect(Math.max(...[...firsts.values()].map((those) => those.length))).toBeLessThanOrEqual(66);
    expect(new Set(seen.flatMap(({ shown }) => shown))).toEqual(new Set(seen[0]?.all));

    const [one] = seen;
    const hidden = one?.all.find((startAt) => !one.shown.includes(startAt)) ?? 0;
    const request = { startAt: hidden, idempotencyKey: "not shown" };
    const booked = await world.scheduling.bookSlot(people[0]?.interviewId ?? "", { kind: "candidate" }, request);
    expect(isRefusal(booked)).toBe(false);
    // Who comes too late for it is told the nearest of what they are shown themselves.
    const lost = await Promise.all(
      people
        .slice(1, 60)
        .map(({ interviewId }, at) =>
          world.scheduling.bookSlot(
            interviewId,
            { kind: "candidate" },
            { startAt: hidden, idempotencyKey: `late-${at}` },
          ),
        ),
    );
    const nearest = lost.map((result) => (isRefusal(result) ? result.nearest[0] : undefined));
    expect(new Set(nearest).size).toBeGreaterThan(1);

    world.clock.advance(hours(1));
    const alone = await look(people[100]?.interviewId ?? "");
    expect(alone.shown).toEqual(alone.all);
  });
});
