/** We have the candidate's preferred times: which, and until when we answer. */
import { rangeWords, whenWords } from "../../../time/wording.ts";
import type { CandidateFacts } from "../letter.ts";
import type { MailKind } from "../text.ts";

export interface ProposalReceivedMailFacts extends CandidateFacts {
  ranges: readonly { fromAt: number; toAt: number }[];
  answerBy: number;
}

export const proposalReceived: MailKind<ProposalReceivedMailFacts> = {
  title: "Preferred times received",
  when: "The candidate has given preferred times.",
  subject: "We have your times: {company}, {role}",
  text: `Thank you. These are the times you gave us for your interview with {company} for {role}:

{preferredTimes}

You hear from us by: {answerBy}

Nothing is booked yet. If one of them works, we book it and write to you; if none does, we tell you that too.
To change them, or to book a time that has become free: {link}
Questions: reply, or {support}.`,
  places: {
    preferredTimes: "The preferred times, one line each",
    answerBy: "Until when we answer",
    link: "The candidate's link",
  },
  must: {
    answerBy: "the candidate is told until when to expect an answer.",
    link: "without it the candidate cannot change the times.",
  },
  values: (facts) => ({
    preferredTimes: facts.ranges.map((range) => rangeWords(range, facts.zone)),
    answerBy: whenWords(facts.answerBy, facts.zone),
    link: { link: facts.link },
  }),
};
