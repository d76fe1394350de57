/** What people are told of a field that can't be taken: no word of types, and each names what is wanted. */
import { expect, it } from "vitest";
import { z } from "zod";
import { faultWords } from "../src/http/fault-words.ts";

const cases: [z.ZodType, unknown, string][] = [
  [z.string(), undefined, "It is missing."],
  [z.string(), 3, "It must be text."],
  [z.int(), 1.5, "It must be a whole number."],
  [z.boolean(), "yes", "It must be true or false."],
  [z.array(z.string()), {}, "It must be a list."],
  [z.object({}), [], "It must be an object."],
  [z.string().min(1), "", "It must not be empty."],
  [z.string().min(8), "short", "It must have at least 8 characters."],
  [z.string().max(2), "long", "It must have at most 2 characters."],
  [z.array(z.string()).min(1), [], "It needs at least one entry."],
  [z.array(z.string()).max(1), ["a", "b"], "It must have at most 1 entry."],
  [z.number().min(15), 3, "It must be at least 15."],
  [z.number().positive(), 0, "It must be more than 0."],
  [z.number().max(8), 9, "It must be at most 8."],
  [z.number().multipleOf(15), 20, "It must be a multiple of 15."],
  [z.email(), "kim", "It is not an e-mail address."],
  [z.url(), "example", "It is not a web address, such as https://example.com."],
  [z.guid(), "7", "It is not an id."],
  [z.iso.date(), "8.12.", "It is not a day, such as 2026-12-08."],
  [z.enum(["soon", "late"]), "never", "It must be one of: soon, late."],
  [z.literal("feed"), "x", "It can only be feed."],
  [z.strictObject({}), { more: 1 }, "It holds what is not known here: more."],
  [z.string().regex(/^[a-z]+$/), "A", "It does not have the form that is wanted."],
  [z.union([z.string(), z.number()]), true, "It is none of what can stand here."],
  [z.string().min(3, "Say a little more."), "x", "Say a little more."],
];

it.each(cases)("says of %# what is wanted", (schema, value, words) => {
  const parsed = schema.safeParse(value, { error: faultWords });
  expect(parsed.error?.issues.map(({ message }) => message)).toEqual([words]);
});
