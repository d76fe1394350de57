/** Booking, moving, and replacing the expert. The slot itself was already won in the database. */
import { eveningBefore } from "../civil.ts";
import { hours, minutes } from "../duration.ts";
import { isRefusal, refuse, type Refusal } from "../refusal.ts";
import { actorName, decide, type Circumstances, type Decision, type Timed } from "./decision.ts";
import type { EffectRequest, Times } from "./effect.ts";
import type { InterviewEvent } from "./event.ts";
import { windowTimers } from "./invite.ts";
import type { Booking, Interview } from "./state.ts";

export function timesOf(booking: Booking): Times {
  return { startAt: booking.startAt, endAt: booking.endAt };
}

/** May the candidate move the booking themselves? Asked before the slots are shown, and again when one is chosen. */
export function mayReschedule(
  interview: Interview,
  { now, rules }: Pick<Circumstances, "now" | "rules">,
): true | Refusal {
  if (interview.state !== "scheduled" || !interview.booking)
    return refuse("not_scheduled", "There is no booked time to change.");
  if (interview.reschedules >= rules.maxReschedules) {
    return refuse(
      "reschedule_limit",
      `The time has been changed ${interview.reschedules} times, which is the limit. Please ask for help.`,
    );
  }
  if (now > interview.booking.startAt - minutes(rules.rescheduleCutoffMinutes)) {
    return refuse(
      "reschedule_cutoff",
      "It is too close to the interview to change the time here. Please ask for help.",
    );
  }
  return true;
}

/** No reminder so soon after booking: the confirmation has just been read. */
const QUIET_AFTER_BOOKING_HOURS = 6;

function bookingTimers(booking: Booking, { now, zones }: Circumstances): Timed[] {
  const about = { bookingId: booking.id, startAt: booking.startAt };
  const both = { party: "both" } as const;
  const reminders = [
    {
      at: eveningBefore(booking.startAt, zones.candidate),
      event: { type: "interviewReminderDue", ...about, which: "day_before", to: { party: "candidate" } },
    },
    expertEvening(booking, zones.expert),
    {
      at: booking.startAt - hours(1),
      event: { type: "interviewReminderDue", ...about, which: "hour_before", to: both },
    },
    {
      at: booking.startAt - minutes(10),
      event: { type: "interviewReminderDue", ...about, which: "ten_minutes", to: both },
    },
  ] satisfies Timed[];
  return [
    ...notTooSoon(reminders, now),
    { at: booking.startAt, event: { type: "started", ...about } },
    { at: booking.endAt, event: { type: "ended", bookingId: booking.id, endAt: booking.endAt } },
  ];
}

function notTooSoon(reminders: Timed[], now: number): Timed[] {
  return reminders.filter((timer) => timer.at >= now + hours(QUIET_AFTER_BOOKING_HOURS));
}

function expertEvening({ id, startAt, expertId }: Booking, zone: string) {
  const to = { party: "expert", expertId } as const;
  return {
    at: eveningBefore(startAt, zone),
    event: { type: "interviewReminderDue", bookingId: id, startAt, which: "day_before", to },
  } satisfies Timed;
}

export function book(interview: Interview, booking: Booking, circumstances: Circumstances): Decision | Refusal {
  if (interview.state === "scheduled") return move(interview, booking, circumstances);
  const { rules, actor } = circumstances;
  if (!rules.positionOpen)
    return refuse("position_closed", "Interviews for this position are on hold. Your invitation stays valid.");
  if (actor.kind === "candidate" && interview.latestAt !== null && booking.startAt > interview.latestAt) {
    return refuse("too_late", "This time lies after the last day for this interview.");
  }
  const times = timesOf(booking);
  const sequence = interview.sequence + 1;
  const matched = interview.state === "proposed" && actor.kind !== "candidate";
  const chosen = !matched && actor.kind === "member";
  const told = { times, sequence, expertId: booking.expertId, matched, ...(chosen ? { chosen } : {}) };
  return decide(
    interview,
    circumstances,
    { state: "scheduled", booking, sequence, proposal: null, leavingAt: interview.leavingAt },
    {
      words: matched ? `Preferred time matched by ${actorName(actor)}` : `Booked by ${actorName(actor)}`,
      requests: [
        { kind: "mail.candidate", mail: "booked", ...told },
        { kind: "mail.expert", expertId: booking.expertId, mail: "expert_booked", times, sequence },
        { kind: "ats.schedule", times, expertId: booking.expertId },
        { kind: "ats.note", note: "scheduled", times },
      ],
      timers: bookingTimers(booking, circumstances),
    },
  );
}

function expertRequests(old: Booking, booking: Booking, sequence: number): EffectRequest[] {
  const times = timesOf(booking);
  const oldTimes = timesOf(old);
  if (old.expertId === booking.expertId) {
    return [{ kind: "mail.expert", expertId: booking.expertId, mail: "expert_rescheduled", times, oldTimes, sequence }];
  }
  return [
    { kind: "mail.expert", expertId: old.expertId, mail: "expert_cancelled", times: oldTimes, sequence },
    { kind: "mail.expert", expertId: booking.expertId, mail: "expert_booked", times, sequence },
  ];
}

function move(interview: Interview, booking: Booking, circumstances: Circumstances): Decision | Refusal {
  const old = interview.booking;
  if (!old) return refuse("not_scheduled", "There is no booked time to change.");
  const byCandidate = circumstances.actor.kind === "candidate";
  const may = byCandidate ? mayReschedule(interview, circumstances) : true;
  if (isRefusal(may)) return may;
  if (old.startAt === booking.startAt && old.endAt === booking.endAt)
    return refuse("same_time", "The interview is already booked for this time.");
  const sequence = interview.sequence + 1;
  const times = timesOf(booking);
  const oldTimes = timesOf(old);
  return decide(
    interview,
    circumstances,
    { booking, sequence, reschedules: interview.reschedules + (byCandidate ? 1 : 0) },
    {
      words: `Moved by ${actorName(circumstances.actor)}`,
      requests: [
        {
          kind: "mail.candidate",
          mail: "rescheduled",
          times,
          oldTimes,
          sequence,
          expertId: booking.expertId,
          by: movedBy(circumstances),
        },
        ...expertRequests(old, booking, sequence),
        { kind: "ats.reschedule", times, expertId: booking.expertId },
        { kind: "ats.note", note: "rescheduled", times, oldTimes, by: actorName(circumstances.actor) },
      ],
      timers: bookingTimers(booking, circumstances),
    },
  );
}

function movedBy({ actor }: Circumstances): "candidate" | "company" | "us" {
  if (actor.kind === "candidate") return "candidate";
  return actor.kind === "member" ? "company" : "us";
}

/** Until then an expert hands an interview over without a mark; later it counts as late. */
export const FREE_HAND_OVER_HOURS = 12;

export function isLateHandOver(startAt: number, now: number): boolean {
  return startAt - now < hours(FREE_HAND_OVER_HOURS);
}

/**
 * Same time, another expert. The candidate hears of it only when their link to join changed. The booking keeps its id and
 * its time, so its timers go on; the evening before is the new expert's own.
 */
export function replaceExpert(
  interview: Interview,
  event: Extract<InterviewEvent, { type: "expertReplaced" }>,
  circumstances: Circumstances,
): Decision | Refusal {
  const old = interview.booking;
  const { booking } = event;
  if (!old || old.id !== booking.id || old.startAt !== booking.startAt || old.endAt !== booking.endAt)
    return refuse("not_same_time", "A replacement keeps the time.");
  if (old.expertId !== event.fromExpertId) return refuse("not_theirs", "Somebody else has this interview by now.");
  if (old.expertId === booking.expertId) return refuse("same_expert", "This expert already has the interview.");
  const sequence = interview.sequence + 1;
  const times = timesOf(booking);
  return decide(
    interview,
    circumstances,
    { booking, sequence },
    {
      words: `${event.takesOver} takes the interview over at the same time`,
      requests: [
        ...expertRequests(old, booking, sequence),
        ...(event.joinChanged
          ? ([{ kind: "mail.candidate", mail: "join_changed", times, sequence, expertId: booking.expertId }] as const)
          : []),
        { kind: "ats.reschedule", times, expertId: booking.expertId },
        { kind: "ats.note", note: "expert_replaced", times, expert: event.takesOver },
      ],
      timers: notTooSoon([expertEvening(booking, circumstances.zones.expert)], circumstances.now),
    },
  );
}

/** The expert can't, and nobody else is free then: the candidate is asked to choose again. */
export function giveBack(
  interview: Interview,
  { fromExpertId }: Extract<InterviewEvent, { type: "expertGaveBack" }>,
  circumstances: Circumstances,
): Decision | Refusal {
  const old = interview.booking;
  if (!old) return refuse("not_scheduled", "There is no booking to give back.");
  if (old.expertId !== fromExpertId) return refuse("not_theirs", "Somebody else has this interview by now.");
  const sequence = interview.sequence + 1;
  const bookBy = circumstances.now + hours(24 * circumstances.rules.bookWithinDays);
  const latestAt = circumstances.now + hours(24 * circumstances.rules.interviewWithinDays);
  return decide(
    interview,
    circumstances,
    { state: "invited", booking: null, sequence, bookBy, latestAt, invitedAt: circumstances.now },
    {
      words: "The expert became unavailable and nobody else is free then: the candidate is asked to choose again",
      requests: [
        { kind: "mail.candidate", mail: "please_rebook", times: timesOf(old), sequence, expertId: old.expertId },
        { kind: "mail.expert", expertId: old.expertId, mail: "expert_cancelled", times: timesOf(old), sequence },
        { kind: "ats.cancel" },
        {
          kind: "ats.note",
          note: "cancelled",
          times: timesOf(old),
          by: "InterviewVector",
          reason: "the expert became unavailable; the candidate was asked to choose another time",
        },
      ],
      timers: windowTimers(circumstances, bookBy),
    },
  );
}
