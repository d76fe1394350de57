/** Judges a season from outside: are interviews even against the hours offered, and does what was stored explain each decision? */
import { days } from "@interviewvector/domain";
import type { BookingDecision } from "../../packages/server/src/scheduling/decision.ts";
import { fairnessDays } from "../../packages/server/src/scheduling/fairness.ts";
import { reasonFor } from "../../packages/server/src/scheduling/reasons.ts";
import { hoursInBook, interviewsIn, type Season, type World } from "./season.ts";

export interface Share {
  expertId: string;
  interviews: number;
  hours: number;
  /** Interviews per hour against the mean of the pool: 0.04 is 4 % more. */
  off: number;
  /** Their own interviews less what the mean would have given them. */
  offInterviews: number;
}

/** Everybody who is in the pool at the end, over the window of `length` days that ends there. */
export async function shares(world: World, season: Season, length = fairnessDays): Promise<Share[]> {
  const fromAt = Math.floor((season.endAt - days(length)) / days(1)) * days(1);
  const counted = await interviewsIn(world, fromAt);
  const rows = season.experts
    .filter(({ isHere }) => isHere)
    .map((expert) => ({
      expertId: expert.id,
      interviews: counted.get(expert.id) ?? 0,
      hours: hoursInBook(expert, fromAt, season.endAt),
    }));
  const mean = rows.reduce((sum, one) => sum + one.interviews, 0) / rows.reduce((sum, one) => sum + one.hours, 0);
  return rows.map((one) => ({
    ...one,
    off: one.interviews / one.hours / mean - 1,
    offInterviews: one.interviews - one.hours * mean,
  }));
}

export interface Explained {
  decisions: number;
  /** What was stored does not explain why it went to whom it went; the first few, in words. */
  unexplained: string[];
}

/** Every booking has its decision, and the decision says for each expert of the pool what came of it, and why. */
export async function explained(world: World): Promise<Explained> {
  const db = world.database.service;
  const rows = await db.selectFrom("assignments").select(["booking_id", "expert_id", "decision"]).execute();
  const { n } = await db
    .selectFrom("bookings")
    .select(({ fn }) => fn.countAll<string>().as("n"))
    .executeTakeFirstOrThrow();
  const unexplained: string[] = [];
  if (Number(n) !== rows.length) unexplained.push(`${n} bookings, but ${rows.length} decisions`);
  for (const row of rows) {
    const decision = row.decision as unknown as BookingDecision;
    const wrong = contradiction(decision, row.expert_id);
    if (wrong !== null) unexplained.push(`${row.booking_id}: ${wrong}`);
  }
  return { decisions: rows.length, unexplained };
}

/** Recomputed from the stored figures alone, and not with the code that ranks. */
function contradiction({ ...decision }: BookingDecision, wentTo: string): string | null {
  const [first, ...others] = decision.considered;
  if (first?.expertId !== wentTo) return "it went to somebody who was not first";
  for (const one of others) {
    const better = [
      band(first.quality) - band(one.quality),
      step(first.load) - step(one.load),
      Number(one.language) - Number(first.language),
      Number(one.comfortable) - Number(first.comfortable),
      (first.lastBookedAt ?? 0) - (one.lastBookedAt ?? 0),
      first.lot < one.lot ? -1 : 1,
    ];
    const at = better.findIndex((difference) => difference !== 0);
    if ((better[at] ?? 0) > 0) return `by what is stored, ${one.expertId} came first`;
    const named = ["quality", "load", "language", "zone", "pause", "lot"][at];
    if (one.behind !== named) return `${one.expertId} is said to be behind by ${one.behind}, but it is ${named}`;
    if (Math.abs(one.load - (10 * (one.interviews + 0.5)) / one.offered) > 0.05 * one.load)
      return `the load of ${one.expertId} is not what its figures make`;
  }
  const everybody = [
    ...decision.considered.map(({ expertId }) => expertId),
    ...decision.notFree.map(({ expertId }) => expertId),
    ...Object.values(decision.unfit).flat(),
  ];
  if (new Set(everybody).size !== everybody.length) return "somebody stands in it twice";
  if (decision.notFree.some(({ why }) => why === "unknown")) return "somebody was not free, and nobody knows why";
  const silent = everybody.find((id) => reasonFor(decision, wentTo, id).words === "");
  return silent === undefined ? null : `nothing is said to ${silent}`;
}

function band(quality: number): number {
  return quality >= 85 ? 0 : quality >= 70 ? 1 : 2;
}

function step(load: number): number {
  return Math.floor(Math.log(load) / Math.log(1.02));
}
