/** People who applied to become experts wait for an answer that was promised to them by a day. */
import { action, facts as factLines, paragraph } from "../letter.ts";
import type { Mail } from "../mail.ts";
import { oneLine, plainWords } from "../plain-words.ts";
import { serviceMail, type ServiceFacts } from "../service-letter.ts";
import { whenWords } from "../../time/wording.ts";

export interface OperatorApplicationsMailFacts extends ServiceFacts {
  /** Those who wait longest, first; at least one. */
  longest: { name: string; answerBy: number }[];
  /** All who wait, those included. */
  waiting: number;
  /** The card of the one, or the board. */
  link: string;
}

export function operatorApplicationsMail(facts: OperatorApplicationsMailFacts): Mail {
  const { longest, zone } = facts;
  const waiting = Math.trunc(facts.waiting);
  const more = waiting - longest.length;
  const subject =
    waiting === 1
      ? `To answer: ${oneLine(longest[0]?.name ?? "", 60)} applied to become an expert`
      : `To answer: ${waiting} people applied to become experts`;
  return serviceMail(facts, subject, [
    paragraph(
      waiting === 1
        ? "Somebody has applied to become an expert, and was told by when a person writes to them."
        : `${waiting} people have applied to become experts, and were told by when a person writes to them.`,
    ),
    factLines(
      ...longest.map(({ name, answerBy }): [string, string] => [
        plainWords(name, 100),
        `promised by ${whenWords(answerBy, zone)}`,
      ]),
      more > 0 ? ["And more", `${more} who applied later`] : null,
    ),
    action(
      "Read it, write to them at the address on the card, and move the card:",
      waiting === 1 ? "Open the application" : "Open the board",
      facts.link,
    ),
  ]);
}
