/** A write has been owed to the ATS for half an hour, though the connection itself stands. */
import { action, facts as factLines, paragraph } from "../letter.ts";
import type { Mail } from "../mail.ts";
import { oneLine, plainWords } from "../plain-words.ts";
import { serviceMail, type ServiceFacts } from "../service-letter.ts";
import { whenWords } from "../../time/wording.ts";

export interface WritesOwedMailFacts extends ServiceFacts {
  company: string;
  atsName: string;
  waiting: number;
  oldestSince: number;
  /** The last answer, in one line, without personal data. */
  lastAnswer: string;
  integrationLink: string;
}

export function writesOwedMail(facts: WritesOwedMailFacts): Mail {
  const ats = plainWords(facts.atsName, 60);
  const waiting = Math.trunc(facts.waiting);
  return serviceMail(
    facts,
    `${oneLine(facts.company, 60)}: changes wait to be written to ${oneLine(facts.atsName, 60)}`,
    [
      paragraph(
        `${waiting === 1 ? "One change" : `${waiting} changes`} could not be written to ${ats} yet, so what ${ats} shows may be behind. We keep trying.`,
      ),
      factLines(
        ["Company", plainWords(facts.company, 100)],
        ["Oldest waits since", whenWords(facts.oldestSince, facts.zone)],
        [`Last answer of ${ats}`, plainWords(facts.lastAnswer, 300) || "none"],
      ),
      action("See what waits, and try again now:", "Open the integration", facts.integrationLink),
      paragraph("We write once a day until this is mended."),
    ],
  );
}
