/**
 * "Why no slot?": which rule takes how much away. Every start on the class's step in the window is attributed once: to
 * the first rule, in a fixed order, that forbids it, or to what is offered. So the numbers add up to all starts asked
 * about, for one expert and, summed, for a pool. It explains and never decides: `slots` doesn't ask here.
 */
import { andShiftedUp, erode, hasBit } from "./bitset.ts";
import { type Row, rowZoneTable, startsOnGrid, tickWords } from "./expert-row.ts";
import { type ClassGrid, gridOf, MARGIN_TICKS, type MeetingClass, startIndex, stepTest } from "./grid.ts";
import { type Limits, noticedFrom, startRange } from "./limits.ts";
import { firstUnmet, type Needs, type UnmetNeed } from "./needs.ts";
import { markOpen, openIntervals } from "./open-time.ts";
import type { Roster } from "./pool.ts";
import type { Interval } from "./rules.ts";

/**
 * The rules in the order in which they are asked. `hours`: weekly hours or a date override; `buffers`: the meeting
 * itself would fit, but not with its buffers.
 */
export const removalOrder = ["skills", "horizon", "hours", "timeOff", "busy", "buffers", "caps", "notice"] as const;

export type Removal = (typeof removalOrder)[number];

/** Numbers of starts. `considered` = `offered` + the sum of `removed`. Times `stepMinutes` they are minutes. */
export interface Explanation {
  readonly considered: number;
  readonly offered: number;
  readonly removed: Readonly<Record<Removal, number>>;
}

export interface Question {
  readonly needs: Needs;
  readonly meetingClass: MeetingClass;
  readonly window: Interval;
  readonly limits: Limits;
}

export interface ExpertExplanation extends Explanation {
  readonly id: string;
  /** What keeps the expert out altogether, when something does. */
  readonly unmet?: UnmetNeed | "excluded";
}

/** Numbers are sums over all experts of the roster; `slots` is how many different starts are offered. */
export interface PoolExplanation extends Explanation {
  readonly slots: number;
  readonly experts: readonly ExpertExplanation[];
  /** How many experts fail each need first. */
  readonly unmet: Readonly<Partial<Record<UnmetNeed | "excluded", number>>>;
}

/** Explains one expert, skills aside: O(starts in the window). */
export function explainExpert(row: Row, meetingClass: MeetingClass, window: Interval, limits: Limits): Explanation {
  return attribute(row, { meetingClass, limits }, candidateStarts(row, meetingClass, window), new Set());
}

/** Explains a question to a whole roster: O(experts x starts in the window); for a screen, not for a hot path. */
export function explain(roster: Roster, { needs, meetingClass, window, limits }: Question): PoolExplanation {
  const experts: ExpertExplanation[] = [];
  const unmet: Partial<Record<UnmetNeed | "excluded", number>> = {};
  const offered = new Set<number>();
  const excluded = new Set(limits.excluding);
  const asked = candidateStarts({ horizon: roster.horizon }, meetingClass, window);
  for (const { id, skills, row } of roster.experts.values()) {
    const missing = excluded.has(id) ? "excluded" : firstUnmet(needs, skills);
    if (missing === undefined) {
      experts.push({ id, ...attribute(row, { meetingClass, limits }, asked, offered) });
      continue;
    }
    unmet[missing] = (unmet[missing] ?? 0) + 1;
    const removed = { ...nothingRemoved(), skills: asked.length };
    experts.push({ id, unmet: missing, considered: asked.length, offered: 0, removed });
  }
  const removed = nothingRemoved();
  for (const one of experts) for (const removal of removalOrder) removed[removal] += one.removed[removal];
  return {
    considered: asked.length * experts.length,
    offered: experts.reduce((sum, one) => sum + one.offered, 0),
    removed,
    slots: offered.size,
    experts,
    unmet,
  };
}

/** All starts on the class's step in the window, in the horizon or not. */
function candidateStarts({ horizon }: Pick<Row, "horizon">, meetingClass: MeetingClass, window: Interval): number[] {
  const { strideMs } = gridOf(meetingClass);
  const fromMs = Math.min(horizon.fromMs, window.fromMs);
  const onStep = stepTest(meetingClass, { fromMs, toMs: Math.max(horizon.toMs, window.toMs) });
  const found: number[] = [];
  for (let at = Math.ceil(window.fromMs / strideMs) * strideMs; at < window.toMs; at += strideMs) {
    if (onStep(at)) found.push(at);
  }
  return found;
}

/** Gives each start to the first rule that forbids it; adds those that are left to `offered`. */
function attribute(
  row: Row,
  { meetingClass, limits }: { readonly meetingClass: MeetingClass; readonly limits: Limits },
  asked: readonly number[],
  offered: Set<number>,
): Explanation {
  const grid = gridOf(meetingClass);
  const stages = stagesOf(row, grid);
  const good = startsOnGrid(row, grid);
  const removed = nothingRemoved();
  let left = 0;
  const everything = { fromMs: row.horizon.fromMs, toMs: row.horizon.toMs };
  const noticed = noticedFrom(row, grid, limits, startRange(row.horizon, grid, everything, limits).from);
  for (const startMs of asked) {
    if (startMs < row.horizon.fromMs || startMs >= row.horizon.toMs) {
      removed.horizon++;
      continue;
    }
    const index = startIndex(row.horizon, grid, startMs);
    const tick = MARGIN_TICKS + index * grid.strideTicks;
    const stage = stages.find(({ allowed }) => !hasBit(allowed, tick));
    if (stage !== undefined) removed[stage.removal]++;
    else if (!hasBit(good, index)) removed.caps++;
    else if (index < noticed) removed.notice++;
    else {
      left++;
      offered.add(startMs);
    }
  }
  return { considered: asked.length, offered: left, removed };
}

/** For each rule on time, the ticks at which a meeting may begin as far as that rule alone is concerned. */
function stagesOf(row: Row, grid: ClassGrid): { readonly removal: Removal; readonly allowed: Uint32Array }[] {
  const hours = new Uint32Array(tickWords(row.horizon));
  markOpen(hours, row.originMs, openIntervals(row.rules, rowZoneTable(row.rules.zone, row.horizon)));
  erode(hours, grid.durationTicks);
  const open = row.open.slice();
  erode(open, grid.durationTicks);
  const free = row.busy.map((word) => ~word);
  erode(free, grid.durationTicks);
  const buffered = row.busy.map((word) => ~word);
  erode(buffered, grid.beforeTicks + grid.durationTicks + grid.afterTicks);
  const apart = new Uint32Array(buffered.length).fill(0xffffffff);
  andShiftedUp(apart, buffered, grid.beforeTicks);
  return [
    { removal: "hours", allowed: hours },
    { removal: "timeOff", allowed: open },
    { removal: "busy", allowed: free },
    { removal: "buffers", allowed: apart },
  ];
}

function nothingRemoved(): Record<Removal, number> {
  return { skills: 0, horizon: 0, hours: 0, timeOff: 0, busy: 0, buffers: 0, caps: 0, notice: 0 };
}
