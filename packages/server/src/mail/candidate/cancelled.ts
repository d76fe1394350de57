/** A booked interview will not take place. Never says why a company or a pipeline ended it: that is the company's to tell. */
import { plainWords } from "../plain-words.ts";
import { whenWords } from "../../time/wording.ts";
import type { CandidateFacts } from "./letter.ts";
import type { MailKind } from "./text.ts";

export interface CancelledMailFacts extends CandidateFacts {
  startAt: number;
  by: "candidate" | "company" | "neutral";
}

const shared: Pick<MailKind<CancelledMailFacts>, "subject" | "places" | "must" | "values"> = {
  subject: "Cancelled: {company}, {time}",
  places: { time: "When the interview was to be", whatHappened: "Who cancelled, without a reason" },
  must: { time: "it says which interview is meant." },
  values: (facts) => ({ time: whenWords(facts.startAt, facts.zone), whatHappened: whatHappened(facts) }),
};

export const cancelledByCandidate: MailKind<CancelledMailFacts> = {
  title: "Cancelled by the candidate",
  when: "The candidate has cancelled a booked interview.",
  text: `As you asked, your interview with {company} for {role} is cancelled. Thank you for telling us.

Cancelled: {time}

There is nothing you need to do. The attached entry takes the interview out of your calendar.
Was it a mistake? Reply to this mail, or write to {support}.`,
  ...shared,
};

export const cancelledForCandidate: MailKind<CancelledMailFacts> = {
  title: "Cancelled",
  when: "The company has cancelled, or the candidate left the stage. The reason is never told here.",
  text: `{whatHappened}

Cancelled: {time}

There is nothing you need to do. The attached entry takes the interview out of your calendar.
{company} will tell you how things go on. Questions: reply, or {support}.`,
  ...shared,
};

function whatHappened(facts: CancelledMailFacts): string {
  const company = plainWords(facts.company.name, 100);
  const role = plainWords(facts.role, 120);
  switch (facts.by) {
    case "candidate":
      return `You have cancelled your interview with ${company} for ${role}.`;
    case "company":
      return `${company} has cancelled your interview for ${role}.`;
    case "neutral":
      return `Your interview with ${company} for ${role} is no longer needed and will not take place.`;
    default:
      return facts.by satisfies never;
  }
}
