/** Before the interview. As with the candidate's: the time itself, never "in ten minutes". */
import { action, facts as factLines, paragraph } from "../letter.ts";
import type { Mail } from "../mail.ts";
import { whenWords, yourTimeWords } from "../../time/wording.ts";
import { about, expertMail, minutesLine, type ExpertFacts } from "./letter.ts";

export interface ExpertReminderMailFacts extends ExpertFacts {
  which: "day_before" | "hour_before" | "ten_minutes";
  startAt: number;
  endAt: number;
  roomLink: string;
}

export function expertReminderMail(facts: ExpertReminderMailFacts): Mail {
  const when = whenWords(facts.startAt, facts.zone);
  if (facts.which === "day_before") {
    return expertMail(facts, `Reminder: ${when}`, [
      paragraph("An interview of yours is near."),
      factLines(["When", when], minutesLine(facts), ...about(facts)),
      action(
        "Read the guide beforehand. If you can't make it, hand it over there now:",
        "Open the interview",
        facts.interviewLink,
      ),
    ]);
  }
  const atClock = yourTimeWords(facts.startAt, facts.zone);
  return expertMail(facts, `Your interview: ${atClock}`, [
    paragraph(`Your interview begins at ${atClock}.`),
    factLines(...about(facts)),
    action("The room is open; please be there a few minutes before the candidate:", "Enter the room", facts.roomLink),
  ]);
}
