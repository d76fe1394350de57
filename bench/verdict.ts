/** What a benchmark found beside what it should: printed line by line, and the command fails when one bar does not hold. */
export interface Measured {
  what: string;
  is: number;
  /** Left out: only told. */
  bar?: { atMost: number } | { atLeast: number } | { exactly: number };
}

export function printVerdict(bench: string, measured: readonly Measured[], asJson: boolean): void {
  const lines = measured.map(({ what, is, bar }) => ({ what, is, ...bar, ...(bar ? { holds: holds(is, bar) } : {}) }));
  if (lines.some((line) => line.holds === false)) process.exitCode = 1;
  if (asJson) {
    console.log(JSON.stringify({ bench, holds: lines.every((line) => line.holds !== false), measured: lines }));
    return;
  }
  for (const { what, is, bar } of measured) {
    const verdict = bar ? `${wordsOf(bar)}: ${holds(is, bar) ? "holds" : "DOES NOT HOLD"}` : "";
    console.log(`${what.padEnd(52)} ${String(is).padStart(9)}   ${verdict}`.trimEnd());
  }
}

function holds(is: number, bar: NonNullable<Measured["bar"]>): boolean {
  if ("atMost" in bar) return is <= bar.atMost;
  return "atLeast" in bar ? is >= bar.atLeast : is === bar.exactly;
}

function wordsOf(bar: NonNullable<Measured["bar"]>): string {
  if ("atMost" in bar) return `at most ${bar.atMost}`;
  return "atLeast" in bar ? `at least ${bar.atLeast}` : `exactly ${bar.exactly}`;
}
