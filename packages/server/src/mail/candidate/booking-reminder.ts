/** Not booked yet: after a day, after three, and a day before the window closes. */
import { whenWords } from "../../time/wording.ts";
import type { CandidateFacts } from "./letter.ts";
import type { MailKind } from "./text.ts";

export interface BookingReminderMailFacts extends CandidateFacts {
  bookBy: number;
  minutes: number;
}

const shared: Pick<MailKind<BookingReminderMailFacts>, "button" | "places" | "must" | "values"> = {
  button: "Choose a time",
  places: {
    bookBy: "Until when a time can be booked",
    minutes: "How long it takes",
    link: "The candidate's link",
  },
  must: { link: "without it the candidate cannot book.", bookBy: "it says how much time is left." },
  values: (facts) => ({
    bookBy: whenWords(facts.bookBy, facts.zone),
    minutes: `${facts.minutes}`,
    link: { link: facts.link },
  }),
};

const rest = `It takes {minutes} minutes by video. Choose a time, or tell us which times suit you:
{link}

None of the times fit? Give your own on the same page. Not interested? You can say so there, and we stop writing.
Questions: reply, or {support}.`;

export const bookingReminder: MailKind<BookingReminderMailFacts> = {
  title: "Reminder to choose a time",
  when: "Nothing is booked after a day, and after three.",
  subject: "Reminder to choose a time: {company}, {role}",
  text: `{company} invited you to interview for {role}. You have not chosen a time yet; there is time until {bookBy}.

${rest}`,
  ...shared,
};

export const lastBookingReminder: MailKind<BookingReminderMailFacts> = {
  title: "Last reminder to choose a time",
  when: "A day before the time to book is over.",
  subject: "Last reminder to choose a time: {company}, {role}",
  text: `Your invitation from {company} to interview for {role} ends on {bookBy}. After that the link no longer books a time.

${rest}`,
  ...shared,
};
