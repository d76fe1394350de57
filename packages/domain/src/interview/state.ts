/**
 * What an interview is, as far as deciding needs it. All instants are ms since the epoch, UTC.
 * It knows no ids of the outside world and no texts: those belong to the effects.
 */
export const interviewStates = [
  "blocked",
  "invited",
  "proposed",
  "scheduled",
  "live",
  "awaiting_report",
  "in_review",
  "completed",
  "cancelled",
  "candidate_no_show",
  "expert_no_show",
  "interrupted",
  "expired",
  "unschedulable",
] as const;
export type InterviewState = (typeof interviewStates)[number];

/** Until the meeting is over: a candidate who leaves the stage, or whom the ATS takes away, can end it. */
export const leavableStates = [
  "blocked",
  "invited",
  "proposed",
  "scheduled",
  "live",
] as const satisfies InterviewState[];
/** Something is still to come of it: the meeting, or the report on it. */
export const openStates = [...leavableStates, "awaiting_report", "in_review"] as const;

/** The candidate holds a link that we wrote to them, and waits for what we write next. */
export const writtenToStates = ["invited", "proposed", "scheduled"] as const satisfies InterviewState[];
export function isWrittenTo(state: InterviewState): boolean {
  return writtenToStates.some((one) => one === state);
}

/** Why an interview cannot go on; the first three are contact data missing in the ATS. */
export const blockReasons = [
  "email_missing",
  "phone_missing",
  "resume_missing",
  "not_configured",
  "paused",
  "inactive",
  "no_round_left",
  "address_bounced",
  "awaiting_confirmation",
] as const;
export type BlockReason = (typeof blockReasons)[number];

export interface Booking {
  id: string;
  expertId: string;
  startAt: number;
  endAt: number;
}

/** A range of time that suits the candidate. Half-open. */
export interface TimeRange {
  fromAt: number;
  toAt: number;
}

export interface Proposal {
  ranges: TimeRange[];
  comment: string;
  givenAt: number;
  answerBy: number;
}

/** What the position and installation allow; read fresh with each decision. Durations carry their unit. */
export interface Rules {
  bookWithinDays: number;
  interviewWithinDays: number;
  maxReschedules: number;
  rescheduleCutoffMinutes: number;
  candidateMayRebookAfterNoShow: boolean;
  /** The candidate is reminded by text message as well. */
  textReminders: boolean;
  reviewBeforeRelease: boolean;
  reportDueMinutes: number;
  /** Of these, the auditor's, where one releases reports. */
  reviewMinutes: number;
  proposalAnswerHours: number;
  leaveGraceSeconds: number;
  positionOpen: boolean;
  /** The posting lost its tag, was closed or deleted: the position is inactive. */
  postingEnded: boolean;
  /** The company wants status tags or a link on the opportunity. */
  statusInAts: boolean;
}

/**
 * What only the recruiter can decide: somebody changed our interview in the ATS by hand, or the candidate left the stage while
 * it is live. Answered with "leave it" it stays, so that nobody is asked twice.
 */
export interface AtsQuestion {
  what: "removed" | "changed" | "left";
  /** What stands there now; null when removed, or when it isn't about the time. */
  startAt: number | null;
  endAt: number | null;
  foundAt: number;
  answeredAt: number | null;
}

/** Why a posting is none of ours any more. */
export const postingEndCauses = ["untagged", "closed", "deleted"] as const;
export type PostingEndCause = (typeof postingEndCauses)[number];

/** The posting ended while a time is booked: is the interview to be cancelled? Without an answer it goes on. */
export interface PostingQuestion {
  cause: PostingEndCause;
  /** Which end of the posting it is about. */
  endedAt: number;
  /** That it goes on. */
  answer: { by: string; at: number } | null;
}

/** What the candidate thought of it: 1 to 5. A bad one opens an audit, which ends when the candidate hears what came of it. */
export interface Rating {
  score: number;
  audit: { dueAt: number; endedAt: number | null } | null;
}

export interface Interview {
  id: string;
  state: InterviewState;
  /** When the candidate entered the stage: the last stage change into it. */
  enteredAt: number;
  /** Rises with every event; names the effects of that event, so that no effect can be asked for twice. */
  version: number;
  /** Of the candidate's link: a new generation kills the old link. */
  generation: number;
  /** Of the calendar invitation. */
  sequence: number;
  blockedReasons: BlockReason[];
  /** The reasons that a note has already named. */
  notedReasons: BlockReason[];
  invitedAt: number | null;
  bookBy: number | null;
  latestAt: number | null;
  /** When the candidate was last reminded to book. */
  remindedAt: number | null;
  booking: Booking | null;
  reschedules: number;
  proposal: Proposal | null;
  /** The candidate left the stage; cancelled at this instant unless they are back by then. */
  leavingAt: number | null;
  cancelReason: string | null;
  reportDueAt: number | null;
  /** When the promise was missed. */
  reportOverdueAt: number | null;
  /** Submitted last; `releasedVersion` is what the company reads, 0 until there is one. */
  reportVersion: number;
  releasedVersion: number;
  reviewDueAt: number | null;
  atsQuestion: AtsQuestion | null;
  postingQuestion: PostingQuestion | null;
  rating: Rating | null;
}

export const finalStates: readonly InterviewState[] = ["completed", "cancelled"];

export function isFinal(state: InterviewState): boolean {
  return finalStates.includes(state);
}

/** States in which a booking exists and the meeting is still to come or under way. */
export function holdsBooking(state: InterviewState): boolean {
  return state === "scheduled" || state === "live";
}

/** A new interview as the entry of a candidate makes it, before its first event. */
export function newInterview(id: string, enteredAt: number): Interview {
  return {
    id,
    state: "blocked",
    enteredAt,
    version: 0,
    generation: 1,
    sequence: 0,
    blockedReasons: [],
    notedReasons: [],
    invitedAt: null,
    bookBy: null,
    latestAt: null,
    remindedAt: null,
    booking: null,
    reschedules: 0,
    proposal: null,
    leavingAt: null,
    cancelReason: null,
    reportDueAt: null,
    reportOverdueAt: null,
    reportVersion: 0,
    releasedVersion: 0,
    reviewDueAt: null,
    atsQuestion: null,
    postingQuestion: null,
    rating: null,
  };
}
