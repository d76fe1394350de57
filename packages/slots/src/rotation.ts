/**
 * Who is shown which of many times while many people choose at once. If all saw the same list, all would press its first time,
 * and all but one would lose. So times are dealt into groups, each viewer sees one group, and with every turn the next one.
 * It is about showing only: what may be booked stays the whole list.
 */

export interface Rotation {
  /** Names the viewer: the same viewer sees the same times throughout a turn. */
  readonly viewer: string;
  /** Counts up; with each turn everybody sees the next group, after as many turns as groups each has seen all times. */
  readonly turn: number;
  /** Into how many groups the times are dealt; 1 shows everything to everybody. */
  readonly groups: number;
  /** At least so many are shown, where there are so many: further groups are added until there are. */
  readonly least: number;
}

/**
 * The starts (ms, sorted) that this viewer is shown in this turn, sorted. A start belongs to its group by itself, whatever
 * else is in the list: so lists that differ are dealt alike, and a time that opens or goes moves no other one.
 * O(starts). Throws RangeError when `groups` is no whole number from 1 on, or `turn` is none.
 */
export function rotatingSubset(starts: readonly number[], { viewer, turn, groups, least }: Rotation): number[] {
  if (!Number.isInteger(groups) || groups < 1)
    throw new RangeError(`groups must be a whole number from 1 on: ${groups}`);
  if (!Number.isInteger(turn)) throw new RangeError(`turn must be a whole number: ${turn}`);
  if (groups === 1 || starts.length <= least) return [...starts];
  const first = (hashOf(viewer) + turn) % groups;
  const distances = starts.map((startMs) => (groupOf(startMs, groups) - first + groups) % groups);
  const sizes = Array.from({ length: groups }, () => 0);
  for (const distance of distances) sizes[distance]!++;
  let shown = sizes[0]!;
  let reach = 0;
  while (shown < Math.max(1, least) && reach < groups - 1) shown += sizes[++reach]!;
  return starts.filter((_, at) => distances[at]! <= reach);
}

const FIVE_MINUTES = 300_000;

/** Scattered over the day and the week: nobody gets the nights only. */
function groupOf(startMs: number, groups: number): number {
  return mixed(Math.floor(startMs / FIVE_MINUTES)) % groups;
}

function hashOf(words: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < words.length; at++) hash = Math.imul(hash ^ words.charCodeAt(at), 0x01000193);
  return mixed(hash);
}

function mixed(value: number): number {
  let mix = Math.imul(value ^ (value >>> 16), 0x45d9f3b);
  mix = Math.imul(mix ^ (mix >>> 16), 0x45d9f3b);
  return (mix ^ (mix >>> 16)) >>> 0;
}
