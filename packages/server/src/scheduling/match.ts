/**
 * Preferred times of a candidate, and who of the experts could take one of them. A match is a firm booking: the notice
 * of position and expert is left aside, everything else holds.
 */
import { refuse, type Actor, type Refusal } from "@interviewvector/domain";
import { type Row, slots } from "@interviewvector/slots";
import { type Booked, type BookingRequest, bookWith, type NotBooked, type SchedulingDeps } from "./book.ts";
import type { CompiledExpert, Roster } from "./experts-cache.ts";
import { eligibleExperts, rowAs } from "./offers.ts";
import { rank, type Ranked } from "./rank.ts";
import { loadWords } from "./reasons.ts";
import { endOf, type Situation, situationOf } from "./situation.ts";

export interface Suggestion {
  startAt: number;
  expertId: string;
  expert: string;
  expertZone: string;
  why: string;
}

/** For each start within the ranges the expert who would be asked first; soonest first, few for each range. */
export async function suggestions(deps: SchedulingDeps, interviewId: string, mostPerRange = 3): Promise<Suggestion[]> {
  const situation = await situationOf(deps.database.service, interviewId);
  if (!situation) return [];
  const roster = await deps.experts.current();
  const now = deps.clock.now();
  const rows = eligibleExperts(roster, situation).map((expert) => ({
    expert,
    row: withoutNotice(expert, situation, now),
  }));
  const found: Suggestion[] = [];
  for (const { fromAt, toAt } of situation.proposedRanges) {
    const window = { fromMs: Math.max(fromAt, now), toMs: toAt };
    const starts = new Map<number, CompiledExpert[]>();
    for (const { expert, row } of rows) {
      for (const startAt of slots([row], situation.meeting, window, { nowMs: now })) {
        if (endOf(situation, startAt) <= toAt && isFreeFor(situation, startAt)) {
          starts.set(startAt, [...(starts.get(startAt) ?? []), expert]);
        }
      }
    }
    const sorted = [...starts].sort(([left], [right]) => left - right);
    for (const [startAt, free] of spread(sorted, mostPerRange)) {
      const { languages } = situation.wanted;
      const by = { now, startAt, key: interviewId, keepExpertId: situation.sameExpertId, languages };
      const [best] = rank(roster, free, by);
      const expert = best && roster.byId.get(best.expertId);
      if (!best || !expert) continue;
      found.push({
        startAt,
        expertId: expert.id,
        expert: expert.name,
        expertZone: expert.zone,
        why: whyWords(best, free),
      });
    }
  }
  return found.filter((one, at) => found.findIndex((other) => other.startAt === one.startAt) === at);
}

export function matchProposal(
  deps: SchedulingDeps,
  interviewId: string,
  actor: Actor,
  match: BookingRequest & { expertId: string },
): Promise<Booked | NotBooked> {
  const choose = (roster: Roster, situation: Situation) => theExpert(roster, situation, match, deps.clock.now());
  return bookWith(deps, interviewId, { actor, choose }, match);
}

function theExpert(
  roster: Roster,
  situation: Situation,
  { startAt, expertId }: { startAt: number; expertId: string },
  now: number,
): Ranked[] | Refusal {
  if (situation.state !== "proposed")
    return refuse("not_proposed", "This candidate no longer waits for a match: the interview has changed since.");
  const endAt = endOf(situation, startAt);
  if (!situation.proposedRanges.some((range) => startAt >= range.fromAt && endAt <= range.toAt))
    return refuse("outside_ranges", "This time does not lie within the times that the candidate gave.");
  const expert = eligibleExperts(roster, situation).find((one) => one.id === expertId);
  if (!expert) return refuse("expert_does_not_fit", "This expert may not interview this candidate for this position.");
  const window = { fromMs: startAt, toMs: startAt + 1 };
  const free = slots([withoutNotice(expert, situation, now)], situation.meeting, window, { nowMs: now });
  if (free.length === 0 || !isFreeFor(situation, startAt))
    return refuse("not_free", "This expert is not free at this time.");
  return rank(roster, [expert], {
    now,
    startAt,
    key: expertId,
    keepExpertId: null,
    languages: situation.wanted.languages,
  });
}

function isFreeFor(situation: Situation, startAt: number): boolean {
  const endAt = endOf(situation, startAt);
  return situation.candidateBusy.every(({ fromMs, toMs }) => endAt <= fromMs || startAt >= toMs);
}

function withoutNotice(expert: CompiledExpert, situation: Situation, now: number): Row {
  return rowAs(expert, { ...expert.rules, noticeMinutes: 0 }, situation, now);
}

/** `count` of the entries, evenly spread from the first on. */
function spread<Entry>(entries: readonly Entry[], count: number): Entry[] {
  const stride = Math.max(1, Math.floor(entries.length / count));
  return entries.filter((_, at) => at % stride === 0).slice(0, count);
}

function whyWords({ interviews, offered }: Ranked, free: readonly CompiledExpert[]): string {
  const others = free.length - 1;
  const choice = others === 0 ? "the only one free then" : `first of ${others + 1} who are free then`;
  return `Covers all skills; ${choice}; ${loadWords(interviews, offered)}`;
}
