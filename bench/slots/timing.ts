/** Timing in milliseconds, and a plain table for the terminal. */

/**
 * The fastest of several runs, in ms: what the work costs when nothing else wants the processor. `repeat` calls are one
 * run, for what is too short to time.
 */
export function fastestMs(run: () => void, { runs = 9, repeat = 1 } = {}): number {
  let fastest = Infinity;
  for (let i = 0; i < runs; i++) {
    const from = performance.now();
    for (let k = 0; k < repeat; k++) run();
    fastest = Math.min(fastest, (performance.now() - from) / repeat);
  }
  return fastest;
}

type Cell = string | number | boolean | undefined;

/** Columns from the keys of the first row; numbers with three digits that matter. */
export function printTable(title: string, rows: readonly Record<string, Cell>[]): void {
  const first = rows[0];
  if (first === undefined) return;
  const columns = Object.keys(first);
  const text = [columns, ...rows.map((row) => columns.map((column) => show(row[column])))];
  const widths = columns.map((_, c) => Math.max(...text.map((line) => line[c]!.length)));
  console.log(`\n${title}`);
  for (const line of text) console.log(line.map((cell, c) => cell.padStart(widths[c]!)).join("  "));
}

function show(cell: Cell): string {
  if (cell === undefined) return "-";
  if (typeof cell === "boolean") return cell ? "yes" : "NO";
  if (typeof cell === "string") return cell;
  if (Number.isInteger(cell) || Math.abs(cell) >= 1000) return Math.round(cell).toLocaleString("en");
  return cell.toPrecision(3);
}
