/** Everything that can happen to an interview. Past tense; facts only, decisions are made in transition.ts. */
import type { BlockReason, Booking, PostingEndCause, TimeRange } from "./state.ts";

export type Actor =
  | { kind: "system" }
  | { kind: "ats"; name?: string }
  | { kind: "candidate" }
  | { kind: "member"; id: string; name: string }
  | { kind: "expert"; id: string; name: string }
  | { kind: "operator"; id: string; name: string }
  | { kind: "auditor"; id: string; name: string };

/** How the candidate stopped standing in the stage. `reentered`: a newer entry proves that they had left. */
export type LeaveCause = "moved" | "archived" | "hired" | "deleted" | "reentered";

/** Where the interview goes when the no-show or the break is recorded. */
export type NoShowParty = "candidate" | "expert";

/** Why an expert no longer holds an interview. Their own words are kept beside it, and are for operators only. */
export const handOverCauses = ["handed_over", "ill", "removed", "calendar_conflict", "not_arrived"] as const;
export type HandOverCause = (typeof handOverCauses)[number];

/** Who gives an interview up, and why. */
export interface GivenUp {
  fromExpertId: string;
  cause: HandOverCause;
  reason: string;
}

export type InterviewEvent =
  | { type: "candidateEntered"; reasons: BlockReason[] }
  | { type: "factsRead"; reasons: BlockReason[] }
  | { type: "retriggered"; reasons: BlockReason[] }
  | { type: "movesConfirmed"; reasons: BlockReason[] }
  | { type: "setAside" }
  | { type: "contactChanged" }
  /** No address is left that works; until then there was one. */
  | { type: "addressRemoved" }
  | { type: "addressBounced"; address: string }
  | { type: "bookingReminderDue"; bookBy: number; which: "first" | "second" | "last" }
  | { type: "bookingWindowClosed"; bookBy: number }
  | { type: "timesProposed"; ranges: TimeRange[]; comment: string }
  | { type: "proposalAnswerDue"; givenAt: number }
  | { type: "proposalLapsed"; givenAt: number }
  | { type: "proposalDeclined" }
  | { type: "slotBooked"; booking: Booking }
  /** `takesOver`: first name; `joinChanged`: the candidate's link to join is another one now. */
  | ({ type: "expertReplaced"; booking: Booking; takesOver: string; joinChanged: boolean } & GivenUp)
  | ({ type: "expertGaveBack" } & GivenUp)
  | {
      type: "interviewReminderDue";
      bookingId: string;
      startAt: number;
      which: "day_before" | "hour_before" | "ten_minutes";
      /** Evenings differ by zone, so the day before is told to each apart. */
      to: { party: "both" } | { party: "candidate" } | { party: "expert"; expertId: string };
    }
  | { type: "started"; bookingId: string; startAt: number }
  | { type: "ended"; bookingId: string; endAt: number }
  | { type: "didNotCome"; party: NoShowParty }
  | { type: "brokeOff" }
  | { type: "cancelled"; reason: string }
  | { type: "declined"; reason: string }
  | { type: "leftStage"; cause: LeaveCause }
  | { type: "cameBack"; enteredAt: number }
  /** Taken out of the archive, and stands in the stage without having entered it anew. */
  | { type: "unarchived" }
  | { type: "leaveConfirmed"; leavingAt: number; cause: LeaveCause }
  | { type: "reportReminderDue"; endAt: number; minutesLeft: number; to: "expert" | "operator" }
  | { type: "reportOverdue"; endAt: number }
  | { type: "reportSubmitted"; reportVersion: number }
  | { type: "reviewReminderDue"; reportVersion: number; which: "soon" | "late" }
  | { type: "reportReleased"; reportVersion: number }
  | { type: "reportSentBack"; reportVersion: number; words: string }
  | { type: "ratingAskDue"; endAt: number }
  /** `before`: what they had given until then. `auditDueAt`: when the audit is due that it opens. */
  | { type: "rated"; score: number; before: number | null; auditDueAt: number | null }
  | { type: "ratingAuditDue"; dueAt: number }
  | { type: "ratingAnswered" }
  | { type: "foundOtherwise"; what: "removed" | "changed"; times: { startAt: number; endAt: number } | null }
  | { type: "putBack" }
  | { type: "leftAsFound" }
  | { type: "postingEnded"; cause: PostingEndCause; endedAt: number }
  | { type: "postingEndAnswered"; keep: boolean; endedAt: number }
  | { type: "positionReopened"; heldAt: number }
  /** By how many days the settings became longer; negative: shorter. Who was invited since has them already. */
  | { type: "windowEdited"; bookDays: number; interviewDays: number; editedAt: number }
  | { type: "expertPoolEmpty" }
  | { type: "erased" };

export type InterviewEventType = InterviewEvent["type"];
