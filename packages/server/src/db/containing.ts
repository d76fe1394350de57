/** What a person types into a search field, as a pattern for LIKE: it stands anywhere, and %, _ and \ are themselves. */
export function containing(words: string): string {
  return `%${words.trim().replaceAll(/[\\%_]/g, "\\$&")}%`;
}
