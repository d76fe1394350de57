/** `GET /opportunities` and its filters, and `/opportunities/deleted`: section 7.2. */
import type { Answer, Call } from "../api/call.ts";
import { confidentialityFilter, notLagging, timeWindow, union, yesOrNo } from "../api/filter.ts";
import type { Order } from "../api/page.ts";
import { page } from "../api/page.ts";
import { canonicalEmail } from "../contact/act.ts";
import { badRequest } from "../refusal.ts";
import type { DeletedOpportunity, Opportunity } from "../state/records.ts";
import { find, of } from "../state/state.ts";
import { asSeen, opportunityView, shownOpportunity } from "./view.ts";

export function listOpportunities(call: Call): Answer {
  const matches = filters(call);
  const opportunities = Object.values(call.act.account.opportunities)
    .filter(notLagging(call))
    .filter((opportunity) => {
      const seen = asSeen(call, opportunity);
      return matches.every((match) => match(seen));
    });
  return page(call, opportunities, { order: pipelineOrder(call), view: (item) => shownOpportunity(call, item) });
}

/** Recorded: stage rank ascending, then last advanced descending, then id ascending. */
function pipelineOrder(call: Call): Order<Opportunity> {
  const ranks = new Map(call.act.account.stages.map((stage) => [stage.id, stage.rank]));
  return {
    key: (opportunity) => [ranks.get(opportunity.stage) ?? 0, opportunity.lastAdvancedAt, opportunity.id],
    directions: [1, -1, 1],
  };
}

type Match = (opportunity: Opportunity) => boolean;

function filters(call: Call): Match[] {
  const { query, act } = call;
  const archived = yesOrNo(query, "archived");
  const snoozed = yesOrNo(query, "snoozed");
  const confidential = confidentialityFilter(call);
  const oneOf = (name: string, value: (opportunity: Opportunity) => string[]): Match => {
    // Not asked for: not looked up either, which costs a walk over all applications for each opportunity.
    if (!query.has(name)) return () => true;
    const matches = union(query, name);
    return (opportunity) => matches(value(opportunity));
  };
  const within = (name: string, at: (opportunity: Opportunity) => number | null): Match => {
    const matches = timeWindow(query, name);
    return (opportunity) => matches(at(opportunity));
  };
  const now = act.core.clock.now();
  return [
    (opportunity) => confidential(opportunity.confidentiality),
    (opportunity) => archived(opportunity.archived !== null),
    (opportunity) => snoozed((opportunity.snoozedUntil ?? 0) > now),
    oneOf("tag", (opportunity) => [...opportunity.tags, ...opportunity.postingTags]),
    oneOf("origin", ({ origin }) => [origin]),
    oneOf("source", ({ sources }) => sources),
    oneOf("stage_id", ({ stage }) => [stage]),
    oneOf("contact_id", ({ contact }) => [contact]),
    oneOf("location", ({ opportunityLocation }) => (opportunityLocation === null ? [] : [opportunityLocation])),
    oneOf("archive_reason_id", (opportunity) => (opportunity.archived ? [opportunity.archived.reason] : [])),
    oneOf("posting_id", (opportunity) => postingsOf(call, opportunity, "active")),
    oneOf("archived_posting_id", (opportunity) => postingsOf(call, opportunity, "archived")),
    within("created_at", ({ createdAt }) => createdAt),
    within("updated_at", ({ updatedAt }) => updatedAt),
    within("advanced_at", ({ lastAdvancedAt }) => lastAdvancedAt),
    within("archived_at", (opportunity) => opportunity.archived?.archivedAt ?? null),
    emailFilter(call),
  ];
}

function postingsOf(call: Call, opportunity: Opportunity, which: "active" | "archived"): string[] {
  return of(call.act.account.applications, opportunity.id)
    .filter((application) => (application.archived === null) === (which === "active"))
    .map((application) => application.posting);
}

function emailFilter(call: Call): Match {
  const wanted = call.query.getAll("email").map(canonicalEmail);
  if (wanted.length === 0) return () => true;
  return (opportunity) =>
    find(call.act.account, "contacts", opportunity.contact).emails.some((email) =>
      wanted.includes(canonicalEmail(email)),
    );
}

const longestWindow = 30 * 24 * 3_600_000;

export function listDeletedOpportunities(call: Call): Answer {
  const { query } = call;
  const [start, end] = [query.get("deleted_at_start"), query.get("deleted_at_end")];
  if (start !== null && end !== null && Number(end) - Number(start) > longestWindow)
    throw badRequest("The window may be at most 30 days");
  const within = timeWindow(query, "deleted_at");
  const deleted = call.act.account.deletedOpportunities.filter((record) => within(record.deletedAt));
  const order: Order<DeletedOpportunity> = {
    key: (record) => [record.deletedAt, record.opportunity.id],
    directions: [-1, 1],
  };
  return page(call, deleted, { order, view: (record) => deletedView(call, record) });
}

function deletedView(call: Call, { opportunity, deletedBy, deletedAt }: DeletedOpportunity) {
  const blank = {
    id: opportunity.contact,
    name: "",
    headline: "",
    location: "",
    emails: [],
    phones: [],
    links: [],
    isAnonymized: false,
  };
  const contacts = { [opportunity.contact]: blank, ...call.act.account.contacts };
  const account = { ...call.act.account, contacts };
  return { ...opportunityView({ ...call, act: { ...call.act, account } }, opportunity), deletedBy, deletedAt };
}
