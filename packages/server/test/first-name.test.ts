/** Whoever is greeted is greeted by their own name, however the ATS holds it. */
import { expect, test } from "vitest";
import { firstNameOf } from "../src/interview/first-name.ts";
import { hostileStrings } from "./hostile.ts";

test.each([
  ["Asha Rao", "Asha"],
  ["  Asha\n Rao ", "Asha"],
  ["Rao, Asha", "Asha"],
  ["van der Berg, Jan", "Jan"],
  ["Rao, Dr. Asha Devi", "Asha"],
  ["Asha Rao, PhD", "Asha"],
  ["Asha Rao, Ph.D., MBA", "Asha"],
  ["Rao,", "Rao"],
  [", Asha", "Asha"],
  ["Dr. Asha Rao", "Asha"],
  ["Prof. Dr. Asha Rao", "Asha"],
  ["K. Ravi", "Ravi"],
  ["K Ravi", "Ravi"],
  ["A. P. J. Abdul Kalam", "Abdul"],
  ["A.P.J. Abdul Kalam", "Abdul"],
  ['"Quote" Jones', "Quote"],
  ["D'Angelo Smith", "D'Angelo"],
  ["Ng", "Ng"],
  ['=HYPERLINK("https://evil.example/name","name")', '=HYPERLINK("https://evil.example/name","name'],
  ["Jo Lee", "Jo"],
  ["K.", "K."],
  ["Dr.", "Dr."],
  ["李 明", "李"],
  ["", ""],
  [",", ","],
])("%j is %j", (name, first) => {
  expect(firstNameOf(name)).toBe(first);
});

test.each(hostileStrings.map((words) => [words]))("%j: a part of what stands there, in one word", (words) => {
  const first = firstNameOf(words);
  expect(words).toContain(first);
  expect(first).not.toMatch(/\s/);
});
