/** A soft limit per link, so that one that is guessed at or hammered costs little. Kept in this process, bounded in size. */
import { minutes } from "@interviewvector/domain";
import type { Clock } from "../clock.ts";

export interface SoftLimit {
  /** False when this key has asked too often within the span. */
  allows(key: string): boolean;
}

const MOST_KEYS = 20_000;

export function softLimit(clock: Clock, { most, spanMinutes }: { most: number; spanMinutes: number }): SoftLimit {
  const seen = new Map<string, { since: number; count: number }>();
  return {
    allows(key) {
      const now = clock.now();
      const entry = seen.get(key);
      if (!entry || now - entry.since >= minutes(spanMinutes) || now < entry.since) {
        // The oldest goes first: a map keeps the order of insertion.
        seen.delete(key);
        if (seen.size >= MOST_KEYS) seen.delete(seen.keys().next().value ?? key);
        seen.set(key, { since: now, count: 1 });
        return true;
      }
      entry.count += 1;
      return entry.count <= most;
    },
  };
}
