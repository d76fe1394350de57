/**
 * The name that one greets somebody by. ATSes hold names as people typed them: "Rao, Asha", "Dr. Asha Rao", "K. Ravi". A guess that
 * finds nothing better takes the first word as it is.
 */
const SUFFIX = /^(jr|sr|i{2,3}|iv|ph\.?\s?d|m\.?d|mba|m\.?sc|b\.?sc|msc|bsc|esq|cpa|pmp)\.?$/iu;
const TITLE = /^(mr|mrs|ms|mx|miss|dr|prof|herr|frau|shri|smt)\.?$/iu;
/** "K", "K." or "A.P.J."; scripts without capitals write whole names in one sign. */
const INITIALS = /^\p{Lu}$|^(\p{Lu}\.)+\p{Lu}?$/u;
/** What may stand before the comma of "Rao, Asha". Anything else is no name, and is greeted as it was typed. */
const FAMILY = /^[\p{L}\p{M}\s.'’-]+$/u;
const AROUND = /^[,;"“”‘(]+|[,;"“”)]+$/gu;

/** Empty for an empty name. */
export function firstNameOf(name: string): string {
  const words = wordsOf(givenPart(name));
  const called = words.find((word) => /\p{L}/u.test(word) && !TITLE.test(word) && !INITIALS.test(word));
  return called ?? words[0] ?? name.trim().split(/\s+/)[0] ?? "";
}

/** What follows the comma of "Rao, Asha"; what is before the one of "Asha Rao, PhD". */
function givenPart(name: string): string {
  const comma = name.indexOf(",");
  if (comma === -1) return name;
  const before = name.slice(0, comma).trim();
  if (before !== "" && !FAMILY.test(before)) return name;
  const [after = ""] = name.slice(comma + 1).split(",");
  const isGiven = wordsOf(after).length > 0 && !SUFFIX.test(after.trim());
  return before === "" || isGiven ? after : before;
}

function wordsOf(part: string): string[] {
  return part
    .trim()
    .split(/\s+/)
    .map((word) => word.replaceAll(AROUND, ""))
    .filter((word) => word !== "");
}
