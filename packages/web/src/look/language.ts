/** Languages as people call them; stored as ISO 639-1 codes. */
const names = new Intl.DisplayNames("en", { type: "language" });
const codes = [
  "en",
  "de",
  "fr",
  "es",
  "pt",
  "it",
  "nl",
  "pl",
  "tr",
  "hi",
  "ta",
  "te",
  "bn",
  "ja",
  "ko",
  "zh",
  "ar",
  "ru",
  "uk",
  "sv",
  "he",
  "id",
  "vi",
];

export function languageName(code: string): string {
  return names.of(code) ?? code;
}

export const languageNames = codes.map(languageName);

/** The code of a name or code that a person typed; null when we don't know it. */
export function languageCode(words: string): string | null {
  const lower = words.trim().toLowerCase();
  return codes.find((code) => code === lower || languageName(code).toLowerCase() === lower) ?? null;
}
