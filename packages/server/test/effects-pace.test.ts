/** How much a process takes on beside answering: a law, and the timer that measures. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createPace, nextMost } from "../src/effects/pace.ts";

const bounds = { most: 16, least: 4 };

describe("the pace of the background", () => {
  it("stays within its bounds, gives way at once and comes back", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 500, noNaN: true }), { maxLength: 60 }), (late) => {
        let now = bounds.most;
        for (const ms of late) {
          const next = nextMost(now, ms, bounds);
          expect(next).toBeGreaterThanOrEqual(bounds.least);
          expect(next).toBeLessThanOrEqual(bounds.most);
          if (ms > 50) expect(next).toBeLessThanOrEqual(Math.max(bounds.least, now - 1));
          if (ms === 0) expect(next).toBe(Math.min(bounds.most, now + 1));
          now = next;
        }
        for (let quiet = 0; quiet < bounds.most; quiet++) now = nextMost(now, 0, bounds);
        expect(now).toBe(bounds.most);
      }),
    );
  });

  it("takes on less while the event loop is held, and more again afterwards", async () => {
    const pace = createPace(bounds);
    try {
      const hold = setInterval(() => {
        for (const until = performance.now() + 150; performance.now() < until;);
      }, 1);
      await expect.poll(() => pace.most, { timeout: 20_000 }).toBe(bounds.least);
      clearInterval(hold);
      // How soon all of it depends on who else uses this machine.
      await expect.poll(() => pace.most, { timeout: 20_000 }).toBeGreaterThan(bounds.least);
    } finally {
      pace.stop();
    }
  });
});
