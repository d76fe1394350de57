/**
 * `kill -9` at every outside step of a whole life: each kind of effect in one of three places, another one from day to day, so
 * that three days try them all (`npm run crash -- R1` tries all at once). The steps are whatever handlers the platform has
 * registered: a new kind of effect that this life does not reach fails here until a step is added that owes it.
 */
import { describe, expect, inject, it } from "vitest";
import { seedOfToday } from "./machinery/day.ts";
import { startRig, type Rig } from "./machinery/rig.ts";
import { killedAt } from "./r01-points.ts";

describe("killed at every outside step", () => {
  it(`nothing lost, nothing doubled, every step reached (seed ${seedOfToday})`, { timeout: 600_000 }, async () => {
    const postgres = { url: inject("postgresUrl"), template: inject("templateDatabase") };
    const rigs: Rig[] = [];
    try {
      const found = await killedAt(
        {
          say: () => undefined,
          async rig(options) {
            const rig = await startRig(postgres, options);
            rigs.push(rig);
            return rig;
          },
        },
        { turn: seedOfToday },
        seedOfToday,
      );
      expect(found.violations).toEqual([]);
      expect(found.struck.length).toBeGreaterThan(15);
    } finally {
      for (const rig of rigs) await rig.stop();
    }
  });
});
