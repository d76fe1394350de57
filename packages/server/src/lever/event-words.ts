/** What told us to look at an opportunity, in words for people: Lever's own events, and what we found or wanted ourselves. */
import type { WebhookEvent } from "@interviewvector/lever";
import type { News } from "./poll-compare.ts";

/** Of deliveries that no webhook brought. */
export type OwnEvent =
  | News
  | "deleted"
  | "resumeAdded"
  | "interviewRemoved"
  | "interviewChanged"
  | "notFound"
  | "hidden"
  | "unreadable"
  | "chosen"
  | "asked"
  | "positionChanged"
  | "manyMoves";

const words: Record<WebhookEvent | OwnEvent, string> = {
  applicationCreated: "Application made",
  candidateStageChange: "Moved to another stage",
  candidateArchiveChange: "Archived or taken out of the archive",
  candidateHired: "Hired",
  candidateDeleted: "Deleted",
  interviewCreated: "Interview made",
  interviewUpdated: "Interview changed",
  interviewDeleted: "Interview deleted",
  contactCreated: "Contact made",
  contactUpdated: "Contact data changed",
  moved: "Moved",
  archived: "Archived or hired",
  unarchived: "Taken out of the archive",
  contactChanged: "Contact data changed",
  ownerChanged: "Another owner",
  anonymized: "Anonymised",
  deleted: "Deleted",
  resumeAdded: "Résumé added",
  interviewRemoved: "Interview removed by hand",
  interviewChanged: "Interview changed by hand",
  notFound: "Not found",
  hidden: "Not shown to us any more",
  unreadable: "Not readable in a listing",
  chosen: "Chosen by a person",
  asked: "Asked for by a person",
  positionChanged: "Position changed",
  manyMoves: "Moved, with many others",
};

/** Lever may add events; their name is then all that we know. */
export function eventWords(event: string): string {
  return new Map<string, string>(Object.entries(words)).get(event) ?? `Something else, which Lever calls ${event}`;
}
