/** The stored reasons of a decision as sentences: for the expert about themselves, for operators about everybody. It looks at nothing but what was stored. */
import type { BookingDecision, NotFree } from "./decision.ts";
import type { Unfit } from "./eligible.ts";
import { fairnessDays, type Load } from "./fairness.ts";
import type { Ranked } from "./rank.ts";

export function loadWords(interviews: number, offered: number): string {
  const hours = Math.round(offered) === 1 ? "1 hour" : `${Math.round(offered)} hours`;
  return `${interviews} ${interviews === 1 ? "interview" : "interviews"} for ${hours} offered in ${fairnessDays} days`;
}

/** What came of it for one expert. `none`: they were not among those who could have had it. */
export type Outcome = "given" | "passed" | "not_free" | "unfit" | "none";

export interface OwnReason {
  outcome: Outcome;
  /** Place in the order of asking, from 1; null when not asked. */
  place: number | null;
  words: string;
}

export function reasonFor(decision: BookingDecision, wentTo: string, expertId: string): OwnReason {
  const at = decision.considered.findIndex((one) => one.expertId === expertId);
  const own = decision.considered[at];
  if (own) {
    const place = at + 1;
    if (wentTo === expertId) return { outcome: "given", place, words: whyGiven(decision, own) };
    return { outcome: "passed", place, words: whyPassed(decision, own, wentTo) };
  }
  const busy = decision.notFree.find((one) => one.expertId === expertId);
  if (busy) return { outcome: "not_free", place: null, words: removedWords[busy.why] };
  const reasons = Object.entries(decision.unfit) as [Unfit, string[]][];
  const unfit = reasons.find(([, ids]) => ids.includes(expertId));
  if (unfit) return { outcome: "unfit", place: null, words: unfitWords[unfit[0]] };
  return { outcome: "none", place: null, words: "Not in the pool at that moment." };
}

function whyGiven(decision: BookingDecision, own: Ranked): string {
  const [first, second] = decision.considered;
  if (first !== own) return "Whoever was asked before was booked by somebody else in the same moment.";
  if (own.keep) return "Had this interview already.";
  if (!second) return "The only one who fits and was free.";
  const others = decision.considered.length - 1;
  const of = `First of ${others + 1} who fit and were free`;
  switch (second.behind) {
    case "keep":
      return "Had this interview already.";
    case "quality":
      return `${of}: by quality (${own.quality} against ${second.quality}).`;
    case "load":
      return `${of}: ${givenByLoad[comparedLoads(own, second)]} (${loadWords(own.interviews, own.offered)}).`;
    case "language":
      return `${of}: equal load, and speaks the position’s first language.`;
    case "zone":
      return `${of}: equal load, and the time lies within the working day.`;
    case "pause":
      return `${of}: equal load, and the longest time since the last booking.`;
    case "turn":
      return "The only one who fits and was free without being on standby.";
    case "lot":
    case null:
      return `${of}: all equal, so by lot.`;
    default:
      return second.behind satisfies never;
  }
}

function whyPassed(decision: BookingDecision, own: Ranked, wentTo: string): string {
  const first = decision.considered.find((one) => one.expertId === wentTo) ?? decision.considered[0];
  if (!first) return "Somebody else was booked.";
  const given = decision.considered[0] === first ? own.behind : null;
  switch (given) {
    case "keep":
      return "Somebody else had this interview already, and keeps it.";
    case "quality":
      return `Somebody with higher quality was asked first (${first.quality} against ${own.quality}).`;
    case "load":
      return `${passedByLoad[comparedLoads(first, own)]}: ${loadWords(first.interviews, first.offered)}, against ${loadWords(own.interviews, own.offered)}.`;
    case "language":
      return "Equal load; somebody who speaks the position’s first language was asked first.";
    case "zone":
      return "Equal load; somebody in whose working day the time lies was asked first.";
    case "pause":
      return "Equal load; somebody who was booked longer ago was asked first.";
    case "lot":
      return "All was equal; the lot fell on somebody else.";
    case "turn":
      return "Those who were free within their hours and notice were asked first.";
    case null:
      return "Asked before, but booked by somebody else in the same moment.";
    default:
      return given satisfies never;
  }
}

/**
 * How the one with the lower load comes to it. The load counts half of the interview that is to be given, so it may be lower with as
 * many interviews as the other has, or even with more for the same hours: then the plain figures alone would not explain it.
 */
function comparedLoads(lower: Load, higher: Load): "fewer" | "as_many" | "half_counted" {
  if (lower.interviews === higher.interviews) return "as_many";
  return lower.interviews / lower.offered < higher.interviews / higher.offered ? "fewer" : "half_counted";
}

const givenByLoad = {
  fewer: "the least interviews for the hours offered",
  as_many: "more hours offered for as many interviews",
  half_counted: "the least interviews for the hours offered, with half of this one counted in",
} as const;

const passedByLoad = {
  fewer: "Somebody with fewer interviews for the hours they offer was asked first",
  as_many: "Somebody who offers more hours for as many interviews was asked first",
  half_counted:
    "Somebody with fewer interviews for the hours they offer, with half of this one counted in, was asked first",
} as const;

const removedWords: Record<NotFree, string> = {
  skills: "Not the skills that were asked for.",
  horizon: "The time lay too far ahead.",
  hours: "Not within the hours offered.",
  timeOff: "Time off.",
  busy: "Busy then.",
  buffers: "Free, but without the pause that the position asks for.",
  caps: "The own limit for the day or the week was reached.",
  notice: "It began sooner than the notice that was asked for.",
  given_up: "Had it before; it was given on.",
  unknown: "Not free then.",
};

const unfitWords: Record<Unfit, string> = {
  category: "Another category.",
  role: "A seniority they don’t interview for.",
  level: "A seniority they don’t interview for.",
  skill: "Lacks a skill, or the level of one.",
  language: "Speaks none of the languages.",
  employer: "Works, or worked, for the company.",
  conflict: "On their list of conflicts.",
  met: "Has met the candidate before.",
};
