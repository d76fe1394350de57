/** An interview is no longer the expert's, whether cancelled, moved, or with somebody else. No reason: it may be personal. */
import { facts as factLines, paragraph } from "../letter.ts";
import type { Mail } from "../mail.ts";
import { whenWords } from "../../time/wording.ts";
import { about, expertMail, type ExpertFacts } from "./letter.ts";

export interface ExpertCancelledMailFacts extends ExpertFacts {
  startAt: number;
}

export function expertCancelledMail(facts: ExpertCancelledMailFacts): Mail {
  const when = whenWords(facts.startAt, facts.zone);
  return expertMail(facts, `Taken off your calendar: ${when}`, [
    paragraph("This interview will not take place with you. You are free at that time again."),
    factLines(["When", when], ...about(facts)),
    paragraph("The attached entry takes it out of your calendar. There is nothing you need to do."),
  ]);
}
