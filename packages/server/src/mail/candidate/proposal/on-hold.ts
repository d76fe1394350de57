/** The promised moment is here while interviews for the position are on hold: what that means, and that nothing need be done. */
import { rangeWords } from "../../../time/wording.ts";
import type { CandidateFacts } from "../letter.ts";
import type { MailKind } from "../text.ts";

export interface ProposalOnHoldMailFacts extends CandidateFacts {
  ranges: readonly { fromAt: number; toAt: number }[];
}

export const proposalOnHold: MailKind<ProposalOnHoldMailFacts> = {
  title: "Preferred times wait",
  when: "The promised time of the answer has come while interviews for the position are on hold.",
  subject: "Your times wait: {company}, {role}",
  text: `You were to hear from us by now about the times you gave us for your interview with {company} for {role}. Interviews for this position are on hold for now, so none of them can be booked yet. We are sorry.

{preferredTimes}

Your invitation stays valid, and there is nothing you need to do. As soon as interviews go on, we look at your times again, or ask you for others if they are over, and write to you either way.

Where it stands: {link}

To speak to a person, reply to this mail or write to {support}.`,
  places: {
    preferredTimes: "The preferred times, one line each",
    link: "The candidate's link",
  },
  must: {
    link: "without it the candidate cannot see where it stands.",
    support: "whoever waits longer than promised finds a way to a person.",
  },
  values: (facts) => ({
    preferredTimes: facts.ranges.map((range) => rangeWords(range, facts.zone)),
    link: { link: facts.link },
  }),
};
