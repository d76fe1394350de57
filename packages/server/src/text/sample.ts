/** A made-up candidate, for looking at texts: the real functions write with these facts. Links lead nowhere that acts. */
import { days, hours, type Note } from "@interviewvector/domain";
import {
  mailForCandidate,
  type CandidateMailFacts,
  type MailName,
  type OwnMails,
  type WordedMail,
} from "../mail/candidate/index.ts";
import { recordingLine } from "../mail/candidate/recording.ts";
import type { Mail } from "../mail/mail.ts";
import { noteFor, type NoteContext, type NoteName, type OwnNotes } from "../note/index.ts";

export interface SampleGround {
  company: { name: string; zone: string; logoUrl: string | null };
  publicUrl: string;
  supportEmail: string;
  /** ms */
  now: number;
}

export function sampleNote(name: NoteName, ground: SampleGround, own: OwnNotes): string {
  const facts = { ...noteFacts(ground), feedbackRefused: name === "feedback_refused" };
  return noteFor(noteRequests(timesOf(ground))[name], facts, own);
}

export function sampleMail(name: MailName, ground: SampleGround, own: OwnMails): Mail {
  return mailForCandidate(mailRequests(timesOf(ground))[name], mailFacts(ground), own);
}

interface SampleTimes {
  now: number;
  times: { startAt: number; endAt: number };
  oldTimes: { startAt: number; endAt: number };
  bookBy: number;
  answerBy: number;
  ranges: { fromAt: number; toAt: number }[];
}

function timesOf({ now }: SampleGround): SampleTimes {
  const startAt = Math.ceil(now / hours(1)) * hours(1) + days(3);
  const oldAt = startAt - days(1);
  return {
    now,
    times: { startAt, endAt: startAt + hours(1) },
    oldTimes: { startAt: oldAt, endAt: oldAt + hours(1) },
    bookBy: now + days(7),
    answerBy: now + hours(24),
    ranges: [
      { fromAt: startAt, toAt: startAt + hours(3) },
      { fromAt: startAt + days(1), toAt: startAt + days(1) + hours(2) },
    ],
  };
}

function noteRequests({ now, times, oldTimes, bookBy, answerBy, ranges }: SampleTimes): Record<NoteName, Note> {
  return {
    invited: { note: "invited", at: now, bookBy },
    information_missing: { note: "information_missing", reasons: ["phone_missing", "resume_missing"] },
    position_not_ready: { note: "position_not_ready", reasons: ["paused"] },
    address_bounced: { note: "address_bounced", address: "maya@mail.example" },
    address_refused_still: { note: "position_not_ready", reasons: ["address_bounced"] },
    address_removed: { note: "address_removed", times },
    last_reminder: { note: "last_reminder", bookBy },
    expired: { note: "expired" },
    unarchived: { note: "unarchived" },
    unschedulable: { note: "unschedulable" },
    proposed: { note: "proposed", ranges, answerBy },
    scheduled: { note: "scheduled", times },
    rescheduled: { note: "rescheduled", times, oldTimes, by: "the candidate" },
    expert_replaced: { note: "expert_replaced", times, expert: "Ken" },
    cancelled: { note: "cancelled", times, by: "the candidate", reason: "I have accepted another offer" },
    candidate_missed: { note: "no_show", times, party: "candidate", mayRebook: true },
    candidate_missed_for_good: { note: "no_show", times, party: "candidate", mayRebook: false },
    expert_missed: { note: "no_show", times, party: "expert", mayRebook: true },
    interrupted: { note: "interrupted", times },
    leaving_while_live: { note: "leaving_while_live" },
    posting_ended: { note: "posting_ended", times, cause: "closed" },
    booked_address_bounced: { note: "booked_address_bounced", address: "maya@mail.example", times },
    changed_by_hand: { note: "changed_by_hand", times, what: "removed", foundTimes: null },
    feedback_uploaded: { note: "feedback_uploaded", times, corrected: false },
    feedback_corrected: { note: "feedback_uploaded", times, corrected: true },
    feedback_refused: { note: "feedback_uploaded", times, corrected: false },
  };
}

function mailRequests({ times, oldTimes, answerBy }: SampleTimes): Record<MailName, WordedMail> {
  const booking = { times, sequence: 1, expertId: "" };
  return {
    invitation: { mail: "invitation" },
    booking_reminder: { mail: "booking_reminder", which: "first" },
    booking_reminder_last: { mail: "booking_reminder", which: "last" },
    booked: { mail: "booked", ...booking, matched: false },
    rescheduled: { mail: "rescheduled", ...booking, oldTimes, by: "us" },
    join_changed: { mail: "join_changed", ...booking },
    interview_reminder: { mail: "interview_reminder", times, which: "day_before" },
    interview_reminder_soon: { mail: "interview_reminder", times, which: "hour_before" },
    cancelled: { mail: "cancelled", ...booking, by: "neutral" },
    cancelled_by_candidate: { mail: "cancelled", ...booking, by: "candidate" },
    please_rebook: { mail: "please_rebook", ...booking },
    proposal_received: { mail: "proposal_received", answerBy },
    proposal_unanswered: { mail: "proposal_unanswered", answerBy, lookUntil: times.endAt },
    proposal_on_hold: { mail: "proposal_on_hold", answerBy },
    proposal_lapsed: { mail: "proposal_lapsed" },
    missed: { mail: "missed", times, mayRebook: true },
    missed_for_good: { mail: "missed", times, mayRebook: false },
    expired: { mail: "expired" },
  };
}

const role = "Senior Backend Engineer";

function noteFacts({ company, publicUrl, supportEmail }: SampleGround): NoteContext {
  return {
    owner: "owner",
    candidate: "Maya Lindqvist",
    round: "Technical interview",
    posting: role,
    detailsLink: `${publicUrl}/r/example`,
    support: supportEmail,
    companyZone: company.zone,
    atsName: "Lever",
    candidateZone: "Asia/Kolkata",
    link: `${publicUrl}/i/example`,
    retriggerLink: `${publicUrl}/retrigger/example`,
    positionLink: `${publicUrl}/app/positions`,
    observeLink: `${publicUrl}/app/interviews`,
    decideLink: `${publicUrl}/decide/example`,
    reportLink: `${publicUrl}/app/interviews`,
    verdict: null,
    feedbackRefused: false,
    next: "over",
  };
}

function mailFacts(ground: SampleGround): CandidateMailFacts {
  const { company, publicUrl, supportEmail } = ground;
  const { times, bookBy, ranges } = timesOf(ground);
  return {
    company,
    role,
    firstName: "Maya",
    zone: "Asia/Kolkata",
    link: `${publicUrl}/i/example`,
    support: supportEmail,
    privacyLink: `${publicUrl}/i/example/privacy`,
    ownerEmail: null,
    bookBy,
    minutes: 60,
    format: "two coding tasks and a talk about a system you built",
    equipment: "a computer with camera and microphone, and a quiet place",
    recordingLine: recordingLine("never", company.name, supportEmail),
    joinLink: `${publicUrl}/i/example/join`,
    expertFirstName: "Priya",
    changeUntil: times.startAt - hours(4),
    ranges,
    why: "expert_unavailable",
    nearestAt: [times.startAt + hours(2), times.startAt + days(1)],
  };
}
