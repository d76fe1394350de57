/** Every drill of the crash suite at its small amount, judged from outside. `npm run crash -- NAME` plays them larger. */
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { scenarios } from "./machinery/scenarios.ts";
import { openTheatre, type Theatre } from "./machinery/stage.ts";

/** R1 has a file beside this one; two hundred for twenty slots race in test/system/booking; the mutations try this suite, and take minutes. */
const elsewhere = new Set(["R1", "R14", "mutations"]);

let theatre: Theatre;
beforeAll(() => {
  theatre = openTheatre({ url: inject("postgresUrl"), template: inject("templateDatabase") }, () => undefined);
});
afterAll(() => theatre.close());

describe("drills", () => {
  it.each(scenarios.filter(({ id }) => !elsewhere.has(id)).map((scenario) => ({ ...scenario })))(
    "$id: $title",
    { timeout: 600_000 },
    async (scenario) => {
      const { violations } = await theatre.play(scenario, { seed: 1, amount: scenario.small });
      expect(violations).toEqual([]);
    },
  );
});
