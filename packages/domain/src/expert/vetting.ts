/** An expert's way through the pool: which move may follow which station, and which one wants a reason. */
import { refuse, type Refusal } from "../refusal.ts";

export const expertStates = ["applied", "screening", "shadow", "reverse_shadow", "active", "paused", "gone"] as const;
export type ExpertState = (typeof expertStates)[number];

const moves: Record<ExpertState, readonly ExpertState[]> = {
  applied: ["screening", "gone"],
  screening: ["shadow", "reverse_shadow", "active", "gone"],
  // First they listen, then somebody listens to them.
  shadow: ["reverse_shadow", "active", "screening", "gone"],
  reverse_shadow: ["active", "shadow", "gone"],
  active: ["paused", "reverse_shadow", "gone"],
  paused: ["active", "gone"],
  gone: ["screening", "paused"],
};

export function movesFrom(state: ExpertState): readonly ExpertState[] {
  return moves[state];
}

/** Backwards, out, or to a halt: whoever reads the history later wants to know why. */
export function wantsReason(from: ExpertState, to: ExpertState): boolean {
  return to === "gone" || to === "paused" || expertStates.indexOf(to) < expertStates.indexOf(from);
}

/** Null when it may be. */
export function mayMove(from: ExpertState, to: ExpertState, reason: string): Refusal | null {
  if (from === to) return refuse("same_state", "They stand there already.");
  if (!moves[from].includes(to)) return refuse("no_such_move", "This move does not follow from where they stand.");
  return wantsReason(from, to) && reason.trim() === "" ? refuse("reason_missing", "Please say why.") : null;
}

/** From here on they can sign in. */
export function mayEnter(state: ExpertState): boolean {
  return state !== "applied" && state !== "screening" && state !== "gone";
}
