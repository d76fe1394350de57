/** Same time, another expert, and with them another link to join. Sent only when the link changed. */
import { whenWords } from "../../time/wording.ts";
import { changeLine, withExpert } from "./booked.ts";
import type { CandidateFacts } from "./letter.ts";
import type { MailKind } from "./text.ts";

export interface JoinChangedMailFacts extends CandidateFacts {
  startAt: number;
  joinLink: string;
  expertFirstName: string;
  changeUntil: number | null;
}

export const joinChanged: MailKind<JoinChangedMailFacts> = {
  title: "New link to join",
  when: "Another expert holds the interview at the same time, with another link; with the calendar update.",
  subject: "New link to join: {company}, {time}",
  text: `Another expert holds your interview with {company} for {role}. The time stays as it is; only the link to join is new.

When: {time}
With: {expert}

Join here, in the browser, a few minutes before it begins:
{joinLink}

To change the time or cancel: {link}
{changeLine}

The attached entry puts the new link into your calendar.
Questions: reply, or {support}.`,
  button: "Join the interview",
  places: {
    time: "When, in the candidate's zone",
    expert: "The expert, by first name",
    joinLink: "Link to the interview",
    link: "The candidate's link",
    changeLine: "Until when the time can be changed",
  },
  must: {
    joinLink: "without it the candidate cannot join.",
    link: "without it the candidate cannot change or cancel.",
  },
  values: (facts) => ({
    time: whenWords(facts.startAt, facts.zone),
    expert: withExpert(facts.expertFirstName),
    joinLink: { link: facts.joinLink },
    link: { link: facts.link },
    changeLine: changeLine(facts),
  }),
};
