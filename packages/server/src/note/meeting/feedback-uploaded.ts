/** The report stands in the ATS. The verdict is named only where the company switched that on. */
import { webAddress } from "../../mail/web-address.ts";
import { dayWords } from "../../time/wording.ts";
import type { NoteFacts, NoteKind } from "../note.ts";

export interface FeedbackUploadedNoteFacts extends NoteFacts {
  startAt: number;
  /** The report's page. */
  reportLink: string;
  /** "Strong hire"; null unless the position shows it in notes. */
  verdict: string | null;
}

const shared: Pick<NoteKind<FeedbackUploadedNoteFacts>, "places" | "must" | "values"> = {
  places: {
    date: "The day of the interview",
    verdictLine: "The recommendation, where the position shows it; else it falls away",
    reportLink: "Link to the report",
  },
  must: { reportLink: "it leads to the whole report." },
  values: (facts) => ({
    date: dayWords(facts.startAt, facts.companyZone),
    verdictLine: facts.verdict === null ? "" : `Recommendation: ${facts.verdict}`,
    reportLink: webAddress(facts.reportLink),
  }),
};

export const feedbackUploaded: NoteKind<FeedbackUploadedNoteFacts> = {
  title: "Feedback uploaded",
  when: "The report stands in Lever.",
  text: `{owner} Feedback on {candidate's} {round} ({date}) is uploaded, in Feedback on this opportunity; PDF under Files.
{verdictLine}
Report: {reportLink} (sign-in)
The candidate can now move to the next stage.
Details: {details}`,
  ...shared,
};

/** The same moment where Lever took no feedback: the report is there for whoever looks, and the note says so truly. */
export const feedbackRefused: NoteKind<FeedbackUploadedNoteFacts> = {
  title: "Report ready, not in Feedback",
  when: "The report is there, but could not be written into Lever's feedback.",
  text: `{owner} The report on {candidate's} {round} ({date}) is ready. It could not be written into Feedback here; why, and how to try again, stands under Details.
{verdictLine}
Report: {reportLink} (sign-in)
The candidate can now move to the next stage.
Details: {details}`,
  ...shared,
};

export const feedbackCorrected: NoteKind<FeedbackUploadedNoteFacts> = {
  title: "Feedback corrected",
  when: "A corrected report has replaced the earlier one in Lever.",
  text: `{owner} Corrected feedback on {candidate's} {round} ({date}) is uploaded, in Feedback on this opportunity; PDF under Files.
{verdictLine}
Report: {reportLink} (sign-in)
It replaces the earlier version.
Details: {details}`,
  ...shared,
};
