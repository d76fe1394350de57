/**
 * Opportunities: reading, listing and making them. Moving and marking one is in `opportunity-actions.ts`.
 * Lever: https://hire.lever.co/developer/documentation#opportunities
 */
import { flag, object, orNull } from "../wire/parse.ts";
import { oneOf } from "../wire/envelope.ts";
import type { Parser } from "../wire/parse.ts";
import type { OnMisfit, Wire } from "../wire/wire.ts";
import { opportunityActions } from "./opportunity-actions.ts";
import { queryOfFilter } from "./opportunity-filter.ts";
import type { OpportunityFilter } from "./opportunity-filter.ts";
import { deletedOpportunity, opportunity } from "./opportunity-shape.ts";
import type { DeletedOpportunity, Opportunity, OpportunityExpand, Origin } from "./opportunity-shape.ts";

export interface NewOpportunity {
  readonly name?: string;
  readonly headline?: string;
  /** Stage id; default New Lead. */
  readonly stage?: string;
  readonly location?: string;
  readonly phones?: readonly { readonly value: string; readonly type?: string }[];
  readonly emails?: readonly string[];
  readonly links?: readonly string[];
  /** Unknown ones come into being. */
  readonly tags?: readonly string[];
  readonly sources?: readonly string[];
  readonly origin?: Origin;
  /** User id; default the acting user. */
  readonly owner?: string;
  readonly followers?: readonly string[];
  /** Lever takes one posting only. */
  readonly postings?: readonly [string];
  /** Milliseconds since epoch, in the past. */
  readonly createdAt?: number;
  /** Contact id: a further candidacy of a known person. */
  readonly contact?: string;
  readonly opportunityLocation?: string;
}

export interface CreatedOpportunity {
  readonly opportunity: Opportunity;
  /** Lever found the person by e-mail and used that contact, whose data wins over what was sent. */
  readonly deduped: boolean;
}

export function opportunities(wire: Wire) {
  return {
    ...opportunityActions(wire),

    /**
     * One opportunity; `expand` inlines objects in place of ids. Scope `opportunities:read:admin`.
     * Throws LeverError, `not_found` for unknown or deleted ones.
     * Lever: https://hire.lever.co/developer/documentation#retrieve-a-single-opportunity
     */
    get: <const E extends OpportunityExpand = never>(
      opportunityId: string,
      { expand = [] }: { readonly expand?: readonly E[] } = {},
    ): Promise<Opportunity<E>> =>
      wire.one(
        { method: "GET", path: "/opportunities/:opportunity", ids: { opportunity: opportunityId }, query: { expand } },
        opportunity(expand),
      ),

    /**
     * Ordered by stage and time of the last advance, so one that moves during the walk can be missed or come twice:
     * to keep up, use `updatedAtStart` with an overlap and drop repeats by id. With `onMisfit`, one that can't be read is
     * handed there, and the others still come. Throws LeverError.
     * Lever: https://hire.lever.co/developer/documentation#list-all-opportunities
     */
    list: <const E extends OpportunityExpand = never>(
      filter: OpportunityFilter<E> = {},
      { onMisfit }: { readonly onMisfit?: OnMisfit } = {},
    ): AsyncGenerator<Opportunity<E>, void, undefined> =>
      wire.list(
        { method: "GET", path: "/opportunities", query: queryOfFilter(filter) },
        opportunity(filter.expand ?? []),
        onMisfit,
      ),

    /**
     * Deleted ones; the range (milliseconds since epoch) may span 30 days at most. Throws LeverError.
     * Lever: https://hire.lever.co/developer/documentation#list-deleted-opportunities
     */
    listDeleted: (range: {
      readonly deletedAtStart?: number;
      readonly deletedAtEnd?: number;
    }): AsyncGenerator<DeletedOpportunity, void, undefined> => {
      const query = { deleted_at_start: range.deletedAtStart, deleted_at_end: range.deletedAtEnd };
      return wire.list({ method: "GET", path: "/opportunities/deleted", query }, deletedOpportunity);
    },

    /**
     * Makes an opportunity, and a contact unless the e-mail is known. Lever has no idempotency key: repeating it makes
     * another. Scope `opportunities:write:admin`. Throws LeverError.
     * Lever: https://hire.lever.co/developer/documentation#create-an-opportunity
     */
    create: (newOpportunity: NewOpportunity, by: { readonly performAs: string }): Promise<CreatedOpportunity> =>
      wire.body(
        { method: "POST", path: "/opportunities", query: { perform_as: by.performAs }, json: newOpportunity },
        created,
      ),
  };
}

const envelope = object({ deduped: orNull(flag) });

/** `deduped` stands beside `data`, not in it. */
const created: Parser<CreatedOpportunity> = (body, at) => {
  const { value, at: where } = oneOf(body);
  return { opportunity: opportunity([])(value, where), deduped: envelope(body, at).deduped ?? false };
};
