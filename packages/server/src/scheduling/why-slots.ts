/** "Why no slot?" for a position as it stands: who fits, what keeps the others out, and which rule takes how many hours. */
import { days } from "@interviewvector/domain";
import { explainExpert, type Removal, removalOrder } from "@interviewvector/slots";
import { type Unfit, unfitFor, unfitReasons } from "./eligible.ts";
import type { Roster, Unusable } from "./experts-cache.ts";
import { eligibleExperts, limitsOf, offeredStarts, type Question, rowOf, windowOf } from "./offers.ts";
import type { Situation } from "./situation.ts";
import { whyNone } from "./why-none.ts";

const AHEAD_DAYS = 7;

interface SlotsExplained {
  fromAt: string;
  toAt: string;
  slots: number;
  words: string;
  experts: number;
  fitting: number;
  unfit: { reason: string; words: string; experts: number }[];
  hours: { considered: number; offered: number };
  removed: { rule: string; words: string; hours: number }[];
}

export interface PersonExplained {
  expertId: string;
  name: string;
  zone: string;
  words: string;
  offeredHours: number;
}

export function explainSlots(
  roster: Roster,
  situation: Situation,
  now: number,
): SlotsExplained & { people: PersonExplained[] } {
  const question: Question = { now, toAt: now + days(AHEAD_DAYS) };
  const window = windowOf(situation, question);
  const perStart = situation.meeting.stepMinutes / 60;
  const slots = offeredStarts(roster, situation, question).length;
  const fitting = new Set(eligibleExperts(roster, situation));
  const sums = new Map<Removal, number>();
  const unfit = new Map<Unfit, number>();
  let [considered, offered] = [0, 0];
  const people = roster.experts.map((expert): PersonExplained => {
    const who = { expertId: expert.id, name: expert.name, zone: expert.zone };
    const reason = unfitFor(situation, expert);
    if (reason !== null || !fitting.has(expert)) {
      const known = reason ?? "met";
      unfit.set(known, (unfit.get(known) ?? 0) + 1);
      return { ...who, words: unfitSentences[known], offeredHours: 0 };
    }
    const one = explainExpert(rowOf(expert, situation, now), situation.meeting, window, limitsOf(situation, now));
    considered += one.considered;
    offered += one.offered;
    for (const rule of removalOrder) sums.set(rule, (sums.get(rule) ?? 0) + one.removed[rule]);
    return { ...who, words: personWords(one.removed, one.offered), offeredHours: hundredths(one.offered * perStart) };
  });
  return {
    fromAt: new Date(window.fromMs).toISOString(),
    toAt: new Date(Math.max(window.fromMs, window.toMs)).toISOString(),
    slots,
    words:
      slots > 0 ? `${slots} different times can be booked in the next 7 days.` : whyNone(roster, situation, question),
    experts: roster.experts.length + roster.unusable.length,
    fitting: fitting.size,
    unfit: [
      ...unfitReasons.flatMap((reason) => {
        const count = unfit.get(reason);
        return count === undefined ? [] : { reason, words: unfitSentences[reason], experts: count };
      }),
      ...outOfPool(roster.unusable),
    ],
    hours: { considered: hundredths(considered * perStart), offered: hundredths(offered * perStart) },
    removed: removalOrder.flatMap((rule) => {
      const taken = sums.get(rule) ?? 0;
      return taken === 0 ? [] : { rule, words: ruleWords[rule], hours: hundredths(taken * perStart) };
    }),
    people: [...people, ...roster.unusable.map(unusablePerson)].sort(
      (left, right) => right.offeredHours - left.offeredHours || (left.name < right.name ? -1 : 1),
    ),
  };
}

/** Active, but not among those who are asked, whatever they can. */
function outOfPool(unusable: readonly Unusable[]): SlotsExplained["unfit"] {
  return (["calendar", "hours"] as const).flatMap((reason) => {
    const experts = unusable.filter(({ why }) => why === reason).length;
    return experts === 0 ? [] : { reason, words: unusableSentences[reason], experts };
  });
}

function unusablePerson({ id, name, zone, why }: Unusable): PersonExplained {
  return { expertId: id, name, zone, words: unusableSentences[why], offeredHours: 0 };
}

/** Quarters of an hour stay whole, so that what is shown adds up. */
function hundredths(hours: number): number {
  return Math.round(hours * 100) / 100;
}

/** What takes the most beside the hours that are simply not theirs. */
function personWords(removed: Readonly<Record<Removal, number>>, offered: number): string {
  const rules = removalOrder.filter((rule) => rule !== "hours" && removed[rule] > 0);
  const most = rules.sort((left, right) => removed[right] - removed[left])[0];
  if (most === undefined) return offered === 0 ? "Offers no hours in these days." : "Nothing of their hours is taken.";
  return `Most is taken by: ${ruleWords[most].toLowerCase()}`;
}

const unfitSentences: Record<Unfit, string> = {
  category: "Don’t interview for this category",
  role: "Don’t interview for this seniority",
  level: "Don’t interview for this seniority",
  skill: "Lack a skill, or the level of one",
  language: "Speak none of the languages",
  employer: "Work, or worked, for the company",
  conflict: "Have said that they must not",
  met: "Have met the candidate before",
};

const unusableSentences: Record<Unusable["why"], string> = {
  calendar: "Are out of the pool: their calendar can’t be read",
  hours: "Are out of the pool: their hours can’t be used",
};

const ruleWords: Record<Removal, string> = {
  skills: "Skills",
  horizon: "Too far ahead to be planned",
  hours: "Outside of the hours that experts offer",
  timeOff: "Experts’ time off",
  busy: "Booked already, or busy by their calendars",
  buffers: "The position’s buffers between interviews",
  caps: "Experts’ own limits for a day or a week",
  notice: "The notice that the position or the expert asks for",
};
