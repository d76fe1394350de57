/** What Sync says of a delivery: never the name that only the software knows it by. */
import { expect, test } from "vitest";
import { eventWords } from "../src/lever/event-words.ts";

test("who was anonymised, and who waits because many were moved at once, is told in words", () => {
  expect(eventWords("anonymized")).toBe("Anonymised");
  expect(eventWords("manyMoves")).toBe("Moved, with many others");
  expect(eventWords("interviewUpdated")).toBe("Interview changed");
});

test("an event that Lever comes to add is named as Lever names it", () => {
  expect(eventWords("candidateSnoozed")).toBe("Something else, which Lever calls candidateSnoozed");
  expect(eventWords("toString")).toBe("Something else, which Lever calls toString");
});
