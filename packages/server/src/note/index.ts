/** Every note in the ATS, and which one an effect asks for. */
import type { BlockReason, Note } from "@interviewvector/domain";
import * as invitation from "./invitation/index.ts";
import * as meeting from "./meeting/index.ts";
import type { NoteFacts } from "./note.ts";

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
  next: meeting.CancelledNoteFacts["next"];
}

export function noteFor(request: Note, facts: NoteContext): string {
  switch (request.note) {
    case "invited":
      return invitation.invitedNote({ ...facts, invitedAt: request.at, bookBy: request.bookBy });
    case "information_missing":
      return invitation.informationMissingNote({
        ...facts,
        missing: request.reasons.filter(isMissingItem),
        obstacles: request.reasons.filter(isObstacle),
      });
    case "position_not_ready":
      return invitation.positionNotReadyNote({ ...facts, obstacles: request.reasons.filter(isObstacle) });
    case "address_bounced":
      return invitation.addressBouncedNote({ ...facts, address: request.address });
    case "last_reminder":
      return invitation.lastReminderNote({ ...facts, bookBy: request.bookBy });
    case "expired":
      return invitation.expiredNote(facts);
    case "proposed":
      return meeting.proposedNote({ ...facts, ranges: request.ranges, answerBy: request.answerBy });
    case "scheduled":
      return meeting.scheduledNote({ ...facts, ...request.times });
    case "rescheduled":
      return meeting.rescheduledNote({
        ...facts,
        startAt: request.times.startAt,
        oldStartAt: request.oldTimes.startAt,
        by: request.by,
      });
    case "expert_replaced":
      return meeting.expertReplacedNote({ ...facts, startAt: request.times.startAt, expert: request.expert });
    case "cancelled":
      return meeting.cancelledNote({
        ...facts,
        startAt: request.times?.startAt ?? null,
        by: request.by,
        reason: request.reason,
      });
    case "no_show":
      return meeting.noShowNote({
        ...facts,
        startAt: request.times.startAt,
        party: request.party,
        mayRebook: request.mayRebook,
      });
    case "interrupted":
      return meeting.interruptedNote({ ...facts, startAt: request.times.startAt });
    case "leaving_while_live":
      return meeting.leavingWhileLiveNote(facts);
    case "unschedulable":
      return invitation.unschedulableNote(facts);
    case "feedback_uploaded":
      return meeting.feedbackUploadedNote({ ...facts, startAt: request.times.startAt, corrected: request.corrected });
    default:
      return request satisfies never;
  }
}

function isMissingItem(reason: BlockReason): reason is invitation.MissingItem {
  return reason === "email_missing" || reason === "phone_missing" || reason === "resume_missing";
}

function isObstacle(reason: BlockReason): reason is invitation.Obstacle {
  return !isMissingItem(reason);
}
