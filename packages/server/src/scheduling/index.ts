/**
 * The door of scheduling for the rest of the server: what is offered, why nothing is, booking, matching. One per process,
 * because it keeps the compiled rows of the experts.
 */
import { days, type Actor, type Refusal } from "@interviewvector/domain";
import type { Handler } from "../effects/effect.ts";
import type { Door } from "../interview/act.ts";
import { lookHandler, matchHandler } from "./auto-match.ts";
import { type Booked, type BookingRequest, bookSlot, type NotBooked, type SchedulingDeps } from "./book.ts";
import { createExpertsCache, type ExpertsCache } from "./experts-cache.ts";
import { handOver, type HandedOver, type HandOver } from "./hand-over.ts";
import { heldFor, holdSlot, type Kept, releaseHold, sweepHandler } from "./hold.ts";
import { handOverHandler } from "./owed-hand-over.ts";
import { replacementsFor, replacementWords } from "./replacements.ts";
import { imagined, type SlotCountInput } from "./imagined.ts";
import { matchProposal, suggestions, type Suggestion } from "./match.ts";
import { eligibleExperts, nearestStarts, offeredStarts } from "./offers.ts";
import { candidateZone, situationOf } from "./situation.ts";
import { whyNone } from "./why-none.ts";

export interface Offers {
  /** Instants (ms, sorted) at which the interview may begin. */
  starts: number[];
  /** With the extra minutes of the candidate. */
  durationMinutes: number;
  latestAt: number | null;
  /** In words for the company, when there is no time at all; not for candidates. */
  whyNone: string | null;
}

export interface OfferWindow {
  fromAt?: number | undefined;
  toAt?: number | undefined;
  /** As if the candidate had asked for these; absent: as stored. */
  extraMinutes?: number | undefined;
}

export interface NamedReplacement {
  expertId: string;
  name: string;
  zone: string;
  how: "free" | "standby" | "short_notice";
  why: string;
}

export interface Scheduling {
  /** What scheduling does by itself, for the runner. */
  handlers: Handler[];
  experts: ExpertsCache;
  /** Null when there is no such interview, or no round for it. */
  offersFor(interviewId: string, window?: OfferWindow): Promise<Offers | null>;
  /** Offered starts nearest to a time, soonest first. */
  nearestTo(interviewId: string, wantedAt: number, extraMinutes?: number): Promise<number[]>;
  /** Different starts in the next seven days, and how many experts fit. */
  slotCount(input: SlotCountInput): Promise<{ slots: number; experts: number; words: string }>;
  bookSlot(interviewId: string, actor: Actor, request: BookingRequest): Promise<Booked | NotBooked>;
  /** Keeps a time for some minutes, in place of the one that was kept before. */
  holdSlot(
    interviewId: string,
    actor: Actor,
    wanted: Pick<BookingRequest, "startAt" | "extraMinutes">,
  ): Promise<Kept | Refusal>;
  heldFor(interviewId: string): Promise<Kept | null>;
  releaseHold(interviewId: string): Promise<void>;
  /** The expert can't hold it: the next best takes it at the same time, or the candidate is asked to choose again. */
  handOver(interviewId: string, actor: Actor, wish: HandOver): Promise<HandedOver | Refusal>;
  /** Who could take it over, best first; empty when nothing is booked. */
  replacements(interviewId: string): Promise<NamedReplacement[]>;
  suggestions(interviewId: string): Promise<Suggestion[]>;
  matchProposal(
    interviewId: string,
    actor: Actor,
    match: BookingRequest & { expertId: string },
  ): Promise<Booked | NotBooked>;
}

export function createScheduling(door: Door): Scheduling {
  const experts = createExpertsCache(door);
  const deps: SchedulingDeps = { ...door, experts };
  const offersFor: Scheduling["offersFor"] = async (interviewId, window = {}) => {
    const [situation, roster] = await Promise.all([
      situationOf(door.database.service, interviewId, window.extraMinutes),
      experts.current(),
    ]);
    if (!situation) return null;
    const question = { now: door.clock.now(), fromAt: window.fromAt, toAt: window.toAt };
    const starts = offeredStarts(roster, situation, question);
    return {
      starts,
      durationMinutes: situation.meeting.durationMinutes,
      latestAt: situation.latestAt,
      whyNone: starts.length > 0 ? null : whyNone(roster, situation, question),
    };
  };
  return {
    handlers: [handOverHandler(deps), sweepHandler(deps), matchHandler(deps), lookHandler(deps)],
    experts,
    offersFor,
    async nearestTo(interviewId, wantedAt, extraMinutes) {
      const offers = await offersFor(interviewId, { extraMinutes });
      return nearestStarts(offers?.starts ?? [], wantedAt, await candidateZone(door.database.service, interviewId));
    },
    async slotCount(input) {
      const now = door.clock.now();
      const roster = await experts.current();
      const situation = imagined(input);
      const question = { now, toAt: now + days(7) };
      const slots = offeredStarts(roster, situation, question).length;
      const fitting = eligibleExperts(roster, situation).length;
      return {
        slots,
        experts: fitting,
        words: slots > 0 ? countWords(slots, fitting) : whyNone(roster, situation, question),
      };
    },
    bookSlot: (interviewId, actor, request) => bookSlot(deps, interviewId, actor, request),
    holdSlot: (interviewId, actor, wanted) => holdSlot(deps, interviewId, actor, wanted),
    heldFor: (interviewId) => heldFor(deps, interviewId),
    releaseHold: (interviewId) => releaseHold(deps, interviewId),
    handOver: (interviewId, actor, wish) => handOver(deps, interviewId, actor, wish),
    replacements: (interviewId) => namedReplacements(deps, interviewId),
    suggestions: (interviewId) => suggestions(deps, interviewId),
    matchProposal: (interviewId, actor, match) => matchProposal(deps, interviewId, actor, match),
  };
}

async function namedReplacements(deps: SchedulingDeps, interviewId: string): Promise<NamedReplacement[]> {
  const { service } = deps.database;
  const situation = await situationOf(service, interviewId);
  if (!situation?.booking) return [];
  const roster = await deps.experts.current();
  const { booking } = situation;
  const found = await replacementsFor(service, roster, situation, { booking, now: deps.clock.now() });
  return found.map((one) => {
    const expert = roster.byId.get(one.expertId);
    const { expertId, how } = one;
    return { expertId, how, name: expert?.name ?? "", zone: expert?.zone ?? "UTC", why: replacementWords(one) };
  });
}

function countWords(slots: number, experts: number): string {
  return `${slots} ${slots === 1 ? "slot" : "slots"} in the next 7 days, by ${experts} ${experts === 1 ? "expert" : "experts"} who fit${experts === 1 ? "s" : ""}.`;
}
