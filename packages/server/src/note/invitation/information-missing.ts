/** Contact data is missing in the ATS: names exactly what, what else is in the way, and how to go on. */
import { webAddress } from "../../mail/web-address.ts";
import { candidateName, detailsLine, listed, noteText, postingName, type NoteFacts } from "../note.ts";
import { obstacleWords, type Obstacle } from "./obstacle.ts";

export type MissingItem = "email_missing" | "phone_missing" | "resume_missing";

export interface InformationMissingNoteFacts extends NoteFacts {
  missing: readonly MissingItem[];
  /** What would still stand in the way once the data is there. */
  obstacles: readonly Obstacle[];
  retriggerLink: string;
  positionLink: string;
}

const words: Record<MissingItem, string> = {
  email_missing: "e-mail address",
  phone_missing: "phone number",
  resume_missing: "résumé",
};

export function informationMissingNote(facts: InformationMissingNoteFacts): string {
  const obstacles = facts.obstacles.map((obstacle) => obstacleWords(obstacle, postingName(facts), facts.atsName));
  return noteText(facts, [
    `No interview was created for ${candidateName(facts)}: ${listed(facts.missing.map((item) => words[item]))} missing in ${facts.atsName}.`,
    `Add it in ${facts.atsName}; we notice within minutes. Or continue now: ${webAddress(facts.retriggerLink)}`,
    obstacles.length === 0 ? "" : `Also: ${obstacles.join(" ")} The position: ${webAddress(facts.positionLink)}`,
    "The candidate has not been contacted.",
    detailsLine(facts),
  ]);
}
