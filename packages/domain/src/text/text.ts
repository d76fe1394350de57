/**
 * Texts that people may change: words with places in braces ("Hello {firstName},"). Which places there are and which must stand
 * is checked before a text is kept; filling cannot fail. What fills a place is never read as a text again.
 */
import { refuse, type Refusal } from "../refusal.ts";

export interface TextRules {
  /** Names of the places that may stand, with what each stands for. */
  places: Readonly<Record<string, string>>;
  /** Those without which the text would not do its work, with the reason. */
  must: Readonly<Record<string, string>>;
  /** Those that may stand only once, e.g. by which a note is found again. */
  once?: readonly string[];
  maxLength: number;
}

/** A value of several lines fills a line of its own. */
export type TextValues = Readonly<Record<string, string | readonly string[]>>;

const place = /\{([\p{L}][\p{L}']*)\}/gu;
const wordJoiner = "\u2060";

export function checkText(words: string, rules: TextRules): Refusal | null {
  if (words.trim() === "") return refuse("text_empty", "The text is empty.");
  if (words.length > rules.maxLength)
    return refuse("text_too_long", `The text is too long: ${words.length} characters of ${rules.maxLength}.`);
  if (/[^\P{Cc}\n]/u.test(words)) return refuse("text_unprintable", "The text holds a character that can't be shown.");
  const names = placesOf(words);
  const unknown = names.find((name) => !Object.hasOwn(rules.places, name));
  if (unknown !== undefined) return refuse("unknown_place", unknownWords(unknown, rules));
  const loose = /[{}]/.exec(words.replaceAll(place, ""));
  if (loose)
    return refuse(
      "loose_brace",
      `A "${loose[0]}" stands alone. Braces hold the name of a place, like ${braced(firstOf(rules))}; please leave others out.`,
    );
  for (const [name, reason] of Object.entries(rules.must))
    if (!names.includes(name)) return refuse("place_missing", `${braced(name)} must stand in this text: ${reason}`);
  const twice = (rules.once ?? []).find((name) => names.filter((one) => one === name).length > 1);
  if (twice !== undefined) return refuse("place_twice", `${braced(twice)} may stand only once in this text.`);
  return null;
}

export function placesOf(words: string): string[] {
  return [...words.matchAll(place)].map((match) => match[1] ?? "");
}

/**
 * Line by line: a line that had places and is empty once they are filled falls away, so that what does not apply leaves no
 * gap. An `@` that the text puts before a place mentions nobody: the words behind it are somebody else's.
 */
export function fillText(words: string, values: TextValues): string {
  return words
    .split("\n")
    .flatMap((line) => {
      const filled = fillLine(line, values);
      return filled.trim() === "" && line.trim() !== "" ? [] : [filled.replaceAll(/^ +| +$/gm, "")];
    })
    .join("\n")
    .replaceAll(/\n{3,}/g, "\n\n")
    .trim();
}

function fillLine(line: string, values: TextValues): string {
  return line.replaceAll(place, (whole, name: string, at: number) => {
    const value = values[name];
    if (value === undefined) return whole;
    const filled = typeof value === "string" ? value : value.join("\n");
    return /@[\w.-]*$/.test(line.slice(0, at)) && filled !== "" ? `${wordJoiner}${filled}` : filled;
  });
}

function unknownWords(name: string, { places }: TextRules): string {
  const names = Object.keys(places);
  const meant = names.find((one) => one.toLowerCase() === name.toLowerCase());
  if (meant !== undefined) return `There is no ${braced(name)} here; it is written ${braced(meant)}.`;
  return `There is no ${braced(name)} here. These can stand: ${names.map(braced).join(", ")}.`;
}

function braced(name: string): string {
  return `{${name}}`;
}

function firstOf({ places }: TextRules): string {
  return Object.keys(places)[0] ?? "name";
}
