/**
 * Who is looking for a time at this moment, and how much less than everything each of them is shown when they are many: people
 * who all see the same list all press its first time. It bounds what is shown and never what may be booked, so a time that
 * somebody still has on their screen is as good as any. Each process counts those whom it serves.
 */
import { minutes } from "@interviewvector/domain";
import { rotatingSubset } from "@interviewvector/slots";
import type { Clock } from "../clock.ts";
import type { Roster } from "./experts-cache.ts";
import { fittingFor, meanFreeAt } from "./fitting.ts";
import type { Situation } from "./situation.ts";
import { isUnusualHour } from "../time/wall-clock.ts";

/** Looked at the times of one pool within the last minutes, against what is free in it. */
export interface Crowding {
  viewers: number;
  seats: number;
}

export interface Crowd {
  /** Whoever the situation is about is looking at these starts now. */
  look(roster: Roster, situation: Situation, starts: readonly number[]): Crowding;
}

const LOOKS_FOR_MS = minutes(5);
const TURN_MS = minutes(10);
/** Below one viewer for so many free seats nobody meets anybody. */
const SEATS_FOR_ONE = 5;
/** However many look: so many times are left to choose from, and so many of those at hours when people are awake. */
const LEAST_SHOWN = 24;
/** Groups are of uneven sizes: dealt so that the smaller ones hold enough too, and need not borrow from each other. */
const MEAN_SHOWN = 36;
const MOST_POOLS = 500;

export function createCrowd({ now }: Clock): Crowd {
  const pools = new Map<string, Map<string, number>>();
  const join = (pool: string, viewer: string): number => {
    const viewers = pools.get(pool) ?? new Map<string, number>();
    // Last are those who were here last, in both maps: what is old is found at the front.
    pools.delete(pool);
    pools.set(pool, viewers);
    if (pools.size > MOST_POOLS) pools.delete(pools.keys().next().value ?? pool);
    viewers.delete(viewer);
    viewers.set(viewer, now());
    for (const [one, at] of viewers) {
      if (now() - at < LOOKS_FOR_MS) break;
      viewers.delete(one);
    }
    return viewers.size;
  };
  return {
    look(roster, { interviewId, wanted, meeting }, starts) {
      const viewers = join(JSON.stringify(wanted), interviewId);
      // A few never crowd anybody: what is free needs no counting then.
      if (viewers < 3) return { viewers, seats: Infinity };
      const meanFree = meanFreeAt(fittingFor(roster, wanted), meeting, starts);
      // Meetings that begin while another one goes on take the same expert.
      const { durationMinutes, stepMinutes } = meeting;
      return { viewers, seats: (starts.length * meanFree * stepMinutes) / Math.max(durationMinutes, stepMinutes) };
    },
  };
}

export interface Viewing extends Crowding {
  /** Who looks, and on which clock: unusual hours are dealt apart, so that nobody is left with those alone. */
  viewer: string;
  zone: string | null;
  now: number;
}

/** The starts that this viewer is shown now: all of them, unless very many are looking. */
export function shownTo(starts: readonly number[], { viewers, seats, viewer, zone, now }: Viewing): readonly number[] {
  const crowd = Math.floor((SEATS_FOR_ONE * viewers) / Math.max(1, seats));
  const groups = Math.min(crowd, Math.floor(starts.length / MEAN_SHOWN));
  if (groups < 2) return starts;
  // Not everybody's times change at the same moment.
  const turn = Math.floor((now + (Number.parseInt(viewer.slice(-6), 16) % TURN_MS || 0)) / TURN_MS);
  const deal = (some: readonly number[], least: number) => rotatingSubset(some, { viewer, turn, groups, least });
  if (zone === null) return deal(starts, LEAST_SHOWN);
  const byDay = deal(
    starts.filter((startAt) => !isUnusualHour(startAt, zone)),
    LEAST_SHOWN,
  );
  const byNight = deal(
    starts.filter((startAt) => isUnusualHour(startAt, zone)),
    Math.max(0, LEAST_SHOWN - byDay.length),
  );
  return [...byDay, ...byNight].sort((left, right) => left - right);
}
