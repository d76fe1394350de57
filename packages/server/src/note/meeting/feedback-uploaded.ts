/** The report stands in the ATS. The verdict is named only where the company switched that on. */
import { webAddress } from "../../mail/web-address.ts";
import { dayWords } from "../../time/wording.ts";
import { candidateNames, detailsLine, noteText, roundName, type NoteFacts } from "../note.ts";

export interface FeedbackUploadedNoteFacts extends NoteFacts {
  startAt: number;
  /** The report's page. */
  reportLink: string;
  /** "Strong hire"; null unless the position shows it in notes. */
  verdict: string | null;
  corrected: boolean;
}

export function feedbackUploadedNote(facts: FeedbackUploadedNoteFacts): string {
  const what = facts.corrected ? "Corrected feedback" : "Feedback";
  return noteText(facts, [
    `${what} on ${candidateNames(facts)} ${roundName(facts)} (${dayWords(facts.startAt, facts.companyZone)}) is uploaded, in Feedback on this opportunity; PDF under Files.`,
    facts.verdict === null ? "" : `Recommendation: ${facts.verdict}`,
    `Report: ${webAddress(facts.reportLink)} (sign-in)`,
    facts.corrected ? "It replaces the earlier version." : "The candidate can now move to the next stage.",
    detailsLine(facts),
  ]);
}
