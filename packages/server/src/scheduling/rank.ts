/**
 * In which order free experts are asked: who has the interview already; then quality, in bands; then fairness, the load in
 * steps; then who speaks the position's first language; then whose day it is; then who was booked longest ago; then a lot
 * drawn anew for each request. Pure. Everything it looks at is stored with the decision, and `behind` says which of these
 * came between an expert and the one asked first: so the order can be explained, and recomputed, from what is stored.
 */
import { createHash } from "node:crypto";
import type { CompiledExpert, Roster } from "./experts-cache.ts";
import { hoursOffered, type Load, loadOf, loadStep, windowFrom } from "./fairness.ts";
import { newcomer, qualityBand } from "./quality.ts";
import { hourIn } from "../time/wall-clock.ts";

const criteria = ["keep", "quality", "load", "language", "zone", "pause", "lot"] as const;
/** `turn`: asked only after everybody of an earlier group, as those on standby are after those who are free. */
export type Criterion = (typeof criteria)[number] | "turn";

export interface Ranked extends Load {
  expertId: string;
  /** Has the interview already, or was in the call that broke off. */
  keep: boolean;
  quality: number;
  /** Speaks the language that the position names first. */
  language: boolean;
  /** The interview begins between 8 and 18 of their own clock. */
  comfortable: boolean;
  lastBookedAt: number | null;
  lot: string;
  /** Why somebody else was asked first; null for whom that was. */
  behind: Criterion | null;
}

export interface RankBy {
  now: number;
  startAt: number;
  /** Names the request, so that equals are shuffled anew for each. */
  key: string;
  /** Goes first when free: the expert who has the interview already, or whose call broke off. */
  keepExpertId: string | null;
  /** In the order of the position's wish. */
  languages: readonly string[];
}

export function rank(
  { quality }: Pick<Roster, "quality">,
  free: readonly CompiledExpert[],
  { now, startAt, key, keepExpertId, languages }: RankBy,
): Ranked[] {
  const [mainLanguage] = languages;
  const ranked = free.map((expert): Ranked => {
    const hour = hourIn(expert.zone, startAt);
    return {
      expertId: expert.id,
      keep: expert.id === keepExpertId,
      quality: (quality.get(expert.id) ?? newcomer).score,
      ...currentLoad(expert, now),
      language: mainLanguage === undefined || expert.languages.includes(mainLanguage),
      comfortable: hour >= 8 && hour < 18,
      lastBookedAt: expert.lastBookedAt,
      lot: createHash("sha256").update(`${expert.id}:${key}`).digest("hex").slice(0, 8),
      behind: null,
    };
  });
  ranked.sort((left, right) => compare(left, right).order);
  const [first] = ranked;
  return first === undefined
    ? []
    : ranked.map((one) => ({ ...one, behind: one === first ? null : compare(first, one).by }));
}

/** What was received and offered in the window that ends at `now`, rounded as it is stored: the order follows the stored figures. */
export function currentLoad(expert: Pick<CompiledExpert, "bookings" | "offers" | "weeklyHours">, now: number): Load {
  const from = windowFrom(now);
  const received = expert.bookings.filter(({ madeAt, heldUntil }) => heldUntil === null && madeAt >= from).length;
  const { interviews, offered, load } = loadOf(received, hoursOffered(expert.offers, now), expert.weeklyHours);
  return { interviews, offered: Math.round(offered * 10) / 10, load: Math.round(load * 1000) / 1000 };
}

/** Negative: the left one is asked first; and what decided it. */
function compare(left: Ranked, right: Ranked): { order: number; by: (typeof criteria)[number] } {
  const by: Record<(typeof criteria)[number], number> = {
    keep: Number(right.keep) - Number(left.keep),
    quality: qualityBand(left.quality) - qualityBand(right.quality),
    load: loadStep(left.load) - loadStep(right.load),
    language: Number(right.language) - Number(left.language),
    zone: Number(right.comfortable) - Number(left.comfortable),
    pause: (left.lastBookedAt ?? 0) - (right.lastBookedAt ?? 0),
    lot: left.lot < right.lot ? -1 : left.lot > right.lot ? 1 : left.expertId < right.expertId ? -1 : 1,
  };
  const decided = criteria.find((criterion) => by[criterion] !== 0) ?? "lot";
  return { order: by[decided], by: decided };
}
