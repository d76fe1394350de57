/** Every mail to a candidate by its name, and which one an effect asks for. */
import type { CandidateMail, TextRules } from "@interviewvector/domain";
import type { Mail } from "../mail.ts";
import { booked, type BookedMailFacts } from "./booked.ts";
import { bookingReminder, lastBookingReminder } from "./booking-reminder.ts";
import { cancelledByCandidate, cancelledForCandidate } from "./cancelled.ts";
import { expired } from "./expired.ts";
import { joinChanged } from "./join-changed.ts";
import { dayBefore, soon } from "./interview-reminder.ts";
import { invitation, type InvitationMailFacts } from "./invitation.ts";
import { missed, missedForGood } from "./missed.ts";
import { pleaseRebook, type PleaseRebookMailFacts } from "./please-rebook.ts";
import {
  proposalLapsed,
  proposalOnHold,
  proposalReceived,
  proposalUnanswered,
  type ProposalReceivedMailFacts,
} from "./proposal/index.ts";
import { rescheduled } from "./rescheduled.ts";
import { mailRules, writeMail, type MailFacts, type MailKind, type MailText } from "./text.ts";

/** What is gathered at the moment of sending, whatever the mail; the effect itself carries times and kind. */
export type CandidateMailFacts = InvitationMailFacts &
  Pick<BookedMailFacts, "joinLink" | "expertFirstName" | "changeUntil"> &
  Pick<ProposalReceivedMailFacts, "ranges"> &
  Pick<PleaseRebookMailFacts, "why" | "nearestAt">;

/** Names are stored with the texts that companies wrote: they stay. */
const mailKinds = {
  invitation,
  booking_reminder: bookingReminder,
  booking_reminder_last: lastBookingReminder,
  booked,
  rescheduled,
  join_changed: joinChanged,
  interview_reminder: dayBefore,
  interview_reminder_soon: soon,
  cancelled: cancelledForCandidate,
  cancelled_by_candidate: cancelledByCandidate,
  please_rebook: pleaseRebook,
  proposal_received: proposalReceived,
  proposal_unanswered: proposalUnanswered,
  proposal_on_hold: proposalOnHold,
  proposal_lapsed: proposalLapsed,
  missed,
  missed_for_good: missedForGood,
  expired,
} as const;

export type MailName = keyof typeof mailKinds;

export const mailNames = Object.keys(mailKinds) as MailName[];

/** Texts that the company wrote, by name; ours stand where there is none. */
export type OwnMails = Partial<Record<string, MailText>>;

/** A mail as it is chosen, before its text is. */
type Chosen = (own: OwnMails) => Mail;

interface MailTextFacts extends MailText {
  title: string;
  when: string;
  rules: { subject: TextRules; text: TextRules };
}

export function mailText(name: MailName): MailTextFacts {
  const { title, when, subject, text } = mailKinds[name];
  return { title, when, subject, text, rules: mailRules(mailKinds[name]) };
}

/**
 * Those apart stay the same whatever words a company likes: the code for one's own data proves something to us, the present
 * link was asked for by whoever holds an older one, and ratings are asked for and answered by us.
 */
export type WordedMail = Exclude<
  CandidateMail,
  { mail: "access_code" | "present_link" | "rating_request" | "rating_answer" }
>;

export function mailForCandidate(request: WordedMail, facts: CandidateMailFacts, own: OwnMails = {}): Mail {
  return chosen(request, facts)(own);
}

function chosen(request: WordedMail, facts: CandidateMailFacts): Chosen {
  switch (request.mail) {
    case "invitation":
      return as("invitation", invitation, facts);
    case "booking_reminder":
      return request.which === "last"
        ? as("booking_reminder_last", lastBookingReminder, facts)
        : as("booking_reminder", bookingReminder, facts);
    case "booked":
      return as("booked", booked, {
        ...facts,
        ...request.times,
        matched: request.matched,
        chosen: request.chosen === true,
      });
    case "rescheduled": {
      const times = { ...request.times, oldStartAt: request.oldTimes.startAt };
      return as("rescheduled", rescheduled, { ...facts, ...times, by: request.by });
    }
    case "join_changed":
      return as("join_changed", joinChanged, { ...facts, ...request.times });
    case "cancelled": {
      const of = { ...facts, ...request.times, by: request.by };
      return request.by === "candidate"
        ? as("cancelled_by_candidate", cancelledByCandidate, of)
        : as("cancelled", cancelledForCandidate, of);
    }
    case "proposal_received":
      return as("proposal_received", proposalReceived, { ...facts, answerBy: request.answerBy });
    case "proposal_unanswered":
      return as("proposal_unanswered", proposalUnanswered, { ...facts, lookUntil: request.lookUntil });
    case "proposal_on_hold":
      return as("proposal_on_hold", proposalOnHold, facts);
    case "proposal_lapsed":
      return as("proposal_lapsed", proposalLapsed, facts);
    case "please_rebook":
      return as("please_rebook", pleaseRebook, { ...facts, ...request.times });
    case "interview_reminder":
      return request.which === "day_before"
        ? as("interview_reminder", dayBefore, { ...facts, ...request.times })
        : as("interview_reminder_soon", soon, { ...facts, ...request.times });
    case "missed":
      return request.mayRebook
        ? as("missed", missed, { ...facts, ...request.times })
        : as("missed_for_good", missedForGood, { ...facts, ...request.times });
    case "expired":
      return as("expired", expired, facts);
    default:
      return request satisfies never;
  }
}

function as<Facts extends MailFacts>(name: MailName, kind: MailKind<Facts>, facts: Facts): Chosen {
  return (own) => writeMail(kind, facts, own[name]);
}
