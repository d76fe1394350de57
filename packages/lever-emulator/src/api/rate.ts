/** One token bucket per key or app and account. Counts wall time: a moved clock must not refill it. */
import type { Behaviours } from "../behaviour.ts";
import { tooManyRequests } from "../refusal.ts";

export type RateLimit = { take: (bucket: string) => void; clear: () => void };

export function createRateLimit(behaviours: Behaviours): RateLimit {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return {
    take: (name) => {
      const { ratePerSecond, rateBurst } = behaviours;
      const at = performance.now();
      const bucket = buckets.get(name) ?? { tokens: rateBurst, at };
      bucket.tokens = Math.min(rateBurst, bucket.tokens + ((at - bucket.at) / 1000) * ratePerSecond);
      bucket.at = at;
      buckets.set(name, bucket);
      if (bucket.tokens < 1) throw tooManyRequests();
      bucket.tokens -= 1;
    },
    clear: () => buckets.clear(),
  };
}
