/** The position, not the candidate's data, stands in the way. Goes on by itself once that is mended. */
import { webAddress } from "../../mail/web-address.ts";
import { candidateName, detailsLine, noteText, postingName, roundName, type NoteFacts } from "../note.ts";
import { obstacleWords, type Obstacle } from "./obstacle.ts";

export interface PositionNotReadyNoteFacts extends NoteFacts {
  obstacles: readonly Obstacle[];
  /** Where the position is configured. */
  positionLink: string;
  retriggerLink: string;
}

export function positionNotReadyNote(facts: PositionNotReadyNoteFacts): string {
  const onlyAddress = facts.obstacles.every((obstacle) => obstacle === "address_bounced");
  return noteText(facts, [
    `${candidateName(facts)} has not been invited to ${roundName(facts)} yet.`,
    ...facts.obstacles.map((obstacle) => obstacleWords(obstacle, postingName(facts), facts.atsName)),
    onlyAddress
      ? `Correct it there; we notice within minutes. Or continue now: ${webAddress(facts.retriggerLink)}`
      : `Mend it here, and we go on by ourselves: ${webAddress(facts.positionLink)}`,
    onlyAddress ? "" : "The candidate has not been contacted.",
    detailsLine(facts),
  ]);
}
