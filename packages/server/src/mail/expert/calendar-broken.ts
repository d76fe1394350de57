/** The expert's calendar can't be read, so nothing is booked with them until it can: never a booking on a guess. */
import { action, facts as factLines, paragraph } from "../letter.ts";
import type { Mail } from "../mail.ts";
import { plainWords } from "../plain-words.ts";
import { serviceMail, type ServiceFacts } from "../service-letter.ts";
import { whenWords } from "../../time/wording.ts";

export interface CalendarBrokenMailFacts extends ServiceFacts {
  calendarName: string;
  /** Null: never. */
  lastReadAt: number | null;
  /** Why, in words for them. */
  problem: string;
  availabilityLink: string;
}

export function calendarBrokenMail(facts: CalendarBrokenMailFacts): Mail {
  const calendar = plainWords(facts.calendarName, 100);
  return serviceMail(facts, "Your calendar can't be read", [
    paragraph(
      `We can't read your calendar, so no new interviews are booked with you until we can. Those already booked stay.`,
    ),
    factLines(
      ["Calendar", calendar],
      ["What is wrong", plainWords(facts.problem, 300)],
      ["Last read", facts.lastReadAt === null ? "never" : whenWords(facts.lastReadAt, facts.zone)],
    ),
    paragraph(
      "We go on trying. As soon as it can be read again, you can be booked again; there is nothing more to do then.",
    ),
    action("Connect it again, or remove it:", "Open availability", facts.availabilityLink),
  ]);
}
