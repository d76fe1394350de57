/** A position's window that is edited while candidates have not booked yet. */
import { describe, expect, it } from "vitest";
import {
  days,
  hours,
  isRefusal,
  newInterview,
  transition,
  type Circumstances,
  type Interview,
  type InterviewEvent,
} from "../src/index.ts";
import { must, rules } from "./usual.ts";

const t0 = Date.UTC(2026, 11, 1, 9);
const at = (now: number): Circumstances => ({
  now,
  actor: { kind: "system" },
  zones: { candidate: "Europe/Berlin", expert: "Europe/Lisbon" },
  rules,
});
const edited = (bookDays: number, interviewDays: number, editedAt: number): InterviewEvent => ({
  type: "windowEdited",
  bookDays,
  interviewDays,
  editedAt,
});
/** To book within 7 days, to be interviewed within 14. */
const invited = (): Interview =>
  must(transition(newInterview("i1", t0), { type: "candidateEntered", reasons: [] }, at(t0))).interview;
const timers = (decision: ReturnType<typeof must>) =>
  decision.effects.flatMap(({ request, runAt }) =>
    request.kind === "interview.timer" ? [{ runAt, type: request.event.type }] : [],
  );

describe("a window that is edited", () => {
  it("is longer for who has not booked, and ends when it says now", () => {
    const now = t0 + days(2);
    const longer = must(transition(invited(), edited(3, 7, now), at(now)));
    expect(longer.interview).toMatchObject({ state: "invited", bookBy: t0 + days(10), latestAt: t0 + days(21) });
    expect(timers(longer)).toContainEqual({ runAt: t0 + days(10), type: "bookingWindowClosed" });
    const early = transition(longer.interview, { type: "bookingWindowClosed", bookBy: t0 + days(7) }, at(t0 + days(7)));
    expect(isRefusal(early) && early.code).toBe("no_longer_due");
  });

  it("is shorter, but leaves two days and the last reminder; what was less already stays", () => {
    const now = t0 + days(4);
    const shorter = must(transition(invited(), edited(-6, -13, now), at(now)));
    expect(shorter.interview).toMatchObject({ bookBy: now + days(2), latestAt: now + days(2) });
    expect(timers(shorter).map(({ type }) => type)).toEqual(["bookingReminderDue", "bookingWindowClosed"]);
    const late = t0 + days(6);
    expect(transition(invited(), edited(-6, 0, late), at(late))).toMatchObject({ code: "no_change" });
  });

  it("stands still while preferred times do, and goes on by the new length when they lapse", () => {
    const ranges = [{ fromAt: t0 + days(3), toAt: t0 + days(4) }];
    const proposed = must(
      transition(invited(), { type: "timesProposed", ranges, comment: "" }, at(t0 + days(1))),
    ).interview;
    const longer = must(transition(proposed, edited(3, 0, t0 + days(2)), at(t0 + days(2))));
    expect([longer.interview.state, timers(longer)]).toEqual(["proposed", []]);
    const lapsed = must(
      transition(longer.interview, { type: "proposalLapsed", givenAt: t0 + days(1) }, at(t0 + days(4))),
    );
    expect(lapsed.interview).toMatchObject({ state: "invited", bookBy: t0 + days(4) + days(9) });
  });

  it("is theirs already who were invited since", () => {
    const outcome = transition(invited(), edited(3, 7, t0), at(t0 + hours(1)));
    expect(isRefusal(outcome) && outcome.code).toBe("no_longer_due");
  });
});
