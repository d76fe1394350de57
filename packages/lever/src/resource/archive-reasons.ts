/**
 * Why opportunities are archived; being hired is one of the reasons.
 * Lever: https://hire.lever.co/developer/documentation#archive-reasons
 */
import { id, object, orNull, text, word } from "../wire/parse.ts";
import type { Parsed } from "../wire/parse.ts";
import type { Wire } from "../wire/wire.ts";

const archiveReason = object({
  id,
  text,
  status: orNull(word<"active" | "inactive">()),
  type: orNull(word<"hired" | "non-hired">()),
});
export type ArchiveReason = Parsed<typeof archiveReason>;

export function archiveReasons(wire: Wire) {
  return {
    /**
     * Scope `archive_reasons:read:admin`. Throws LeverError.
     * Lever: https://hire.lever.co/developer/documentation#list-all-archive-reasons
     */
    list: (filter: { type?: "hired" | "non-hired" } = {}): AsyncGenerator<ArchiveReason, void, undefined> =>
      wire.list({ method: "GET", path: "/archive_reasons", query: { type: filter.type } }, archiveReason),

    /**
     * Throws LeverError.
     * Lever: https://hire.lever.co/developer/documentation#retrieve-a-single-archive-reason
     */
    get: (reasonId: string): Promise<ArchiveReason> =>
      wire.one({ method: "GET", path: "/archive_reasons/:reason", ids: { reason: reasonId } }, archiveReason),
  };
}
