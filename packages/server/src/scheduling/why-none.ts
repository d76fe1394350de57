/** Why there is no time to offer, in words for the people of the company; or how many there are. It decides nothing. */
import { explainExpert, type Removal, removalOrder } from "@interviewvector/slots";
import { type Unfit, unfitFor, unfitReasons } from "./eligible.ts";
import type { Roster } from "./experts-cache.ts";
import { eligibleExperts, limitsOf, type Question, rowOf, windowOf } from "./offers.ts";
import type { Situation } from "./situation.ts";

export function whyNone(roster: Roster, situation: Situation, question: Question): string {
  if (!situation.positionOpen && situation.booking === null) return "Interviews for this position are on hold.";
  const window = windowOf(situation, question);
  if (window.fromMs >= window.toMs) return "The last day for this interview has passed.";
  const eligible = eligibleExperts(roster, situation);
  if (eligible.length === 0) return nobodyFits(roster, situation);
  const sum: Partial<Record<Removal, number>> = {};
  for (const expert of eligible) {
    const row = rowOf(expert, situation, question.now);
    const { removed } = explainExpert(row, situation.meeting, window, limitsOf(situation, question.now));
    // Closed hours close most of any day; they count only where nothing else stands in the way.
    for (const removal of removalOrder) sum[removal] = (sum[removal] ?? 0) + removed[removal];
  }
  const worst = removalOrder.filter((removal) => removal !== "hours" && removal !== "skills");
  const reason = worst.reduce<Removal>((most, one) => ((sum[one] ?? 0) > (sum[most] ?? 0) ? one : most), "timeOff");
  const fits = eligible.length === 1 ? "One expert fits, but" : `${eligible.length} experts fit, but`;
  return `${fits} ${(sum[reason] ?? 0) === 0 ? removalWords.hours : removalWords[reason]}.`;
}

const removalWords: Record<Removal, string> = {
  skills: "none has the skills",
  horizon: "the time asked for lies too far ahead",
  hours: "none offers hours in this time",
  timeOff: "none offers hours in this time: some are away",
  busy: "all their hours in this time are booked",
  buffers: "what is left between their bookings is too short with the buffers of the position",
  caps: "all have reached the number of interviews they take in a day or week",
  notice: "what is left begins sooner than the notice that the position or the expert asks for",
};

function nobodyFits(roster: Roster, situation: Situation): string {
  if (roster.experts.length === 0) return nobodyThere(roster);
  const reasons = new Set(roster.experts.map((expert) => unfitFor(situation, expert)));
  // Of what keeps experts out, what is asked last is what the best of them came as far as.
  return nobodyWords(situation, unfitReasons.findLast((reason) => reasons.has(reason)) ?? "category");
}

function nobodyThere({ unusable }: Roster): string {
  if (unusable.length === 0) return "There is no active expert yet.";
  return unusable.some(({ why }) => why === "calendar")
    ? "No expert can be booked at the moment: their calendars can’t be read. They know of it, and come back by themselves once they can."
    : "No expert can be booked at the moment: their hours can’t be used. The people who run the service can mend it.";
}

function nobodyWords({ wanted }: Pick<Situation, "wanted">, reason: Unfit): string {
  switch (reason) {
    case "employer":
      return "The experts who fit work, or worked, for this company.";
    case "conflict":
      return "The experts who fit have said that they must not take this interview.";
    case "language":
      return `No expert with these skills speaks ${wanted.languages.join(" or ")}.`;
    case "skill":
      return `No expert covers all of ${wanted.skills.join(", ")} at the level for ${wanted.seniority ?? "this position"}.`;
    case "role":
    case "level":
      return `No expert in ${wanted.category ?? "this field"} interviews for ${wanted.seniority ?? "this"} positions.`;
    case "category":
      return `No expert interviews for ${wanted.category ?? "this category"}.`;
    case "met":
      return "Every expert who fits has met this candidate before.";
    default:
      return reason satisfies never;
  }
}
