/** Every mail to a candidate, and which one an effect asks for. */
import type { CandidateMail } from "@interviewvector/domain";
import type { Mail } from "../mail.ts";
import { bookedMail, type BookedMailFacts } from "./booked.ts";
import { bookingReminderMail } from "./booking-reminder.ts";
import { cancelledMail } from "./cancelled.ts";
import { expiredMail } from "./expired.ts";
import { joinChangedMail } from "./join-changed.ts";
import { interviewReminderMail } from "./interview-reminder.ts";
import { invitationMail, type InvitationMailFacts } from "./invitation.ts";
import { missedMail } from "./missed.ts";
import { pleaseRebookMail, type PleaseRebookMailFacts } from "./please-rebook.ts";
import { proposalLapsedMail } from "./proposal-lapsed.ts";
import { proposalReceivedMail, type ProposalReceivedMailFacts } from "./proposal-received.ts";
import { rescheduledMail } from "./rescheduled.ts";

/** What is gathered at the moment of sending, whatever the mail; the effect itself carries times and kind. */
export type CandidateMailFacts = InvitationMailFacts &
  Pick<BookedMailFacts, "joinLink" | "expertFirstName" | "changeUntil"> &
  Pick<ProposalReceivedMailFacts, "ranges"> &
  Pick<PleaseRebookMailFacts, "why" | "nearestAt">;

export function mailForCandidate(request: CandidateMail, facts: CandidateMailFacts): Mail {
  switch (request.mail) {
    case "invitation":
      return invitationMail(facts);
    case "booking_reminder":
      return bookingReminderMail({ ...facts, which: request.which });
    case "booked":
      return bookedMail({ ...facts, ...request.times, matched: request.matched });
    case "rescheduled":
      return rescheduledMail({ ...facts, ...request.times, oldStartAt: request.oldTimes.startAt, by: request.by });
    case "join_changed":
      return joinChangedMail({ ...facts, ...request.times });
    case "cancelled":
      return cancelledMail({ ...facts, ...request.times, by: request.by });
    case "proposal_received":
      return proposalReceivedMail({ ...facts, answerBy: request.answerBy });
    case "proposal_lapsed":
      return proposalLapsedMail(facts);
    case "please_rebook":
      return pleaseRebookMail({ ...facts, ...request.times });
    case "interview_reminder":
      return interviewReminderMail({ ...facts, ...request.times, which: request.which });
    case "missed":
      return missedMail({ ...facts, ...request.times, mayRebook: request.mayRebook });
    case "expired":
      return expiredMail(facts);
    default:
      return request satisfies never;
  }
}
