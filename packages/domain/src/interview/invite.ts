/** From the entry of a candidate to the invitation, its reminders and its end. */
import { byDay } from "../civil.ts";
import { days, hours } from "../duration.ts";
import { refuse, type Refusal } from "../refusal.ts";
import { decide, type Circumstances, type Decision, type Timed } from "./decision.ts";
import type { EffectRequest } from "./effect.ts";
import type { InterviewEvent } from "./event.ts";
import type { BlockReason, Interview } from "./state.ts";

const contactReasons: readonly BlockReason[] = ["email_missing", "phone_missing", "resume_missing"];

export function isContactReason(reason: BlockReason): boolean {
  return contactReasons.includes(reason);
}

function sameReasons(left: readonly BlockReason[], right: readonly BlockReason[]): boolean {
  return left.length === right.length && left.every((reason) => right.includes(reason));
}

/** Blocks with a note for each new set of reasons, or invites. */
export function enter(interview: Interview, reasons: BlockReason[], circumstances: Circumstances): Decision {
  if (reasons.length > 0) return block(interview, reasons, circumstances);
  // Invited once already, to an address that did not work: whoever reads the old one must not hold a living link.
  return invite(interview, circumstances, interview.invitedAt !== null);
}

function block(interview: Interview, reasons: BlockReason[], circumstances: Circumstances): Decision {
  const silent = reasons.includes("awaiting_confirmation") || sameReasons(reasons, interview.notedReasons);
  const about = { reasons, ...(interview.invitedAt === null ? {} : { again: true }) };
  const note: EffectRequest = reasons.some(isContactReason)
    ? { kind: "ats.note", note: "information_missing", ...about }
    : { kind: "ats.note", note: "position_not_ready", ...about };
  return decide(
    interview,
    circumstances,
    { state: "blocked", blockedReasons: reasons, notedReasons: silent ? interview.notedReasons : reasons },
    { words: `Blocked: ${reasons.map(reasonWords).join(", ")}`, requests: silent ? [] : [note] },
  );
}

export function reasonWords(reason: BlockReason): string {
  switch (reason) {
    case "email_missing":
      return "e-mail address missing";
    case "phone_missing":
      return "phone number missing";
    case "resume_missing":
      return "résumé missing";
    case "not_configured":
      return "position not configured";
    case "paused":
      return "position paused";
    case "inactive":
      return "position inactive";
    case "no_round_left":
      return "no round left";
    case "address_bounced":
      return "e-mail address refused";
    case "awaiting_confirmation":
      return "many moves at once, waiting for confirmation";
    default:
      return reason satisfies never;
  }
}

/** Between two reminders to book at least: whoever was just asked isn't asked again. */
const BETWEEN_REMINDERS_HOURS = 20;

/** The timers of one booking window, by the candidate's day. Reminders too near to the last one, or after it, are left out. */
export function windowTimers({ now, zones }: Circumstances, bookBy: number): Timed[] {
  const lastAt = byDay(bookBy - hours(24), zones.candidate);
  const plain = [
    { at: byDay(now + hours(24), zones.candidate), event: { type: "bookingReminderDue", bookBy, which: "first" } },
    { at: byDay(now + hours(72), zones.candidate), event: { type: "bookingReminderDue", bookBy, which: "second" } },
  ] satisfies Timed[];
  return [
    ...plain.filter((timer) => timer.at <= lastAt - hours(BETWEEN_REMINDERS_HOURS)),
    ...(bookBy - hours(24) > now
      ? [{ at: lastAt, event: { type: "bookingReminderDue", bookBy, which: "last" } } satisfies Timed]
      : []),
    { at: bookBy, event: { type: "bookingWindowClosed", bookBy } },
  ];
}

export function invite(interview: Interview, circumstances: Circumstances, newGeneration = false): Decision {
  const { now, rules } = circumstances;
  const bookBy = now + days(rules.bookWithinDays);
  const latestAt = now + days(rules.interviewWithinDays);
  return decide(
    interview,
    circumstances,
    {
      state: "invited",
      blockedReasons: [],
      notedReasons: [],
      invitedAt: now,
      bookBy,
      latestAt,
      booking: null,
      reschedules: 0,
      proposal: null,
      leavingAt: null,
      generation: newGeneration ? interview.generation + 1 : interview.generation,
    },
    {
      words: "Invited",
      requests: [
        { kind: "mail.candidate", mail: "invitation" },
        { kind: "ats.note", note: "invited", bookBy, at: now },
      ],
      timers: windowTimers(circumstances, bookBy),
    },
  );
}

/** The ATS was read again. Waiting for information: go on, or name what is missing now. */
export function readFacts(
  interview: Interview,
  reasons: BlockReason[],
  circumstances: Circumstances,
): Decision | Refusal {
  if (reasons.length > 0 && sameReasons(reasons, interview.blockedReasons)) {
    return refuse("still_blocked", `Still blocked: ${reasons.map(reasonWords).join(", ")}.`);
  }
  return enter(interview, reasons, circumstances);
}

/** Many were moved at once, and somebody said that this one is meant. What else is in the way still is. */
export function confirmMove(
  interview: Interview,
  reasons: BlockReason[],
  circumstances: Circumstances,
): Decision | Refusal {
  if (!interview.blockedReasons.includes("awaiting_confirmation"))
    return refuse("not_waiting", "This candidate does not wait for a confirmation.");
  // Moved back in time they go on by themselves: their move is confirmed by then.
  if (interview.leavingAt !== null) return refuse("leaving", "This candidate has just left the stage.");
  return enter(interview, reasons, circumstances);
}

export function retrigger(
  interview: Interview,
  reasons: BlockReason[],
  circumstances: Circumstances,
): Decision | Refusal {
  if (interview.state === "blocked") return readFacts(interview, reasons, circumstances);
  if (reasons.length > 0) return block(interview, reasons, circumstances);
  return invite(interview, circumstances, true);
}

/** What a reminder, or the end of a window, meets while nothing can be chosen. */
export function stillOnHold(): Refusal {
  return refuse("on_hold", "Interviews for this position are on hold; the candidate waits.");
}

export function remindToBook(
  interview: Interview,
  event: Extract<InterviewEvent, { type: "bookingReminderDue" }>,
  circumstances: Circumstances,
): Decision | Refusal {
  if (interview.bookBy !== event.bookBy)
    return refuse("no_longer_due", "This reminder belongs to an earlier invitation.");
  if (!circumstances.rules.positionOpen) return stillOnHold();
  if (circumstances.now >= event.bookBy) return refuse("too_late", "It is too late for this reminder to help.");
  const last = event.which === "last";
  // One that was held up, or belongs to the window before, may have gone out a moment ago.
  const { now, zones } = circumstances;
  const remindsAt = byDay(now, zones.candidate);
  const tooSoon = interview.remindedAt !== null && remindsAt < interview.remindedAt + hours(BETWEEN_REMINDERS_HOURS);
  if (tooSoon && !last) return refuse("just_reminded", "The candidate was reminded to book a short while ago.");
  const reminder: EffectRequest = { kind: "mail.candidate", mail: "booking_reminder", which: event.which };
  return decide(interview, circumstances, tooSoon ? {} : { remindedAt: remindsAt }, {
    words: last ? "Last reminder to book" : "Reminder to book",
    requests: last ? [{ kind: "ats.note", note: "last_reminder", bookBy: event.bookBy }] : [],
    byDay: tooSoon ? [] : [reminder],
  });
}

export function expire(
  interview: Interview,
  event: Extract<InterviewEvent, { type: "bookingWindowClosed" }>,
  circumstances: Circumstances,
): Decision | Refusal {
  if (interview.bookBy !== event.bookBy)
    return refuse("no_longer_due", "This window belongs to an earlier invitation.");
  if (!circumstances.rules.positionOpen) return stillOnHold();
  return decide(
    interview,
    circumstances,
    { state: "expired" },
    {
      words: "The booking window closed without a booking",
      requests: [{ kind: "ats.note", note: "expired" }],
      byDay: [{ kind: "mail.candidate", mail: "expired" }],
    },
  );
}
