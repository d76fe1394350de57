/** Preferred times: given, answered or not in the time that was promised, and over without a match. */
import { hours } from "../duration.ts";
import { refuse, type Refusal } from "../refusal.ts";
import { decide, type Circumstances, type Decision, type Timed } from "./decision.ts";
import type { InterviewEvent } from "./event.ts";
import { stillOnHold, windowTimers } from "./invite.ts";
import type { Interview, TimeRange } from "./state.ts";

export function propose(
  interview: Interview,
  event: Extract<InterviewEvent, { type: "timesProposed" }>,
  circumstances: Circumstances,
): Decision | Refusal {
  const { now, rules } = circumstances;
  if (!rules.positionOpen)
    return refuse("position_closed", "Interviews for this position are on hold. Your invitation stays valid.");
  const ranges = event.ranges
    .filter((range) => range.toAt > range.fromAt && range.toAt > now)
    .sort((left, right) => left.fromAt - right.fromAt);
  const last = lookUntil(ranges);
  if (ranges.length === 0) return refuse("no_range", "Please give at least one range of time that lies ahead.");
  const answerBy = now + hours(rules.proposalAnswerHours);
  return decide(
    interview,
    circumstances,
    { state: "proposed", proposal: { ranges, comment: event.comment, givenAt: now, answerBy } },
    {
      words: "Gave preferred times",
      requests: [
        { kind: "mail.candidate", mail: "proposal_received", answerBy },
        { kind: "mail.operator", mail: "operator_proposal", ranges, answerBy },
        { kind: "ats.note", note: "proposed", ranges, answerBy },
        { kind: "interview.match", givenAt: now },
      ],
      timers: proposalTimers({ givenAt: now, answerBy, lookUntil: last }),
    },
  );
}

/** When the last of the preferred times is over: until then somebody may still become free. */
export function lookUntil(ranges: readonly TimeRange[]): number {
  return ranges.reduce((latest, range) => Math.max(latest, range.toAt), 0);
}

/**
 * Matched or not, on hold or not, the candidate hears in the time that was promised; looking goes on until the last of the times is
 * over. Where that comes first, it answers; but not while interviews are on hold.
 */
function proposalTimers(promise: { givenAt: number; answerBy: number; lookUntil: number }): Timed[] {
  const { givenAt, answerBy, lookUntil: last } = promise;
  return [
    { at: answerBy, event: { type: "proposalAnswerDue", givenAt } },
    { at: last, event: { type: "proposalLapsed", givenAt } },
  ];
}

/** The promised moment is here and nobody is free: the candidate hears the truth, an operator is told, and looking goes on. */
export function answerLate(interview: Interview, givenAt: number, circumstances: Circumstances): Decision | Refusal {
  const { proposal } = interview;
  if (proposal?.givenAt !== givenAt) return refuse("no_longer_due", "These preferred times are no longer open.");
  if (!circumstances.rules.positionOpen) return answerOnHold(interview, proposal.answerBy, circumstances);
  const { ranges, answerBy } = proposal;
  const until = lookUntil(ranges);
  if (circumstances.now >= until) return refuse("too_late", "The last of the preferred times is over.");
  return decide(
    interview,
    circumstances,
    {},
    {
      words: "Nobody was free at the preferred times when the answer was promised; looking goes on",
      requests: [
        { kind: "mail.candidate", mail: "proposal_unanswered", answerBy, lookUntil: until },
        { kind: "mail.operator", mail: "operator_proposal_late", ranges, answerBy, lookUntil: until },
      ],
    },
  );
}

/** Nothing can be booked, and nobody has to do anything: but an answer was promised, so there is one. */
function answerOnHold(interview: Interview, answerBy: number, circumstances: Circumstances): Decision {
  return decide(
    interview,
    circumstances,
    {},
    {
      words: "Interviews for this position were on hold when the answer was promised; the preferred times wait",
      requests: [{ kind: "mail.candidate", mail: "proposal_on_hold", answerBy }],
    },
  );
}

/** None of the preferred times could be matched: back to choosing, with the time that was left when they were given. */
export function lapseProposal(
  interview: Interview,
  givenAt: number | null,
  circumstances: Circumstances,
): Decision | Refusal {
  const { proposal, bookBy, latestAt } = interview;
  if (!proposal || (givenAt !== null && proposal.givenAt !== givenAt))
    return refuse("no_longer_due", "These preferred times are no longer open.");
  const { now, rules } = circumstances;
  if (givenAt !== null && !rules.positionOpen) return stillOnHold();
  const left = Math.max(hours(24), (bookBy ?? proposal.givenAt + hours(24 * rules.bookWithinDays)) - proposal.givenAt);
  const stood = now - proposal.givenAt;
  const newBookBy = now + left;
  const ahead = proposal.ranges.filter(({ toAt }) => toAt > now).map(({ fromAt }) => Math.max(fromAt, now));
  return decide(
    interview,
    circumstances,
    { state: "invited", proposal: null, bookBy: newBookBy, latestAt: (latestAt ?? now) + stood },
    {
      words: givenAt === null ? "Preferred times declined" : "Preferred times passed without a match",
      requests: [
        {
          kind: "mail.candidate",
          mail: "proposal_lapsed",
          ...(ahead.length === 0 ? {} : { aroundAt: Math.min(...ahead) }),
        },
      ],
      timers: windowTimers(circumstances, newBookBy),
    },
  );
}
