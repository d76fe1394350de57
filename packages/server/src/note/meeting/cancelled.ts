/** Cancelled, by whom, why, and what happens now. The reason stands here and never in the candidate's mail. */
import type { LeaveCause } from "@interviewvector/domain";
import { mentionFree } from "../../mail/plain-words.ts";
import { whenWords } from "../../time/wording.ts";
import type { NoteFacts, NoteKind } from "../note.ts";

export interface CancelledNoteFacts extends NoteFacts {
  /** Null: nothing was booked yet. */
  startAt: number | null;
  by: string;
  /** As given by a person; empty when none was given. */
  reason: string;
  /** `rebook`: the candidate was asked for another time; `over`: only a redo or a new entry makes another interview. */
  next: "rebook" | "over";
  /** What ended it, where the candidate left the stage. */
  left?: LeaveCause | undefined;
}

export const cancelled: NoteKind<CancelledNoteFacts> = {
  title: "Cancelled",
  when: "The interview, or the invitation, is cancelled.",
  text: `{owner} {candidate's} {round}{onTime} is cancelled by {who}.
Reason: {reason}
{whatHappensNext}
Details: {details}`,
  places: {
    onTime: 'The booked time with "on" before it; falls away when nothing was booked',
    who: "Who cancelled",
    reason: 'The reason that was given, or "none given"',
    whatHappensNext: "Whether the candidate was asked for another time",
  },
  must: { whatHappensNext: "without it nobody knows whether there is something to do." },
  values: (facts) => ({
    onTime: facts.startAt === null ? "" : ` on ${whenWords(facts.startAt, facts.companyZone)}`,
    who: mentionFree(facts.by, 120),
    reason: mentionFree(facts.reason, 1000) || "none given",
    whatHappensNext:
      facts.next === "rebook"
        ? "The candidate has been asked to choose another time; nothing to do for you."
        : nextAfter(facts.left),
  }),
};

/** How another interview comes about: not every way is open to whoever left. */
function nextAfter(left: LeaveCause | undefined): string {
  switch (left) {
    case "moved":
      return "Nothing more is sent. Moved back into the stage, the candidate gets a new invitation.";
    case "archived":
    case "hired":
      return "Nothing more is sent. If the candidate comes out of the archive in the same stage, a note offers another interview.";
    case "reentered":
      return "The new entry has a note of its own.";
    case "deleted":
    case undefined:
      return "Nothing more is sent. For another interview, use Redo on the page below, or move the candidate out of the stage and back.";
    default:
      return left satisfies never;
  }
}
