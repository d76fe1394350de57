/**
 * Where Lever's documentation and recordings are silent, the emulator has a switch. Whatever Lever does there, a candidate's
 * life must come out the same: connected, invited, booked, moved, interviewed, reported, once each, with each switch turned.
 */
import type { Behaviours } from "@interviewvector/lever-emulator";
import { afterAll, beforeAll, expect, it } from "vitest";
import { judge } from "../../dev/demo-judge.ts";
import { liveThrough } from "../../dev/life.ts";
import { Person } from "../../dev/person.ts";
import { activate, connectLever } from "../../dev/set-up.ts";
import type { System } from "../../dev/system.ts";
import { newCandidate } from "../support/step.ts";
import { startWorld } from "../support/world.ts";

let system: System;
let ada: Person;
let usual: Behaviours;

beforeAll(async () => {
  system = await startWorld();
  usual = { ...system.emulator.behaviours };
  ada = await Person.signIn(system.urls.platform, "ada@acme.example");
});
afterAll(() => system.stop());

/** The other way of each inference; those that only measure something (rates, page sizes, waits) also get an extreme. */
const turned: Partial<Behaviours> = {
  pageSize: 1,
  pageCap: 2,
  blankContactInActionAnswers: false,
  envelope: "documented",
  filesList: "data",
  fileNumbersAsText: false,
  unknownPerformAs: "accepted",
  deactivatedPerformAs: "accepted",
  missingRequiredFeedback: "accepted",
  unknownOptionText: "accepted",
  sameStageMove: "recorded",
  postingTagsAfterArchive: "kept",
  webhookForOwnCalls: false,
  webhookId: true,
  webhookRetryKeepsToken: false,
  refreshReuseGraceMs: 60_000,
  pkce: "ignored",
  revocation: "absent",
};

it("turns every switch there is, waits and rates apart", () => {
  const measured = ["ratePerSecond", "rateBurst", "webhookTimeoutMs", "webhookRetryMs", "webhookTestDelayMs"];
  expect(Object.keys(turned).toSorted()).toEqual(
    Object.keys(usual)
      .filter((name) => !measured.includes(name))
      .toSorted(),
  );
});

const lives = Object.entries(turned).map(([name, value], place) => ({ name, value, place }));

it.each(lives)("a life with $name = $value ends the same", async ({ name, value, place }) => {
  system.emulator.setBehaviours({ ...usual, [name]: value });
  // Connecting again goes through the whole set-up, so that it meets the switch as well.
  await connectLever(system, ada);
  if (place === 0) await activate(ada, "Senior Backend Engineer");
  await system.settle();
  const candidate = `Switch ${String.fromCodePoint(65 + place)}`;
  newCandidate(system, candidate);
  const lived = await liveThrough(system, ada, candidate);
  expect(judge(system, lived.opportunityId, lived).problems).toEqual([]);
});
