/** A posting that loses its tag or is closed, and comes back: what is booked is asked about, who chooses waits. */
import { describe, expect, it } from "vitest";
import {
  days,
  hours,
  isRefusal,
  newInterview,
  transition,
  type Actor,
  type Circumstances,
  type Decision,
  type Interview,
  type InterviewEvent,
  type Rules,
} from "../src/index.ts";
import { must, rules } from "./usual.ts";

const t0 = Date.UTC(2026, 11, 1, 9);
const paused: Partial<Rules> = { positionOpen: false };
const ended: Partial<Rules> = { positionOpen: false, postingEnded: true };
const rui: Actor = { kind: "member", id: "rui", name: "Rui" };

const at = (now: number, change: Partial<Rules> = {}, actor: Actor = { kind: "system" }): Circumstances => ({
  now,
  actor,
  zones: { candidate: "Europe/Berlin", expert: "Europe/Lisbon" },
  rules: { ...rules, ...change },
});

const refusal = (outcome: ReturnType<typeof transition>) => (isRefusal(outcome) ? outcome.code : "none");
const notes = ({ effects }: Decision) =>
  effects.flatMap(({ request }) => (request.kind === "ats.note" ? [request.note] : []));

const invited = (): Interview =>
  must(transition(newInterview("i1", t0), { type: "candidateEntered", reasons: [] }, at(t0))).interview;
const startAt = t0 + days(5);
const scheduled = (): Interview =>
  must(
    transition(
      invited(),
      { type: "slotBooked", booking: { id: "b1", expertId: "e1", startAt, endAt: startAt + hours(1) } },
      at(t0 + hours(1)),
    ),
  ).interview;

const end: InterviewEvent = { type: "postingEnded", cause: "closed", endedAt: t0 + hours(5) };
const answer = (keep: boolean, endedAt = t0 + hours(5)): InterviewEvent => ({
  type: "postingEndAnswered",
  keep,
  endedAt,
});

describe("a booked interview whose posting ends", () => {
  const asked = () => must(transition(scheduled(), end, at(t0 + hours(5), ended)));

  it("goes on, and one note asks whether it is cancelled; the first answer counts", () => {
    expect(asked().interview).toMatchObject({ state: "scheduled", postingQuestion: { cause: "closed", answer: null } });
    expect(notes(asked())).toEqual(["posting_ended"]);
    expect(refusal(transition(asked().interview, end, at(t0 + hours(6), ended)))).toBe("already_asked");
    const kept = must(transition(asked().interview, answer(true), at(t0 + hours(7), ended, rui)));
    expect(kept.words).toBe("Kept by Rui, although the posting was closed");
    expect(kept.effects).toEqual([]);
    expect(refusal(transition(kept.interview, answer(false), at(t0 + hours(8), ended, rui)))).toBe("no_question");
    const cancelled = must(transition(asked().interview, answer(false), at(t0 + hours(7), ended, rui)));
    expect(cancelled.interview).toMatchObject({ state: "cancelled", cancelReason: "the posting was closed" });
    expect(notes(cancelled)).toEqual(["cancelled"]);
    expect(refusal(transition(cancelled.interview, answer(true), at(t0 + hours(8), ended, rui)))).toBe(
      "not_applicable",
    );
  });

  it("is asked about anew when it ends again, and an answer to the question before is none to this one", () => {
    const back = must(
      transition(asked().interview, { type: "positionReopened", heldAt: t0 + hours(5) }, at(t0 + hours(6))),
    );
    expect(back.interview.postingQuestion).toBeNull();
    expect(notes(back)).toEqual([]);
    expect(refusal(transition(back.interview, end, at(t0 + hours(6))))).toBe("no_longer_due");
    const again = must(
      transition(back.interview, { ...end, endedAt: t0 + hours(9) }, at(t0 + hours(9), ended)),
    ).interview;
    expect(refusal(transition(again, answer(false), at(t0 + hours(9), ended, rui)))).toBe("no_question");
    expect(must(transition(again, answer(false, t0 + hours(9)), at(t0 + hours(9), ended, rui))).interview.state).toBe(
      "cancelled",
    );
  });

  it("stays asked about through a new time, and is not any more once it has begun", () => {
    const moved = must(
      transition(
        asked().interview,
        {
          type: "slotBooked",
          booking: { id: "b2", expertId: "e1", startAt: startAt + days(1), endAt: startAt + days(1) + hours(1) },
        },
        at(t0 + hours(6), ended),
      ),
    );
    expect(moved.interview.postingQuestion).not.toBeNull();
    const live = must(transition(asked().interview, { type: "started", bookingId: "b1", startAt }, at(startAt, ended)));
    expect(live.interview.postingQuestion).toBeNull();
  });
});

describe("who chooses a time while the position is on hold", () => {
  it.each([
    ["paused", paused],
    ["without its posting", ended],
  ])("waits: no reminder, no end; then has the time that was left (%s)", (_name, hold) => {
    const interview = invited();
    const { bookBy } = interview;
    if (bookBy === null) throw new Error("no window");
    const due = (event: InterviewEvent) => refusal(transition(interview, event, at(bookBy, hold)));
    expect(due({ type: "bookingReminderDue", bookBy, which: "last" })).toBe("on_hold");
    expect(due({ type: "bookingWindowClosed", bookBy })).toBe("on_hold");
    expect(due({ type: "positionReopened", heldAt: t0 + days(2) })).toBe("on_hold");
    const now = t0 + days(30);
    const back = must(transition(interview, { type: "positionReopened", heldAt: t0 + days(2) }, at(now)));
    expect(back.interview.bookBy).toBe(now + days(5));
    expect(back.interview.latestAt).toBe(t0 + days(14) + days(28));
    expect(back.effects.map(({ request }) => ("event" in request ? request.event.type : request.kind))).toContain(
      "bookingWindowClosed",
    );
    expect(refusal(transition(back.interview, { type: "bookingWindowClosed", bookBy }, at(now)))).toBe("no_longer_due");
  });

  it("has as much time for a choice that was asked for during the hold, once it goes on", () => {
    const pausedAt = t0 + hours(2);
    const givenBackAt = t0 + days(3);
    const gaveBack: InterviewEvent = { type: "expertGaveBack", fromExpertId: "e1", cause: "ill", reason: "" };
    const asked = must(transition(scheduled(), gaveBack, at(givenBackAt, paused))).interview;
    const { bookBy } = asked;
    if (bookBy === null) throw new Error("no window");
    const now = t0 + days(20);
    expect(refusal(transition(asked, { type: "bookingWindowClosed", bookBy }, at(bookBy, paused)))).toBe("on_hold");
    const back = must(transition(asked, { type: "positionReopened", heldAt: pausedAt }, at(now)));
    expect(back.interview).toMatchObject({ state: "invited", bookBy: now + days(7), latestAt: now + days(14) });
    expect(back.effects.map(({ request }) => ("event" in request ? request.event.type : request.kind))).toContain(
      "bookingWindowClosed",
    );
  });

  it("keeps preferred times, which are looked at again when it goes on, or asked for anew when they are over", () => {
    const range = { fromAt: t0 + days(3), toAt: t0 + days(3) + hours(3) };
    const proposed = must(
      transition(invited(), { type: "timesProposed", ranges: [range], comment: "" }, at(t0)),
    ).interview;
    const about = { givenAt: t0 };
    const answerDue = must(transition(proposed, { type: "proposalAnswerDue", ...about }, at(t0 + days(1), paused)));
    expect(answerDue.interview).toMatchObject({ state: "proposed", proposal: proposed.proposal });
    expect(answerDue.effects.map(({ request }) => request)).toEqual([
      { kind: "mail.candidate", mail: "proposal_on_hold", answerBy: t0 + days(1) },
    ]);
    expect(refusal(transition(proposed, { type: "proposalLapsed", ...about }, at(range.toAt, paused)))).toBe("on_hold");
    // Given for today: over before the answer is due, which comes all the same.
    const today = { type: "timesProposed", comment: "" } as const;
    const soonOver = { fromAt: t0 + hours(3), toAt: t0 + hours(5) };
    const given = must(transition(invited(), { ...today, ranges: [soonOver] }, at(t0)));
    const timers = given.effects.flatMap(({ request, runAt }) =>
      request.kind === "interview.timer" ? [[request.event.type, runAt]] : [],
    );
    expect(timers).toEqual([
      ["proposalAnswerDue", t0 + days(1)],
      ["proposalLapsed", soonOver.toAt],
    ]);
    const heldThen = transition(given.interview, { type: "proposalAnswerDue", ...about }, at(t0 + days(1), paused));
    expect(must(heldThen).effects).toHaveLength(1);
    const reopened: InterviewEvent = { type: "positionReopened", heldAt: t0 + hours(1) };
    const soon = must(transition(proposed, reopened, at(t0 + days(2))));
    expect(soon.effects.map(({ request }) => request.kind)).toEqual(["interview.match"]);
    const late = must(transition(proposed, reopened, at(t0 + days(4))));
    expect(late.interview.state).toBe("invited");
  });
});
