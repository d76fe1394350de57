/**
 * A small season of `npm run bench -- fairness`: experts of unequal hours join, go away, leave and change their hours,
 * candidates book and cancel. Interviews stay even against the hours that were offered, and each decision is explained.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { explained, shares } from "../../bench/fairness/judge.ts";
import { playSeason, type Season, type World } from "../../bench/fairness/season.ts";
import { bookingWorld } from "../../packages/server/test/booking-world.ts";

let world: World;
let season: Season;
beforeAll(async () => {
  world = await bookingWorld();
  season = await playSeason({ experts: 12, bookings: 240, weeks: 8, seed: 7 }, world);
}, 240_000);
afterAll(() => world.close());

test("interviews against offered hours are within a tenth of the mean, or within one interview of it", async () => {
  const all = await shares(world, season);
  expect(all.length).toBeGreaterThan(8);
  expect(season.said.joined + season.said.left + season.said.away + season.said.changed).toBeGreaterThan(3);
  expect(season.said.cancelled).toBeGreaterThan(10);
  expect(all.filter((one) => Math.abs(one.off) > 0.1 && Math.abs(one.offInterviews) > 1)).toEqual([]);
});

test("every booking has a decision that says for each expert what came of it, and the stored figures prove it", async () => {
  const { decisions, unexplained } = await explained(world);
  expect(unexplained).toEqual([]);
  expect(decisions).toBe(season.said.booked);
});
