/** The stored reasons of a decision as sentences: for the expert about themselves, for operators about everybody. It looks at nothing but what was stored. */
import type { BookingDecision, NotFree } from "./decision.ts";
import type { Unfit } from "./eligible.ts";
import { fairnessDays } from "./fairness.ts";
import type { Ranked } from "./rank.ts";

export function loadWords(interviews: number, offered: number): string {
  return `${interviews} ${interviews === 1 ? "interview" : "interviews"} for ${Math.round(offered)} hours offered in ${fairnessDays} days`;
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
  if (own.keep) return "The interview was theirs already.";
  if (!second) return "The only one who fits and was free.";
  const others = decision.considered.length - 1;
  const of = `First of ${others + 1} who fit and were free`;
  switch (second.behind) {
    case "keep":
      return "The interview was theirs already.";
    case "quality":
      return `${of}: by quality (${own.quality} against ${second.quality}).`;
    case "load":
      return `${of}: the least interviews for the hours offered (${loadWords(own.interviews, own.offered)}).`;
    case "language":
      return `${of}: equal load, and speaks the position’s first language.`;
    case "zone":
      return `${of}: equal load, and the time lies within their day.`;
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
      return `Somebody with higher quality was asked first (${first.quality} against your ${own.quality}).`;
    case "load":
      return `Somebody with fewer interviews for the hours they offer was asked first: ${loadWords(first.interviews, first.offered)}, against your ${loadWords(own.interviews, own.offered)}.`;
    case "language":
      return "Your load was equal; somebody who speaks the position’s first language was asked first.";
    case "zone":
      return "Your load was equal; somebody in whose day the time lies was asked first.";
    case "pause":
      return "Your load was equal; somebody who was booked longer ago was asked first.";
    case "lot":
      return "All was equal; the lot fell on somebody else.";
    case "turn":
      return "Those who were free within their hours and notice were asked first.";
    case null:
      return "You were asked before, but another booking of yours was made in the same moment.";
    default:
      return given satisfies never;
  }
}

const removedWords: Record<NotFree, string> = {
  skills: "Not the skills that were asked for.",
  horizon: "The time lay too far ahead.",
  hours: "Not within your hours.",
  timeOff: "You had time off.",
  busy: "You were busy then.",
  buffers: "Free, but without the pause that the position asks for.",
  caps: "You had reached your own limit for the day or the week.",
  notice: "It began sooner than the notice you or the position ask for.",
  given_up: "It was theirs before, and was given on.",
  unknown: "Not free then.",
};

const unfitWords: Record<Unfit, string> = {
  category: "For another category.",
  role: "For a seniority that you don’t interview for.",
  level: "For a seniority that you don’t interview for.",
  skill: "For skills, or levels of skill, that you don’t have.",
  language: "In a language that you don’t speak.",
  employer: "For your employer, or a former one.",
  conflict: "For somebody on your list of conflicts.",
  met: "For a candidate whom you have met before.",
};
