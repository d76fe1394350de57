/**
 * Filters of the opportunity listing, in our spelling and in Lever's. A list means any of them.
 * Lever: https://hire.lever.co/developer/documentation#list-all-opportunities
 */
import type { Query } from "../wire/call.ts";
import type { OpportunityExpand, Origin } from "./opportunity-shape.ts";

export type OneOrMore<T extends string> = T | readonly T[];

/** Instants are milliseconds since epoch; both ends of a range are included. */
export interface OpportunityFilter<E extends OpportunityExpand = never> {
  readonly expand?: readonly E[] | undefined;
  /** Case-sensitive. */
  readonly tag?: OneOrMore<string> | undefined;
  readonly email?: string | undefined;
  readonly origin?: OneOrMore<Origin> | undefined;
  readonly source?: OneOrMore<string> | undefined;
  /** Left out: only non-confidential ones. Others need a key or token with that right. */
  readonly confidentiality?: "all" | "confidential" | "non-confidential" | undefined;
  readonly stageId?: OneOrMore<string> | undefined;
  /** Applied to these now. */
  readonly postingId?: OneOrMore<string> | undefined;
  /** Applied to these once, the application archived since. */
  readonly archivedPostingId?: OneOrMore<string> | undefined;
  readonly createdAtStart?: number | undefined;
  readonly createdAtEnd?: number | undefined;
  readonly updatedAtStart?: number | undefined;
  readonly updatedAtEnd?: number | undefined;
  readonly advancedAtStart?: number | undefined;
  readonly advancedAtEnd?: number | undefined;
  readonly archivedAtStart?: number | undefined;
  readonly archivedAtEnd?: number | undefined;
  /** Left out: archived ones and active ones. */
  readonly archived?: boolean | undefined;
  readonly archiveReasonId?: OneOrMore<string> | undefined;
  /** Left out: both. */
  readonly snoozed?: boolean | undefined;
  readonly contactId?: OneOrMore<string> | undefined;
  /** The posting location of the opportunity. */
  readonly location?: string | undefined;
  /** Items per page, 1–100; default 100. */
  readonly limit?: number | undefined;
}

export function queryOfFilter(filter: OpportunityFilter<OpportunityExpand>): Query {
  return {
    expand: filter.expand,
    tag: filter.tag,
    email: filter.email,
    origin: filter.origin,
    source: filter.source,
    confidentiality: filter.confidentiality,
    stage_id: filter.stageId,
    posting_id: filter.postingId,
    archived_posting_id: filter.archivedPostingId,
    created_at_start: filter.createdAtStart,
    created_at_end: filter.createdAtEnd,
    updated_at_start: filter.updatedAtStart,
    updated_at_end: filter.updatedAtEnd,
    advanced_at_start: filter.advancedAtStart,
    advanced_at_end: filter.advancedAtEnd,
    archived_at_start: filter.archivedAtStart,
    archived_at_end: filter.archivedAtEnd,
    archived: filter.archived,
    archive_reason_id: filter.archiveReasonId,
    snoozed: filter.snoozed,
    contact_id: filter.contactId,
    location: filter.location,
    limit: filter.limit,
  };
}
