/** Cancelled, by whom, why, and what happens now. The reason stands here and never in the candidate's mail. */
import { mentionFree } from "../../mail/plain-words.ts";
import { whenWords } from "../../time/wording.ts";
import { candidateNames, detailsLine, noteText, roundName, type NoteFacts } from "../note.ts";

export interface CancelledNoteFacts extends NoteFacts {
  /** Null: nothing was booked yet. */
  startAt: number | null;
  by: string;
  /** As given by a person; empty when none was given. */
  reason: string;
  /** `rebook`: the candidate was asked for another time; `over`: only a redo or a new entry makes another interview. */
  next: "rebook" | "over";
}

export function cancelledNote(facts: CancelledNoteFacts): string {
  const when = facts.startAt === null ? "" : ` on ${whenWords(facts.startAt, facts.companyZone)}`;
  return noteText(facts, [
    `${candidateNames(facts)} ${roundName(facts)}${when} is cancelled by ${mentionFree(facts.by, 120)}.`,
    `Reason: ${mentionFree(facts.reason, 1000) || "none given"}`,
    facts.next === "rebook"
      ? "The candidate has been asked to choose another time; nothing to do for you."
      : "Nothing more is sent. For another interview, use Redo on the page below, or move the candidate out of the stage and back.",
    detailsLine(facts),
  ]);
}
