/** The position, not the candidate, stands in the way. Goes on by itself once that is mended. */
import { webAddress } from "../mail/web-address.ts";
import { candidateName, detailsLine, noteText, postingName, roundName, type NoteFacts } from "./note.ts";

export type PositionObstacle = "not_configured" | "paused" | "inactive" | "no_round_left" | "awaiting_confirmation";

export interface PositionNotReadyNoteFacts extends NoteFacts {
  obstacles: readonly PositionObstacle[];
  /** Where the position is configured. */
  positionLink: string;
}

export function positionNotReadyNote(facts: PositionNotReadyNoteFacts): string {
  const posting = postingName(facts);
  return noteText(facts, [
    `${candidateName(facts)} has not been invited to ${roundName(facts)} yet.`,
    ...facts.obstacles.map((obstacle) => obstacleWords(obstacle, posting)),
    `Mend it here, and we go on by ourselves: ${webAddress(facts.positionLink)}`,
    "The candidate has not been contacted.",
    detailsLine(facts),
  ]);
}

function obstacleWords(obstacle: PositionObstacle, posting: string): string {
  switch (obstacle) {
    case "not_configured":
      return `The position ${posting} is not configured in InterviewVector.`;
    case "paused":
      return `The position ${posting} is paused.`;
    case "inactive":
      return `The position ${posting} is inactive: the posting lost its tag or was closed.`;
    case "no_round_left":
      return `All configured rounds of ${posting} have been held; there is no next one.`;
    case "awaiting_confirmation":
      return "Many candidates were moved at once, so the invitations wait for one click.";
    default:
      return obstacle satisfies never;
  }
}
