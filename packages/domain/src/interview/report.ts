/**
 * The report, from its reminders to its release. Where a position wants it, an auditor reads the report before it leaves us:
 * the expert then has less time, so that both together keep the promise, and nothing unseen is ever released.
 */
import { minutes } from "../duration.ts";
import { refuse, type Refusal } from "../refusal.ts";
import { timesOf } from "./book.ts";
import { actorName, decide, type Circumstances, type Decision, type Timed } from "./decision.ts";
import type { EffectRequest } from "./effect.ts";
import type { InterviewEvent } from "./event.ts";
import type { Booking, Interview, Rules } from "./state.ts";

type EventOf<Type extends InterviewEvent["type"]> = Extract<InterviewEvent, { type: Type }>;

function stale(): Refusal {
  return refuse("no_longer_due", "This belongs to a report that is no longer awaited.");
}

/** When the expert must be done so that the report stands in the ATS in time. */
export function expertDueAt(reportDueAt: number, rules: Pick<Rules, "reviewBeforeRelease" | "reviewMinutes">): number {
  return rules.reviewBeforeRelease ? reportDueAt - minutes(rules.reviewMinutes) : reportDueAt;
}

/**
 * After half an hour each: the expert. With fifteen minutes left, or when an auditor's time begins: the operator. That time runs
 * from the end of the meeting; where the end was noticed late (`now`), what should have been told by then is told at once.
 */
export function reportTimers(
  { endAt }: Booking,
  reportDueAt: number,
  { now, rules }: Pick<Circumstances, "now" | "rules">,
): Timed[] {
  const atOnce = now + 1;
  const dueAt = expertDueAt(reportDueAt, rules);
  const left = (at: number) => Math.round((dueAt - at) / minutes(1));
  const toExpert = [30, 60, 90].map((elapsed) => endAt + minutes(elapsed)).filter((at) => at < dueAt - minutes(10));
  const toOperator = rules.reviewBeforeRelease ? dueAt : dueAt - minutes(15);
  return [
    ...toExpert.map((at): Timed => ({
      at,
      event: { type: "reportReminderDue", endAt, minutesLeft: left(at), to: "expert" },
    })),
    {
      at: Math.max(toOperator, atOnce),
      event: { type: "reportReminderDue", endAt, minutesLeft: left(toOperator), to: "operator" },
    },
    { at: Math.max(reportDueAt, atOnce), event: { type: "reportOverdue", endAt } },
  ];
}

export function remindOfReport(
  interview: Interview,
  event: EventOf<"reportReminderDue">,
  circumstances: Circumstances,
): Decision | Refusal {
  const { booking, reportDueAt } = interview;
  if (!booking || reportDueAt === null || booking.endAt !== event.endAt) return stale();
  const times = timesOf(booking);
  const toExpert = event.to === "expert";
  const dueAt = expertDueAt(reportDueAt, circumstances.rules);
  const request: EffectRequest = toExpert
    ? {
        kind: "mail.expert",
        expertId: booking.expertId,
        mail: "report_due",
        times,
        dueAt,
        minutesLeft: event.minutesLeft,
      }
    : { kind: "mail.operator", mail: "operator_report_late", times, dueAt: reportDueAt };
  const words = toExpert
    ? `Reminder to the expert: report due in ${event.minutesLeft} minutes`
    : "The report is missing: the operators are told";
  return decide(interview, circumstances, {}, { words, requests: [request] });
}

/** The promise was missed, whoever's turn it was. Recorded once; who sent it back or reads it still is helped by an operator. */
export function overdue(
  interview: Interview,
  event: EventOf<"reportOverdue">,
  circumstances: Circumstances,
): Decision | Refusal {
  const { booking, reportDueAt, reportOverdueAt, releasedVersion } = interview;
  if (!booking || reportDueAt === null || booking.endAt !== event.endAt) return stale();
  if (reportOverdueAt !== null || releasedVersion > 0) return refuse("happened_before", "This is known already.");
  const sentBack = interview.state === "awaiting_report" && interview.reportVersion > 0;
  return decide(
    interview,
    circumstances,
    { reportOverdueAt: circumstances.now },
    {
      words: "The report is late: the time promised for it is over",
      requests: sentBack
        ? [{ kind: "mail.operator", mail: "operator_report_late", times: timesOf(booking), dueAt: reportDueAt }]
        : [],
    },
  );
}

export function report(interview: Interview, reportVersion: number, circumstances: Circumstances): Decision | Refusal {
  if (reportVersion <= interview.reportVersion)
    return refuse("already_submitted", "This version of the report has been submitted already.");
  const corrected = interview.releasedVersion > 0;
  const submitted = corrected ? "Report corrected" : "Report submitted";
  if (!circumstances.rules.reviewBeforeRelease)
    return release({ ...interview, reportVersion }, submitted, circumstances);
  return review(interview, reportVersion, { words: `${submitted}; an auditor reads it first`, circumstances });
}

function review(
  interview: Interview,
  reportVersion: number,
  { words, circumstances }: { words: string; circumstances: Circumstances },
): Decision | Refusal {
  const { booking } = interview;
  if (!booking) return stale();
  const { now, rules } = circumstances;
  // What comes late, and a correction, has an auditor's usual time from now on.
  const promised = interview.releasedVersion > 0 ? null : interview.reportDueAt;
  const reviewDueAt = promised !== null && promised > now ? promised : now + minutes(rules.reviewMinutes);
  return decide(
    interview,
    circumstances,
    { state: "in_review", reportVersion, reviewDueAt },
    {
      words,
      requests: [
        { kind: "mail.auditor", mail: "auditor_review", times: timesOf(booking), dueAt: reviewDueAt, reminder: false },
      ],
      timers: [
        { at: reviewDueAt - minutes(15), event: { type: "reviewReminderDue", reportVersion, which: "soon" } },
        { at: reviewDueAt, event: { type: "reviewReminderDue", reportVersion, which: "late" } },
      ],
    },
  );
}

/** A quarter of an hour before: the auditors. When it is due: the operators, who may read and release it then. */
export function remindOfReview(
  interview: Interview,
  event: EventOf<"reviewReminderDue">,
  circumstances: Circumstances,
): Decision | Refusal {
  const { booking, reviewDueAt } = interview;
  if (!booking || reviewDueAt === null || interview.reportVersion !== event.reportVersion) return stale();
  const about = { times: timesOf(booking), dueAt: reviewDueAt };
  return event.which === "soon"
    ? decide(
        interview,
        circumstances,
        {},
        {
          words: "Reminder to the auditors: the report waits for review",
          requests: [{ kind: "mail.auditor", mail: "auditor_review", ...about, reminder: true }],
        },
      )
    : decide(
        interview,
        circumstances,
        {},
        {
          words: "The review is late: the operators are told",
          requests: [{ kind: "mail.operator", mail: "operator_review_late", ...about }],
        },
      );
}

export function releaseReport(interview: Interview, circumstances: Circumstances): Decision | Refusal {
  return release(interview, `Report released by ${actorName(circumstances.actor)}`, circumstances);
}

/** Back to the expert with words. What was released before stays what the company reads. */
export function sendBack(interview: Interview, words: string, circumstances: Circumstances): Decision | Refusal {
  const { booking, reportDueAt } = interview;
  if (!booking) return stale();
  const corrected = interview.releasedVersion > 0;
  const stillTime = !corrected && reportDueAt !== null && reportDueAt > circumstances.now;
  return decide(
    interview,
    circumstances,
    { state: corrected ? "completed" : "awaiting_report", reviewDueAt: null },
    {
      words: `Report sent back to the expert by ${actorName(circumstances.actor)}`,
      requests: [
        {
          kind: "mail.expert",
          expertId: booking.expertId,
          mail: "report_sent_back",
          times: timesOf(booking),
          words,
          dueAt: stillTime ? reportDueAt : null,
        },
      ],
    },
  );
}

function release(interview: Interview, words: string, circumstances: Circumstances): Decision | Refusal {
  const { booking, reportVersion } = interview;
  if (!booking) return stale();
  return decide(
    interview,
    circumstances,
    { state: "completed", reportVersion, releasedVersion: reportVersion, reviewDueAt: null },
    {
      words,
      requests: [
        { kind: "ats.feedback", reportVersion },
        { kind: "ats.file", reportVersion },
        {
          kind: "ats.note",
          note: "feedback_uploaded",
          times: timesOf(booking),
          corrected: interview.releasedVersion > 0,
        },
      ],
    },
  );
}
