/** The window closed without a booking: what that means, and how to come back. */
import { whenWords } from "../../time/wording.ts";
import type { CandidateFacts } from "./letter.ts";
import type { MailKind } from "./text.ts";

export interface ExpiredMailFacts extends CandidateFacts {
  bookBy: number;
}

export const expired: MailKind<ExpiredMailFacts> = {
  title: "Invitation ended",
  when: "The time to book is over and nothing was booked.",
  subject: "Your invitation has ended: {company}, {role}",
  text: `The time to book your interview with {company} for {role} ended on {bookBy}, and no time was chosen. Your link no longer books one.

Would you still like the interview? Reply to this mail, or write to {support}: {company} can invite you again. Otherwise there is nothing you need to do.`,
  places: { bookBy: "When the time to book ended" },
  values: (facts) => ({ bookBy: whenWords(facts.bookBy, facts.zone) }),
};
