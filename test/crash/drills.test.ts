/**
 * The drills of the crash suite at their small amounts, judged from outside: quick ones each time, slow ones in turn from day to
 * day, three days for all. `npm run crash -- NAME` plays any of them, and larger.
 */
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { allRules, explore } from "./ambiguous-model.ts";
import { seedOfToday } from "./machinery/day.ts";
import { scenarios } from "./machinery/scenarios.ts";
import { openTheatre, type Theatre } from "./machinery/stage.ts";

const eachTime = ["R4", "R5", "R6", "R9", "R10", "R16", "R21"];
const inTurn = [
  ["R2", "R11", "R15"],
  ["R7", "R20", "R11over"],
  ["R8", "R7away", "ambiguous"],
];
/** R1 has a file beside this one; two hundred for twenty slots race in test/system/booking; the mutations try this suite, and take minutes. */
const elsewhere = ["R1", "R14", "mutations"];

const today = [...eachTime, ...(inTurn[seedOfToday % inTurn.length] ?? [])];

let theatre: Theatre;
beforeAll(() => {
  theatre = openTheatre({ url: inject("postgresUrl"), template: inject("templateDatabase") }, () => undefined);
});
afterAll(() => theatre.close());

describe(`drills (seed ${seedOfToday})`, () => {
  it.each(scenarios.filter(({ id }) => today.includes(id)).map((scenario) => ({ ...scenario })))(
    "$id: $title",
    { timeout: 600_000 },
    async (scenario) => {
      const { violations } = await theatre.play(scenario, { seed: seedOfToday, amount: scenario.small });
      expect(violations).toEqual([]);
    },
  );

  it("every drill has its day", () => {
    expect([...eachTime, ...inTurn.flat(), ...elsewhere].toSorted()).toEqual(scenarios.map(({ id }) => id).toSorted());
  });
});

describe("the model of the ambiguous POST", () => {
  it("never makes two objects, and none is lost", () => {
    expect(explore(allRules).violations).toEqual([]);
  });

  it.each(Object.keys(allRules))("notices when the rule %s is taken out", (rule) => {
    expect(explore({ ...allRules, [rule]: false }).violations).not.toEqual([]);
  });
});
