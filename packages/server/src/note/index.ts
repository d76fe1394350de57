/** Every note in the ATS, and which one an effect asks for. */
import type { BlockReason, Note } from "@interviewvector/domain";
import { addressBouncedNote } from "./address-bounced.ts";
import { cancelledNote, type CancelledNoteFacts } from "./cancelled.ts";
import { expiredNote } from "./expired.ts";
import { feedbackUploadedNote } from "./feedback-uploaded.ts";
import { informationMissingNote, type MissingItem } from "./information-missing.ts";
import { interruptedNote } from "./interrupted.ts";
import { invitedNote } from "./invited.ts";
import { lastReminderNote } from "./last-reminder.ts";
import { leavingWhileLiveNote } from "./leaving-while-live.ts";
import { noShowNote } from "./no-show.ts";
import type { NoteFacts } from "./note.ts";
import { positionNotReadyNote, type PositionObstacle } from "./position-not-ready.ts";
import { proposedNote } from "./proposed.ts";
import { rescheduledNote } from "./rescheduled.ts";
import { scheduledNote } from "./scheduled.ts";
import { unschedulableNote } from "./unschedulable.ts";

/** What is gathered at the moment of writing, whatever the note; the effect itself carries times, reasons and persons. */
export interface NoteContext extends NoteFacts {
  candidateZone: string;
  /** The candidate's link. */
  link: string;
  retriggerLink: string;
  positionLink: string;
  observeLink: string;
  reportLink: string;
  /** "Strong hire"; null unless the position shows it in notes. */
  verdict: string | null;
  /** See the note on cancelling. */
  next: CancelledNoteFacts["next"];
}

export function noteFor(request: Note, facts: NoteContext): string {
  switch (request.note) {
    case "invited":
      return invitedNote({ ...facts, invitedAt: request.at, bookBy: request.bookBy });
    case "information_missing":
      return informationMissingNote({ ...facts, missing: request.reasons.filter(isMissingItem) });
    case "position_not_ready":
      return positionNotReadyNote({ ...facts, obstacles: request.reasons.filter(isObstacle) });
    case "address_bounced":
      return addressBouncedNote({ ...facts, address: request.address });
    case "last_reminder":
      return lastReminderNote({ ...facts, bookBy: request.bookBy });
    case "expired":
      return expiredNote(facts);
    case "proposed":
      return proposedNote({ ...facts, ranges: request.ranges, answerBy: request.answerBy });
    case "scheduled":
      return scheduledNote({ ...facts, ...request.times });
    case "rescheduled":
      return rescheduledNote({
        ...facts,
        startAt: request.times.startAt,
        oldStartAt: request.oldTimes.startAt,
        by: request.by,
      });
    case "cancelled":
      return cancelledNote({
        ...facts,
        startAt: request.times?.startAt ?? null,
        by: request.by,
        reason: request.reason,
      });
    case "no_show":
      return noShowNote({
        ...facts,
        startAt: request.times.startAt,
        party: request.party,
        mayRebook: request.mayRebook,
      });
    case "interrupted":
      return interruptedNote({ ...facts, startAt: request.times.startAt });
    case "leaving_while_live":
      return leavingWhileLiveNote(facts);
    case "unschedulable":
      return unschedulableNote(facts);
    case "feedback_uploaded":
      return feedbackUploadedNote({ ...facts, startAt: request.times.startAt, corrected: request.corrected });
    default:
      return request satisfies never;
  }
}

function isMissingItem(reason: BlockReason): reason is MissingItem {
  return reason === "email_missing" || reason === "phone_missing" || reason === "resume_missing";
}

function isObstacle(reason: BlockReason): reason is PositionObstacle {
  return !isMissingItem(reason) && reason !== "address_bounced";
}
