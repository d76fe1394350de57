/**
 * Tags in use. Nobody makes one by itself: a tag comes into being when something is tagged. Case matters.
 * Lever: https://hire.lever.co/developer/documentation#tags
 */
import { number, object, orNull, text } from "../wire/parse.ts";
import type { Parsed } from "../wire/parse.ts";
import type { Wire } from "../wire/wire.ts";

const tag = object({ text, /** Opportunities that carry it. */ count: orNull(number) });
export type Tag = Parsed<typeof tag>;

export function tags(wire: Wire) {
  return {
    /**
     * Sorted by text. Scope `tags:read:admin`. Throws LeverError.
     * Lever: https://hire.lever.co/developer/documentation#list-all-tags
     */
    list: (): AsyncGenerator<Tag, void, undefined> => wire.list({ method: "GET", path: "/tags" }, tag),
  };
}
