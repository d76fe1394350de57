/** An interview that did not take place: until when its candidate may choose another time by themselves. */
import { days } from "../duration.ts";
import type { Interview, Rules } from "./state.ts";

/** So long the link still does something; later a person decides. */
const WITHIN_DAYS = 30;

/** `endedAt`: when it became what it is; ms. */
export function mayRebook(
  { state }: Pick<Interview, "state">,
  { now, rules, endedAt }: { now: number; rules: Rules; endedAt: number },
): boolean {
  if (!rules.positionOpen || now > endedAt + days(WITHIN_DAYS)) return false;
  if (state === "candidate_no_show") return rules.candidateMayRebookAfterNoShow;
  return state === "expert_no_show" || state === "interrupted";
}
