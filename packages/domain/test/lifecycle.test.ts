/** The lifecycle: whatever happens in whatever order, the invariants hold; what no longer applies is an ordinary refusal. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  auditOpenedBy,
  days,
  hours,
  interviewStates,
  isRefusal,
  minutes,
  newInterview,
  table,
  transition,
  type Actor,
  type Circumstances,
  type Decision,
  type Interview,
  type InterviewEvent,
  type InterviewEventType,
  type Rules,
} from "../src/index.ts";
import { must, rules } from "./usual.ts";

const t0 = Date.UTC(2026, 11, 1, 9);
const candidate: Actor = { kind: "candidate" };
const system: Actor = { kind: "system" };
const recruiter: Actor = { kind: "member", id: "rui", name: "Rui" };

function at(now: number, actor: Actor = system, change: Partial<Rules> = {}): Circumstances {
  const zones = { candidate: "Europe/Berlin", expert: "Europe/Lisbon" };
  return { now, actor, zones, rules: { ...rules, ...change } };
}

function fresh(): Interview {
  return newInterview("i1", t0);
}

function booking(startAt: number, id = "b1", expertId = "e1") {
  return { id, expertId, startAt, endAt: startAt + hours(1) };
}

function invited(): Interview {
  return must(transition(fresh(), { type: "candidateEntered", reasons: [] }, at(t0))).interview;
}

function scheduled(startAt = t0 + days(3)): Interview {
  return must(transition(invited(), { type: "slotBooked", booking: booking(startAt) }, at(t0 + hours(1), candidate)))
    .interview;
}

function kinds(decision: Decision): string[] {
  return decision.effects.map(({ request }) =>
    "mail" in request
      ? request.mail
      : "note" in request
        ? `note ${request.note}`
        : "event" in request
          ? `timer ${request.event.type}`
          : request.kind,
  );
}

describe("a booking", () => {
  it("tells the candidate when somebody of the company took the time for them", () => {
    const told = (actor: Actor) =>
      must(
        transition(invited(), { type: "slotBooked", booking: booking(t0 + days(3)) }, at(t0 + hours(1), actor)),
      ).effects.flatMap(({ request }) => (request.kind === "mail.candidate" ? [request] : []));
    expect(told(recruiter)).toMatchObject([{ mail: "booked", chosen: true }]);
    expect(told(candidate)).toMatchObject([{ mail: "booked" }]);
    expect(told(candidate)[0]).not.toHaveProperty("chosen");
  });
});

describe("the life of an interview", () => {
  it("invites with one mail, one note, its reminders and the end of the window", () => {
    const decision = must(transition(fresh(), { type: "candidateEntered", reasons: [] }, at(t0)));
    expect(decision.interview.state).toBe("invited");
    expect(decision.interview.bookBy).toBe(t0 + days(7));
    expect(kinds(decision)).toEqual([
      "invitation",
      "note invited",
      "timer bookingReminderDue",
      "timer bookingReminderDue",
      "timer bookingReminderDue",
      "timer bookingWindowClosed",
    ]);
  });

  it("names what is missing once per set of reasons, and goes on by itself when it is mended", () => {
    const blocked = must(
      transition(fresh(), { type: "candidateEntered", reasons: ["phone_missing", "resume_missing"] }, at(t0)),
    );
    expect(kinds(blocked)).toEqual(["note information_missing"]);
    const same = transition(
      blocked.interview,
      { type: "factsRead", reasons: ["resume_missing", "phone_missing"] },
      at(t0 + 1),
    );
    expect(isRefusal(same) && same.code).toBe("still_blocked");
    const less = must(transition(blocked.interview, { type: "factsRead", reasons: ["phone_missing"] }, at(t0 + 2)));
    expect(kinds(less)).toEqual(["note information_missing"]);
    const mended = must(transition(less.interview, { type: "factsRead", reasons: [] }, at(t0 + 3)));
    expect(mended.interview.state).toBe("invited");
    expect(kinds(mended).slice(0, 2)).toEqual(["invitation", "note invited"]);
  });

  it("books: mails to both, panel before its note, and the timers of the meeting", () => {
    const decision = must(
      transition(invited(), { type: "slotBooked", booking: booking(t0 + days(3)) }, at(t0 + hours(1), candidate)),
    );
    expect(kinds(decision)).toEqual([
      "booked",
      "expert_booked",
      "ats.schedule",
      "note scheduled",
      "calendar.write",
      "timer interviewReminderDue",
      "timer interviewReminderDue",
      "timer interviewReminderDue",
      "timer interviewReminderDue",
      "timer started",
      "timer ended",
    ]);
  });

  it("moves in place with rising sequence, and stops the candidate at limit and cut-off", () => {
    let interview = scheduled();
    for (const day of [4, 5]) {
      const moved = must(
        transition(interview, { type: "slotBooked", booking: booking(t0 + days(day)) }, at(t0 + hours(2), candidate)),
      );
      expect(moved.interview.sequence).toBe(interview.sequence + 1);
      expect(kinds(moved).slice(0, 4)).toEqual([
        "rescheduled",
        "expert_rescheduled",
        "ats.reschedule",
        "note rescheduled",
      ]);
      interview = moved.interview;
    }
    const third = transition(
      interview,
      { type: "slotBooked", booking: booking(t0 + days(6)) },
      at(t0 + hours(3), candidate),
    );
    expect(isRefusal(third) && third.code).toBe("reschedule_limit");
    expect(
      isRefusal(
        transition(interview, { type: "slotBooked", booking: booking(t0 + days(6)) }, at(t0 + hours(3), recruiter)),
      ),
    ).toBe(false);
    const late = transition(
      scheduled(),
      { type: "slotBooked", booking: booking(t0 + days(6)) },
      at(t0 + days(3) - hours(3), candidate),
    );
    expect(isRefusal(late) && late.code).toBe("reschedule_cutoff");
  });

  it("gives a new link when a refused address is replaced", () => {
    const refused = must(
      transition(invited(), { type: "addressBounced", address: "maya@mail.example" }, at(t0 + 1)),
    ).interview;
    const again = must(transition(refused, { type: "factsRead", reasons: [] }, at(t0 + 2))).interview;
    expect([again.state, again.generation]).toEqual(["invited", 2]);
  });

  it("sends no reminder that was held up until it could only confuse", () => {
    const start = t0 + days(3);
    const remind = (which: "day_before" | "hour_before" | "ten_minutes", now: number) =>
      transition(
        scheduled(start),
        { type: "interviewReminderDue", bookingId: "b1", startAt: start, which, to: { party: "both" } },
        at(now),
      );
    expect(isRefusal(remind("day_before", start - hours(23)))).toBe(false);
    expect(isRefusal(remind("day_before", start - hours(3)))).toBe(true);
    expect(isRefusal(remind("ten_minutes", start + 1))).toBe(true);
    const late = transition(
      invited(),
      { type: "bookingReminderDue", bookBy: t0 + days(7), which: "last" },
      at(t0 + days(7)),
    );
    expect(isRefusal(late)).toBe(true);
  });

  it("cancels everywhere after the grace, and changes nothing when the candidate is moved back in time", () => {
    const left = must(transition(scheduled(), { type: "leftStage", cause: "moved" }, at(t0 + days(1))));
    expect(kinds(left)).toEqual(["timer leaveConfirmed"]);
    const leavingAt = t0 + days(1) + minutes(2);
    expect(left.interview.leavingAt).toBe(leavingAt);
    const back = must(
      transition(left.interview, { type: "cameBack", enteredAt: t0 + days(1) + 1 }, at(t0 + days(1) + 2)),
    );
    expect(kinds(back)).toEqual([]);
    expect(
      isRefusal(transition(back.interview, { type: "leaveConfirmed", leavingAt, cause: "moved" }, at(leavingAt))),
    ).toBe(true);
    const gone = must(transition(left.interview, { type: "leaveConfirmed", leavingAt, cause: "moved" }, at(leavingAt)));
    expect(kinds(gone)).toEqual(["cancelled", "expert_cancelled", "ats.cancel", "note cancelled", "calendar.write"]);
  });

  it("does not begin for who has left, where the end of the grace is noticed only after the start", () => {
    const start = t0 + days(3);
    const left = must(transition(scheduled(start), { type: "leftStage", cause: "moved" }, at(start - minutes(40))));
    const { leavingAt } = left.interview;
    if (leavingAt === null) throw new Error("not leaving");
    const begun = transition(
      left.interview,
      { type: "started", bookingId: "b1", startAt: start },
      at(start + minutes(5)),
    );
    expect(isRefusal(begun) && begun.code).toBe("leaving");
    const confirmed: InterviewEvent = { type: "leaveConfirmed", leavingAt, cause: "moved" };
    expect(must(transition(left.interview, confirmed, at(start + minutes(5)))).interview.state).toBe("cancelled");
  });

  it("forgets a leave neither over a new address nor over a confirmation of many moves", () => {
    const left = must(transition(invited(), { type: "leftStage", cause: "moved" }, at(t0 + days(1)))).interview;
    const { leavingAt } = left;
    if (leavingAt === null) throw new Error("not leaving");
    const confirmed: InterviewEvent = { type: "leaveConfirmed", leavingAt, cause: "moved" };
    const readdressed = must(transition(left, { type: "contactChanged" }, at(t0 + days(1) + 1))).interview;
    expect(must(transition(readdressed, confirmed, at(leavingAt))).interview.state).toBe("cancelled");
    const waiting = must(
      transition(fresh(), { type: "candidateEntered", reasons: ["awaiting_confirmation"] }, at(t0)),
    ).interview;
    const gone = must(transition(waiting, { type: "leftStage", cause: "moved" }, at(t0 + 1))).interview;
    const click = transition(gone, { type: "movesConfirmed", reasons: [] }, at(t0 + 2));
    expect(isRefusal(click) && click.code).toBe("leaving");
  });

  it("has no grace within half an hour of the start, and only asks once it is live", () => {
    const start = t0 + days(3);
    const near = must(transition(scheduled(start), { type: "leftStage", cause: "archived" }, at(start - minutes(20))));
    expect(near.interview.state).toBe("cancelled");
    const live = must(
      transition(scheduled(start), { type: "started", bookingId: "b1", startAt: start }, at(start)),
    ).interview;
    const asked = must(transition(live, { type: "leftStage", cause: "archived" }, at(start + 1)));
    expect(asked.interview.state).toBe("live");
    expect(kinds(asked)).toEqual(["note leaving_while_live"]);
    const again = transition(asked.interview, { type: "leftStage", cause: "archived" }, at(start + 2));
    expect(isRefusal(again) && again.code).toBe("already_asked");
    // One question at a time, and this one has nothing that could be put back.
    const removed = transition(
      asked.interview,
      { type: "foundOtherwise", what: "removed", times: null },
      at(start + 2),
    );
    expect(isRefusal(removed) && removed.code).toBe("another_question");
    const back = transition(asked.interview, { type: "putBack" }, at(start + 2, recruiter));
    expect(isRefusal(back) && back.code).toBe("nothing_to_put_back");
    const goesOn = must(transition(asked.interview, { type: "leftAsFound" }, at(start + 3, recruiter)));
    expect([goesOn.interview.state, goesOn.words, kinds(goesOn)]).toEqual(["live", "Rui lets the interview go on", []]);
    const twice = transition(goesOn.interview, { type: "leftAsFound" }, at(start + 4, recruiter));
    expect(isRefusal(twice) && twice.code).toBe("no_question");
    const over = must(
      transition(asked.interview, { type: "ended", bookingId: "b1", endAt: start + hours(1) }, at(start + hours(1))),
    );
    expect(over.interview.atsQuestion).toBeNull();
  });

  it("ends in feedback, file and note, in this order; with review only after the release", () => {
    const start = t0 + days(3);
    const over = must(
      transition(scheduled(start), { type: "ended", bookingId: "b1", endAt: start + hours(1) }, at(start + hours(1))),
    ).interview;
    expect(over.state).toBe("awaiting_report");
    const done = must(transition(over, { type: "reportSubmitted", reportVersion: 1 }, at(start + hours(2))));
    expect(kinds(done)).toEqual(["ats.feedback", "ats.file", "note feedback_uploaded"]);
    const review = must(
      transition(
        over,
        { type: "reportSubmitted", reportVersion: 1 },
        at(start + hours(2), system, { reviewBeforeRelease: true }),
      ),
    );
    expect([review.interview.state, kinds(review).slice(0, 1)]).toEqual(["in_review", ["auditor_review"]]);
    const released = transition(review.interview, { type: "reportReleased", reportVersion: 1 }, at(start + hours(3)));
    expect(kinds(must(released))).toEqual(kinds(done));
  });

  it("lets the booking window stand still while times are proposed", () => {
    const proposedAt = t0 + days(2);
    const ranges = [{ fromAt: t0 + days(4), toAt: t0 + days(4) + hours(3) }];
    const proposed = must(
      transition(invited(), { type: "timesProposed", ranges, comment: "" }, at(proposedAt, candidate)),
    ).interview;
    expect(
      isRefusal(transition(proposed, { type: "bookingWindowClosed", bookBy: t0 + days(7) }, at(t0 + days(7)))),
    ).toBe(true);
    const lapsed = must(
      transition(proposed, { type: "proposalLapsed", givenAt: proposedAt }, at(t0 + days(4) + hours(3))),
    ).interview;
    expect(lapsed.state).toBe("invited");
    expect(lapsed.bookBy).toBe(t0 + days(4) + hours(3) + days(5));
  });

  it("gives a new link when an expired one is re-triggered, and refuses the second press in words", () => {
    const expired = must(
      transition(invited(), { type: "bookingWindowClosed", bookBy: t0 + days(7) }, at(t0 + days(7))),
    ).interview;
    const again = must(
      transition(expired, { type: "retriggered", reasons: [] }, at(t0 + days(8), recruiter)),
    ).interview;
    expect([again.state, again.generation]).toEqual(["invited", 2]);
    const twice = transition(again, { type: "retriggered", reasons: [] }, at(t0 + days(8), recruiter));
    expect(isRefusal(twice) && twice.words.length > 10).toBe(true);
  });
});

const eventOf: Record<InterviewEventType, (interview: Interview, draw: number) => InterviewEvent> = {
  candidateEntered: (_, draw) => ({
    type: "candidateEntered",
    reasons: ([[], ["phone_missing"], ["awaiting_confirmation"]] as const)[draw % 3]?.slice() ?? [],
  }),
  factsRead: (_, draw) => ({ type: "factsRead", reasons: draw % 2 ? [] : ["resume_missing"] }),
  retriggered: (_, draw) => ({ type: "retriggered", reasons: draw % 3 ? [] : ["email_missing"] }),
  movesConfirmed: (_, draw) => ({ type: "movesConfirmed", reasons: draw % 3 ? [] : ["phone_missing"] }),
  setAside: () => ({ type: "setAside" }),
  contactChanged: () => ({ type: "contactChanged" }),
  addressRemoved: () => ({ type: "addressRemoved" }),
  addressBounced: () => ({ type: "addressBounced", address: "maya@mail.example" }),
  bookingReminderDue: (interview, draw) => ({
    type: "bookingReminderDue",
    bookBy: interview.bookBy ?? draw,
    which: "first",
  }),
  bookingWindowClosed: (interview, draw) => ({ type: "bookingWindowClosed", bookBy: interview.bookBy ?? draw }),
  timesProposed: (_, draw) => ({
    type: "timesProposed",
    ranges: [{ fromAt: t0 + days(5), toAt: t0 + days(5) + (draw % 5) * hours(1) }],
    comment: "",
  }),
  unarchived: () => ({ type: "unarchived" }),
  proposalAnswerDue: (interview, draw) => ({
    type: "proposalAnswerDue",
    givenAt: interview.proposal?.givenAt ?? draw,
  }),
  proposalLapsed: (interview, draw) => ({ type: "proposalLapsed", givenAt: interview.proposal?.givenAt ?? draw }),
  proposalDeclined: () => ({ type: "proposalDeclined" }),
  slotBooked: (_, draw) => ({
    type: "slotBooked",
    booking: booking(t0 + (draw % 200) * hours(1), "b1", `e${draw % 3}`),
  }),
  expertReplaced: (interview, draw) => ({
    type: "expertReplaced",
    booking: { ...(interview.booking ?? booking(t0)), expertId: `e${draw % 4}` },
    fromExpertId: interview.booking?.expertId ?? "x",
    takesOver: "Ken",
    joinChanged: draw % 2 === 0,
    cause: "handed_over",
    reason: "dentist",
  }),
  expertGaveBack: (interview) => ({
    type: "expertGaveBack",
    fromExpertId: interview.booking?.expertId ?? "x",
    cause: "ill",
    reason: "flu",
  }),
  interviewReminderDue: (interview) => ({
    type: "interviewReminderDue",
    bookingId: interview.booking?.id ?? "x",
    startAt: interview.booking?.startAt ?? 0,
    which: "hour_before",
    to: { party: "both" },
  }),
  started: (interview, draw) => ({
    type: "started",
    bookingId: interview.booking?.id ?? "x",
    startAt: draw % 4 ? (interview.booking?.startAt ?? 0) : draw,
  }),
  ended: (interview, draw) => ({
    type: "ended",
    bookingId: interview.booking?.id ?? "x",
    endAt: draw % 4 ? (interview.booking?.endAt ?? 0) : draw,
  }),
  didNotCome: (_, draw) => ({ type: "didNotCome", party: draw % 2 ? "candidate" : "expert" }),
  brokeOff: () => ({ type: "brokeOff" }),
  foundOtherwise: (_interview, draw) => ({
    type: "foundOtherwise",
    what: draw % 2 ? "removed" : "changed",
    times: null,
  }),
  putBack: () => ({ type: "putBack" }),
  leftAsFound: () => ({ type: "leftAsFound" }),
  cancelled: () => ({ type: "cancelled", reason: "found another job" }),
  declined: () => ({ type: "declined", reason: "" }),
  leftStage: (_, draw) => ({
    type: "leftStage",
    cause: (["moved", "archived", "hired", "deleted", "reentered"] as const)[draw % 5] ?? "moved",
  }),
  cameBack: (_, draw) => ({ type: "cameBack", enteredAt: t0 + draw }),
  leaveConfirmed: (interview, draw) => ({
    type: "leaveConfirmed",
    leavingAt: draw % 3 ? (interview.leavingAt ?? 0) : draw,
    cause: "moved",
  }),
  reportReminderDue: (interview) => ({
    type: "reportReminderDue",
    endAt: interview.booking?.endAt ?? 0,
    minutesLeft: 30,
    to: "expert",
  }),
  reportOverdue: (interview, draw) => ({
    type: "reportOverdue",
    endAt: draw % 4 ? (interview.booking?.endAt ?? 0) : draw,
  }),
  reviewReminderDue: (interview, draw) => ({
    type: "reviewReminderDue",
    reportVersion: interview.reportVersion,
    which: draw % 2 ? "soon" : "late",
  }),
  reportSentBack: (interview, draw) => ({
    type: "reportSentBack",
    reportVersion: draw % 4 ? interview.reportVersion : draw,
    words: "Please say more.",
  }),
  reportSubmitted: (interview, draw) => ({
    type: "reportSubmitted",
    reportVersion: draw % 5 ? interview.reportVersion + 1 : interview.reportVersion,
  }),
  reportReleased: (interview, draw) => ({
    type: "reportReleased",
    reportVersion: draw % 4 ? interview.reportVersion : draw,
  }),
  ratingAskDue: (interview, draw) => ({
    type: "ratingAskDue",
    endAt: draw % 4 ? (interview.booking?.endAt ?? 0) : draw,
  }),
  rated: ({ rating }, draw) => ({
    type: "rated",
    score: 1 + (draw % 5),
    before: rating?.score ?? null,
    auditDueAt: auditOpenedBy(1 + (draw % 5), rating, t0 + days(30)),
  }),
  ratingAuditDue: (interview, draw) => ({
    type: "ratingAuditDue",
    dueAt: draw % 4 ? (interview.rating?.audit?.dueAt ?? 0) : draw,
  }),
  ratingAnswered: () => ({ type: "ratingAnswered" }),
  erased: () => ({ type: "erased" }),
  expertPoolEmpty: () => ({ type: "expertPoolEmpty" }),
  postingEnded: (_, draw) => ({ type: "postingEnded", cause: "closed", endedAt: t0 + (draw % 3) }),
  postingEndAnswered: ({ postingQuestion }, draw) => ({
    type: "postingEndAnswered",
    keep: draw % 2 === 0,
    endedAt: draw % 5 ? (postingQuestion?.endedAt ?? t0) : draw,
  }),
  positionReopened: (_, draw) => ({ type: "positionReopened", heldAt: t0 + (draw % hours(48)) }),
  windowEdited: (_, draw) => ({
    type: "windowEdited",
    bookDays: (draw % 15) - 7,
    interviewDays: (draw % 31) - 15,
    editedAt: t0 + (draw % hours(48)),
  }),
};

const aboutRating = new Set<InterviewEventType>(["ratingAskDue", "rated", "ratingAuditDue", "ratingAnswered"]);

const someStep = fc.record({
  type: fc.constantFrom(...(Object.keys(table) as InterviewEventType[])),
  draw: fc.nat(1_000_000),
  waitMs: fc.oneof(fc.constant(0), fc.nat(minutes(5)), fc.nat(days(2))),
  actor: fc.constantFrom<Actor>(candidate, system, recruiter),
  position: fc.constantFrom(
    { positionOpen: true, postingEnded: false },
    { positionOpen: false, postingEnded: false },
    { positionOpen: false, postingEnded: true },
  ),
  review: fc.boolean(),
});

describe("any sequence of events", () => {
  it("keeps the invariants", () => {
    fc.assert(
      fc.property(fc.array(someStep, { minLength: 1, maxLength: 60 }), (steps) => {
        let interview = must(transition(fresh(), { type: "candidateEntered", reasons: [] }, at(t0))).interview;
        let now = t0;
        const keys = new Set<string>();
        for (const step of steps) {
          now += step.waitMs;
          const before = structuredClone(interview);
          const outcome = transition(
            interview,
            eventOf[step.type](interview, step.draw),
            at(now, step.actor, { ...step.position, reviewBeforeRelease: step.review }),
          );
          expect(interview, "transition is pure").toEqual(before);
          if (isRefusal(outcome)) {
            expect(outcome.words.length).toBeGreaterThan(10);
            continue;
          }
          const after = outcome.interview;
          expect(table[step.type].from).toContain(before.state);
          expect(after.version).toBe(before.version + 1);
          expect(after.sequence).toBeGreaterThanOrEqual(before.sequence);
          expect(after.generation).toBeGreaterThanOrEqual(before.generation);
          const meeting = ["scheduled", "live", "awaiting_report", "in_review", "completed"].includes(after.state);
          expect(after.booking !== null, `${after.state} and its booking`).toBe(meeting);
          expect(after.proposal !== null).toBe(after.state === "proposed");
          expect(after.state === "blocked").toBe(after.blockedReasons.length > 0);
          if (aboutRating.has(step.type)) expect(after).toMatchObject({ state: before.state, booking: before.booking });
          else expect(after.rating).toEqual(before.rating);
          if (before.rating?.audit?.endedAt) expect(after.rating).toEqual(before.rating);
          if (after.rating && after.rating.score <= 2) expect(after.rating.audit).not.toBeNull();
          if (after.atsQuestion !== null)
            expect(["scheduled", "live"], "asked while it can be answered").toContain(after.state);
          if (after.postingQuestion !== null) expect(after.state, "asked while it is booked").toBe("scheduled");
          if (!step.position.positionOpen && before.state !== after.state)
            expect(["bookingWindowClosed", "proposalLapsed"], "who waits is not sent away").not.toContain(step.type);
          for (const effect of outcome.effects) {
            expect(keys.has(effect.key), `${effect.key} asked for once`).toBe(false);
            keys.add(effect.key);
            expect(effect.runAt).toBeGreaterThanOrEqual(now);
          }
          const noted = outcome.effects.filter(({ request }) => request.kind === "ats.note").length;
          expect(noted, "no more than one note per change").toBeLessThanOrEqual(1);
          interview = after;
        }
      }),
      { numRuns: 400 },
    );
  });

  it("never leaves cancelled, and leaves completed only for a corrected report", () => {
    // What is said of a rating changes no state, as the sequences above show.
    const others = (Object.keys(table) as InterviewEventType[]).filter((type) => !aboutRating.has(type));
    for (const type of others) {
      // Told that the candidate is out of the archive, and stays what it is.
      if (table[type].from.includes("cancelled"))
        expect(table[type]).toEqual({ from: ["cancelled"], to: ["cancelled"] });
      if (type !== "reportSubmitted") expect(table[type].from).not.toContain("completed");
    }
  });

  it("reaches every state", () => {
    const reached = new Set(Object.values(table).flatMap((row) => row.to));
    expect([...interviewStates].filter((state) => !reached.has(state))).toEqual([]);
  });
});
