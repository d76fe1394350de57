/** The position's window was edited: how long the candidate may choose, and until when the interview may be. */
import { days, hours } from "../duration.ts";
import { refuse, type Refusal } from "../refusal.ts";
import { decide, type Circumstances, type Decision } from "./decision.ts";
import type { InterviewEvent } from "./event.ts";
import { windowTimers } from "./invite.ts";
import type { Interview } from "./state.ts";

/**
 * Nobody who was promised more is left with less: it lets the last reminder, a day before the end, still go out, which is how they
 * hear of the new end.
 */
const LEAST_LEFT_HOURS = 48;

/** By so much longer or shorter as the setting is now, so that time which was given back after a pause stays given. */
export function moveWindow(
  interview: Interview,
  { bookDays, interviewDays, editedAt }: Extract<InterviewEvent, { type: "windowEdited" }>,
  circumstances: Circumstances,
): Decision | Refusal {
  const { now } = circumstances;
  if (interview.invitedAt !== null && interview.invitedAt >= editedAt)
    return refuse("no_longer_due", "This invitation was made with the settings as they are now.");
  const moved = (at: number | null, by: number): number | null =>
    at === null ? null : Math.max(at + days(by), Math.min(at, now + hours(LEAST_LEFT_HOURS)));
  const bookBy = moved(interview.bookBy, bookDays);
  const latestAt = moved(interview.latestAt, interviewDays);
  if (bookBy === interview.bookBy && latestAt === interview.latestAt)
    return refuse("no_change", "The time that is left stays as it is.");
  // While preferred times stand, the window stands still: it goes on by itself when they lapse.
  const runs = interview.state === "invited" && bookBy !== null && bookBy !== interview.bookBy;
  return decide(
    interview,
    circumstances,
    { bookBy, latestAt },
    {
      words: "The position's time to book, or for the interview, was changed",
      timers: runs ? windowTimers(circumstances, bookBy) : [],
    },
  );
}
