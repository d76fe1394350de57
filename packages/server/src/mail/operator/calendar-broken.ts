/** An expert is out of the pool because their calendar can't be read. Usually they mend it; operators see why somebody is missing. */
import { action, facts as factLines, paragraph } from "../letter.ts";
import type { Mail } from "../mail.ts";
import { oneLine, plainWords } from "../plain-words.ts";
import { serviceMail, type ServiceFacts } from "../service-letter.ts";
import { whenWords } from "../../time/wording.ts";

export interface OperatorCalendarBrokenMailFacts extends ServiceFacts {
  expert: string;
  /** Where the calendar is: "calendar.google.com". */
  host: string;
  problem: string;
  lastReadAt: number | null;
  expertsLink: string;
}

export function operatorCalendarBrokenMail(facts: OperatorCalendarBrokenMailFacts): Mail {
  return serviceMail(facts, `Out of the pool: ${oneLine(facts.expert, 60)}, calendar can't be read`, [
    paragraph(
      "No new interviews are booked with this expert until their calendar can be read again. Those already booked stay. They have had a mail about it.",
    ),
    factLines(
      ["Expert", plainWords(facts.expert, 100)],
      ["Calendar at", plainWords(facts.host, 100)],
      ["What is wrong", plainWords(facts.problem, 300)],
      ["Last read", facts.lastReadAt === null ? "never" : whenWords(facts.lastReadAt, facts.zone)],
    ),
    action("If it lasts, write to them:", "Open experts", facts.expertsLink),
  ]);
}
