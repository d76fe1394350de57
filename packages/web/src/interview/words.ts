/** Words for what an interview's answer carries as codes. */
import {
  blockReasons,
  reasonWords,
  recommendations,
  recommendationWords,
  type BlockReason,
} from "@interviewvector/domain";

export function blockedWords(reasons: readonly string[]): string {
  return reasons
    .map((reason) => (blockReasons.includes(reason as BlockReason) ? reasonWords(reason as BlockReason) : reason))
    .join(", ");
}

export function actorWords(actor: { kind: string; name?: string | undefined }): string {
  if (actor.name !== undefined && actor.name !== "") return actor.name;
  switch (actor.kind) {
    case "system":
      return "InterviewVector";
    case "ats":
      return "Lever";
    case "candidate":
      return "the candidate, through the link";
    default:
      return actor.kind;
  }
}

export function verdictWords(recommendation: string): string {
  const known = recommendations.find((one) => one === recommendation);
  return known === undefined ? recommendation : recommendationWords[known];
}
