/** The report stands at the company. */
import { facts as factLines, paragraph } from "../letter.ts";
import type { Mail } from "../mail.ts";
import { plainWords } from "../plain-words.ts";
import { whenWords } from "../../time/wording.ts";
import { about, expertMail, type ExpertFacts } from "./letter.ts";

export interface ReportAcceptedMailFacts extends ExpertFacts {
  startAt: number;
  /** Whether it was there in time; a late one is said plainly. */
  inTime: boolean;
}

export function reportAcceptedMail(facts: ReportAcceptedMailFacts): Mail {
  return expertMail(facts, `Report accepted: ${plainWords(facts.round, 60)}, ${plainWords(facts.company, 60)}`, [
    paragraph(
      `Your report has been accepted and stands at ${plainWords(facts.company, 100)}. Thank you${facts.inTime ? " for having it there in time" : "; it came after the time it was due"}.`,
    ),
    factLines(["Interview held", whenWords(facts.startAt, facts.zone)], ...about(facts)),
    paragraph(["To read or correct it: ", { link: facts.interviewLink }]),
  ]);
}
