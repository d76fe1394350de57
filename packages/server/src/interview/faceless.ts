/** Takes out of stored values what says who somebody is. What may stay is named; anything unknown goes. Pure. */

/** Keys whose texts are free words, whatever they look like. */
const freeKeys = new Set(["reason", "comment", "words", "address", "name", "text", "note_text", "lastAnswer"]);
const structure = /^(?:[a-z][A-Za-z_.]{0,40}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/;

/** Numbers, switches, ids and names of kinds stay; times that a candidate proposed and everything that people wrote go. */
export function facelessPayload(value: Record<string, unknown>): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const [key, part] of Object.entries(value)) {
    // Who of ours did it is kept: it says nothing of the candidate.
    if (key === "actor") kept[key] = part;
    else if (key === "ranges") kept[key] = [];
    else if (freeKeys.has(key)) kept[key] = "";
    else kept[key] = faceless(part);
  }
  return kept;
}

function faceless(part: unknown): unknown {
  if (typeof part === "string") return structure.test(part) ? part : "";
  if (Array.isArray(part)) return part.map((one) => faceless(one));
  if (typeof part === "object" && part !== null) return facelessPayload(part as Record<string, unknown>);
  return part;
}

export function facelessJson(value: Record<string, unknown>): string {
  return JSON.stringify(facelessPayload(value));
}

/** A sentence for the timeline, without what people wrote into it and without the person's own words. */
export function facelessWords(words: string, from: Record<string, unknown>, known: readonly string[]): string {
  const free = [...freeTexts(from), ...known].filter((text) => text.trim().length > 1);
  const longestFirst = free.toSorted((left, right) => right.length - left.length);
  const without = longestFirst.reduce((text, one) => text.replaceAll(one, "…"), words);
  // "m…@example.com", as outcomes of mails have it, and any address that came from elsewhere.
  return without.replaceAll(/\S+@\S+/g, "…");
}

function freeTexts(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap((one) => freeTexts(one));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => {
    if (key === "actor") return [];
    if (typeof part === "string") return freeKeys.has(key) || !structure.test(part) ? [part] : [];
    return freeTexts(part);
  });
}
