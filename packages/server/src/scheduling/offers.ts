/**
 * Which times an interview is offered, and who could take one of them. Pure questions to compiled rows; what is offered
 * here is what a booking is checked against, so that nobody books a time that no page would show. It books nothing.
 */
import { days, minutes } from "@interviewvector/domain";
import {
  compileExpert,
  type ExpertRules,
  isRefusal,
  type Limits,
  nearest,
  type Row,
  slots,
  who,
} from "@interviewvector/slots";
import { type Asked, unfitFor } from "./eligible.ts";
import { busyOf } from "./expert-rows.ts";
import { fittingFor, type Fitting, startsOfAll } from "./fitting.ts";
import type { CompiledExpert, Roster } from "./experts-cache.ts";
import { endOf, type Situation } from "./situation.ts";
import { isUnusualHour } from "../time/wall-clock.ts";

export interface Question {
  now: number;
  /** Half-open; default: from now until the latest day of the interview. */
  fromAt?: number | undefined;
  toAt?: number | undefined;
}

/** Without a last day (a member books) this far ahead. */
const AHEAD_DAYS = 90;

export function eligibleExperts(roster: Roster, asked: Asked): readonly CompiledExpert[] {
  const { experts, withConflicts } = fittingFor(roster, asked.wanted);
  const outside = new Set(asked.met);
  for (const expert of withConflicts) if (unfitFor(asked, expert) !== null) outside.add(expert.id);
  // Nearly always nobody is: then all are the same list as for everybody else, and so is what was worked out from it.
  const stays = ({ id }: CompiledExpert) => !outside.has(id);
  return outside.size === 0 || experts.every(stays) ? experts : experts.filter(stays);
}

/** All instants (ms, sorted) at which the interview may begin. Empty while interviews for the position are on hold. */
export function offeredStarts(roster: Roster, situation: Situation, question: Question): number[] {
  if (!situation.positionOpen && situation.booking === null) return [];
  const { now } = question;
  const window = windowOf(situation, question);
  const limits = limitsOf(situation, now);
  const eligible = eligibleExperts(roster, situation);
  const fitting = fittingFor(roster, situation.wanted);
  const starts =
    eligible === fitting.experts
      ? startsOfFitting(fitting, situation, { window, now })
      : slots(
          eligible.map((expert) => expert.row),
          situation.meeting,
          window,
          limits,
        );
  const hasOwn = situation.booking !== null || situation.hold !== null;
  const own = hasOwn ? eligible.filter((one) => holds(one, situation)).map((one) => rowOf(one, situation, now)) : [];
  const more = own.length === 0 ? [] : slots(own, situation.meeting, window, limits);
  const all = sortedUnion(starts, more);
  const isBound = situation.booking !== null || situation.candidateBusy.length > 0;
  return isBound ? all.filter((startAt) => suitsCandidate(situation, startAt)) : [...all];
}

/** From what the pool has in common; only where some want more notice than others they are asked one by one. */
function startsOfFitting(
  fitting: Fitting,
  situation: Situation,
  { window, now }: { window: { fromMs: number; toMs: number }; now: number },
): readonly number[] {
  const { meeting } = situation;
  const limits = limitsOf(situation, now);
  const fromMs = Math.max(window.fromMs, limits.earliestMs ?? now);
  const [someFrom, allFrom] = [
    Math.max(fromMs, now + fitting.leastNoticeMs),
    Math.max(fromMs, now + fitting.mostNoticeMs),
  ];
  const early = { fromMs: someFrom, toMs: Math.min(allFrom, window.toMs) };
  const late = startsOfAll(fitting, meeting, { fromMs: allFrom, toMs: window.toMs });
  if (early.fromMs >= early.toMs) return late;
  const rows = fitting.experts.map(({ row }) => row);
  return [...slots(rows, meeting, early, limits), ...late];
}

function sortedUnion(one: readonly number[], other: readonly number[]): readonly number[] {
  if (other.length === 0) return one;
  return [...new Set([...one, ...other])].sort((left, right) => left - right);
}

/** Who could take the interview at exactly this time; empty when it isn't offered. */
export function freeExperts(roster: Roster, situation: Situation, question: Question, startAt: number) {
  const window = windowOf(situation, question);
  if (startAt < window.fromMs || startAt >= window.toMs || !suitsCandidate(situation, startAt)) return [];
  const eligible = eligibleExperts(roster, situation);
  const rows = eligible.map((expert) => rowOf(expert, situation, question.now));
  const free = who(rows, situation.meeting, startAt, limitsOf(situation, question.now));
  return free.flatMap((index) => eligible[index] ?? []);
}

/**
 * A few offered times, nearest to the wanted one, in the order of the clock. Who wants a time of the day is not offered the
 * night, as long as any of the days is free; a zone that nobody knows has no night.
 */
export function nearestStarts(starts: readonly number[], wantedAt: number, zone: string | null): number[] {
  const byDay = zone === null || isUnusualHour(wantedAt, zone) ? [] : starts.filter((at) => !isUnusualHour(at, zone));
  return nearest(byDay.length > 0 ? byDay : starts, wantedAt, 5).sort((left, right) => left - right);
}

export function windowOf(situation: Situation, { now, fromAt, toAt }: Question): { fromMs: number; toMs: number } {
  const last = situation.latestAt ?? now + days(AHEAD_DAYS);
  return { fromMs: Math.max(now, fromAt ?? now), toMs: Math.min(last + 1, toAt ?? Infinity) };
}

export function limitsOf({ noticeMinutes }: Situation, now: number): Limits {
  return { nowMs: now, earliestMs: now + minutes(noticeMinutes) };
}

function holds(expert: CompiledExpert, { booking, hold }: Situation): boolean {
  return booking?.expertId === expert.id || hold?.expertId === expert.id;
}

/** Who has the interview, or is kept for it, is free for it at its own time: their row is compiled without it. */
export function rowOf(expert: CompiledExpert, situation: Situation, now: number): Row {
  return holds(expert, situation) ? rowAs(expert, expert.rules, situation, now) : expert.row;
}

/** Their row by other rules than theirs, for this interview: its own times keep nobody from it. */
export function rowAs(
  expert: CompiledExpert,
  rules: ExpertRules,
  { booking, hold }: Pick<Situation, "booking" | "hold">,
  now: number,
): Row {
  const own = [booking?.id ?? "", hold?.id ?? ""];
  const row = compileExpert(rules, busyOf(expert, now, own), expert.row.horizon);
  return isRefusal(row) ? expert.row : row;
}

function suitsCandidate(situation: Situation, startAt: number): boolean {
  const endAt = endOf(situation, startAt);
  if (situation.booking?.startAt === startAt && situation.booking.endAt === endAt) return false;
  return situation.candidateBusy.every(({ fromMs, toMs }) => endAt <= fromMs || startAt >= toMs);
}
