/**
 * A roster of compiled experts and its pools: all those who satisfy one set of needs. A pool keeps, for each class it
 * was asked about, how many of its experts could begin at each start; a question then costs the same for ten experts
 * and for fifty thousand. Rows in a roster are changed through the roster only, or the counts would drift.
 */
import { hasBit } from "./bitset.ts";
import { applyBusy, type Row, startsOnGrid } from "./expert-row.ts";
import {
  assertHorizon,
  type ClassGrid,
  gridOf,
  type Horizon,
  type MeetingClass,
  startCount,
  stepTest,
} from "./grid.ts";
import { firstUnmet, type Needs, needsKey, type Skills } from "./needs.ts";
import { canStart, isStart, type Limits, noticedFrom, startRange, type StartRange } from "./limits.ts";
import type { BusyInterval, Interval } from "./rules.ts";

export interface RosterExpert {
  readonly id: string;
  readonly skills: Skills;
  readonly row: Row;
}

/** Everyone in a roster who satisfies `needs`. Live: it follows the roster. */
export interface Pool {
  readonly needs: Needs;
  readonly horizon: Horizon;
  readonly members: Map<string, RosterExpert>;
  /** Those members who want notice: the only ones a question has to look at one by one. */
  readonly noticed: Map<string, RosterExpert>;
  readonly counts: Map<string, { readonly grid: ClassGrid; readonly perStart: Uint16Array }>;
}

export interface Roster {
  readonly horizon: Horizon;
  readonly experts: Map<string, RosterExpert>;
  readonly pools: Map<string, Pool>;
  /** The pools each expert is in, so that a booking visits a handful of pools and not all. */
  readonly memberships: Map<string, Pool[]>;
}

// Counts are 16 bits wide.
const MAX_EXPERTS = 0xffff;

/** An empty roster. All rows put into it must have been compiled for this horizon. */
export function createRoster(horizon: Horizon): Roster {
  assertHorizon(horizon);
  return { horizon, experts: new Map(), pools: new Map(), memberships: new Map() };
}

/** Adds an expert, or replaces the one of that id (new rules, new skills): O(pools x starts). */
export function putExpert(roster: Roster, expert: RosterExpert): void {
  const { horizon } = expert.row;
  if (horizon.fromMs !== roster.horizon.fromMs || horizon.toMs !== roster.horizon.toMs) {
    throw new RangeError("The row was compiled for another horizon than the roster's");
  }
  removeExpert(roster, expert.id);
  if (roster.experts.size === MAX_EXPERTS) throw new RangeError(`A roster holds at most ${MAX_EXPERTS} experts`);
  roster.experts.set(expert.id, expert);
  for (const pool of roster.pools.values()) {
    if (!join(roster, pool, expert)) continue;
    for (const { grid, perStart } of pool.counts.values()) addRow(perStart, startsOnGrid(expert.row, grid), 1);
  }
}

/** Takes an expert out (paused, left, calendar unreadable). False when there was none of that id. */
export function removeExpert(roster: Roster, id: string): boolean {
  const expert = roster.experts.get(id);
  if (expert === undefined) return false;
  roster.experts.delete(id);
  for (const pool of roster.memberships.get(id) ?? []) {
    pool.members.delete(id);
    pool.noticed.delete(id);
    for (const { grid, perStart } of pool.counts.values()) addRow(perStart, startsOnGrid(expert.row, grid), -1);
  }
  roster.memberships.delete(id);
  return true;
}

/** The pool of all who satisfy the needs: O(experts) when first asked for, then kept. */
export function poolFor(roster: Roster, needs: Needs): Pool {
  const key = needsKey(needs);
  const kept = roster.pools.get(key);
  if (kept !== undefined) return kept;
  const pool: Pool = { needs, horizon: roster.horizon, members: new Map(), noticed: new Map(), counts: new Map() };
  for (const expert of roster.experts.values()) join(roster, pool, expert);
  roster.pools.set(key, pool);
  return pool;
}

/** Forgets a pool that nobody asks about any more. Whoever still holds it holds a pool that no longer follows. */
export function dropPool(roster: Roster, needs: Needs): void {
  const key = needsKey(needs);
  const dropped = roster.pools.get(key);
  if (dropped === undefined) return;
  roster.pools.delete(key);
  for (const id of dropped.members.keys()) {
    const others = roster.memberships.get(id)?.filter((pool) => pool !== dropped) ?? [];
    roster.memberships.set(id, others);
  }
}

/**
 * As `applyBusy`, for an expert of the roster, with all pool counts. False when there is no such expert, or when the
 * row refused the change and must be compiled anew.
 */
export function applyBusyTo(roster: Roster, id: string, interval: BusyInterval, change: "add" | "remove"): boolean {
  const expert = roster.experts.get(id);
  if (expert === undefined) return false;
  const { startRows } = expert.row;
  let words = 0;
  for (const { bits } of startRows.values()) words += bits.length;
  if (scratchBefore.length < words) scratchBefore = new Uint32Array(words);
  let at = 0;
  for (const { bits } of startRows.values()) {
    scratchBefore.set(bits, at);
    at += bits.length;
  }
  if (!applyBusy(expert.row, interval, change)) return false;
  const pools = roster.memberships.get(id) ?? [];
  at = 0;
  for (const [key, { bits }] of startRows) {
    countChanges(pools, key, at, bits);
    at += bits.length;
  }
  return true;
}

// The start rows of one expert as they were before a change; used within one call.
let scratchBefore = new Uint32Array(0);

/** Carries what changed in a start row over into the pools that count its class. */
function countChanges(pools: readonly Pool[], key: string, at: number, after: Uint32Array): void {
  const counted: Uint16Array[] = [];
  for (const pool of pools) {
    const counts = pool.counts.get(key);
    if (counts !== undefined) counted.push(counts.perStart);
  }
  for (let w = 0; w < after.length; w++) {
    let changed = scratchBefore[at + w]! ^ after[w]!;
    while (changed !== 0) {
      const bit = 31 - Math.clz32(changed & -changed);
      const by = (after[w]! >>> bit) & 1 ? 1 : -1;
      for (const perStart of counted) perStart[(w << 5) + bit]! += by;
      changed &= changed - 1;
    }
  }
}

/** How many of the pool's experts could begin at each stored start, limits aside. Read it, don't write it. */
export function poolCounts(pool: Pool, meetingClass: MeetingClass): Uint16Array {
  const grid = gridOf(meetingClass);
  const kept = pool.counts.get(grid.key);
  if (kept !== undefined) return kept.perStart;
  const perStart = new Uint16Array(startCount(pool.horizon, grid));
  for (const { row } of pool.members.values()) addRow(perStart, startsOnGrid(row, grid), 1);
  pool.counts.set(grid.key, { grid, perStart });
  return perStart;
}

/** See `slots`. */
export function poolSlots(pool: Pool, meetingClass: MeetingClass, window: Interval, limits: Limits): number[] {
  const grid = gridOf(meetingClass);
  const range = startRange(pool.horizon, grid, window, limits);
  const perStart = poolCounts(pool, meetingClass);
  const withheld = withheldCounts(pool, grid, limits, range);
  const onStep = stepTest(meetingClass, pool.horizon);
  const found: number[] = [];
  for (let i = range.from; i < range.to; i++) {
    if (perStart[i]! <= (withheld === undefined ? 0 : withheld[i - range.from]!)) continue;
    const startMs = pool.horizon.fromMs + i * grid.strideMs;
    if (onStep(startMs)) found.push(startMs);
  }
  return found;
}

/** See `who`. */
export function poolWho(pool: Pool, meetingClass: MeetingClass, startMs: number, limits: Limits): string[] {
  if (!isStart(pool.horizon, meetingClass, startMs)) return [];
  const grid = gridOf(meetingClass);
  const excluded = new Set(limits.excluding);
  const free: string[] = [];
  for (const [id, { row }] of pool.members) {
    if (canStart(row, grid, startMs, limits) && !excluded.has(id)) free.push(id);
  }
  return free;
}

/** How many of those counted at each start of the range are excluded, or have a notice that reaches past it. */
function withheldCounts(pool: Pool, grid: ClassGrid, limits: Limits, range: StartRange): Uint16Array | undefined {
  let withheld: Uint16Array | undefined;
  const withhold = (row: Row, to: number): void => {
    if (to <= range.from) return;
    withheld ??= new Uint16Array(range.to - range.from);
    const bits = startsOnGrid(row, grid);
    for (let i = range.from; i < to; i++) if (hasBit(bits, i)) withheld[i - range.from]!++;
  };
  const excluded = new Set(limits.excluding);
  for (const id of excluded) {
    const member = pool.members.get(id);
    if (member !== undefined) withhold(member.row, range.to);
  }
  for (const [id, { row }] of pool.noticed) {
    if (!excluded.has(id)) withhold(row, Math.min(range.to, noticedFrom(row, grid, limits, range.from)));
  }
  return withheld;
}

/** Lets an expert into a pool if they meet its needs; counts are the caller's. */
function join(roster: Roster, pool: Pool, expert: RosterExpert): boolean {
  if (firstUnmet(pool.needs, expert.skills) !== undefined) return false;
  pool.members.set(expert.id, expert);
  if ((expert.row.rules.noticeMinutes ?? 0) > 0) pool.noticed.set(expert.id, expert);
  const memberships = roster.memberships.get(expert.id);
  if (memberships === undefined) roster.memberships.set(expert.id, [pool]);
  else memberships.push(pool);
  return true;
}

function addRow(perStart: Uint16Array, bits: Uint32Array, by: 1 | -1): void {
  for (let w = 0; w < bits.length; w++) {
    let rest = bits[w]!;
    while (rest !== 0) {
      perStart[(w << 5) + 31 - Math.clz32(rest & -rest)]! += by;
      rest &= rest - 1;
    }
  }
}
