/**
 * Lever's JSON as values. Texts come from strangers: the character NUL and halves of characters, which no database takes and no
 * screen shows, are left out here, in the one place that every text comes through; everything else stays as typed.
 */
export function readJson(bytes: Uint8Array): unknown {
  return JSON.parse(new TextDecoder().decode(bytes), (_key, value: unknown) =>
    typeof value === "string" ? wholeText(value) : value,
  );
}

export function wholeText(value: string): string {
  const whole = value.isWellFormed() ? value : value.toWellFormed();
  return whole.includes("\u0000") ? whole.replaceAll("\u0000", "") : whole;
}
