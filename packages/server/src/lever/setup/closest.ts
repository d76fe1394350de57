/** The name that was probably meant. */
function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "");
}

/** A name that differs in case, blanks and punctuation, or in at most two letters; null when none is that near. */
export function closest(wanted: string, names: readonly string[]): string | null {
  const same = names.find((name) => plain(name) === plain(wanted));
  if (same !== undefined) return same;
  const near = names
    .map((name) => ({ name, distance: editDistance(plain(name), plain(wanted)) }))
    .sort((left, right) => left.distance - right.distance)[0];
  return near !== undefined && near.distance <= 2 ? near.name : null;
}

/** Letters to insert, delete or replace. */
function editDistance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, place) => place);
  for (const [place, letter] of [...left].entries()) {
    const next = [place + 1];
    for (const [other, letterThere] of [...right].entries()) {
      const replace = (row[other] ?? 0) + (letter === letterThere ? 0 : 1);
      next.push(Math.min(replace, (row[other + 1] ?? 0) + 1, (next[other] ?? 0) + 1));
    }
    row = next;
  }
  return row[right.length] ?? 0;
}
