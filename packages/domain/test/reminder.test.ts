/** Reminders go by the clock of the person who gets them: laws over all zones, and the days on which clocks change. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  byDay,
  days,
  eveningBefore,
  hours,
  isRefusal,
  minutes,
  newInterview,
  transition,
  type Circumstances,
  type Decision,
  type Effect,
  type Interview,
  type Rules,
  type Zones,
} from "../src/index.ts";
import { must, rules } from "./usual.ts";

const someZone = fc.constantFrom(...Intl.supportedValuesOf("timeZone"));
const someInstant = fc
  .integer({ min: Date.UTC(2026, 0, 1) / 60_000, max: Date.UTC(2029, 0, 1) / 60_000 })
  .map((minute) => minute * 60_000);
const clock = (at: number, zone: string) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
const isDay = (at: number, zone: string) => clock(at, zone).hour >= 8 && clock(at, zone).hour < 21;

function circumstances(now: number, zones: Zones, change: Partial<Rules> = {}): Circumstances {
  return { now, zones, actor: { kind: "system" }, rules: { ...rules, ...change } };
}

const invited = (at: Circumstances): Decision =>
  must(transition(newInterview("i1", at.now), { type: "candidateEntered", reasons: [] }, at));

const timersOf = (effects: Effect[]) =>
  effects.flatMap(({ request, runAt }) =>
    request.kind === "interview.timer" ? [{ runAt, event: request.event }] : [],
  );
const bookingReminders = ({ effects }: Decision) =>
  timersOf(effects).filter(({ event }) => event.type === "bookingReminderDue");
const evenings = ({ effects }: Decision) =>
  timersOf(effects).flatMap(({ runAt, event }) =>
    event.type === "interviewReminderDue" && event.which === "day_before" ? [{ runAt, to: event.to.party }] : [],
  );

describe("hours of somebody's day", () => {
  it("wait for the next eight in the morning, and never longer", () => {
    fc.assert(
      fc.property(someInstant, someZone, (at, zone) => {
        const later = byDay(at, zone);
        expect(isDay(later, zone)).toBe(true);
        expect(later).toBeGreaterThanOrEqual(at);
        expect(later - at).toBeLessThanOrEqual(hours(12));
        expect(byDay(later, zone)).toBe(later);
        if (isDay(at, zone)) expect(later).toBe(at);
      }),
      { numRuns: 300 },
    );
  });

  it("have their evening at six of the calendar day before", () => {
    fc.assert(
      fc.property(someInstant, someZone, (at, zone) => {
        const evening = clock(eveningBefore(at, zone), zone);
        expect(evening.toPlainTime().toString()).toBe("18:00:00");
        expect(evening.toPlainDate().toString()).toBe(clock(at, zone).toPlainDate().subtract({ days: 1 }).toString());
      }),
      { numRuns: 300 },
    );
  });

  it("hold on the days on which clocks change, and in a zone that nobody knows", () => {
    // Clocks in Berlin went forward at 01:00 UTC on 2027-03-28: 18:00 the day before still is 17:00 UTC.
    expect(eveningBefore(Date.UTC(2027, 2, 28, 8), "Europe/Berlin")).toBe(Date.UTC(2027, 2, 27, 17));
    expect(byDay(Date.UTC(2027, 2, 27, 21), "Europe/Berlin")).toBe(Date.UTC(2027, 2, 28, 6));
    expect(byDay(Date.UTC(2027, 2, 28, 3), "Nowhere/Land")).toBe(Date.UTC(2027, 2, 28, 8));
  });
});

describe("reminders to book", () => {
  it("come by day, a day before the window closes among them, and never two within twenty hours", () => {
    fc.assert(
      fc.property(someInstant, someZone, fc.integer({ min: 1, max: 14 }), (now, zone, bookWithinDays) => {
        const zones = { candidate: zone, expert: "UTC" };
        const reminders = bookingReminders(invited(circumstances(now, zones, { bookWithinDays })));
        for (const { runAt } of reminders) expect(isDay(runAt, zone)).toBe(true);
        for (const [place, { runAt }] of reminders.entries()) {
          const next = reminders[place + 1];
          if (next) expect(next.runAt - runAt).toBeGreaterThanOrEqual(hours(20));
          expect(runAt).toBeLessThan(now + days(bookWithinDays));
        }
        const most = bookWithinDays === 1 ? 0 : bookWithinDays === 2 ? 1 : bookWithinDays < 5 ? 2 : 3;
        // Where clocks change meanwhile, one that waits for the morning may come too near to the next, and is left out.
        const changes = clock(now, zone).offset !== clock(now + days(bookWithinDays), zone).offset;
        expect(reminders.length).toBeLessThanOrEqual(most);
        expect(reminders.length).toBeGreaterThanOrEqual(changes ? most - 1 : most);
      }),
      { numRuns: 200, examples: [[Date.UTC(2027, 9, 29, 18), "Europe/Vilnius", 3]] },
    );
  });

  it("that were held up wait for the morning, and one that follows at once is left out; the note still comes", () => {
    const zones = { candidate: "Europe/Berlin", expert: "UTC" };
    const { interview } = invited(circumstances(Date.UTC(2026, 11, 1, 9), zones));
    const bookBy = interview.bookBy ?? 0;
    const remind = (of: Interview, which: "second" | "last", now: number) =>
      transition(of, { type: "bookingReminderDue", bookBy, which }, circumstances(now, zones));
    // Two in the night: the mail server was away.
    const night = Date.UTC(2026, 11, 7, 1);
    const second = must(remind(interview, "second", night));
    expect(second.effects.map(({ runAt }) => runAt)).toEqual([Date.UTC(2026, 11, 7, 7)]);
    const again = remind(second.interview, "second", night + hours(10));
    expect(isRefusal(again) && again.code).toBe("just_reminded");
    const last = must(remind(second.interview, "last", Date.UTC(2026, 11, 7, 9)));
    expect(last.effects.map(({ request }) => ("note" in request ? request.note : request.kind))).toEqual([
      "last_reminder",
    ]);
    expect(must(remind(interview, "last", Date.UTC(2026, 11, 7, 9))).effects).toHaveLength(2);
  });
});

describe("reminders of the interview", () => {
  it("come on each person's own evening before, and none within six hours of booking", () => {
    fc.assert(
      fc.property(someInstant, someZone, someZone, fc.integer({ min: 30, max: 14_400 }), (now, here, there, ahead) => {
        const zones = { candidate: here, expert: there };
        const startAt = now + ahead * minutes(1);
        const booking = { id: "b1", expertId: "e1", startAt, endAt: startAt + hours(1) };
        const at = circumstances(now, zones);
        const booked = must(transition(invited(at).interview, { type: "slotBooked", booking }, at));
        const reminders = timersOf(booked.effects).filter(({ event }) => event.type === "interviewReminderDue");
        for (const { runAt } of reminders) expect(runAt).toBeGreaterThanOrEqual(now + hours(6));
        const expected = [
          { runAt: eveningBefore(startAt, here), to: "candidate" },
          { runAt: eveningBefore(startAt, there), to: "expert" },
        ].filter(({ runAt }) => runAt >= now + hours(6));
        expect(evenings(booked)).toEqual(expected);
      }),
      { numRuns: 200 },
    );
  });

  it("go to the expert who holds it then: the new one's evening, not the old one's", () => {
    const now = Date.UTC(2026, 11, 1, 9);
    const startAt = Date.UTC(2026, 11, 4, 9);
    const at = circumstances(now, { candidate: "Europe/Berlin", expert: "Europe/Lisbon" });
    const booking = { id: "b1", expertId: "e1", startAt, endAt: startAt + hours(1) };
    const booked = must(transition(invited(at).interview, { type: "slotBooked", booking }, at));
    const replaced = must(
      transition(
        booked.interview,
        {
          type: "expertReplaced",
          booking: { ...booking, expertId: "e2" },
          fromExpertId: "e1",
          takesOver: "Ken",
          joinChanged: false,
          cause: "ill",
          reason: "flu",
        },
        circumstances(now + hours(1), { candidate: "Europe/Berlin", expert: "Asia/Tokyo" }),
      ),
    );
    expect(evenings(replaced)).toEqual([{ runAt: Date.UTC(2026, 11, 3, 9), to: "expert" }]);
    const due = (expertId: string) =>
      transition(
        replaced.interview,
        {
          type: "interviewReminderDue",
          bookingId: "b1",
          startAt,
          which: "day_before",
          to: { party: "expert", expertId },
        },
        at,
      );
    const old = due("e1");
    expect(isRefusal(old) && old.code).toBe("no_longer_due");
    expect(must(due("e2")).effects.map(({ request }) => request.kind)).toEqual(["mail.expert"]);
  });
});
