/**
 * `kill -9` at every outside step of whole lives, in three places, one seed. The steps are whatever handlers the platform has
 * registered: a new kind of effect that this life does not reach fails here until a step is added that owes it.
 */
import { describe, expect, inject, it } from "vitest";
import { startRig, type Rig } from "./machinery/rig.ts";
import { killedAt, places } from "./r01-points.ts";

describe("killed at every outside step", () => {
  it.each(places)("%s it: nothing lost, nothing doubled, every step reached", { timeout: 600_000 }, async (place) => {
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
        place,
        1,
      );
      expect(found.violations).toEqual([]);
      expect(found.struck.length).toBeGreaterThan(15);
    } finally {
      for (const rig of rigs) await rig.stop();
    }
  });
});
