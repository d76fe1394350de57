/** The same interview at another time, still with this expert. */
import { action, facts as factLines, paragraph } from "../letter.ts";
import type { Mail } from "../mail.ts";
import { whenWords } from "../../time/wording.ts";
import { about, expertMail, minutesLine, type ExpertFacts } from "./letter.ts";

export interface ExpertRescheduledMailFacts extends ExpertFacts {
  startAt: number;
  endAt: number;
  oldStartAt: number;
}

export function expertRescheduledMail(facts: ExpertRescheduledMailFacts): Mail {
  const when = whenWords(facts.startAt, facts.zone);
  return expertMail(facts, `New time: ${when}`, [
    paragraph("An interview of yours has a new time, within the hours you offer."),
    factLines(["New", when], ["Old", whenWords(facts.oldStartAt, facts.zone)], minutesLine(facts), ...about(facts)),
    action(
      "Prepare there; or hand it over there at once, if the new time doesn't suit you:",
      "Open the interview",
      facts.interviewLink,
    ),
    paragraph("The attached entry moves it in your calendar."),
  ]);
}
