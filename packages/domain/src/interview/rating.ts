/**
 * What the candidate thought of it. Asked once, by day, of whoever was interviewed; it has no part in the result. A rating of
 * 1 or 2 opens an audit: somebody looks into it within two working days, and the candidate hears what came of it.
 */
import { orNextMorning } from "../civil.ts";
import { days, hours } from "../duration.ts";
import { refuse, type Refusal } from "../refusal.ts";
import { timesOf } from "./book.ts";
import { actorName, decide, type Circumstances, type Decision, type Timed, type Zones } from "./decision.ts";
import type { InterviewEvent } from "./event.ts";
import type { Booking, Interview, Rating } from "./state.ts";

type EventOf<Type extends InterviewEvent["type"]> = Extract<InterviewEvent, { type: Type }>;

const ASK_AFTER_HOURS = 2;
const OPEN_FOR_DAYS = 30;
const AUDIT_WORKING_DAYS = 2;

export function isBadRating(score: number): boolean {
  return score <= 2;
}

export function isGoodRating(score: number): boolean {
  return score >= 4;
}

/** Two hours after the end; where that is at night for the candidate, at nine the next morning. */
export function ratingAskAt(endAt: number, candidateZone: string): number {
  return orNextMorning(endAt + hours(ASK_AFTER_HOURS), candidateZone);
}

export function ratingTimer({ endAt }: Booking, zones: Zones): Timed {
  return { at: ratingAskAt(endAt, zones.candidate), event: { type: "ratingAskDue", endAt } };
}

/** The same time of day two working days later, by UTC: those who look into it sit in many zones. */
export function ratingAuditDueAt(openedAt: number): number {
  let at = openedAt;
  for (let left = AUDIT_WORKING_DAYS; left > 0;) {
    at += days(1);
    const weekday = new Date(at).getUTCDay();
    if (weekday !== 0 && weekday !== 6) left -= 1;
  }
  return at;
}

/** When the audit is due that a rating given now opens; null where it opens none. */
export function auditOpenedBy(score: number, rating: Rating | null, now: number): number | null {
  return isBadRating(score) && !rating?.audit ? ratingAuditDueAt(now) : null;
}

/** Asked before the form is shown, and again when it is sent. */
export function mayRate({ state, booking, rating }: Interview, now: number): true | Refusal {
  if (!booking || !["awaiting_report", "in_review", "completed"].includes(state))
    return refuse("not_held", "There is no interview to rate.");
  if (now >= booking.endAt + days(OPEN_FOR_DAYS))
    return refuse("rating_closed", "The time to rate this interview is over.");
  if (rating?.audit && rating.audit.endedAt !== null)
    return refuse("rating_answered", "This rating has been looked into and answered.");
  return true;
}

export function askForRating(
  interview: Interview,
  event: EventOf<"ratingAskDue">,
  circumstances: Circumstances,
): Decision | Refusal {
  const { booking, rating } = interview;
  if (!booking || booking.endAt !== event.endAt)
    return refuse("no_longer_due", "This belongs to a time that is no longer booked.");
  if (rating !== null) return refuse("already_rated", "The candidate has rated the interview already.");
  return decide(
    interview,
    circumstances,
    {},
    {
      words: "The candidate is asked how it was",
      requests: [{ kind: "mail.candidate", mail: "rating_request", times: timesOf(booking) }],
    },
  );
}

export function rate(
  interview: Interview,
  { score, before, auditDueAt: dueAt }: EventOf<"rated">,
  circumstances: Circumstances,
): Decision | Refusal {
  const may = mayRate(interview, circumstances.now);
  if (may !== true) return may;
  const audit = dueAt === null ? (interview.rating?.audit ?? null) : { dueAt, endedAt: null };
  return decide(
    interview,
    circumstances,
    { rating: { score, audit } },
    {
      words: ratedWords(score, before),
      requests: dueAt === null ? [] : [{ kind: "mail.auditor", mail: "auditor_rating", score, dueAt }],
      timers: dueAt === null ? [] : [{ at: dueAt, event: { type: "ratingAuditDue", dueAt } }],
    },
  );
}

function ratedWords(score: number, before: number | null): string {
  if (before === score) return `The candidate changed the words of their rating: ${score} of 5`;
  return `The candidate rated the interview: ${score} of 5${before === null ? "" : `, until then ${before}`}`;
}

export function ratingOverdue(
  interview: Interview,
  { dueAt }: EventOf<"ratingAuditDue">,
  circumstances: Circumstances,
): Decision | Refusal {
  const audit = interview.rating?.audit;
  if (!audit || audit.dueAt !== dueAt || audit.endedAt !== null)
    return refuse("no_longer_due", "This rating has been answered.");
  return decide(
    interview,
    circumstances,
    {},
    {
      words: "The candidate’s rating is not answered yet: the operators are told",
      requests: [{ kind: "mail.operator", mail: "operator_rating_late", dueAt }],
    },
  );
}

/** The words are kept beside the rating: they are for the candidate, not for the timeline. */
export function answerRating(interview: Interview, circumstances: Circumstances): Decision | Refusal {
  const { rating } = interview;
  if (!rating?.audit) return refuse("no_audit", "Nobody has to look into this rating.");
  if (rating.audit.endedAt !== null) return refuse("already_answered", "This rating has been answered already.");
  return decide(
    interview,
    circumstances,
    { rating: { ...rating, audit: { ...rating.audit, endedAt: circumstances.now } } },
    {
      words: `The rating was looked into by ${actorName(circumstances.actor)}; the candidate is told what came of it`,
      requests: [{ kind: "mail.candidate", mail: "rating_answer" }],
    },
  );
}
