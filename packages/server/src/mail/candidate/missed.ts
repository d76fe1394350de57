/** The candidate did not come. Kind words: something kept them, and there may be another time. */
import { whenWords } from "../../time/wording.ts";
import type { CandidateFacts } from "./letter.ts";
import type { MailKind } from "./text.ts";

export interface MissedMailFacts extends CandidateFacts {
  startAt: number;
}

const time = { time: "When the interview was to be" };

export const missed: MailKind<MissedMailFacts> = {
  title: "Missed, may book again",
  when: "The candidate did not come and may choose another time.",
  subject: "We missed you: {company}, {time}",
  text: `We waited for you at your interview with {company} for {role}, on {time}, and did not meet you.

These things happen. If you would still like the interview, you can choose another time.

Choose another time, or tell us which times suit you:
{link}

If you did try to join and couldn't, please tell us. Questions: reply, or {support}.`,
  button: "Choose another time",
  places: { ...time, link: "The candidate's link" },
  must: { link: "without it the candidate cannot book." },
  values: (facts) => ({ time: whenWords(facts.startAt, facts.zone), link: { link: facts.link } }),
};

export const missedForGood: MailKind<MissedMailFacts> = {
  title: "Missed",
  when: "The candidate did not come, and the position does not let candidates book again.",
  subject: "We missed you: {company}, {time}",
  text: `We waited for you at your interview with {company} for {role}, on {time}, and did not meet you.

These things happen. If something kept you, or if you tried to join and couldn't, please tell us: reply to this mail, or write to {support}. {company} decides how to go on.`,
  places: time,
  values: (facts) => ({ time: whenWords(facts.startAt, facts.zone) }),
};
