/** Every note in the ATS by its name, and which one an effect asks for. */
import type { BlockReason, Note, TextRules } from "@interviewvector/domain";
import * as invitation from "./invitation/index.ts";
import * as meeting from "./meeting/index.ts";
import { noteRules, writeNote, type NoteFacts, type NoteKind } from "./note.ts";

/** What is gathered at the moment of writing, whatever the note; the effect itself carries times, reasons and persons. */
export interface NoteContext extends NoteFacts {
  /** Null: not known yet. */
  candidateZone: string | null;
  /** The candidate's link. */
  link: string;
  retriggerLink: string;
  positionLink: string;
  observeLink: string;
  /** Keep or cancel what is booked, when its posting has ended. */
  decideLink: string;
  reportLink: string;
  /** "Strong hire"; null unless the position shows it in notes. */
  verdict: string | null;
  /** Something stands in the ATS where the e-mail address should be. */
  hasAddress?: boolean;
  /** Of the report that a note tells of: Lever took no feedback. */
  feedbackRefused: boolean;
  /** See the note on cancelling. */
  next: meeting.CancelledNoteFacts["next"];
}

/** Names are stored with the texts that companies wrote: they stay. */
const noteKinds = {
  invited: invitation.invited,
  information_missing: invitation.informationMissing,
  position_not_ready: invitation.positionNotReady,
  address_bounced: invitation.addressBounced,
  address_refused_still: invitation.addressRefusedStill,
  address_removed: invitation.addressRemoved,
  last_reminder: invitation.lastReminder,
  expired: invitation.expired,
  unschedulable: invitation.unschedulable,
  unarchived: invitation.unarchived,
  proposed: meeting.proposed,
  scheduled: meeting.scheduled,
  rescheduled: meeting.rescheduled,
  expert_replaced: meeting.expertReplaced,
  cancelled: meeting.cancelled,
  candidate_missed: meeting.candidateMissed,
  candidate_missed_for_good: meeting.candidateMissedForGood,
  expert_missed: meeting.expertMissed,
  interrupted: meeting.interrupted,
  leaving_while_live: meeting.leavingWhileLive,
  booked_address_bounced: meeting.addressRefused,
  changed_by_hand: meeting.changedByHand,
  posting_ended: meeting.postingEnded,
  feedback_uploaded: meeting.feedbackUploaded,
  feedback_corrected: meeting.feedbackCorrected,
  feedback_refused: meeting.feedbackRefused,
} as const;

export type NoteName = keyof typeof noteKinds;

/** Texts that the company wrote, by name; ours stand where there is none. */
export type OwnNotes = Partial<Record<string, string>>;

/** A note as it is chosen, before its text is. */
type Chosen = (own: OwnNotes) => string;

export function noteText(name: NoteName): { title: string; when: string; text: string; rules: TextRules } {
  const { title, when, text } = noteKinds[name];
  return { title, when, text, rules: noteRules(noteKinds[name]) };
}

export const noteNames = Object.keys(noteKinds) as NoteName[];

export function noteFor(request: Note, facts: NoteContext, own: OwnNotes = {}): string {
  return chosen(request, facts)(own);
}

function chosen(request: Note, facts: NoteContext): Chosen {
  switch (request.note) {
    case "invited":
      return as("invited", invitation.invited, { ...facts, invitedAt: request.at, bookBy: request.bookBy });
    case "information_missing":
      return as("information_missing", invitation.informationMissing, {
        ...facts,
        again: request.again === true,
        missing: request.reasons.filter(isMissingItem),
        obstacles: request.reasons.filter(isObstacle),
      });
    case "position_not_ready":
      return notReady(request.reasons.filter(isObstacle), { ...facts, again: request.again === true });
    case "address_bounced":
      return as("address_bounced", invitation.addressBounced, { ...facts, address: request.address });
    case "address_removed":
      return as("address_removed", invitation.addressRemoved, { ...facts, startAt: request.times?.startAt ?? null });
    case "last_reminder":
      return as("last_reminder", invitation.lastReminder, { ...facts, bookBy: request.bookBy });
    case "expired":
      return as("expired", invitation.expired, facts);
    case "unarchived":
      return as("unarchived", invitation.unarchived, facts);
    case "unschedulable":
      return as("unschedulable", invitation.unschedulable, facts);
    case "leaving_while_live":
      return as("leaving_while_live", meeting.leavingWhileLive, facts);
    default:
      return meetingNote(request, facts);
  }
}

type MeetingNote = Exclude<
  Note,
  {
    note:
      | "invited"
      | "information_missing"
      | "position_not_ready"
      | "address_bounced"
      | "address_removed"
      | "last_reminder"
      | "expired"
      | "unschedulable"
      | "unarchived"
      | "leaving_while_live";
  }
>;

function meetingNote(request: MeetingNote, facts: NoteContext): Chosen {
  switch (request.note) {
    case "proposed":
      return as("proposed", meeting.proposed, { ...facts, ranges: request.ranges, answerBy: request.answerBy });
    case "scheduled":
      return as("scheduled", meeting.scheduled, { ...facts, ...request.times });
    case "rescheduled": {
      const times = { startAt: request.times.startAt, oldStartAt: request.oldTimes.startAt };
      return as("rescheduled", meeting.rescheduled, { ...facts, ...times, by: request.by });
    }
    case "expert_replaced": {
      const of = { ...facts, startAt: request.times.startAt, expert: request.expert };
      return as("expert_replaced", meeting.expertReplaced, of);
    }
    case "cancelled": {
      const { by, reason, times, left } = request;
      return as("cancelled", meeting.cancelled, { ...facts, startAt: times?.startAt ?? null, by, reason, left });
    }
    case "no_show":
      return noShow(request, facts);
    case "booked_address_bounced": {
      const of = { ...facts, startAt: request.times.startAt, address: request.address };
      return as("booked_address_bounced", meeting.addressRefused, of);
    }
    case "changed_by_hand": {
      const found = { startAt: request.times.startAt, foundStartAt: request.foundTimes?.startAt ?? null };
      return as("changed_by_hand", meeting.changedByHand, { ...facts, ...found });
    }
    case "posting_ended":
      return as("posting_ended", meeting.postingEnded, {
        ...facts,
        startAt: request.times.startAt,
        cause: request.cause,
      });
    case "interrupted":
      return as("interrupted", meeting.interrupted, { ...facts, startAt: request.times.startAt });
    case "feedback_uploaded": {
      const of = { ...facts, startAt: request.times.startAt };
      if (facts.feedbackRefused) return as("feedback_refused", meeting.feedbackRefused, of);
      return request.corrected
        ? as("feedback_corrected", meeting.feedbackCorrected, of)
        : as("feedback_uploaded", meeting.feedbackUploaded, of);
    }
    default:
      return request satisfies never;
  }
}

function notReady(obstacles: invitation.Obstacle[], facts: NoteContext & { again: boolean }): Chosen {
  const onlyAddress = obstacles.every((obstacle) => obstacle === "address_bounced");
  return onlyAddress
    ? as("address_refused_still", invitation.addressRefusedStill, { ...facts, obstacles })
    : as("position_not_ready", invitation.positionNotReady, { ...facts, obstacles });
}

function noShow(request: Extract<Note, { note: "no_show" }>, facts: NoteContext): Chosen {
  const of = { ...facts, startAt: request.times.startAt };
  if (request.party === "expert") return as("expert_missed", meeting.expertMissed, of);
  return request.mayRebook
    ? as("candidate_missed", meeting.candidateMissed, of)
    : as("candidate_missed_for_good", meeting.candidateMissedForGood, of);
}

function as<Facts extends NoteFacts>(name: NoteName, kind: NoteKind<Facts>, facts: Facts): Chosen {
  return (own) => writeNote(kind, facts, own[name]);
}

function isMissingItem(reason: BlockReason): reason is invitation.MissingItem {
  return reason === "email_missing" || reason === "phone_missing" || reason === "resume_missing";
}

function isObstacle(reason: BlockReason): reason is invitation.Obstacle {
  return !isMissingItem(reason);
}
