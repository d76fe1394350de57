/** The meeting itself: reminded of, begun, over, not come, broken off. What follows it is in report.ts. */
import { hours, minutes } from "../duration.ts";
import { refuse, type Refusal } from "../refusal.ts";
import { timesOf } from "./book.ts";
import { actorName, decide, type Circumstances, type Decision } from "./decision.ts";
import type { EffectRequest } from "./effect.ts";
import type { InterviewEvent, NoShowParty } from "./event.ts";
import { ratingTimer } from "./rating.ts";
import { expertDueAt, reportTimers } from "./report.ts";
import type { Interview } from "./state.ts";

type EventOf<Type extends InterviewEvent["type"]> = Extract<InterviewEvent, { type: Type }>;

function stale(): Refusal {
  return refuse("no_longer_due", "This belongs to a time that is no longer booked.");
}

/** Nearer to the start than this, a reminder that was held up would only confuse. */
export const reminderCutoffMs = { day_before: hours(4), hour_before: minutes(20), ten_minutes: 0 };

const reminderWords = {
  both: "Reminder of the interview",
  candidate: "Reminder of the interview, to the candidate",
  expert: "Reminder of the interview, to the expert",
};

export function remindOfInterview(
  interview: Interview,
  event: EventOf<"interviewReminderDue">,
  circumstances: Circumstances,
): Decision | Refusal {
  const { booking } = interview;
  if (!booking || booking.id !== event.bookingId || booking.startAt !== event.startAt) return stale();
  if (circumstances.now > booking.startAt - reminderCutoffMs[event.which])
    return refuse("too_late", "It is too late for this reminder to help.");
  if (event.to.party === "expert" && event.to.expertId !== booking.expertId)
    return refuse("no_longer_due", "Somebody else has this interview by now.");
  const times = timesOf(booking);
  const { which, to } = event;
  const { expertId } = booking;
  const requests: EffectRequest[] = [];
  if (to.party !== "expert") requests.push({ kind: "mail.candidate", mail: "interview_reminder", times, which });
  if (to.party !== "expert" && which !== "day_before" && circumstances.rules.textReminders)
    requests.push({ kind: "sms.candidate", text: "interview_reminder", times, which });
  if (to.party !== "candidate") requests.push({ kind: "mail.expert", expertId, mail: "expert_reminder", times, which });
  return decide(interview, circumstances, {}, { words: reminderWords[to.party], requests });
}

export function start(
  interview: Interview,
  event: EventOf<"started">,
  circumstances: Circumstances,
): Decision | Refusal {
  if (!interview.booking || interview.booking.id !== event.bookingId || interview.booking.startAt !== event.startAt)
    return stale();
  // After an outage both timers are due at once, in no order: what was to happen first happens.
  if (interview.leavingAt !== null && interview.leavingAt <= circumstances.now)
    return refuse("leaving", "The candidate had left the stage before the start.");
  return decide(interview, circumstances, { state: "live" }, { words: "The interview began" });
}

export function finish(
  interview: Interview,
  event: EventOf<"ended">,
  circumstances: Circumstances,
): Decision | Refusal {
  const { booking } = interview;
  if (!booking || booking.id !== event.bookingId || booking.endAt !== event.endAt) return stale();
  const reportDueAt = booking.endAt + minutes(circumstances.rules.reportDueMinutes);
  const dueAt = expertDueAt(reportDueAt, circumstances.rules);
  return decide(
    interview,
    circumstances,
    { state: "awaiting_report", reportDueAt },
    {
      words: "The interview is over; the report is due",
      requests: [
        {
          kind: "mail.expert",
          expertId: booking.expertId,
          mail: "report_due",
          times: timesOf(booking),
          dueAt,
          minutesLeft: Math.round((dueAt - circumstances.now) / minutes(1)),
        },
      ],
      timers: [...reportTimers(booking, reportDueAt, circumstances), ratingTimer(booking, circumstances.zones)],
    },
  );
}

export function notCome(interview: Interview, party: NoShowParty, circumstances: Circumstances): Decision | Refusal {
  const { booking } = interview;
  if (!booking) return stale();
  const times = timesOf(booking);
  const mayRebook = party === "expert" || circumstances.rules.candidateMayRebookAfterNoShow;
  const sequence = interview.sequence + 1;
  const requests: EffectRequest[] =
    party === "candidate"
      ? [{ kind: "mail.candidate", mail: "missed", times, mayRebook }]
      : [
          { kind: "mail.candidate", mail: "please_rebook", times, sequence, expertId: booking.expertId },
          { kind: "mail.operator", mail: "operator_expert_missing", times },
        ];
  return decide(
    interview,
    circumstances,
    {
      state: party === "candidate" ? "candidate_no_show" : "expert_no_show",
      booking: null,
      sequence,
      reportDueAt: null,
    },
    {
      words: party === "candidate" ? "The candidate did not come" : "The expert did not come",
      requests: [...requests, { kind: "ats.cancel" }, { kind: "ats.note", note: "no_show", times, party, mayRebook }],
    },
  );
}

export function breakOff(interview: Interview, circumstances: Circumstances): Decision | Refusal {
  const { booking } = interview;
  if (!booking) return stale();
  const times = timesOf(booking);
  const sequence = interview.sequence + 1;
  return decide(
    interview,
    circumstances,
    { state: "interrupted", booking: null, sequence, reportDueAt: null },
    {
      words: `Broken off, recorded by ${actorName(circumstances.actor)}`,
      requests: [
        { kind: "mail.candidate", mail: "please_rebook", times, sequence, expertId: booking.expertId },
        { kind: "ats.cancel" },
        { kind: "ats.note", note: "interrupted", times },
      ],
    },
  );
}
