/** Ratings: asked by day, changeable until answered, and each bad one looked into once. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  auditOpenedBy,
  days,
  hours,
  isRefusal,
  mayRate,
  newInterview,
  ratingAskAt,
  ratingAuditDueAt,
  transition,
  type Circumstances,
  type Decision,
  type Interview,
  type InterviewEvent,
} from "../src/index.ts";
import { must, rules } from "./usual.ts";

const endAt = Date.UTC(2030, 0, 7, 15);

function at(now: number, zone = "Europe/Berlin"): Circumstances {
  return { now, actor: { kind: "candidate" }, zones: { candidate: zone, expert: "Asia/Tokyo" }, rules };
}

function live(): Interview {
  const booking = { id: "b1", expertId: "e1", startAt: endAt - hours(1), endAt };
  return { ...newInterview("i1", 0), state: "live", booking, version: 3 };
}

const held = must(transition(live(), { type: "ended", bookingId: "b1", endAt }, at(endAt))).interview;
const rate = ({ rating, ...interview }: Interview, score: number, now = endAt + hours(3)) => {
  const auditDueAt = auditOpenedBy(score, rating, now);
  return transition(
    { ...interview, rating },
    { type: "rated", score, before: rating?.score ?? null, auditDueAt },
    at(now),
  );
};
const mails = ({ effects }: Decision) => effects.flatMap(({ request }) => ("mail" in request ? request.mail : []));

describe("a candidate who was interviewed", () => {
  it.each([
    ["two hours later by day", "Europe/Berlin", endAt, "2030-01-07T18:00"],
    ["at nine the next morning after a late one", "Europe/Berlin", endAt + hours(4), "2030-01-08T09:00"],
    ["at nine the same day where it is night already", "Asia/Kolkata", endAt + hours(5), "2030-01-08T09:00"],
    ["at nine where two hours later is just at nine in the evening", "Etc/UTC", endAt + hours(4), "2030-01-08T09:00"],
    ["at nine over a change of the clocks", "Europe/Berlin", Date.UTC(2030, 2, 30, 20), "2030-03-31T09:00"],
  ])("is asked %s", (_, zone, ended, asked) => {
    const there = Temporal.Instant.fromEpochMilliseconds(ratingAskAt(ended, zone)).toZonedDateTimeISO(zone);
    expect(there.toPlainDateTime().toString().slice(0, 16)).toBe(asked);
  });

  it("is asked between eight in the morning and nine in the evening, at the earliest after two hours and within fourteen", () => {
    const zones = ["Asia/Kathmandu", "America/New_York", "Pacific/Auckland", "Africa/Casablanca"];
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.nat(days(400)), (zone, after) => {
        const asked = ratingAskAt(endAt + after, zone);
        const { hour } = Temporal.Instant.fromEpochMilliseconds(asked).toZonedDateTimeISO(zone);
        expect(hour).toBeGreaterThanOrEqual(8);
        expect(hour).toBeLessThan(21);
        expect(asked - endAt - after).toBeGreaterThanOrEqual(hours(2));
        // A night of twelve hours, and one more where the clocks go back in it.
        expect(asked - endAt - after).toBeLessThanOrEqual(hours(15));
      }),
    );
  });

  it("is asked once it is over, not where they did not come, and not who said so already", () => {
    const due: InterviewEvent = { type: "ratingAskDue", endAt };
    expect(mails(must(transition(held, due, at(endAt + hours(2)))))).toEqual(["rating_request"]);
    const absent = must(transition(held, { type: "didNotCome", party: "candidate" }, at(endAt + 1))).interview;
    expect(isRefusal(transition(absent, due, at(endAt + hours(2))))).toBe(true);
    const rated = must(rate(held, 4)).interview;
    expect(isRefusal(transition(rated, due, at(endAt + hours(2))))).toBe(true);
    const moved = transition(held, { type: "ratingAskDue", endAt: endAt - 1 }, at(endAt + hours(2)));
    expect(isRefusal(moved)).toBe(true);
  });

  it("rates for thirty days, changes it, and a bad one is looked into once", () => {
    const bad = must(rate(held, 2));
    expect(mails(bad)).toEqual(["auditor_rating"]);
    const worse = must(rate(bad.interview, 1, endAt + days(2)));
    expect([mails(worse), worse.interview.rating]).toEqual([
      [],
      { score: 1, audit: { dueAt: ratingAuditDueAt(endAt + hours(3)), endedAt: null } },
    ]);
    // Thought better of it: what was said is looked into all the same.
    const better = must(rate(worse.interview, 5, endAt + days(3)));
    expect(better.interview.rating?.audit?.endedAt).toBeNull();
    expect(mayRate(held, endAt + days(30) - 1)).toBe(true);
    expect(mayRate(held, endAt + days(30))).toMatchObject({ code: "rating_closed" });
    expect(mails(must(rate(held, 3)))).toEqual([]);
  });

  it("hears once what came of it, and then it stands; without an answer in time the operators do", () => {
    const bad = must(rate(held, 1));
    const dueAt = bad.interview.rating?.audit?.dueAt ?? 0;
    const late = must(transition(bad.interview, { type: "ratingAuditDue", dueAt }, at(dueAt)));
    expect(mails(late)).toEqual(["operator_rating_late"]);
    const answered = must(transition(late.interview, { type: "ratingAnswered" }, at(dueAt + 1)));
    expect(mails(answered)).toEqual(["rating_answer"]);
    expect(rate(answered.interview, 5)).toMatchObject({ code: "rating_answered" });
    expect(transition(answered.interview, { type: "ratingAnswered" }, at(dueAt + 2))).toMatchObject({
      code: "already_answered",
    });
    expect(isRefusal(transition(answered.interview, { type: "ratingAuditDue", dueAt }, at(dueAt + 3)))).toBe(true);
    expect(transition(held, { type: "ratingAnswered" }, at(dueAt))).toMatchObject({ code: "no_audit" });
  });
});

describe("an answer", () => {
  it.each([
    ["Monday", "2030-01-07T15:00:00Z", "2030-01-09T15:00:00Z"],
    ["Thursday", "2030-01-10T15:00:00Z", "2030-01-14T15:00:00Z"],
    ["Friday", "2030-01-11T15:00:00Z", "2030-01-15T15:00:00Z"],
    ["Saturday", "2030-01-12T15:00:00Z", "2030-01-15T15:00:00Z"],
    ["Sunday", "2030-01-13T15:00:00Z", "2030-01-15T15:00:00Z"],
  ])("to a rating of a %s is due in two working days", (_, opened, due) => {
    expect(new Date(ratingAuditDueAt(Date.parse(opened))).toISOString()).toBe(due.replace("Z", ".000Z"));
  });
});
