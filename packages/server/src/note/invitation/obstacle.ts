/** What besides missing contact data stands in the way of an invitation, said in one sentence each. */
export type Obstacle =
  | "not_configured"
  | "paused"
  | "inactive"
  | "no_round_left"
  | "awaiting_confirmation"
  | "address_bounced";

export function obstacleWords(obstacle: Obstacle, posting: string, atsName: string): string {
  switch (obstacle) {
    case "not_configured":
      return `The position ${posting} is not configured in InterviewVector.`;
    case "paused":
      return `The position ${posting} is paused.`;
    case "inactive":
      return `The position ${posting} is inactive: in ${atsName} its posting lost the tag or was closed.`;
    case "no_round_left":
      return `All configured rounds of ${posting} have been held; there is no next one.`;
    case "awaiting_confirmation":
      return "Many candidates were moved at once, so the invitations wait for one click.";
    case "address_bounced":
      return `The candidate's e-mail address refused our mail; ${atsName} needs another one.`;
    default:
      return obstacle satisfies never;
  }
}
