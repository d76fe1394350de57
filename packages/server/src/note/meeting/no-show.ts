/** One of the two did not come. Which one is said plainly: it must not fall on the candidate when it was our expert. */
import { webAddress } from "../../mail/web-address.ts";
import { whenWords } from "../../time/wording.ts";
import { candidateName, candidateNames, detailsLine, noteText, roundName, type NoteFacts } from "../note.ts";

export interface NoShowNoteFacts extends NoteFacts {
  startAt: number;
  party: "candidate" | "expert";
  mayRebook: boolean;
  retriggerLink: string;
}

export function noShowNote(facts: NoShowNoteFacts): string {
  const when = whenWords(facts.startAt, facts.companyZone);
  if (facts.party === "expert") {
    return noteText(facts, [
      `Our expert did not come to ${candidateNames(facts)} ${roundName(facts)} on ${when}. We are sorry.`,
      "The candidate was there or on the way, has our apology, and is asked to choose another time. Nothing to do for you.",
      detailsLine(facts),
    ]);
  }
  return noteText(facts, [
    `${candidateName(facts)} did not come to ${roundName(facts)} on ${when}.`,
    facts.mayRebook
      ? "The candidate has been asked to choose another time, with the same link."
      : `The candidate can't book again by themselves. To invite again: ${webAddress(facts.retriggerLink)}`,
    detailsLine(facts),
  ]);
}
