/**
 * The one table of what may follow what. An event that does not apply in a state is an ordinary refusal.
 * It decides; it reads no clock, asks no database and sends nothing.
 */
import { isRefusal, refuse, type Refusal } from "../refusal.ts";
import { bounce, changeAddress, loseAddress } from "./address.ts";
import { book, giveBack, replaceExpert } from "./book.ts";
import { decide, type Circumstances, type Decision } from "./decision.ts";
import type { InterviewEvent, InterviewEventType } from "./event.ts";
import { foundOtherwise, leaveAsFound, putBack } from "./hand.ts";
import { confirmMove, enter, expire, readFacts, remindToBook, retrigger } from "./invite.ts";
import { cancel, comeBack, comeOutOfArchive, confirmLeave, decline, erase, leave, setAside } from "./leave.ts";
import { breakOff, finish, notCome, remindOfInterview, start } from "./meet.ts";
import { answerLate, lapseProposal, propose } from "./propose.ts";
import { answerRating, askForRating, rate, ratingOverdue } from "./rating.ts";
import { overdue, releaseReport, remindOfReport, remindOfReview, report, sendBack } from "./report.ts";
import { answerPostingEnd, endPosting, reopen } from "./posting-end.ts";
import {
  interviewStates,
  leavableStates,
  openStates,
  writtenToStates,
  type Interview,
  type InterviewState,
} from "./state.ts";
import { moveWindow } from "./window.ts";

interface Row {
  from: readonly InterviewState[];
  to: readonly InterviewState[];
}

const beforeMeeting = ["blocked", "invited", "proposed", "scheduled"] as const;
const held = ["awaiting_report", "in_review", "completed"] as const;
const rebookable = ["expired", "candidate_no_show", "expert_no_show", "interrupted", "unschedulable"] as const;

/** For each event: the states it may meet, and the states it may leave behind. */
export const table: Record<InterviewEventType, Row> = {
  candidateEntered: { from: ["blocked"], to: ["blocked", "invited"] },
  factsRead: { from: ["blocked"], to: ["blocked", "invited"] },
  retriggered: { from: ["blocked", ...rebookable], to: ["blocked", "invited"] },
  movesConfirmed: { from: ["blocked"], to: ["blocked", "invited"] },
  setAside: { from: ["blocked"], to: ["cancelled"] },
  contactChanged: { from: writtenToStates, to: ["blocked", ...writtenToStates] },
  addressRemoved: { from: writtenToStates, to: writtenToStates },
  addressBounced: { from: writtenToStates, to: ["blocked", "scheduled"] },
  bookingReminderDue: { from: ["invited"], to: ["invited"] },
  bookingWindowClosed: { from: ["invited"], to: ["expired"] },
  timesProposed: { from: ["invited", "proposed"], to: ["proposed"] },
  proposalAnswerDue: { from: ["proposed"], to: ["proposed"] },
  proposalLapsed: { from: ["proposed"], to: ["invited"] },
  proposalDeclined: { from: ["proposed"], to: ["invited"] },
  slotBooked: { from: writtenToStates, to: ["scheduled"] },
  expertReplaced: { from: ["scheduled", "live"], to: ["scheduled", "live"] },
  expertGaveBack: { from: ["scheduled"], to: ["invited"] },
  interviewReminderDue: { from: ["scheduled"], to: ["scheduled"] },
  started: { from: ["scheduled"], to: ["live"] },
  ended: { from: ["scheduled", "live"], to: ["awaiting_report"] },
  didNotCome: { from: ["live", "awaiting_report"], to: ["candidate_no_show", "expert_no_show"] },
  brokeOff: { from: ["live", "awaiting_report"], to: ["interrupted"] },
  cancelled: { from: [...beforeMeeting, "live", ...rebookable], to: ["cancelled"] },
  declined: { from: ["invited", "proposed"], to: ["cancelled"] },
  leftStage: { from: leavableStates, to: [...leavableStates, "cancelled"] },
  ratingAskDue: { from: held, to: held },
  rated: { from: held, to: held },
  ratingAuditDue: { from: interviewStates, to: interviewStates },
  ratingAnswered: { from: interviewStates, to: interviewStates },
  foundOtherwise: { from: ["scheduled", "live"], to: ["scheduled", "live"] },
  putBack: { from: ["scheduled", "live"], to: ["scheduled", "live"] },
  leftAsFound: { from: ["scheduled", "live"], to: ["scheduled", "live"] },
  postingEnded: { from: ["scheduled"], to: ["scheduled"] },
  postingEndAnswered: { from: ["scheduled"], to: ["scheduled", "cancelled"] },
  positionReopened: { from: writtenToStates, to: writtenToStates },
  windowEdited: { from: ["invited", "proposed"], to: ["invited", "proposed"] },
  cameBack: { from: [...beforeMeeting, "live", ...rebookable], to: [...beforeMeeting, "live", ...rebookable] },
  leaveConfirmed: { from: [...beforeMeeting], to: ["cancelled"] },
  unarchived: { from: ["cancelled"], to: ["cancelled"] },
  reportReminderDue: { from: ["awaiting_report"], to: ["awaiting_report"] },
  reportSubmitted: { from: ["live", "awaiting_report", "completed"], to: ["in_review", "completed"] },
  reportOverdue: { from: ["awaiting_report", "in_review"], to: ["awaiting_report", "in_review"] },
  reviewReminderDue: { from: ["in_review"], to: ["in_review"] },
  reportReleased: { from: ["in_review"], to: ["completed"] },
  reportSentBack: { from: ["in_review"], to: ["awaiting_report", "completed"] },
  erased: { from: [...openStates, ...rebookable], to: ["cancelled"] },
  expertPoolEmpty: { from: ["invited", "proposed"], to: ["unschedulable"] },
};

/** Decides what `event` does to `interview` now, or says why it does nothing. */
export function transition(
  interview: Interview,
  event: InterviewEvent,
  circumstances: Circumstances,
): Decision | Refusal {
  if (!table[event.type].from.includes(interview.state)) return refuse("not_applicable", refusalWords(interview.state));
  const outcome = apply(interview, event, circumstances);
  if (!isRefusal(outcome) && !table[event.type].to.includes(outcome.interview.state)) {
    throw new Error(
      `${event.type} led from ${interview.state} to ${outcome.interview.state}, which the table does not know`,
    );
  }
  return outcome;
}

function apply(interview: Interview, event: InterviewEvent, at: Circumstances): Decision | Refusal {
  switch (event.type) {
    case "candidateEntered":
      return interview.version === 0
        ? enter(interview, event.reasons, at)
        : refuse("not_applicable", "This entry has its interview already.");
    case "factsRead":
      return readFacts(interview, event.reasons, at);
    case "retriggered":
      return retrigger(interview, event.reasons, at);
    case "movesConfirmed":
      return confirmMove(interview, event.reasons, at);
    case "setAside":
      return setAside(interview, at);
    case "contactChanged":
      return changeAddress(interview, at);
    case "addressRemoved":
      return loseAddress(interview, at);
    case "addressBounced":
      return bounce(interview, event.address, at);
    case "bookingReminderDue":
      return remindToBook(interview, event, at);
    case "bookingWindowClosed":
      return expire(interview, event, at);
    case "windowEdited":
      return moveWindow(interview, event, at);
    case "timesProposed":
      return propose(interview, event, at);
    case "proposalAnswerDue":
      return answerLate(interview, event.givenAt, at);
    case "proposalLapsed":
      return lapseProposal(interview, event.givenAt, at);
    case "proposalDeclined":
      return lapseProposal(interview, null, at);
    case "slotBooked":
      return book(interview, event.booking, at);
    case "expertReplaced":
      return replaceExpert(interview, event, at);
    case "expertGaveBack":
      return giveBack(interview, event, at);
    case "cancelled":
      return cancel(interview, event.reason, at);
    case "declined":
      return decline(interview, event.reason, at);
    case "leftStage":
      return leave(interview, event.cause, at);
    case "cameBack":
      return comeBack(interview, event.enteredAt, at);
    case "erased":
      return erase(interview, at);
    case "unarchived":
      return comeOutOfArchive(interview, at);
    case "leaveConfirmed":
      return confirmLeave(interview, event, at);
    case "expertPoolEmpty":
      return decide(
        interview,
        at,
        { state: "unschedulable", proposal: null },
        {
          words: "Nobody can take this interview",
          requests: [{ kind: "ats.note", note: "unschedulable" }],
        },
      );
    default:
      return applyAsked(interview, event, at);
  }
}

type AskedEvent = Extract<
  InterviewEvent,
  { type: "foundOtherwise" | "putBack" | "leftAsFound" | "postingEnded" | "postingEndAnswered" | "positionReopened" }
>;

/** What is asked of the recruiter because of what somebody did in the ATS, and what they answer. */
function applyAsked(interview: Interview, event: AskedEvent | MeetingEvent, at: Circumstances): Decision | Refusal {
  switch (event.type) {
    case "foundOtherwise":
      return foundOtherwise(interview, event, at);
    case "putBack":
      return putBack(interview, at);
    case "leftAsFound":
      return leaveAsFound(interview, at);
    case "postingEnded":
      return endPosting(interview, event, at);
    case "postingEndAnswered":
      return answerPostingEnd(interview, event, at);
    case "positionReopened":
      return reopen(interview, event, at);
    default:
      return applyMeeting(interview, event, at);
  }
}

type MeetingEvent = Extract<
  InterviewEvent,
  {
    type:
      | "interviewReminderDue"
      | "started"
      | "ended"
      | "didNotCome"
      | "brokeOff"
      | "reportReminderDue"
      | "reportOverdue"
      | "reportSubmitted"
      | "reviewReminderDue"
      | "reportReleased"
      | "reportSentBack"
      | "ratingAskDue"
      | "rated"
      | "ratingAuditDue"
      | "ratingAnswered";
  }
>;

function applyMeeting(interview: Interview, event: MeetingEvent, at: Circumstances): Decision | Refusal {
  switch (event.type) {
    case "interviewReminderDue":
      return remindOfInterview(interview, event, at);
    case "started":
      return start(interview, event, at);
    case "ended":
      return finish(interview, event, at);
    case "didNotCome":
      return notCome(interview, event.party, at);
    case "brokeOff":
      return breakOff(interview, at);
    case "reportReminderDue":
      return remindOfReport(interview, event, at);
    case "reportSubmitted":
      return report(interview, event.reportVersion, at);
    case "reportOverdue":
      return overdue(interview, event, at);
    case "reviewReminderDue":
      return remindOfReview(interview, event, at);
    case "reportReleased":
    case "reportSentBack":
      return judge(interview, event, at);
    case "ratingAskDue":
      return askForRating(interview, event, at);
    case "rated":
      return rate(interview, event, at);
    case "ratingAuditDue":
      return ratingOverdue(interview, event, at);
    case "ratingAnswered":
      return answerRating(interview, at);
    default:
      return event satisfies never;
  }
}

type Judgement = Extract<InterviewEvent, { type: "reportReleased" | "reportSentBack" }>;

/** Of the version that was read: another one may have been submitted meanwhile, and nothing unseen is released. */
function judge(interview: Interview, event: Judgement, at: Circumstances): Decision | Refusal {
  if (event.reportVersion !== interview.reportVersion)
    return refuse("newer_version", "A newer version of the report has been submitted. Read that one.");
  return event.type === "reportReleased" ? releaseReport(interview, at) : sendBack(interview, event.words, at);
}

function refusalWords(state: InterviewState): string {
  switch (state) {
    case "completed":
      return "This interview is completed. A redo or a new entry makes a new one.";
    case "cancelled":
      return "This interview is cancelled. A redo or a new entry makes a new one.";
    default:
      return `This is not possible while the interview is ${stateWords[state].toLowerCase()}.`;
  }
}

/** The word for each state, the same on every screen. */
export const stateWords: Record<InterviewState, string> = {
  blocked: "Blocked",
  invited: "Invited",
  proposed: "Times proposed",
  scheduled: "Scheduled",
  live: "Live",
  awaiting_report: "Awaiting report",
  in_review: "In review",
  completed: "Completed",
  cancelled: "Cancelled",
  candidate_no_show: "Candidate did not come",
  expert_no_show: "Expert did not come",
  interrupted: "Interrupted",
  expired: "Expired",
  unschedulable: "Nobody available",
};
