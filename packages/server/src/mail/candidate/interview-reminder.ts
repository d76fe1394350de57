/** Before the interview. Says the time and never "in ten minutes": a mail may be read, or arrive, later than it was sent. */
import { plainWords } from "../plain-words.ts";
import { whenWords, yourTimeWords } from "../../time/wording.ts";
import { changeLine, minutesOf, withExpert } from "./booked.ts";
import { sentence, type CandidateFacts } from "./letter.ts";
import type { MailKind } from "./text.ts";

export interface InterviewReminderMailFacts extends CandidateFacts {
  startAt: number;
  endAt: number;
  joinLink: string;
  expertFirstName: string;
  equipment: string;
  changeUntil: number | null;
}

const mustJoin = { joinLink: "without it the candidate cannot join." };

export const dayBefore: MailKind<InterviewReminderMailFacts> = {
  title: "Reminder, the day before",
  when: "On the evening before the interview.",
  subject: "Reminder: {company}, {time}",
  text: `Your interview with {company} for {role} is near.

When: {time}
Length: {minutes} minutes by video
With: {expert}
You need: {equipment}

Join here, in the browser, a few minutes before it begins:
{joinLink}

To change the time or cancel: {link}
{changeLine}
Questions: reply, or {support}.`,
  button: "Join the interview",
  places: {
    time: "When, in the candidate's zone",
    minutes: "How long it takes",
    expert: "The expert, by first name",
    equipment: "What is needed, from the guide",
    joinLink: "Link to the interview",
    link: "The candidate's link",
    changeLine: "Until when the time can be changed",
  },
  must: {
    time: "it is what the mail is for.",
    ...mustJoin,
    link: "without it the candidate cannot change or cancel.",
  },
  values: (facts) => ({
    time: whenWords(facts.startAt, facts.zone),
    minutes: minutesOf(facts),
    expert: withExpert(facts.expertFirstName),
    equipment: sentence(plainWords(facts.equipment)),
    joinLink: { link: facts.joinLink },
    link: { link: facts.link },
    changeLine: changeLine(facts),
  }),
};

export const soon: MailKind<InterviewReminderMailFacts> = {
  title: "Reminder, shortly before",
  when: "An hour and ten minutes before the interview.",
  subject: "Your interview: {company}, {clock}",
  text: `Your interview with {company} for {role} begins at {clock}.

Join here, in the browser:
{joinLink}

It takes {minutes} minutes. If the page asks for camera and microphone, please allow both.
Something in the way? Reply, or write to {support}.`,
  button: "Join the interview",
  places: {
    clock: "The time of day, in the candidate's zone",
    minutes: "How long it takes",
    joinLink: "Link to the interview",
  },
  must: { clock: "it is what the mail is for.", ...mustJoin },
  values: (facts) => ({
    clock: yourTimeWords(facts.startAt, facts.zone),
    minutes: minutesOf(facts),
    joinLink: { link: facts.joinLink },
  }),
};
