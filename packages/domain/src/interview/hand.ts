/**
 * Somebody changed our interview in the ATS by hand, or moved its candidate while it is live. Nothing follows by itself: the
 * recruiter is asked, once, and decides.
 */
import { refuse, type Refusal } from "../refusal.ts";
import { timesOf } from "./book.ts";
import { actorName, decide, type Circumstances, type Decision } from "./decision.ts";
import type { InterviewEvent } from "./event.ts";
import type { Interview } from "./state.ts";

type Found = Extract<InterviewEvent, { type: "foundOtherwise" }>;

export function foundOtherwise(
  interview: Interview,
  { what, times }: Found,
  circumstances: Circumstances,
): Decision | Refusal {
  const { booking, atsQuestion } = interview;
  if (!booking) return refuse("not_booked", "No time is booked.");
  const found = { what, startAt: times?.startAt ?? null, endAt: times?.endAt ?? null };
  const same =
    atsQuestion?.what === found.what && atsQuestion.startAt === found.startAt && atsQuestion.endAt === found.endAt;
  if (same) return refuse("already_asked", "The recruiter has been asked already.");
  // One question at a time; what stands otherwise is found again.
  if (atsQuestion?.what === "left" && atsQuestion.answeredAt === null)
    return refuse("another_question", "The recruiter is asked first whether the interview goes on.");
  return decide(
    interview,
    circumstances,
    { atsQuestion: { ...found, foundAt: circumstances.now, answeredAt: null } },
    {
      words: `Somebody ${what === "removed" ? "removed" : "changed"} the interview in the ATS: the recruiter is asked`,
      requests: [{ kind: "ats.note", note: "changed_by_hand", times: timesOf(booking), what, foundTimes: times }],
    },
  );
}

/** Written again as it is booked: anew where it was removed, in place where it was changed. */
export function putBack(interview: Interview, circumstances: Circumstances): Decision | Refusal {
  const { booking, atsQuestion } = interview;
  if (!booking || atsQuestion === null || atsQuestion.answeredAt !== null) return noQuestion();
  if (atsQuestion.what === "left")
    return refuse("nothing_to_put_back", "The candidate left the stage: move them back in the ATS, or let it go on.");
  const kind = atsQuestion.what === "removed" ? "ats.schedule" : "ats.reschedule";
  return decide(
    interview,
    circumstances,
    { atsQuestion: null },
    {
      words: `Put back in the ATS by ${actorName(circumstances.actor)}`,
      requests: [{ kind, times: timesOf(booking), expertId: booking.expertId }],
    },
  );
}

export function leaveAsFound(interview: Interview, circumstances: Circumstances): Decision | Refusal {
  const { atsQuestion } = interview;
  if (atsQuestion === null || atsQuestion.answeredAt !== null) return noQuestion();
  return decide(
    interview,
    circumstances,
    { atsQuestion: { ...atsQuestion, answeredAt: circumstances.now } },
    {
      words:
        atsQuestion.what === "left"
          ? `${actorName(circumstances.actor)} lets the interview go on`
          : `Left as it stands in the ATS by ${actorName(circumstances.actor)}`,
    },
  );
}

function noQuestion(): Refusal {
  return refuse("no_question", "This has been answered already.");
}
