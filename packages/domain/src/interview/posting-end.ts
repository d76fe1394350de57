/**
 * The posting lost its tag or was closed. What is booked goes on, and the recruiter is asked, once per change, whether it is
 * to be cancelled; who chooses a time, or gave times that suit, waits. With the posting back nothing of that is asked any more.
 */
import { days, hours } from "../duration.ts";
import { refuse, type Refusal } from "../refusal.ts";
import { timesOf } from "./book.ts";
import { actorName, decide, type Circumstances, type Decision } from "./decision.ts";
import type { InterviewEvent } from "./event.ts";
import { stillOnHold, windowTimers } from "./invite.ts";
import { cancel } from "./leave.ts";
import { lapseProposal, lookUntil } from "./propose.ts";
import type { Interview, PostingEndCause } from "./state.ts";

type Of<Type extends InterviewEvent["type"]> = Extract<InterviewEvent, { type: Type }>;

export function postingEndWords(cause: PostingEndCause): string {
  switch (cause) {
    case "untagged":
      return "the posting lost its tag";
    case "closed":
      return "the posting was closed";
    case "deleted":
      return "the posting was deleted";
    default:
      return cause satisfies never;
  }
}

/** An open question about an earlier end, that nobody answered, becomes one about this end. */
export function endPosting(
  interview: Interview,
  { cause, endedAt }: Of<"postingEnded">,
  circumstances: Circumstances,
): Decision | Refusal {
  const { booking, postingQuestion } = interview;
  if (!booking) return refuse("not_booked", "No time is booked.");
  if (!circumstances.rules.postingEnded) return refuse("no_longer_due", "The posting is back.");
  if (postingQuestion?.endedAt === endedAt) return refuse("already_asked", "The recruiter has been asked already.");
  return decide(
    interview,
    circumstances,
    { postingQuestion: { cause, endedAt, answer: null } },
    {
      words: `In the ATS ${postingEndWords(cause)}: the interview goes on, and the recruiter is asked whether to cancel it`,
      requests: [{ kind: "ats.note", note: "posting_ended", times: timesOf(booking), cause }],
    },
  );
}

/** The first answer counts. `endedAt`: of the question that was read; a newer one wants an answer of its own. */
export function answerPostingEnd(
  interview: Interview,
  { keep, endedAt }: Of<"postingEndAnswered">,
  circumstances: Circumstances,
): Decision | Refusal {
  const { postingQuestion: question } = interview;
  if (question === null || question.answer !== null || question.endedAt !== endedAt)
    return refuse("no_question", "This has been answered already, or the posting is back.");
  if (!keep) return cancel(interview, postingEndWords(question.cause), circumstances);
  const by = actorName(circumstances.actor);
  return decide(
    interview,
    circumstances,
    { postingQuestion: { ...question, answer: { by, at: circumstances.now } } },
    { words: `Kept by ${by}, although ${postingEndWords(question.cause)}` },
  );
}

/** The posting is back, or the pause is over. `heldAt`: since when nothing could be chosen. */
export function reopen(
  interview: Interview,
  { heldAt }: Of<"positionReopened">,
  circumstances: Circumstances,
): Decision | Refusal {
  if (interview.state === "scheduled") return withdrawQuestion(interview, circumstances);
  if (!circumstances.rules.positionOpen) return stillOnHold();
  return interview.state === "proposed" ? lookOn(interview, circumstances) : goOn(interview, heldAt, circumstances);
}

function withdrawQuestion(interview: Interview, circumstances: Circumstances): Decision | Refusal {
  const { postingQuestion: question } = interview;
  if (question === null || circumstances.rules.postingEnded) return refuse("no_question", "Nothing is asked.");
  const open = question.answer === null;
  return decide(
    interview,
    circumstances,
    { postingQuestion: null },
    { words: open ? "The posting is back in the ATS: nothing is asked any more" : "The posting is back in the ATS" },
  );
}

/** With the time that was left when it stopped, or since they were asked to choose during the hold; a day at least. */
function goOn(interview: Interview, heldAt: number, circumstances: Circumstances): Decision | Refusal {
  const { bookBy, latestAt, invitedAt } = interview;
  const { now, rules } = circumstances;
  const stoodFrom = Math.max(heldAt, invitedAt ?? heldAt);
  const left = Math.max(hours(24), (bookBy ?? stoodFrom + days(rules.bookWithinDays)) - stoodFrom);
  const newBookBy = now + left;
  return decide(
    interview,
    circumstances,
    { bookBy: newBookBy, latestAt: (latestAt ?? stoodFrom + days(rules.interviewWithinDays)) + (now - stoodFrom) },
    {
      words: "Interviews for this position go on, with as much time to book as was left when they stopped",
      timers: windowTimers(circumstances, newBookBy),
    },
  );
}

function lookOn(interview: Interview, circumstances: Circumstances): Decision | Refusal {
  const { proposal } = interview;
  if (!proposal) return refuse("no_longer_due", "There are no preferred times.");
  const { givenAt, ranges } = proposal;
  if (circumstances.now >= lookUntil(ranges)) return lapseProposal(interview, givenAt, circumstances);
  return decide(
    interview,
    circumstances,
    {},
    {
      words: "Interviews for this position go on: the preferred times are looked at again",
      requests: [{ kind: "interview.match", givenAt }],
    },
  );
}
