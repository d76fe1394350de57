/** An interview was assigned. Assigned means accepted. */
import { action, facts as factLines, paragraph } from "../letter.ts";
import type { Mail } from "../mail.ts";
import { whenWords } from "../../time/wording.ts";
import { about, expertMail, minutesLine, type ExpertFacts } from "./letter.ts";

interface ExpertBookedMailFacts extends ExpertFacts {
  startAt: number;
  endAt: number;
}

export function expertBookedMail(facts: ExpertBookedMailFacts): Mail {
  const when = whenWords(facts.startAt, facts.zone);
  return expertMail(facts, `Booked: ${when}`, [
    paragraph("An interview is booked with you."),
    factLines(["When", when], minutesLine(facts), ...about(facts)),
    action("Prepare with the guide, and join from there:", "Open the interview", facts.interviewLink),
    paragraph(
      "It counts as accepted. If you can't make it, say so there as early as you can (“I can’t hold it”): then somebody else is found.",
      "The attached entry puts it in your calendar, as private.",
    ),
  ]);
}
