/** How many moves within ten minutes are a surprise, and how many fall together. Pure. */
import { minutes } from "@interviewvector/domain";

export const MOST_MOVES = 50;
export const CROWD_MS = minutes(10);

/** The most of `instants` (ms) in any stretch of ten minutes that `at` lies in. */
export function mostWithin(instants: readonly number[], at: number): number {
  const near = instants.filter((one) => Math.abs(one - at) < CROWD_MS).sort((left, right) => left - right);
  let most = 0;
  for (let first = 0, last = 0; last < near.length; last += 1) {
    while ((near[last] ?? 0) - (near[first] ?? 0) >= CROWD_MS) first += 1;
    const holds = (near[first] ?? 0) <= at && at <= (near[last] ?? 0);
    if (holds) most = Math.max(most, last - first + 1);
  }
  return most;
}
