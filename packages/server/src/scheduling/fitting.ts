/**
 * What many candidates of one position ask alike, worked out once per state of the pool: who fits the position, and at which
 * times any of them could begin. The notice of experts and what is one candidate's own come on top. Kept as long as the
 * roster it is about, and never longer.
 */
import { days, minutes } from "@interviewvector/domain";
import { type MeetingClass, slots, who } from "@interviewvector/slots";
import { unfitFor, type Wanted } from "./eligible.ts";
import type { CompiledExpert, Roster } from "./experts-cache.ts";

export interface Fitting {
  experts: readonly CompiledExpert[];
  /** Those of them who named people or companies that they must not meet: they are asked for each candidate. */
  withConflicts: readonly CompiledExpert[];
  /** Of them; the shortest and the longest that anybody asks for. */
  leastNoticeMs: number;
  mostNoticeMs: number;
  /** By class and days: all starts, whatever the notice. */
  starts: Map<string, readonly number[]>;
  /** By class: how many are free at a start, on average. */
  meanFree: Map<string, number>;
}

const ofPool = new WeakMap<readonly CompiledExpert[], Map<string, Fitting>>();
/** Most experts are the same objects after a change of one: what was said of them stays. */
const ofExpert = new WeakMap<CompiledExpert, Map<string, boolean>>();

export function fittingFor({ experts }: Roster, wanted: Wanted): Fitting {
  const key = JSON.stringify(wanted);
  const kept = getOr(ofPool, experts, () => new Map<string, Fitting>());
  return getOr(kept, key, () => {
    const fits = experts.filter((expert) => fitsPosition(expert, wanted, key));
    const notices = fits.map(({ rules }) => minutes(rules.noticeMinutes ?? 0));
    return {
      experts: fits,
      withConflicts: fits.filter(({ conflicts }) => conflicts.length > 0),
      leastNoticeMs: notices.reduce((least, one) => Math.min(least, one), Infinity),
      mostNoticeMs: notices.reduce((most, one) => Math.max(most, one), 0),
      starts: new Map(),
      meanFree: new Map(),
    };
  });
}

function fitsPosition(expert: CompiledExpert, wanted: Wanted, key: string): boolean {
  const said = getOr(ofExpert, expert, () => new Map<string, boolean>());
  return getOr(said, key, () => unfitFor({ wanted, interviewee: null, met: new Set() }, expert) === null);
}

/** Starts of anybody who fits in `[fromMs, toMs)`, notice aside, sorted. */
export function startsOfAll(
  { experts, starts }: Fitting,
  meeting: MeetingClass,
  { fromMs, toMs }: { fromMs: number; toMs: number },
): readonly number[] {
  if (fromMs >= toMs) return [];
  const whole = { fromMs: Math.floor(fromMs / days(1)) * days(1), toMs: Math.ceil(toMs / days(1)) * days(1) };
  const key = `${JSON.stringify(meeting)} ${whole.fromMs} ${whole.toMs}`;
  const all = getOr(starts, key, () => {
    const rows = experts.map(({ row }) => row);
    // As if asked long ago: nobody's notice reaches into the window.
    return slots(rows, meeting, whole, { nowMs: whole.fromMs - days(60) });
  });
  return all.slice(placeOf(all, fromMs), placeOf(all, toMs));
}

const LOOKED_AT = 12;

/** How many experts are free at one of these starts, on average; looked at for a dozen of them, spread evenly. */
export function meanFreeAt({ experts, meanFree }: Fitting, meeting: MeetingClass, all: readonly number[]): number {
  return getOr(meanFree, JSON.stringify(meeting), () => {
    const every = Math.max(1, Math.floor(all.length / LOOKED_AT));
    const some = all.filter((_, at) => at % every === 0);
    const rows = experts.map(({ row }) => row);
    const free = some.map((startMs) => who(rows, meeting, startMs, { nowMs: startMs - days(60) }).length);
    return free.reduce((sum, one) => sum + one, 0) / Math.max(1, some.length);
  });
}

/** How many of the sorted are below. */
function placeOf(sorted: readonly number[], value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function getOr<Key, Value>(
  map: { get(key: Key): Value | undefined; set(key: Key, value: Value): unknown },
  key: Key,
  make: () => Value,
): Value {
  const kept = map.get(key);
  if (kept !== undefined) return kept;
  const made = make();
  map.set(key, made);
  return made;
}
