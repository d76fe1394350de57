/** Every mail to an expert about an interview, and which one an effect asks for. */
import type { ExpertMail } from "@interviewvector/domain";
import type { Mail } from "../mail.ts";
import { expertBookedMail } from "./booked.ts";
import { expertCancelledMail } from "./cancelled.ts";
import type { ExpertFacts } from "./letter.ts";
import { expertReminderMail } from "./reminder.ts";
import { reportDueMail } from "./report-due.ts";
import { reportSentBackMail } from "./report-sent-back.ts";
import { expertRescheduledMail } from "./rescheduled.ts";

/** What is gathered at the moment of sending, whatever the mail; the effect itself carries times and kind. */
export type ExpertMailFacts = ExpertFacts & { roomLink: string; reportLink: string };

export function mailForExpert(request: ExpertMail, facts: ExpertMailFacts): Mail {
  switch (request.mail) {
    case "expert_booked":
      return expertBookedMail({ ...facts, ...request.times });
    case "expert_rescheduled":
      return expertRescheduledMail({ ...facts, ...request.times, oldStartAt: request.oldTimes.startAt });
    case "expert_cancelled":
      return expertCancelledMail({ ...facts, ...request.times });
    case "expert_reminder":
      return expertReminderMail({ ...facts, ...request.times, which: request.which });
    case "report_due": {
      // The first of them goes out as the interview ends; those after it find less time left than the whole.
      const wholeMinutes = (request.dueAt - request.times.endAt) / 60_000;
      return reportDueMail({
        ...facts,
        startAt: request.times.startAt,
        dueAt: request.dueAt,
        minutesLeft: request.minutesLeft,
        isReminder: request.minutesLeft < wholeMinutes - 5,
      });
    }
    case "report_sent_back":
      return reportSentBackMail({ ...facts, ...request.times, words: request.words, dueAt: request.dueAt });
    default:
      return request satisfies never;
  }
}
