/**
 * The two grids everything is counted on: ticks of 5 minutes, in which time is open or busy, and starts, at which a
 * meeting of a class may begin. This file only knows how indexes and instants belong together.
 *
 * The grid of starts a row is stored on (5 or 15 minutes) is coarser than ticks and never coarser than the class's own
 * step. Whether a start is on the class's step, counted from the UTC epoch or in a zone, is decided when a query reads
 * the row: so one stored row serves the candidates of all zones.
 */
import { type Problem, type Refusal, refuse } from "./refusal.ts";
import type { Interval } from "./rules.ts";
import { isKnownZone, type ZoneTable, zoneTable } from "./zone-table.ts";

export const MINUTE_MS = 60_000;
export const DAY_MS = 86_400_000;
const TICK_MINUTES = 5;
export const TICK_MS = TICK_MINUTES * MINUTE_MS;
const BASE_MINUTES = 15;
const BASE_MS = BASE_MINUTES * MINUTE_MS;

/** A row also knows one day before its first start and after its last, so that buffers and lengths see across the edge. */
export const MARGIN_TICKS = DAY_MS / TICK_MS;
const MARGIN_MINUTES = 1440;
const MAX_HORIZON_MS = 400 * DAY_MS;

/** Starts in `[fromMs, toMs)` are known; both are multiples of 15 minutes since the epoch. */
export interface Horizon {
  readonly fromMs: number;
  readonly toMs: number;
}

/** The smallest horizon around `[fromMs, toMs)`: both ends moved outward to full quarters of an hour. */
export function horizonAround(fromMs: number, toMs: number): Horizon {
  return { fromMs: Math.floor(fromMs / BASE_MS) * BASE_MS, toMs: Math.ceil(toMs / BASE_MS) * BASE_MS };
}

/** Throws RangeError on a horizon that is off the grid, empty or longer than 400 days: a bug of the caller. */
export function assertHorizon({ fromMs, toMs }: Horizon): void {
  const aligned = fromMs % BASE_MS === 0 && toMs % BASE_MS === 0;
  if (!aligned || !(toMs > fromMs) || toMs - fromMs > MAX_HORIZON_MS) {
    throw new RangeError(`Not a horizon (multiples of 15 minutes, up to 400 days): ${fromMs} to ${toMs}`);
  }
}

/** All meetings that are scheduled alike. Minutes; multiples of 5. */
export interface MeetingClass {
  readonly durationMinutes: number;
  readonly bufferBeforeMinutes: number;
  readonly bufferAfterMinutes: number;
  /** Starts are multiples of this, counted from the UTC epoch … */
  readonly stepMinutes: number;
  /** … moved by this (so 60 with 30 starts at half past in UTC) … */
  readonly stepOffsetMinutes?: number | undefined;
  /** … or counted on the wall clock of this zone: full hours for a candidate in Kolkata, which is +5:30. */
  readonly alignZone?: string | undefined;
}

/** Everything that is wrong with a meeting class, or undefined. Queries throw RangeError on a class that fails here. */
export function checkMeetingClass(meetingClass: MeetingClass): Refusal | undefined {
  const problems: Problem[] = [];
  const { durationMinutes, bufferBeforeMinutes, bufferAfterMinutes, stepMinutes } = meetingClass;
  const whole = (path: keyof MeetingClass, value: number, least: number): void => {
    if (!Number.isInteger(value) || value % TICK_MINUTES !== 0 || value < least) {
      problems.push({ path, sentence: `This must be a multiple of 5 minutes, at least ${least}.` });
    }
  };
  whole("durationMinutes", durationMinutes, TICK_MINUTES);
  whole("bufferBeforeMinutes", bufferBeforeMinutes, 0);
  whole("bufferAfterMinutes", bufferAfterMinutes, 0);
  whole("stepMinutes", stepMinutes, TICK_MINUTES);
  whole("stepOffsetMinutes", meetingClass.stepOffsetMinutes ?? 0, 0);
  if (stepMinutes > MARGIN_MINUTES) problems.push({ path: "stepMinutes", sentence: "A step is a day at most." });
  if (durationMinutes + bufferAfterMinutes > MARGIN_MINUTES || bufferBeforeMinutes > MARGIN_MINUTES) {
    problems.push({ path: "durationMinutes", sentence: "Length and buffers must each stay within a day." });
  }
  if (meetingClass.alignZone !== undefined && !isKnownZone(meetingClass.alignZone)) {
    problems.push({ path: "alignZone", sentence: `The time zone "${meetingClass.alignZone}" is not known.` });
  }
  return problems.length > 0 ? refuse("meeting_class_invalid", problems) : undefined;
}

/** A meeting class in ticks, and the grid its start rows are stored on. Classes with the same `key` share start rows. */
export interface ClassGrid {
  readonly key: string;
  readonly durationTicks: number;
  readonly beforeTicks: number;
  readonly afterTicks: number;
  /** Distance of two stored starts: 1 tick (5 minutes) or 3 (15 minutes). */
  readonly strideTicks: number;
  readonly strideMs: number;
}

const grids = new WeakMap<MeetingClass, ClassGrid>();

/** Throws RangeError on a class that `checkMeetingClass` refuses. */
export function gridOf(meetingClass: MeetingClass): ClassGrid {
  const kept = grids.get(meetingClass);
  if (kept !== undefined) return kept;
  const refusal = checkMeetingClass(meetingClass);
  if (refusal !== undefined) throw new RangeError(refusal.sentence);
  const { durationMinutes, bufferBeforeMinutes, bufferAfterMinutes, stepMinutes } = meetingClass;
  const coarse = stepMinutes % BASE_MINUTES === 0 && (meetingClass.stepOffsetMinutes ?? 0) % BASE_MINUTES === 0;
  const strideTicks = coarse ? BASE_MINUTES / TICK_MINUTES : 1;
  const grid: ClassGrid = {
    key: `${durationMinutes} ${bufferBeforeMinutes} ${bufferAfterMinutes} ${strideTicks}`,
    durationTicks: durationMinutes / TICK_MINUTES,
    beforeTicks: bufferBeforeMinutes / TICK_MINUTES,
    afterTicks: bufferAfterMinutes / TICK_MINUTES,
    strideTicks,
    strideMs: strideTicks * TICK_MS,
  };
  grids.set(meetingClass, grid);
  return grid;
}

/** Number of stored starts of a horizon. */
export function startCount({ fromMs, toMs }: Horizon, { strideMs }: ClassGrid): number {
  return (toMs - fromMs) / strideMs;
}

/** Index of the first stored start at or after an instant, clipped to the horizon. */
export function startIndex(horizon: Horizon, grid: ClassGrid, instantMs: number): number {
  const clipped = Math.min(Math.max(instantMs, horizon.fromMs), horizon.toMs);
  return Math.ceil((clipped - horizon.fromMs) / grid.strideMs);
}

/**
 * Tells whether an instant in `range` is on the class's step. Ask with rising instants: it walks along the zone's
 * segments. Pass the same range again and again (the horizon, not the window): tables are kept by range.
 */
export function stepTest(meetingClass: MeetingClass, { fromMs, toMs }: Interval): (instantMs: number) => boolean {
  const stepMs = meetingClass.stepMinutes * MINUTE_MS;
  const shiftMs = (meetingClass.stepOffsetMinutes ?? 0) * MINUTE_MS;
  if (meetingClass.alignZone === undefined) return (instantMs) => (instantMs - shiftMs) % stepMs === 0;
  const table: ZoneTable = zoneTable(meetingClass.alignZone, fromMs, toMs);
  let at = 0;
  return (instantMs) => {
    while (at + 1 < table.length && instantMs >= table[at]!.toMs) at++;
    return (instantMs + table[at]!.offsetMs - shiftMs) % stepMs === 0;
  };
}
