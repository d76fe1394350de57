/**
 * What an event owes to the outside world, as values. The ledger stores them; handlers in the server carry them out.
 * `key` is unique within the interview for ever. `lane`: effects of one lane run one after the other, in order; a timer
 * has a lane of its own (its key), so that nothing waits for it.
 */
import type { InterviewEvent, LeaveCause, NoShowParty } from "./event.ts";
import type { BlockReason, PostingEndCause, TimeRange } from "./state.ts";

export interface Times {
  startAt: number;
  endAt: number;
}

export type CandidateMail =
  | { mail: "invitation" }
  | { mail: "booking_reminder"; which: "first" | "second" | "last" }
  /** `chosen`: somebody of the company took the time, unasked by the candidate. */
  | { mail: "booked"; times: Times; sequence: number; expertId: string; matched: boolean; chosen?: boolean }
  | {
      mail: "rescheduled";
      times: Times;
      oldTimes: Times;
      sequence: number;
      expertId: string;
      by: "candidate" | "company" | "us";
    }
  | { mail: "join_changed"; times: Times; sequence: number; expertId: string }
  | { mail: "cancelled"; times: Times; sequence: number; by: "candidate" | "company" | "neutral"; expertId: string }
  | { mail: "proposal_received"; answerBy: number }
  /** `lookUntil`: when the last of the preferred times is over. */
  | { mail: "proposal_unanswered"; answerBy: number; lookUntil: number }
  /** The promised moment came while interviews for the position are on hold. */
  | { mail: "proposal_on_hold"; answerBy: number }
  /** `aroundAt`: the earliest of the preferred times that still lies ahead; free times are named near it. */
  | { mail: "proposal_lapsed"; aroundAt?: number }
  | { mail: "please_rebook"; times: Times; sequence: number; expertId: string }
  | { mail: "interview_reminder"; times: Times; which: "day_before" | "hour_before" | "ten_minutes" }
  | { mail: "missed"; times: Times; mayRebook: boolean }
  | { mail: "expired" }
  | { mail: "rating_request"; times: Times }
  /** The words are read where they are kept when the mail is made. */
  | { mail: "rating_answer" }
  /** Asked for on the page of an older link. */
  | { mail: "present_link" }
  /** The code itself is derived from its id when the mail is made. */
  | { mail: "access_code"; codeId: string; validUntil: number };

/** Beside the mail, where the position wants it. */
export interface CandidateText {
  text: "interview_reminder";
  times: Times;
  which: "hour_before" | "ten_minutes";
}

export type ExpertMail =
  | { mail: "expert_booked"; times: Times; sequence: number }
  | { mail: "expert_rescheduled"; times: Times; oldTimes: Times; sequence: number }
  | { mail: "expert_cancelled"; times: Times; sequence: number }
  | { mail: "expert_reminder"; times: Times; which: "day_before" | "hour_before" | "ten_minutes" }
  | { mail: "report_due"; times: Times; dueAt: number; minutesLeft: number }
  /** `dueAt` null: no time is promised to the company any more. */
  | { mail: "report_sent_back"; times: Times; words: string; dueAt: number | null };

export type OperatorMail =
  | { mail: "operator_proposal"; ranges: TimeRange[]; answerBy: number }
  | { mail: "operator_proposal_late"; ranges: TimeRange[]; answerBy: number; lookUntil: number }
  | { mail: "operator_report_late"; times: Times; dueAt: number }
  | { mail: "operator_review_late"; times: Times; dueAt: number }
  | { mail: "operator_expert_missing"; times: Times }
  | { mail: "operator_rating_late"; dueAt: number };

export type AuditorMail =
  | { mail: "auditor_review"; times: Times; dueAt: number; reminder: boolean }
  | { mail: "auditor_rating"; score: number; dueAt: number };

export type Note =
  | { note: "invited"; bookBy: number; at: number }
  /** `again`: they were invited once, and this is about another invitation. */
  | { note: "information_missing"; reasons: BlockReason[]; again?: boolean }
  | { note: "position_not_ready"; reasons: BlockReason[]; again?: boolean }
  | { note: "address_bounced"; address: string }
  | { note: "booked_address_bounced"; address: string; times: Times }
  /** `times`: of what is booked; null while nothing is. */
  | { note: "address_removed"; times: Times | null }
  | { note: "last_reminder"; bookBy: number }
  | { note: "expired" }
  | { note: "unarchived" }
  | { note: "proposed"; ranges: TimeRange[]; answerBy: number }
  | { note: "scheduled"; times: Times }
  | { note: "rescheduled"; times: Times; oldTimes: Times; by: string }
  /** First name, never the employer. */
  | { note: "expert_replaced"; times: Times; expert: string }
  /** `left`: the candidate left the stage, and that ended it; else a person did. */
  | { note: "cancelled"; times: Times | null; by: string; reason: string; left?: LeaveCause }
  | { note: "no_show"; times: Times; party: NoShowParty; mayRebook: boolean }
  | { note: "interrupted"; times: Times }
  | { note: "leaving_while_live" }
  | { note: "changed_by_hand"; times: Times; what: "removed" | "changed"; foundTimes: Times | null }
  | { note: "posting_ended"; times: Times; cause: PostingEndCause }
  | { note: "unschedulable" }
  | { note: "feedback_uploaded"; times: Times; corrected: boolean };

export type EffectRequest =
  | ({ kind: "mail.candidate" } & CandidateMail)
  | ({ kind: "sms.candidate" } & CandidateText)
  | ({ kind: "mail.expert"; expertId: string } & ExpertMail)
  | ({ kind: "mail.operator" } & OperatorMail)
  | ({ kind: "mail.auditor" } & AuditorMail)
  /** The entry in the expert's own calendar: made true as things stand when it is written. */
  | { kind: "calendar.write"; expertId: string }
  | ({ kind: "ats.note" } & Note)
  | { kind: "ats.schedule"; times: Times; expertId: string }
  | { kind: "ats.reschedule"; times: Times; expertId: string }
  | { kind: "ats.cancel" }
  /** Status tag and link on the opportunity, as the interview stands when it is carried out. */
  | { kind: "ats.status" }
  | { kind: "ats.feedback"; reportVersion: number }
  | { kind: "ats.file"; reportVersion: number }
  /** Look for an expert who is free at one of the preferred times that were given then. */
  | { kind: "interview.match"; givenAt: number }
  | { kind: "interview.timer"; event: InterviewEvent };

export type EffectKind = EffectRequest["kind"];

export interface Effect {
  key: string;
  /** Not unique: what it is about. */
  name: string;
  lane: "ats" | "candidate" | "phone" | "expert" | "operator" | "calendar" | "own";
  /** ms; business time before which it must not run. */
  runAt: number;
  request: EffectRequest;
}

/** What an effect is about, whatever came before it: `ats.note:invited`. */
export function effectName(request: EffectRequest): string {
  const about =
    "mail" in request
      ? request.mail
      : "text" in request
        ? request.text
        : "note" in request
          ? request.note
          : "event" in request
            ? request.event.type
            : "";
  return about === "" ? request.kind : `${request.kind}:${about}`;
}

/** Tells an effect from its like: by the version of the event that asked for it, and its place among what that one owes. */
export function effectKey(request: EffectRequest, version: number, place: number): string {
  return `${effectName(request)}:${place}:v${version}`;
}

export function laneOf(request: EffectRequest): Effect["lane"] {
  switch (request.kind) {
    case "mail.candidate":
      return "candidate";
    case "sms.candidate":
      return "phone";
    case "mail.expert":
      return "expert";
    case "mail.operator":
    case "mail.auditor":
      return "operator";
    case "calendar.write":
      return "calendar";
    case "ats.note":
    case "ats.schedule":
    case "ats.reschedule":
    case "ats.cancel":
    case "ats.status":
    case "ats.feedback":
    case "ats.file":
      return "ats";
    case "interview.match":
    case "interview.timer":
      return "own";
    default:
      return request satisfies never;
  }
}
