/**
 * Postings (jobs). Read only: editing one by API may turn it into a draft.
 * Lever: https://hire.lever.co/developer/documentation#postings
 */
import { blankable, id, instant, listOf, number, object, orNull, text, word } from "../wire/parse.ts";
import type { Parsed } from "../wire/parse.ts";
import type { Wire } from "../wire/wire.ts";
import type { OneOrMore } from "./opportunity-filter.ts";

/** `internal` is what the app calls "unlisted"; `pending` and `rejected` exist with approvals. */
export type PostingState = "published" | "internal" | "closed" | "draft" | "pending" | "rejected";

const categories = object({
  team: orNull(text),
  department: orNull(text),
  location: orNull(text),
  allLocations: listOf(text),
  commitment: orNull(text),
  level: orNull(text),
});

const content = object({
  description: blankable,
  descriptionHtml: blankable,
  lists: listOf(object({ text: blankable, /** HTML. */ content: blankable })),
  closing: blankable,
  closingHtml: blankable,
});

const posting = object({
  id,
  /** Title. */
  text: blankable,
  state: word<PostingState>(),
  distributionChannels: listOf(word<"internal" | "public">()),
  confidentiality: orNull(word<"non-confidential" | "confidential">()),
  /** User ids. */
  user: orNull(id),
  owner: orNull(id),
  hiringManager: orNull(id),
  followers: listOf(id),
  categories: orNull(categories),
  /** Additional tags, a vendor's among them; case matters. */
  tags: listOf(text),
  content: orNull(content),
  country: orNull(text),
  requisitionCodes: listOf(text),
  workplaceType: orNull(word<"unspecified" | "onsite" | "remote" | "hybrid">()),
  salaryRange: orNull(
    object({ min: orNull(number), max: orNull(number), currency: orNull(text), interval: orNull(text) }),
  ),
  /** Null for drafts. */
  urls: orNull(object({ list: orNull(text), show: orNull(text), apply: orNull(text) })),
  /** Milliseconds since epoch. */
  createdAt: orNull(instant),
  updatedAt: orNull(instant),
});
export type Posting = Parsed<typeof posting>;

/** A list means any of them. All are case-sensitive. */
export interface PostingFilter {
  readonly tag?: OneOrMore<string> | undefined;
  readonly state?: PostingState | undefined;
  /** With state `published` alone, Lever lists publicly listed ones only: name both channels for all. */
  readonly distributionChannel?: OneOrMore<"public" | "internal"> | undefined;
  readonly team?: OneOrMore<string> | undefined;
  readonly department?: OneOrMore<string> | undefined;
  readonly location?: OneOrMore<string> | undefined;
  readonly commitment?: OneOrMore<string> | undefined;
  readonly level?: OneOrMore<string> | undefined;
  /** Left out: only non-confidential ones. */
  readonly confidentiality?: "all" | "confidential" | "non-confidential" | undefined;
  /** Milliseconds since epoch. Lever allows these only together with `confidentiality` and no other filter. */
  readonly updatedAtStart?: number | undefined;
  readonly updatedAtEnd?: number | undefined;
  /** Items per page, 1–100; default 100. */
  readonly limit?: number | undefined;
}

export function postings(wire: Wire) {
  return {
    /**
     * Scope `postings:read:admin`. Throws LeverError.
     * Lever: https://hire.lever.co/developer/documentation#list-all-postings
     */
    list: (filter: PostingFilter = {}): AsyncGenerator<Posting, void, undefined> => {
      const { updatedAtStart, updatedAtEnd, ...sameName } = filter;
      const query = { ...sameName, updated_at_start: updatedAtStart, updated_at_end: updatedAtEnd };
      return wire.list({ method: "GET", path: "/postings", query }, posting);
    },

    /**
     * Throws LeverError.
     * Lever: https://hire.lever.co/developer/documentation#retrieve-a-single-posting
     */
    get: (postingId: string): Promise<Posting> =>
      wire.one({ method: "GET", path: "/postings/:posting", ids: { posting: postingId } }, posting),
  };
}
