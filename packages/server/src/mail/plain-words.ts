/**
 * Other people's words (names, reasons, titles) made fit for mails, notes and calendar entries: one line, no control or
 * direction characters, and nothing that a mail program or the ATS would turn into a link or a mention. The words
 * themselves stay as typed: the characters put in have no width.
 */
const wordJoiner = "\u2060";

/** Control characters, line and paragraph separators, and marks that turn the direction of what follows. */
const unprintable = /[\p{Cc}\u2028\u2029\ufff9-\ufffb\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

/** For subjects, names in headers and calendar titles: one line, nothing else changed. */
export function oneLine(words: string, maxLength = 300): string {
  const line = words.toWellFormed().replaceAll(unprintable, " ").replaceAll(/\s+/g, " ").trim();
  return clip(line, maxLength);
}

/** For bodies: one line in which no address is clickable. */
export function plainWords(words: string, maxLength = 1000): string {
  return oneLine(words, maxLength)
    .split(" ")
    .map((token) => (looksLikeAddress(token) ? broken(token) : token))
    .join(" ");
}

/** For notes in the ATS: as in bodies, and an `@` mentions nobody. */
export function mentionFree(words: string, maxLength = 1000): string {
  return plainWords(words, maxLength).replaceAll(/@(?!\u2060)/g, `@${wordJoiner}`);
}

/** Longer free text keeps its paragraphs. */
export function plainLines(words: string, maxLength = 4000): string[] {
  return clip(words.toWellFormed(), maxLength)
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((line) => plainWords(line, maxLength))
    .filter((line, place, lines) => line !== "" || (place > 0 && lines[place - 1] !== ""));
}

/** "Node.js" and "e.g." are words; "evil.example", "www.x" and "a://b" are what programs make links of. */
function looksLikeAddress(token: string): boolean {
  if (token.includes("://") || /^\W*www\./i.test(token) || /\S@\S/.test(token)) return true;
  return /[\p{L}\p{N}]\.\p{L}[\p{L}\p{N}-]+/u.test(token) && !/^[\p{L}\p{N}]+\.js\W*$/iu.test(token);
}

function broken(token: string): string {
  return token
    .replaceAll("://", `:${wordJoiner}//`)
    .replaceAll(/\.(?=[\p{L}\p{N}])/gu, `${wordJoiner}.`)
    .replaceAll("@", `@${wordJoiner}`);
}

function clip(words: string, maxLength: number): string {
  if (words.length <= maxLength) return words;
  // Cut between characters, never inside one.
  const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" }).segment(words.slice(0, maxLength));
  let end = 0;
  for (const grapheme of graphemes)
    if (grapheme.index + grapheme.segment.length < maxLength) end = grapheme.index + grapheme.segment.length;
  return `${words.slice(0, end).trimEnd()}…`;
}
