/** Whether the candidate knows anything of it: the same words in every note about an invitation that did not go out. */
export interface MaybeAgain {
  /** They were invited once, and something is in the way of inviting them again. */
  again: boolean;
}

export const contactedPlace = "Whether the candidate has heard of it";

export function contactedWords({ again }: MaybeAgain): string {
  return again ? "The candidate is not told of this." : "The candidate has not been contacted.";
}
