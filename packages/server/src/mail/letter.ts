/**
 * A mail as its author thinks of it: lines, facts, one thing to do. Written once, shown twice: as plain text and as HTML
 * with the same words. Strings are text and nothing else; only a `link` becomes an anchor, and only after the one check.
 */

/** A line of running text; a link in it is shown as its bare address. */
export type Line = string | (string | { link: string })[];

export type Block =
  | { kind: "paragraph"; lines: Line[] }
  /** Label and value, one per line: "When: Tue 8 Dec 2026, …". */
  | { kind: "facts"; rows: [label: string, value: Line][] }
  /** The one thing to do: a sentence that leads to it, the button's words (HTML), the address (both). */
  | { kind: "action"; lead: string; button: string; link: string };

export interface Letter {
  subject: string;
  /** Stands above the letter in HTML: the logo, or the name where there is none. */
  head: { name: string; logoUrl?: string | null };
  blocks: Block[];
  /** Who writes, and what belongs under every mail. */
  foot: Line[];
  fromName?: string;
  replyTo?: string;
}

export function paragraph(...lines: Line[]): Block {
  return { kind: "paragraph", lines };
}

export function facts(...rows: ([label: string, value: Line] | null)[]): Block {
  return { kind: "facts", rows: rows.filter((row) => row !== null) };
}

export function action(lead: string, button: string, link: string): Block {
  return { kind: "action", lead, button, link };
}
