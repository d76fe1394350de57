/** Not booked yet: after a day, after three, and a day before the window closes. */
import { action, paragraph } from "../letter.ts";
import type { Mail } from "../mail.ts";
import { whenWords } from "../../time/wording.ts";
import { candidateMail, names, questions, subjectNames, type CandidateFacts } from "./letter.ts";

export interface BookingReminderMailFacts extends CandidateFacts {
  which: "first" | "second" | "last";
  bookBy: number;
  minutes: number;
}

export function bookingReminderMail(facts: BookingReminderMailFacts): Mail {
  const { company, role } = names(facts);
  const subject = subjectNames(facts);
  const bookBy = whenWords(facts.bookBy, facts.zone);
  const last = facts.which === "last";
  return candidateMail(
    facts,
    last
      ? `Last reminder: choose a time, ${subject.company}, ${subject.role}`
      : `Reminder: choose a time, ${subject.company}, ${subject.role}`,
    [
      paragraph(
        last
          ? `Your invitation from ${company} to interview for ${role} ends on ${bookBy}. After that the link no longer books a time.`
          : `${company} invited you to interview for ${role}. You have not chosen a time yet; there is time until ${bookBy}.`,
      ),
      action(
        `It takes ${facts.minutes} minutes by video. Choose a time, or tell us which times suit you:`,
        "Choose a time",
        facts.link,
      ),
      paragraph(
        `None of the times fit? Give your own on the same page. Not interested? You can say so there, and we stop writing.`,
        questions(facts),
      ),
    ],
  );
}
