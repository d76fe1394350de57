/**
 * The door of scheduling for the rest of the server: what is offered, why nothing is, booking, matching. One per process,
 * because it keeps the compiled rows of the experts.
 */
import type { Actor, Refusal } from "@interviewvector/domain";
import type { Handler } from "../effects/effect.ts";
import type { Door } from "../interview/act.ts";
import { lookHandler, matchHandler } from "./auto-match.ts";
import { type Booked, type BookingRequest, bookSlot, nearestTo, type NotBooked, type SchedulingDeps } from "./book.ts";
import { createCrowd } from "./crowd.ts";
import { type Look, lookAt, offersFor, type Offers, type OfferWindow } from "./offers-for.ts";
import { createExpertsCache, type ExpertsCache } from "./experts-cache.ts";
import { handOver, type HandedOver, type HandOver } from "./hand-over.ts";
import { heldFor, holdSlot, type Kept, releaseHold, sweepHandler } from "./hold.ts";
import { handOverHandler } from "./owed-hand-over.ts";
import { type NamedReplacement, namedReplacements } from "./named-replacements.ts";
import type { SlotCountInput } from "./imagined.ts";
import { countSlots } from "./slot-count.ts";
import { matchProposal, suggestions, type Suggestion } from "./match.ts";

export type { Look, NamedReplacement, Offers };

export interface Scheduling {
  /** What scheduling does by itself, for the runner. */
  handlers: Handler[];
  experts: ExpertsCache;
  /** Null when there is no such interview, or no round for it. */
  offersFor(interviewId: string, window?: OfferWindow): Promise<Offers | null>;
  /** The interview together with what it is offered, in one trip; null when there is no such interview. */
  lookAt(interviewId: string, window: OfferWindow): Promise<Look | null>;
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
  const crowd = createCrowd(door.clock);
  const deps: SchedulingDeps = { ...door, experts, crowd };
  return {
    handlers: [handOverHandler(deps), sweepHandler(deps), matchHandler(deps), lookHandler(deps)],
    experts,
    offersFor: (interviewId, window) => offersFor(deps, interviewId, window),
    lookAt: (interviewId, window) => lookAt(deps, interviewId, window),
    nearestTo: (interviewId, startAt, extraMinutes) => nearestTo(deps, interviewId, { startAt, extraMinutes }),
    slotCount: (input) => countSlots(deps, input),
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
