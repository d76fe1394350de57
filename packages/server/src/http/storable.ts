/**
 * Text as PostgreSQL can keep it: without NUL, and without halves of characters. Nobody types them, but programs send them and
 * people paste them; they are left out at the door, as they are from what the ATS says, rather than becoming an error further in.
 */
export function storableText(text: string): string {
  return text.toWellFormed().replaceAll("\u0000", "");
}

/** The same for every string in a parsed JSON value, keys as well. */
export function storable(value: unknown): unknown {
  if (typeof value === "string") return storableText(value);
  if (Array.isArray(value)) return value.map(storable);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [storableText(name), storable(one)]));
}
