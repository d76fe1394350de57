/**
 * The person behind one or more opportunities.
 * Lever: https://hire.lever.co/developer/documentation#contacts
 */
import { blankable, flag, id, listOf, MisfitError, object, orNull, text } from "../wire/parse.ts";
import type { Parsed, Parser } from "../wire/parse.ts";

/** Lever leaves `type` out, sets it to null, or names it (`mobile`, `home`, `other`, …). */
export const phone = object({ type: orNull(text), value: blankable });
export type Phone = Parsed<typeof phone>;

/** Read as `{name}`, written as plain text. */
const place: Parser<string> = (value, at) => {
  if (value === null || value === undefined || typeof value === "string") return value ?? "";
  if (typeof value === "object" && "name" in value) return blankable(value.name, `${at}.name`);
  throw new MisfitError(at, "a place", value);
};

export const contact = object({
  id,
  /** Full name; may be "". */
  name: blankable,
  headline: blankable,
  /** Null in answers to an update, which leave it out. */
  isAnonymized: orNull(flag),
  /** Free text, "" if there is none. */
  location: place,
  emails: listOf(text),
  phones: listOf(phone),
});
export type Contact = Parsed<typeof contact>;
