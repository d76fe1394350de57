/** Whatever people do, in whatever order: what is offered and booked is what the rules say, worked out once more minute by minute. */
import { expect, test } from "vitest";
import { freshDatabase } from "../../../test/support/database.ts";
import { deeds, runDue } from "./scheduling-acts.ts";
import { begin, judge, judgeReasons, type Life } from "./scheduling-life.ts";

const DEEDS = 60;

async function live(life: Life): Promise<number> {
  const { chance, interviews, faults } = life;
  let compared = 0;
  for (let done = 0; done < DEEDS && faults.length === 0; done++) {
    const about = await chance.pick(deeds)(life);
    if (chance.of(0.7)) await runDue(life);
    compared += await judge(life, [about ?? chance.pick(interviews).id, chance.pick(interviews).id]);
    if (done % 5 === 0) await judgeReasons(life);
  }
  return compared;
}

// Between them, these lives meet each fault that was planted to try the test: eleven, from a notice that is not kept to a row that is never read anew.
test.each([2, 20, 22])("life %i: two servers offer and book what the oracle says, and nothing else", async (seed) => {
  const fresh = await freshDatabase();
  const life = await begin(fresh, seed);
  try {
    const compared = await live(life);
    expect(life.faults).toEqual([]);
    // Nothing to compare would be nothing tested.
    expect(compared).toBeGreaterThan(500);
  } finally {
    await life.end();
    await fresh.drop();
  }
});
