/** Contact data is missing in the ATS: names exactly what, and how to go on. */
import { webAddress } from "../mail/web-address.ts";
import { candidateName, detailsLine, listed, noteText, type NoteFacts } from "./note.ts";

export type MissingItem = "email_missing" | "phone_missing" | "resume_missing";

export interface InformationMissingNoteFacts extends NoteFacts {
  missing: readonly MissingItem[];
  retriggerLink: string;
}

const words: Record<MissingItem, string> = {
  email_missing: "e-mail address",
  phone_missing: "phone number",
  resume_missing: "résumé",
};

export function informationMissingNote(facts: InformationMissingNoteFacts): string {
  return noteText(facts, [
    `No interview was created for ${candidateName(facts)}: ${listed(facts.missing.map((item) => words[item]))} missing in ${facts.atsName}.`,
    `Add it in ${facts.atsName}; we notice within minutes. Or continue now: ${webAddress(facts.retriggerLink)}`,
    "The candidate has not been contacted.",
    detailsLine(facts),
  ]);
}
