/** Where around a step a process dies, and which place is whose turn. */
export const places = ["before", "after", "recorded"] as const;
export type Place = (typeof places)[number];

/**
 * Written behind a point `@recorded` when its process died at another point while this one's record was under way. If the record was
 * there, that death was the one wanted: nothing is left that could reach the point again. If it was not, the step is carried out
 * again, and the point is reached by itself.
 */
export const UNSEEN = "?";

/** The same place for every kind, or in turn: a third of the kinds each, so that three turns try every kind in every place. */
export type Where = Place | { turn: number };

/** `kinds` in the order in which the platform has its handlers. */
export function pointsFor(kinds: readonly string[], where: Where): string[] {
  return kinds.map((kind, index) => {
    const place = typeof where === "string" ? where : places[(index + where.turn) % places.length];
    return `${kind}@${place}`;
  });
}

/** As an environment variable and back. */
export function writeWhere(where: Where): string {
  return typeof where === "string" ? where : `turn ${where.turn}`;
}

export function readWhere(text: string): Where | null {
  const [, turn] = /^turn (\d+)$/.exec(text) ?? [];
  return turn === undefined ? (places.find((place) => place === text) ?? null) : { turn: Number(turn) };
}
