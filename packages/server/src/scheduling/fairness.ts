/**
 * How much of the work each expert has had: interviews received against hours offered, both in the same rolling window.
 * Whoever joins has offered little and is owed little; whoever was away offered nothing meanwhile and is owed nothing for
 * it: nobody begins anew, and nobody catches up on what they were not there for. Pure.
 */
import { days, hours } from "@interviewvector/domain";
import { offeredTime, type ExpertRules, type Interval } from "@interviewvector/slots";

export const fairnessDays = 56;

/** What an expert offered: whole UTC days that are written down, and since then what the rules say. */
export interface OfferHistory {
  days: readonly { dayAt: number; minutes: number }[];
  /** Sorted; from `offer_counted_at` to the end of the horizon. */
  since: readonly Interval[];
}

export function offerHistory(
  rules: ExpertRules,
  written: OfferHistory["days"],
  range: { countedAt: number; horizonTo: number },
): OfferHistory {
  // Whole days, so that the zone's table is one that is known already.
  const dayOf = (at: number) => Math.floor(at / days(1)) * days(1);
  const open = offeredTime(rules, { fromMs: dayOf(range.countedAt), toMs: dayOf(range.horizonTo) + days(1) });
  return { days: written, since: clip(open, range.countedAt, range.horizonTo) };
}

/** The beginning of the window that ends at `now`: a whole UTC day, since written days are whole. */
export function windowFrom(now: number): number {
  return Math.floor((now - days(fairnessDays)) / days(1)) * days(1);
}

export function hoursOffered(history: OfferHistory, now: number): number {
  const from = windowFrom(now);
  let ms = 0;
  for (const { dayAt, minutes } of history.days) if (dayAt >= from && dayAt <= now) ms += minutes * 60_000;
  for (const one of history.since) {
    if (one.fromMs >= now) break;
    ms += Math.max(0, Math.min(one.toMs, now) - Math.max(one.fromMs, from));
  }
  return ms / hours(1);
}

export interface Load {
  interviews: number;
  /** Hours offered in the window; one day of theirs for whoever has just begun. */
  offered: number;
  /** Interviews per ten hours offered, with half of the one that is to be given. */
  load: number;
}

/**
 * With half of the next interview (Webster's rule): by plain quotients, whoever offers few hours would always be asked a
 * little early. Who has just begun counts as having offered one day, so that the first hour is not worth a queue.
 */
export function loadOf(interviews: number, offered: number, weeklyHours: number): Load {
  const weighed = Math.max(offered, weeklyHours / 7);
  return { interviews, offered: weighed, load: (10 * (interviews + 0.5)) / weighed };
}

/**
 * Loads of one step are equal: a fiftieth more is no reason to pass somebody over who speaks the language better. With
 * steps of a twentieth, a season of 5,000 bookings left three of 91 experts a little over a tenth below the mean.
 */
export function loadStep(load: number): number {
  return Math.floor(Math.log(load) / Math.log(1.02));
}

function clip(intervals: readonly Interval[], fromMs: number, toMs: number): Interval[] {
  return intervals
    .map((one) => ({ fromMs: Math.max(one.fromMs, fromMs), toMs: Math.min(one.toMs, toMs) }))
    .filter((one) => one.toMs > one.fromMs);
}

/** Minutes by UTC day in `[fromMs, toMs)`, as they are written down before rules change. */
export function minutesByDay(rules: ExpertRules, range: Interval): { dayAt: number; minutes: number }[] {
  const found = new Map<number, number>();
  for (const { fromMs, toMs } of clip(offeredTime(rules, range), range.fromMs, range.toMs)) {
    for (let at = fromMs; at < toMs;) {
      const dayAt = Math.floor(at / days(1)) * days(1);
      const until = Math.min(toMs, dayAt + days(1));
      found.set(dayAt, (found.get(dayAt) ?? 0) + (until - at) / 60_000);
      at = until;
    }
  }
  return [...found].map(([dayAt, minutes]) => ({ dayAt, minutes: Math.round(minutes) }));
}
