/** The confirmation, with the calendar entry; it says so when somebody else than the candidate chose the time. */
import { plainWords } from "../plain-words.ts";
import { whenWords } from "../../time/wording.ts";
import { sentence, type CandidateFacts } from "./letter.ts";
import type { MailKind } from "./text.ts";

export interface BookedMailFacts extends CandidateFacts {
  startAt: number;
  endAt: number;
  joinLink: string;
  expertFirstName: string;
  equipment: string;
  /** Until then the candidate may change the time by themselves; null: not any more. */
  changeUntil: number | null;
  /** The candidate gave preferred times and this is one of them. */
  matched: boolean;
  /** Somebody of the company took the time for them. */
  chosen: boolean;
}

export const booked: MailKind<BookedMailFacts> = {
  title: "Booked",
  when: "A time is booked; with the calendar invitation.",
  subject: "Booked: {company}, {time}",
  text: `{oneOfYours}Your interview with {company} for {role} is booked.

When: {time}
Length: {minutes} minutes by video
With: {expert}; {company} may observe and is announced.
You need: {equipment}

Join here, in the browser, a few minutes before it begins:
{joinLink}

To change the time or cancel: {link}
{changeLine}

The attached entry puts the interview in your calendar.
Questions: reply, or {support}.`,
  button: "Join the interview",
  places: {
    oneOfYours:
      'Where preferred times were given: "One of the times you gave us works. "; where you chose for them, that you did; else it falls away',
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
    joinLink: "without it the candidate cannot join.",
    link: "without it the candidate cannot change or cancel.",
  },
  values: (facts) => ({
    oneOfYours: howWords(facts),
    time: whenWords(facts.startAt, facts.zone),
    minutes: minutesOf(facts),
    expert: withExpert(facts.expertFirstName),
    equipment: sentence(plainWords(facts.equipment)),
    joinLink: { link: facts.joinLink },
    link: { link: facts.link },
    changeLine: changeLine(facts),
  }),
};

function howWords({ matched, chosen, company }: BookedMailFacts): string {
  if (matched) return "One of the times you gave us works. ";
  return chosen
    ? `${plainWords(company.name, 100)} has chosen a time for you; if it doesn't suit you, please choose another. `
    : "";
}

export function minutesOf({ startAt, endAt }: { startAt: number; endAt: number }): string {
  return `${Math.round((endAt - startAt) / 60_000)}`;
}

/** "Priya, an independent expert"; the name falls away when there is none to tell. */
export function withExpert(firstName: string): string {
  const name = plainWords(firstName, 60);
  return name === "" ? "an independent expert" : `${name}, an independent expert`;
}

export function changeLine({ changeUntil, zone }: { changeUntil: number | null; zone: string }): string {
  return changeUntil === null
    ? "The time can no longer be changed there; if something comes up, write to us and we help."
    : `You can change the time until ${whenWords(changeUntil, zone)}.`;
}
