/** Which free times are named to somebody whose time is gone. */
import { expect, test } from "vitest";
import { nearestStarts } from "../src/scheduling/offers.ts";

const hour = 3_600_000;
const midnight = Date.parse("2026-12-08T03:00:00Z"); // in São Paulo
const zone = "America/Sao_Paulo";
const at = (clock: number) => midnight + clock * hour;
const every = Array.from({ length: 48 }, (_, place) => at(place));

test("who wants a time of the day is not offered the night", () => {
  expect(nearestStarts(every, at(21), zone)).toEqual([at(17), at(18), at(19), at(20), at(21)]);
});

test("who wants the night is offered what is nearest, and so is everybody whose zone nobody knows", () => {
  const nearest = [at(21), at(22), at(23), at(24), at(25)];
  expect(nearestStarts(every, at(23), zone)).toEqual(nearest);
  expect(nearestStarts(every, at(23), null)).toEqual(nearest);
});

test("with nothing free by day, the night is better than nothing", () => {
  expect(nearestStarts([at(1), at(2)], at(12), zone)).toEqual([at(1), at(2)]);
});
