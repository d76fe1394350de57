/**
 * In which order free experts are asked. Fairness first: interviews given to them in the last 28 days against the hours
 * that they offer; then who was booked longest ago; then a hash of expert and request, so that equals take turns.
 * Quality will come before fairness once there are figures for it. Pure; the decision is stored with these reasons.
 */
import { createHash } from "node:crypto";
import { days } from "@interviewvector/domain";
import type { CompiledExpert } from "./experts-cache.ts";

export interface Ranked {
  expertId: string;
  /** Interviews given in the last 28 days per ten hours offered in that time. */
  load: number;
  interviews28Days: number;
  weeklyHours: number;
  reasons: string[];
}

export interface RankBy {
  now: number;
  /** Names the request, so that equals are shuffled anew for each. */
  key: string;
  /** Goes first when free: the expert who has the interview already, or whose call broke off. */
  keepExpertId: string | null;
}

export function rank(free: readonly CompiledExpert[], by: RankBy): Ranked[] {
  return free
    .map((expert) => {
      const interviews = expert.bookings.filter((booking) => booking.madeAt > by.now - days(28)).length;
      const load = interviews / ((expert.weeklyHours * 4) / 10);
      const keep = expert.id === by.keepExpertId;
      return { expert, interviews, load, keep, shuffle: shuffleMark(expert.id, by.key) };
    })
    .sort(
      (left, right) =>
        Number(right.keep) - Number(left.keep) ||
        left.load - right.load ||
        (left.expert.lastBookedAt ?? 0) - (right.expert.lastBookedAt ?? 0) ||
        (left.shuffle < right.shuffle ? -1 : 1),
    )
    .map(({ expert, interviews, load, keep }) => ({
      expertId: expert.id,
      load: Math.round(load * 100) / 100,
      interviews28Days: interviews,
      weeklyHours: expert.weeklyHours,
      reasons: [
        ...(keep ? ["has this interview already"] : []),
        `${interviews} ${interviews === 1 ? "interview" : "interviews"} in 28 days for ${Math.round(expert.weeklyHours)} hours offered a week`,
        expert.lastBookedAt === null ? "never booked before" : "ordered by the last booking among equals",
      ],
    }));
}

function shuffleMark(expertId: string, key: string): string {
  return createHash("sha256").update(`${expertId}:${key}`).digest("hex");
}
