/** For half an hour nothing could be looked for in the ATS, though the connection itself stands: who was moved is not found. */
import { whenWords } from "../../time/wording.ts";
import { action, facts as factLines, paragraph } from "../letter.ts";
import type { Mail } from "../mail.ts";
import { oneLine, plainWords } from "../plain-words.ts";
import { serviceMail, type ServiceFacts } from "../service-letter.ts";

export interface LookFailedMailFacts extends ServiceFacts {
  company: string;
  atsName: string;
  /** ms; null: none ever worked. */
  lastLookAt: number | null;
  /** The last answer, in one line, without personal data. */
  lastAnswer: string;
  integrationLink: string;
}

export function lookFailedMail(facts: LookFailedMailFacts): Mail {
  const ats = plainWords(facts.atsName, 60);
  return serviceMail(
    facts,
    `${oneLine(facts.company, 60)}: we can't look for changes in ${oneLine(facts.atsName, 60)}`,
    [
      paragraph(
        `For half an hour or longer every look for changes in ${ats} has failed, though the connection itself stands. Candidates who were moved, and contact data that were repaired, are noticed only if ${ats} tells us of them. We keep looking every few minutes.`,
      ),
      factLines(
        ["Company", plainWords(facts.company, 100)],
        ["Last look that worked", facts.lastLookAt === null ? "none yet" : whenWords(facts.lastLookAt, facts.zone)],
        [`Last answer of ${ats}`, plainWords(facts.lastAnswer, 300) || "none"],
      ),
      action("See what is wrong, and check again now:", "Open the integration", facts.integrationLink),
      paragraph("We write once a day until this is mended."),
    ],
  );
}
