/**
 * Postings (jobs). Read only: editing one by API may turn it into a draft.
 * Lever: https://hire.lever.co/developer/documentation#postings
 */
import { blankable, id, instant, listOf, number, object, orNull, text, word } from "../wire/parse.ts";
import type { Parsed, Parser } from "../wire/parse.ts";
import type { OnMisfit, Wire } from "../wire/wire.ts";
import type { OneOrMore } from "./opportunity-filter.ts";
import { user } from "./users.ts";
import type { User } from "./users.ts";

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

const FACTS = {
  id,
  /** Title. */
  text: blankable,
  state: word<PostingState>(),
  distributionChannels: listOf(word<"internal" | "public">()),
  confidentiality: orNull(word<"non-confidential" | "confidential">()),
  /** User ids. */
  user: orNull(id),
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
};

const facts = object(FACTS);
const withOwnerId = object({ ...FACTS, owner: orNull(id) });
const withOwner = object({ ...FACTS, owner: orNull(user) });

export type PostingExpand = "owner";

/** With `expand` the owner comes as a user, else as an id. */
export type Posting<E extends PostingExpand = never> = Parsed<typeof facts> & {
  readonly owner: "owner" extends E ? User | null : string | null;
};

function posting<E extends PostingExpand>(expand: readonly E[]): Parser<Posting<E>> {
  // Chosen by the same word that the type is chosen by; the compiler can't follow that.
  return (expand.length > 0 ? withOwner : withOwnerId) as Parser<unknown> as Parser<Posting<E>>;
}

/** A list means any of them. All are case-sensitive. */
export interface PostingFilter<E extends PostingExpand = never> {
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
  readonly expand?: readonly E[] | undefined;
  /** Items per page, 1–100; default 100. */
  readonly limit?: number | undefined;
}

export function postings(wire: Wire) {
  return {
    /**
     * Scope `postings:read:admin`. With `onMisfit`, one that can't be read is handed there, and the others still come.
     * Throws LeverError.
     * Lever: https://hire.lever.co/developer/documentation#list-all-postings
     */
    list: <E extends PostingExpand = never>(
      filter: PostingFilter<E> = {},
      { onMisfit }: { readonly onMisfit?: OnMisfit } = {},
    ): AsyncGenerator<Posting<E>, void, undefined> => {
      const { updatedAtStart, updatedAtEnd, ...sameName } = filter;
      const query = { ...sameName, updated_at_start: updatedAtStart, updated_at_end: updatedAtEnd };
      return wire.list({ method: "GET", path: "/postings", query }, posting(filter.expand ?? []), onMisfit);
    },

    /**
     * Throws LeverError.
     * Lever: https://hire.lever.co/developer/documentation#retrieve-a-single-posting
     */
    get: <E extends PostingExpand = never>(
      postingId: string,
      { expand = [] }: { readonly expand?: readonly E[] } = {},
    ): Promise<Posting<E>> =>
      wire.one(
        { method: "GET", path: "/postings/:posting", ids: { posting: postingId }, query: { expand } },
        posting(expand),
      ),
  };
}
