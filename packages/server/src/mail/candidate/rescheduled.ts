/** The same interview at another time. Says who moved it, and is sorry when it was not the candidate. */
import { plainWords } from "../plain-words.ts";
import { whenWords } from "../../time/wording.ts";
import { changeLine, minutesOf, withExpert } from "./booked.ts";
import type { CandidateFacts } from "./letter.ts";
import type { MailKind } from "./text.ts";

export interface RescheduledMailFacts extends CandidateFacts {
  startAt: number;
  endAt: number;
  oldStartAt: number;
  joinLink: string;
  expertFirstName: string;
  changeUntil: number | null;
  by: "candidate" | "company" | "us";
}

export const rescheduled: MailKind<RescheduledMailFacts> = {
  title: "New time",
  when: "A booked interview was moved; with the calendar update.",
  subject: "New time: {company}, {newTime}",
  text: `{whatHappened}

New: {newTime}
Old: {oldTime}
Length: {minutes} minutes by video
With: {expert}

The link to join stays the same:
{joinLink}

To change the time or cancel: {link}
{changeLine}

The attached entry moves the interview in your calendar.
Questions: reply, or {support}.`,
  button: "Join the interview",
  places: {
    whatHappened: "Who moved it, with our apology where it is due",
    newTime: "The new time, in the candidate's zone",
    oldTime: "The old time, in the candidate's zone",
    minutes: "How long it takes",
    expert: "The expert, by first name",
    joinLink: "Link to the interview",
    link: "The candidate's link",
    changeLine: "Until when the time can be changed",
  },
  must: {
    newTime: "it is what the mail is for.",
    joinLink: "without it the candidate cannot join.",
    link: "without it the candidate cannot change or cancel.",
  },
  values: (facts) => ({
    whatHappened: whatHappened(facts),
    newTime: whenWords(facts.startAt, facts.zone),
    oldTime: whenWords(facts.oldStartAt, facts.zone),
    minutes: minutesOf(facts),
    expert: withExpert(facts.expertFirstName),
    joinLink: { link: facts.joinLink },
    link: { link: facts.link },
    changeLine: changeLine(facts),
  }),
};

function whatHappened(facts: RescheduledMailFacts): string {
  const company = plainWords(facts.company.name, 100);
  const role = plainWords(facts.role, 120);
  switch (facts.by) {
    case "candidate":
      return `You changed the time of your interview with ${company} for ${role}.`;
    case "company":
      return `${company} has moved your interview for ${role}. If the new time doesn't suit you, please choose another.`;
    case "us":
      return `We had to move your interview with ${company} for ${role}, and we are sorry. It doesn't count as a change of yours; if the new time doesn't suit you, please choose another.`;
    default:
      return facts.by satisfies never;
  }
}
