/** Why a booking went to whom it went: the considered experts with their reasons, kept with the booking for them to read. */
import { explainExpert, type Removal, removalOrder } from "@interviewvector/slots";
import type { CompiledExpert, Roster } from "./experts-cache.ts";
import { eligibleExperts, limitsOf, rowOf } from "./offers.ts";
import type { Ranked } from "./rank.ts";
import type { Situation } from "./situation.ts";

export interface BookingDecision {
  at: number;
  startAt: number;
  /** In the order in which they were asked. */
  considered: Ranked[];
  /** Who has the abilities but not the time. */
  notFree: { expertId: string; why: Removal | "unknown" }[];
  /** Active experts who don't fit the position, or have met the candidate. */
  notFitting: number;
  /** Keys of earlier requests that booked or moved this interview: a late repeat of one of them changes nothing. */
  keys: string[];
}

// A decision is for people to read; beyond this many rows nobody does.
const MOST_ROWS = 25;

export function decisionOf(
  roster: Roster,
  situation: Situation,
  ranked: Ranked[],
  about: { now: number; startAt: number; keys: string[] },
): BookingDecision {
  const eligible = eligibleExperts(roster, situation);
  const free = new Set(ranked.map((one) => one.expertId));
  const notFree = eligible.filter((expert) => !free.has(expert.id)).slice(0, MOST_ROWS);
  return {
    at: about.now,
    startAt: about.startAt,
    considered: ranked.slice(0, MOST_ROWS),
    notFree: notFree.map((expert) => ({ expertId: expert.id, why: whyNot(expert, situation, about) })),
    notFitting: roster.experts.length - eligible.length,
    keys: about.keys,
  };
}

function whyNot(
  expert: CompiledExpert,
  situation: Situation,
  { now, startAt }: { now: number; startAt: number },
): Removal | "unknown" {
  const window = { fromMs: startAt, toMs: startAt + 1 };
  const { removed } = explainExpert(rowOf(expert, situation, now), situation.meeting, window, limitsOf(situation, now));
  return removalOrder.find((removal) => removed[removal] > 0) ?? "unknown";
}
