/** The free times nearest to one that was lost or wished for, as lines of a mail. */
import { whenWords } from "../../time/wording.ts";

export interface NearestFacts {
  /** Starts of free slots; may be empty. */
  nearestAt: readonly number[];
}

/** No line at all when nothing is free. */
export function nearestTimes({ nearestAt, zone }: NearestFacts & { zone: string }): string[] {
  if (nearestAt.length === 0) return [];
  return ["The nearest free times now:", ...nearestAt.slice(0, 5).map((at) => whenWords(at, zone))];
}
