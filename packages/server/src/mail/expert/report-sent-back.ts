/** An auditor read the report and asks for something before it goes to the company. */
import { action, facts as factLines, paragraph } from "../letter.ts";
import type { Mail } from "../mail.ts";
import { oneLine, plainWords } from "../plain-words.ts";
import { whenWords } from "../../time/wording.ts";
import { about, expertMail, type ExpertFacts } from "./letter.ts";

export interface ReportSentBackMailFacts extends ExpertFacts {
  startAt: number;
  /** What the auditor asks for. */
  words: string;
  /** When the company expects the report; null where no time is promised any more. */
  dueAt: number | null;
  reportLink: string;
}

export function reportSentBackMail(facts: ReportSentBackMailFacts): Mail {
  return expertMail(
    facts,
    `Please look at your report once more: ${oneLine(facts.round, 60)}, ${oneLine(facts.company, 60)}`,
    [
      paragraph("An auditor read your report before it goes to the company, and asks you for this:"),
      paragraph(...plainWords(facts.words, 2000).split("\n")),
      factLines(
        ["Interview on", whenWords(facts.startAt, facts.zone)],
        ...about(facts),
        facts.dueAt === null ? null : ["The company expects it by", whenWords(facts.dueAt, facts.zone)],
      ),
      action("Change what is asked for, then submit again:", "Open the report", facts.reportLink),
      paragraph("You see it otherwise? Reply to this mail."),
    ],
  );
}
