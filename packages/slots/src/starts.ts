/**
 * The starts of one expert for one class of meeting: one bit per 5 or 15 minutes of the horizon, set when a meeting may
 * begin there. A start is good when the whole meeting lies in open time, nothing busy meets the meeting with its
 * buffers, and its day and week have room under the caps. Notice and the step are left to the query.
 */
import { andShiftedUp, clearRange, erode } from "./bitset.ts";
import { type CapCounts, eachFullStretch } from "./caps.ts";
import { type ClassGrid, type Horizon, MARGIN_TICKS, startCount, startIndex } from "./grid.ts";

/** What a start row is made from. `open` and `busy` are ticks, beginning one day before the horizon. */
interface Ticks {
  readonly horizon: Horizon;
  readonly open: Uint32Array;
  readonly busy: Uint32Array;
  readonly counts: CapCounts | undefined;
}

// Scratch rows, used from beginning to end within one call.
let scratchOpen = new Uint32Array(0);
let scratchFree = new Uint32Array(0);

/** Computes the start row anew. Bit i is the start at `horizon.fromMs + i * grid.strideMs`. */
export function computeStarts(ticks: Ticks, grid: ClassGrid): Uint32Array<ArrayBuffer> {
  const words = ticks.open.length;
  if (scratchOpen.length !== words) {
    scratchOpen = new Uint32Array(words);
    scratchFree = new Uint32Array(words);
  }
  scratchOpen.set(ticks.open);
  erode(scratchOpen, grid.durationTicks);
  for (let w = 0; w < words; w++) scratchFree[w] = ~ticks.busy[w]!;
  erode(scratchFree, grid.beforeTicks + grid.durationTicks + grid.afterTicks);
  // Free from t-before on: bit i of the answer looks at bit i-before.
  andShiftedUp(scratchOpen, scratchFree, grid.beforeTicks);
  const starts = thin(scratchOpen, startCount(ticks.horizon, grid), grid.strideTicks);
  if (ticks.counts !== undefined) clearFullDays(starts, ticks.horizon, grid, ticks.counts);
  return starts;
}

/** Clears the starts on days and in weeks that have reached their cap. */
function clearFullDays(starts: Uint32Array, horizon: Horizon, grid: ClassGrid, counts: CapCounts): void {
  eachFullStretch(counts, (fromMs, toMs) => {
    clearRange(starts, startIndex(horizon, grid, fromMs), startIndex(horizon, grid, toMs));
  });
}

/** Bits of every third tick, for words that begin at a tick with remainder 0, 2 and 1 (32 is 2 more than 30). */
const everyThird = [0x49249249, 0x92492492, 0x24924924];

/** Keeps every `stride`-th tick of the horizon (1 or 3), packed densely, and drops the margins. */
function thin(ticks: Uint32Array, count: number, stride: number): Uint32Array<ArrayBuffer> {
  const starts = new Uint32Array((count + 31) >>> 5);
  const firstWord = MARGIN_TICKS >>> 5;
  if (stride === 1) {
    starts.set(ticks.subarray(firstWord, firstWord + starts.length));
  } else {
    const words = (count * stride + 31) >>> 5;
    for (let w = 0; w < words; w++) {
      let rest = ticks[firstWord + w]! & everyThird[w % 3]!;
      while (rest !== 0) {
        const index = ((w << 5) + 31 - Math.clz32(rest & -rest)) / 3;
        starts[index >>> 5]! |= 1 << (index & 31);
        rest &= rest - 1;
      }
    }
  }
  clearRange(starts, count, starts.length * 32);
  return starts;
}
