/** An interview was assigned. Assigned means accepted; handing over is free until shortly before. */
import { action, facts as factLines, paragraph } from "../letter.ts";
import type { Mail } from "../mail.ts";
import { whenWords } from "../../time/wording.ts";
import { about, expertMail, minutesLine, type ExpertFacts } from "./letter.ts";

export interface ExpertBookedMailFacts extends ExpertFacts {
  startAt: number;
  endAt: number;
  /** Until then it can be handed over without a reason; null: not any more. */
  handOverUntil: number | null;
}

export function expertBookedMail(facts: ExpertBookedMailFacts): Mail {
  const when = whenWords(facts.startAt, facts.zone);
  return expertMail(facts, `Booked: ${when}`, [
    paragraph("An interview is booked with you."),
    factLines(["When", when], minutesLine(facts), ...about(facts)),
    action("Prepare with the guide, and join from there:", "Open the interview", facts.interviewLink),
    paragraph(
      facts.handOverUntil === null
        ? "If you can't make it, say so on that page at once, so that somebody else can be found."
        : `It counts as accepted. If you can't make it, hand it over on that page until ${whenWords(facts.handOverUntil, facts.zone)}.`,
      "The attached entry puts it in your calendar, as private.",
    ),
  ]);
}
