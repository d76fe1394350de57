/**
 * A listing as an async iterator. It goes on through empty pages, and refuses to walk in circles or for ever.
 * Lever: https://hire.lever.co/developer/documentation#pagination
 */
import { LeverError } from "../error.ts";
import type { LeverErrorCode } from "../error.ts";

export interface WalkedPage<T> {
  readonly items: readonly T[];
  readonly next: string | undefined;
}

export interface Walk {
  /** Path pattern, for errors. */
  readonly path: string;
  readonly maxPages: number;
}

/** Throws LeverError `page_cycle` for an offset seen before, `page_limit` when `maxPages` are read and there is more. */
export async function* walk<T>(
  readPage: (offset: string | undefined) => Promise<WalkedPage<T>>,
  { path, maxPages }: Walk,
): AsyncGenerator<T, void, undefined> {
  const seen = new Set<string>();
  let offset: string | undefined;
  for (let count = 1; ; count += 1) {
    const page = await readPage(offset);
    yield* page.items;
    if (page.next === undefined) return;
    if (seen.has(page.next)) throw refusal(path, "page_cycle", "the listing repeats an offset.");
    if (count >= maxPages) throw refusal(path, "page_limit", `the listing has more than ${maxPages} pages.`);
    seen.add(page.next);
    offset = page.next;
  }
}

function refusal(path: string, code: LeverErrorCode, message: string): LeverError {
  return new LeverError({ code, message, tookEffect: "no", method: "GET", path });
}
