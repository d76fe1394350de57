/**
 * Rows of bits in 32-bit words, bit i in word i >> 5. Only what the engine needs: ranges and erosion.
 * Bits beyond the end read as 0; nothing here grows an array. Indexes are trusted: callers clip them first.
 */

/** Sets the bits `[from, to)`. */
export function setRange(bits: Uint32Array, from: number, to: number): void {
  if (from >= to) return;
  const first = from >>> 5;
  const last = (to - 1) >>> 5;
  const head = -1 << (from & 31);
  const tail = -1 >>> (31 - ((to - 1) & 31));
  if (first === last) {
    bits[first]! |= head & tail;
    return;
  }
  bits[first]! |= head;
  for (let w = first + 1; w < last; w++) bits[w] = 0xffffffff;
  bits[last]! |= tail;
}

/** Clears the bits `[from, to)`. */
export function clearRange(bits: Uint32Array, from: number, to: number): void {
  if (from >= to) return;
  const first = from >>> 5;
  const last = (to - 1) >>> 5;
  const head = -1 << (from & 31);
  const tail = -1 >>> (31 - ((to - 1) & 31));
  if (first === last) {
    bits[first]! &= ~(head & tail);
    return;
  }
  bits[first]! &= ~head;
  for (let w = first + 1; w < last; w++) bits[w] = 0;
  bits[last]! &= ~tail;
}

export function hasBit(bits: Uint32Array, index: number): boolean {
  return ((bits[index >>> 5]! >>> (index & 31)) & 1) === 1;
}

/**
 * Erosion, in place: afterwards bit i is set when bits i, i+1, …, i+length-1 all were. Works by doubling: runs of
 * 1, 2, 4, … and a last, overlapping step, so a 60-minute meeting costs four passes and not twelve.
 */
export function erode(bits: Uint32Array, length: number): void {
  let run = 1;
  while (run < length) {
    const shift = Math.min(run, length - run);
    andShifted(bits, shift);
    run += shift;
  }
}

/** In place: bit i &= bit i+shift. Ascending order reads each higher word before it is written. */
function andShifted(bits: Uint32Array, shift: number): void {
  const words = shift >>> 5;
  const rest = shift & 31;
  const whole = Math.max(0, bits.length - words);
  if (rest === 0) {
    for (let w = 0; w < whole; w++) bits[w]! &= bits[w + words]!;
  } else {
    for (let w = 0; w < whole - 1; w++) {
      bits[w]! &= (bits[w + words]! >>> rest) | (bits[w + words + 1]! << (32 - rest));
    }
    if (whole > 0) bits[whole - 1]! &= bits[bits.length - 1]! >>> rest;
  }
  bits.fill(0, whole);
}

/** In place: `target` bit i &= `other` bit i-shift; bits below 0 read as 0. Both have the same length. */
export function andShiftedUp(target: Uint32Array, other: Uint32Array, shift: number): void {
  const words = shift >>> 5;
  const rest = shift & 31;
  for (let w = 0; w < target.length; w++) {
    const high = w >= words ? other[w - words]! : 0;
    if (rest === 0) {
      target[w]! &= high;
    } else {
      const low = w > words ? other[w - words - 1]! : 0;
      target[w]! &= (high << rest) | (low >>> (32 - rest));
    }
  }
}
