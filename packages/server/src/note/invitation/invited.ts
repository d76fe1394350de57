/** The candidate has their link; the recruiter gets the same one, with the warning that it acts for the candidate. */
import { webAddress } from "../../mail/web-address.ts";
import { whenWords } from "../../time/wording.ts";
import { candidateName, detailsLine, noteText, postingName, roundName, type NoteFacts } from "../note.ts";

export interface InvitedNoteFacts extends NoteFacts {
  invitedAt: number;
  bookBy: number;
  /** The candidate's link. */
  link: string;
}

export function invitedNote(facts: InvitedNoteFacts): string {
  return noteText(facts, [
    `${candidateName(facts)} was invited to ${roundName(facts)} for ${postingName(facts)} at ${whenWords(facts.invitedAt, facts.companyZone)}.`,
    `Same link, to choose a time or give preferred times: ${webAddress(facts.link)}`,
    `It acts for the candidate; please share it with nobody else. Book by ${whenWords(facts.bookBy, facts.companyZone)}.`,
    detailsLine(facts),
    `Replies here aren't read by InterviewVector: ${facts.support}`,
  ]);
}
