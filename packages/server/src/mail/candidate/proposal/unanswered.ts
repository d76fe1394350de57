/** The promised moment is here and none of the preferred times could be matched yet: what happens now, and what else there is. */
import { rangeWords, whenWords } from "../../../time/wording.ts";
import type { CandidateFacts } from "../letter.ts";
import { nearestTimes, type NearestFacts } from "../nearest-times.ts";
import type { MailKind } from "../text.ts";

export interface ProposalUnansweredMailFacts extends CandidateFacts, NearestFacts {
  ranges: readonly { fromAt: number; toAt: number }[];
  lookUntil: number;
}

export const proposalUnanswered: MailKind<ProposalUnansweredMailFacts> = {
  title: "Preferred times not matched so far",
  when: "The promised time of the answer has come, and no expert is free at the candidate's preferred times yet.",
  subject: "Still looking at your times: {company}, {role}",
  text: `You were to hear from us by now about the times you gave us for your interview with {company} for {role}. So far no expert is free at any of them. We are sorry.

{preferredTimes}

We keep looking until {lookUntil}. As soon as somebody is free we book it and write to you; if nobody is, we tell you then.

{nearestTimes}

You need not wait. Book a free time, or give us others:
{link}

To speak to a person, reply to this mail or write to {support}.`,
  button: "Look at the free times",
  places: {
    preferredTimes: "The preferred times, one line each",
    lookUntil: "Until when looking goes on: the end of the last preferred time",
    nearestTimes: "The nearest free times, one line each; falls away when there are none",
    link: "The candidate's link",
  },
  must: {
    lookUntil: "the candidate is told what happens now.",
    link: "without it the candidate cannot book or give other times.",
    support: "whoever waits longer than promised finds a way to a person.",
  },
  values: (facts) => ({
    preferredTimes: facts.ranges.map((range) => rangeWords(range, facts.zone)),
    lookUntil: whenWords(facts.lookUntil, facts.zone),
    nearestTimes: nearestTimes(facts),
    link: { link: facts.link },
  }),
};
