/**
 * Drills of many candidates are played in several worlds, one after the other: experts have so many times in a week, and after
 * so many groups of candidates so many hours have passed that reminders would come. What fits into one shares the usual rig.
 */
import type { Rig, RigOptions } from "./rig.ts";
import type { Stage } from "./scenario.ts";

export interface DrillWorld {
  rig: Rig;
  /** What of the whole amount is played here. */
  amount: number;
  /** Of this world: the same seed plays the same worlds. */
  seed: number;
}

/** With options of its own a drill gets rigs of its own, however small it is. */
export async function* worlds(
  { amount, seed, usualRig, rig: makeRig, say }: Stage,
  perWorld: number,
  options?: RigOptions,
): AsyncGenerator<DrillWorld> {
  if (amount <= perWorld && options === undefined) return yield { rig: await usualRig(), amount, seed };
  const count = Math.ceil(amount / perWorld);
  for (let place = 0, left = amount; place < count; place++) {
    const share = Math.ceil(left / (count - place));
    left -= share;
    const rig = await makeRig(options ?? { experts: 40 });
    yield { rig, amount: share, seed: seed + place };
    await rig.stop();
    if (count > 1) say(`world ${place + 1} of ${count} is over: ${amount - left} of ${amount}`);
  }
}

/** What was counted in each world, added up by name. */
export function summed(counts: readonly Record<string, number>[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const one of counts) for (const [name, count] of Object.entries(one)) sums[name] = (sums[name] ?? 0) + count;
  return sums;
}
