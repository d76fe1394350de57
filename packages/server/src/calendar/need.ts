/** When what is known of a source is enough, and when it has to be read anew. */
import { LEAST_AHEAD_MS, zoneRules } from "./deps.ts";
import type { Owned } from "./source.ts";

/** Everything is worked out anew: the expert's zone, the rules of zones or the end of what is known make it necessary. */
export function needsAll({ source, expert }: Owned, now: number): "all" | "ahead" | "no" {
  if (source.read_zone !== expert.zone || source.read_rules !== zoneRules) return "all";
  return source.read_until === null || source.read_until.getTime() < now + LEAST_AHEAD_MS ? "ahead" : "no";
}

export function readWords(events: number, owed: number): string {
  const clash =
    owed === 0 ? "" : `; ${owed} ${owed === 1 ? "interview clashes and is" : "interviews clash and are"} handed over`;
  return `${events} ${events === 1 ? "event" : "events"} read${clash}`;
}
