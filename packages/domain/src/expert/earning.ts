/**
 * What an event earns the expert who held the booking. An interview is earned when its report is there; one that broke off,
 * as if it had been held. A candidate who doesn't come, and a time that is taken away too late to be used otherwise, are
 * paid by rates of their own. Pure: amounts are looked up by whoever stores it.
 */
import { isLateHandOver } from "../interview/book.ts";
import type { InterviewEvent } from "../interview/event.ts";
import type { Interview } from "../interview/state.ts";

export const earningKinds = ["interview", "interrupted", "candidate_no_show", "late_cancellation"] as const;
export type EarningKind = (typeof earningKinds)[number];

export interface Earned {
  kind: EarningKind;
  bookingId: string;
  expertId: string;
  startAt: number;
}

export function earnedBy(before: Interview, after: Interview, event: InterviewEvent, now: number): Earned | null {
  const { booking } = before;
  if (!booking) return null;
  const earned = (kind: EarningKind): Earned => ({
    kind,
    bookingId: booking.id,
    expertId: booking.expertId,
    startAt: booking.startAt,
  });
  switch (event.type) {
    case "reportSubmitted":
      return before.reportVersion === 0 ? earned("interview") : null;
    case "brokeOff":
      return earned("interrupted");
    case "didNotCome":
      return event.party === "candidate" ? earned("candidate_no_show") : null;
    case "slotBooked":
      return takenAway(before, after, now) ? earned("late_cancellation") : null;
    case "cancelled":
    case "declined":
    case "leftStage":
    case "leaveConfirmed":
      if (after.state !== "cancelled") return null;
      // Cancelled while they sit together: the hour is gone.
      if (before.state === "live") return earned("interrupted");
      return takenAway(before, after, now) ? earned("late_cancellation") : null;
    default:
      // Whatever else happens takes nobody's time away, or is the expert's own doing.
      return null;
  }
}

function takenAway(before: Interview, after: Interview, now: number): boolean {
  const { booking } = before;
  return (
    before.state === "scheduled" &&
    booking !== null &&
    after.booking?.expertId !== booking.expertId &&
    isLateHandOver(booking.startAt, now)
  );
}
