/**
 * Moves that webhooks tell of and Lever's API does not show yet. A webhook's word alone decides nothing; but what it tells of
 * and the answer lacks says that the answer is old. Pure.
 */
import { seconds } from "@interviewvector/domain";
import type { SeenOpportunity } from "./seen.ts";

/** A move to a stage as a webhook told of it. */
export interface Move {
  /** The delivery that told. */
  deliveryId: string;
  toStageId: string;
  /** ms; when Lever says that it happened. */
  at: number;
  /** How often we looked again already because Lever did not show it. */
  looks: number;
}

/** Lever's clock for the change and for the webhook need not agree to the millisecond. */
const TOLERANCE_MS = seconds(10);

/**
 * Each move has its own change in the history, or something clearly newer shows. Every move counts, not the last alone: two
 * within one millisecond have no order, and an answer that holds only one of them is old, whichever it is.
 */
export function notShownYet(moves: readonly Move[], seen: Pick<SeenOpportunity, "stage" | "changes">): Move[] {
  const free = [...seen.changes];
  const newest = Math.max(...free.map(({ at }) => at));
  return moves
    .toSorted((left, right) => left.at - right.at)
    .filter((move) => {
      const place = free.findIndex(
        ({ toStageId, at }) => toStageId === move.toStageId && Math.abs(at - move.at) <= TOLERANCE_MS,
      );
      if (place >= 0) free.splice(place, 1);
      return place < 0 && newest <= move.at + TOLERANCE_MS && !standsBy(move, moves, seen);
    });
}

/** A move that was looked for again has several deliveries: the one with most looks speaks for it. */
export function eachOnce(moves: readonly Move[]): Move[] {
  const byMove = new Map<string, Move>();
  for (const move of moves.toSorted((left, right) => left.looks - right.looks))
    byMove.set(`${move.toStageId} ${move.at}`, move);
  return [...byMove.values()];
}

/** They stand where it says, and no other move may have come after it. */
function standsBy(move: Move, moves: readonly Move[], { stage }: Pick<SeenOpportunity, "stage">): boolean {
  return (
    stage.id === move.toStageId && moves.every(({ at, toStageId }) => at < move.at || toStageId === move.toStageId)
  );
}
