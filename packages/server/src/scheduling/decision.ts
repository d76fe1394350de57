/**
 * Why a booking went to whom it went: everybody who was considered, with the figures that decided; who had the abilities but
 * not the time; who didn't fit, and why. Stored with the booking, and kept for good as an assignment.
 */
import { explainStart, type Removal } from "@interviewvector/slots";
import { type Unfit, unfitFor } from "./eligible.ts";
import type { CompiledExpert, Roster } from "./experts-cache.ts";
import { eligibleExperts, limitsOf, rowOf } from "./offers.ts";
import type { Ranked } from "./rank.ts";
import type { Situation } from "./situation.ts";

/** `given_up`: had the interview until now, and is not asked for it again. */
export type NotFree = Removal | "given_up" | "unknown";

export interface BookingDecision {
  at: number;
  startAt: number;
  minutes: number;
  /** In the order in which they were asked. */
  considered: Ranked[];
  /** Who has the abilities but not the time. */
  notFree: { expertId: string; why: NotFree }[];
  /** Active experts who may not, by the first reason that keeps them out. */
  unfit: Partial<Record<Unfit, string[]>>;
  /** Keys of earlier requests that booked or moved this interview: a late repeat of one of them changes nothing. */
  keys: string[];
}

export function decisionOf(
  roster: Roster,
  situation: Situation,
  ranked: Ranked[],
  about: { now: number; startAt: number; keys: string[] },
): BookingDecision {
  const free = new Set(ranked.map((one) => one.expertId));
  const notFree = eligibleExperts(roster, situation).filter((expert) => !free.has(expert.id));
  const unfit: Partial<Record<Unfit, string[]>> = {};
  for (const expert of roster.experts) {
    const reason = unfitFor(situation, expert);
    if (reason !== null) (unfit[reason] ??= []).push(expert.id);
  }
  return {
    at: about.now,
    startAt: about.startAt,
    minutes: situation.meeting.durationMinutes,
    considered: ranked,
    notFree: notFree.map((expert) => ({ expertId: expert.id, why: whyNot(expert, situation, about) })),
    unfit,
    keys: about.keys,
  };
}

function whyNot(
  expert: CompiledExpert,
  situation: Situation,
  { now, startAt }: { now: number; startAt: number },
): NotFree {
  if (expert.id === situation.booking?.expertId && startAt === situation.booking.startAt) return "given_up";
  return explainStart(rowOf(expert, situation, now), situation.meeting, startAt, limitsOf(situation, now)) ?? "unknown";
}
