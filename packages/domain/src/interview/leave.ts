/** Cancelling, declining, and leaving the stage with its grace. */
import { minutes, seconds } from "../duration.ts";
import { refuse, type Refusal } from "../refusal.ts";
import { timesOf } from "./book.ts";
import { actorName, decide, type Circumstances, type Decision } from "./decision.ts";
import type { EffectRequest, Times } from "./effect.ts";
import type { InterviewEvent, LeaveCause } from "./event.ts";
import type { Interview } from "./state.ts";

interface Ending {
  toCandidate: "candidate" | "company" | "neutral";
  by: string;
  reason: string;
  words: string;
  /** The candidate left the stage, and that ended it. */
  left?: LeaveCause;
}

function end(interview: Interview, ending: Ending, circumstances: Circumstances): Decision {
  const { booking } = interview;
  const sequence = booking ? interview.sequence + 1 : interview.sequence;
  const times = booking ? timesOf(booking) : null;
  return decide(
    interview,
    circumstances,
    { state: "cancelled", booking: null, proposal: null, leavingAt: null, sequence, cancelReason: ending.reason },
    {
      words: ending.words,
      requests: [
        ...(booking && times
          ? ([
              {
                kind: "mail.candidate",
                mail: "cancelled",
                times,
                sequence,
                by: ending.toCandidate,
                expertId: booking.expertId,
              },
              { kind: "mail.expert", expertId: booking.expertId, mail: "expert_cancelled", times, sequence },
              { kind: "ats.cancel" },
            ] as const)
          : []),
        ...cancelledNote(ending, times),
      ],
    },
  );
}

/** Nothing can be noted on an opportunity that is no more. */
function cancelledNote({ by, reason, left }: Ending, times: Times | null): EffectRequest[] {
  if (left === "deleted") return [];
  return [{ kind: "ats.note", note: "cancelled", times, by, reason, ...(left === undefined ? {} : { left }) }];
}

export function cancel(interview: Interview, reason: string, circumstances: Circumstances): Decision | Refusal {
  const { actor, now } = circumstances;
  if (actor.kind === "candidate" && interview.booking && now >= interview.booking.startAt) {
    return refuse("already_started", "The interview has already begun. Please ask for help.");
  }
  return end(
    interview,
    {
      toCandidate: actor.kind === "candidate" ? "candidate" : "company",
      by: actorName(actor),
      reason,
      words: `Cancelled by ${actorName(actor)}`,
    },
    circumstances,
  );
}

/** Of many moved at once, not meant: nobody was told of an interview, so nobody is told of its end. */
export function setAside(interview: Interview, circumstances: Circumstances): Decision | Refusal {
  if (!interview.blockedReasons.includes("awaiting_confirmation"))
    return refuse("not_waiting", "This candidate does not wait for a confirmation.");
  return decide(
    interview,
    circumstances,
    { state: "cancelled", leavingAt: null, cancelReason: "not meant to be invited" },
    { words: `Not invited, as ${actorName(circumstances.actor)} chose` },
  );
}

export function decline(interview: Interview, reason: string, circumstances: Circumstances): Decision {
  return end(
    interview,
    { toCandidate: "candidate", by: "the candidate", reason, words: "Declined by the candidate" },
    circumstances,
  );
}

/** The person is gone from the ATS, and with them everything that could still be written there. Only the expert hears of it. */
export function erase(interview: Interview, circumstances: Circumstances): Decision {
  const { booking, state } = interview;
  const ahead = booking !== null && (state === "scheduled" || state === "live");
  const sequence = ahead ? interview.sequence + 1 : interview.sequence;
  return decide(
    interview,
    circumstances,
    {
      state: "cancelled",
      booking: null,
      proposal: null,
      leavingAt: null,
      reportDueAt: null,
      reviewDueAt: null,
      sequence,
      cancelReason: "personal data erased",
    },
    {
      words: "Personal data erased",
      requests: ahead
        ? [
            {
              kind: "mail.expert",
              expertId: booking.expertId,
              mail: "expert_cancelled",
              times: timesOf(booking),
              sequence,
            },
          ]
        : [],
    },
  );
}

const causeWords: Record<LeaveCause, string> = {
  moved: "moved to another stage",
  archived: "archived",
  hired: "hired",
  deleted: "deleted or anonymised in the ATS",
  reentered: "entered the stage anew",
};

/** No grace where it would reach the interview, or where there is nothing to slip back to. */
function graceMs(interview: Interview, cause: LeaveCause, { now, rules }: Circumstances): number {
  if (cause === "reentered" || cause === "deleted") return 0;
  if (interview.booking && interview.booking.startAt - now <= minutes(30)) return 0;
  return seconds(rules.leaveGraceSeconds);
}

function graceWords(grace: number): string {
  const whole = Math.round(grace / 1000);
  if (whole % 60 !== 0) return `${whole} seconds`;
  return whole === 60 ? "1 minute" : `${whole / 60} minutes`;
}

export function leave(interview: Interview, cause: LeaveCause, circumstances: Circumstances): Decision | Refusal {
  if (interview.state === "live" && cause !== "reentered") {
    if (interview.leavingAt !== null) return refuse("already_asked", "The recruiter has been asked already.");
    return decide(
      interview,
      circumstances,
      {
        leavingAt: circumstances.now,
        atsQuestion: { what: "left", startAt: null, endAt: null, foundAt: circumstances.now, answeredAt: null },
      },
      {
        words: `Candidate ${causeWords[cause]} while the interview is live: the recruiter is asked`,
        requests: [{ kind: "ats.note", note: "leaving_while_live" }],
      },
    );
  }
  const grace = graceMs(interview, cause, circumstances);
  if (grace === 0) return endForLeaving(interview, cause, circumstances);
  if (interview.leavingAt !== null) return refuse("already_leaving", "The candidate has already left the stage.");
  const leavingAt = circumstances.now + grace;
  return decide(
    interview,
    circumstances,
    { leavingAt },
    {
      words: `Candidate ${causeWords[cause]}; cancelled in ${graceWords(grace)} unless moved back`,
      timers: [{ at: leavingAt, event: { type: "leaveConfirmed", leavingAt, cause } }],
    },
  );
}

function endForLeaving(interview: Interview, cause: LeaveCause, circumstances: Circumstances): Decision {
  return end(
    interview,
    {
      toCandidate: "neutral",
      by: "InterviewVector",
      reason: `the candidate ${cause === "reentered" ? "" : "was "}${causeWords[cause]}`,
      words: `Cancelled: candidate ${causeWords[cause]}`,
      left: cause,
    },
    circumstances,
  );
}

export function confirmLeave(
  interview: Interview,
  event: Extract<InterviewEvent, { type: "leaveConfirmed" }>,
  circumstances: Circumstances,
): Decision | Refusal {
  if (interview.leavingAt !== event.leavingAt) return refuse("no_longer_due", "The candidate came back in time.");
  return endForLeaving(interview, event.cause, circumstances);
}

/** Back within the grace: the same interview goes on and belongs to the newer entry. */
export function comeBack(interview: Interview, enteredAt: number, circumstances: Circumstances): Decision | Refusal {
  if (interview.leavingAt === null && interview.enteredAt === enteredAt)
    return refuse("not_leaving", "The candidate had not left.");
  return decide(
    interview,
    circumstances,
    { leavingAt: null, enteredAt, ...(interview.atsQuestion?.what === "left" ? { atsQuestion: null } : {}) },
    { words: "Candidate moved back in time; nothing changes" },
  );
}

/** No new entry, so nothing is made by itself: the recruiter is told, and may invite again with one click. */
export function comeOutOfArchive(interview: Interview, circumstances: Circumstances): Decision {
  return decide(
    interview,
    circumstances,
    {},
    {
      words: "Taken out of the archive: the recruiter is told how to invite again",
      requests: [{ kind: "ats.note", note: "unarchived" }],
    },
  );
}
