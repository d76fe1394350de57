/** Words as the font of the report can draw them: known signs in plain letters, the rest as an empty box. */
const box = "\u25a1";

/** Signs that people write in technical notes and the font doesn't have. */
const otherwise: Record<string, string> = {
  "→": "->",
  "←": "<-",
  "↔": "<->",
  "⇒": "=>",
  "⇔": "<=>",
  "≤": "<=",
  "≥": ">=",
  "≠": "!=",
  "≈": "~",
  "−": "-",
  "∞": "infinity",
  "√": "sqrt ",
  "∑": "sum ",
  "∈": "in ",
  "∀": "for all ",
  "∃": "exists ",
  "✓": "yes",
  "✔": "yes",
  "✗": "no",
  "✘": "no",
  "☐": "[ ]",
  "☑": "[x]",
  "●": "•",
  "▪": "•",
  "★": "*",
};

/** A place to break within words that no line can hold: searching for one letter by letter takes seconds per page. */
const tooLong = /\S{40}(?=\S)/g;

/** `lacking`: a character was met that had to become a box. Paragraphs stay; other control characters fall away. */
export function printableWords(words: string, covered: ReadonlySet<number>): { words: string; lacking: boolean } {
  let printable = "";
  let lacking = false;
  // Letters typed with separate accents are drawn as the one character where there is one.
  for (const character of words.toWellFormed().normalize("NFC").replaceAll(/\r\n?/g, "\n").replaceAll("\t", "    ")) {
    const plain = otherwise[character];
    if (character === "\n" || (covered.has(character.codePointAt(0) ?? 0) && !/[\p{Cc}\p{Cf}]/u.test(character)))
      printable += character;
    else if (plain !== undefined) printable += plain;
    else if (!/[\p{Cc}\p{Cf}\p{M}]/u.test(character)) {
      // One box for a row of them: an unknown word is an unknown word.
      if (!printable.endsWith(box)) printable += box;
      lacking = true;
    }
  }
  return { words: printable.replaceAll(tooLong, "$&\u200b"), lacking };
}
