/** The interview is over and the report is due; and again while time is left. */
import { action, facts as factLines, paragraph } from "../letter.ts";
import type { Mail } from "../mail.ts";
import { clockWords, durationWords, whenWords, yourTimeWords } from "../../time/wording.ts";
import { about, expertMail, type ExpertFacts } from "./letter.ts";

export interface ReportDueMailFacts extends ExpertFacts {
  startAt: number;
  dueAt: number;
  minutesLeft: number;
  /** Just over, or a reminder. */
  isReminder: boolean;
  reportLink: string;
}

export function reportDueMail(facts: ReportDueMailFacts): Mail {
  const left = durationWords(facts.minutesLeft);
  const due = yourTimeWords(facts.dueAt, facts.zone);
  return expertMail(facts, facts.isReminder ? `Report due at ${due}` : `Your report, by ${due}`, [
    paragraph(
      facts.isReminder
        ? `Your report is not in yet. It is due at ${clockWords(facts.dueAt, facts.zone)}; ${left} ${facts.minutesLeft === 60 || facts.minutesLeft === 1 ? "was" : "were"} left when we sent this.`
        : `Thank you for the interview. The report is due within ${left}, while it is fresh.`,
    ),
    factLines(["Due", whenWords(facts.dueAt, facts.zone)], ...about(facts)),
    action("What you noted during the interview is already in the draft:", "Write the report", facts.reportLink),
    paragraph("If something keeps you from it, reply to this mail: we would rather help than wait."),
  ]);
}
