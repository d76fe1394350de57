import * as fc from "fast-check";
import { expect, test } from "vitest";
import { andShiftedUp, clearRange, erode, hasBit, setRange } from "../src/bitset.ts";

const bits = fc.array(fc.boolean(), { minLength: 128, maxLength: 128 });
const shift = fc.integer({ min: 0, max: 140 });

function pack(list: readonly boolean[]): Uint32Array {
  const packed = new Uint32Array(4);
  list.forEach((set, i) => set && setRange(packed, i, i + 1));
  return packed;
}

const unpack = (packed: Uint32Array): boolean[] => Array.from({ length: 128 }, (_, i) => hasBit(packed, i));

test("ranges are set and cleared exactly", () => {
  fc.assert(
    fc.property(bits, fc.nat(128), fc.nat(128), (list, from, to) => {
      const [set, cleared] = [pack(list), pack(list)];
      setRange(set, from, to);
      clearRange(cleared, from, to);
      expect(unpack(set)).toEqual(list.map((bit, i) => bit || (i >= from && i < to)));
      expect(unpack(cleared)).toEqual(list.map((bit, i) => bit && !(i >= from && i < to)));
    }),
  );
});

test("erosion keeps the bits that begin a full run, also of runs longer than the row", () => {
  // Long runs, or nothing would be left of them.
  const runs = fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 90 })), { maxLength: 12 });
  fc.assert(
    fc.property(runs, fc.integer({ min: 1, max: 140 }), (parts, length) => {
      const list = parts.flatMap(([set, n]) => Array.from({ length: n }, () => set));
      const padded = Array.from({ length: 128 }, (_, i) => list[i] ?? false);
      const packed = pack(padded);
      erode(packed, length);
      const kept = padded.map((_, i) => i + length <= 128 && padded.slice(i, i + length).every(Boolean));
      expect(unpack(packed)).toEqual(kept);
    }),
  );
});

test("one row is masked by another, moved up", () => {
  fc.assert(
    fc.property(bits, bits, shift, (list, mask, by) => {
      const packed = pack(list);
      andShiftedUp(packed, pack(mask), by);
      expect(unpack(packed)).toEqual(list.map((bit, i) => bit && i >= by && mask[i - by] === true));
    }),
  );
});
