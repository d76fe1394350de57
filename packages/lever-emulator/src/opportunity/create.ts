/** A new candidacy. The person is found by e-mail; what is known of them wins over what the request says. */
import { contactByEmail, createContact } from "../contact/act.ts";
import type { ContactData } from "../contact/act.ts";
import type { Act } from "../core.ts";
import { apply } from "../posting/act.ts";
import type { Confidentiality, Contact, Opportunity, Origin } from "../state/records.ts";
import { find, findStage } from "../state/state.ts";

export type OpportunityData = ContactData & {
  stage?: string;
  tags?: string[];
  sources?: string[];
  origin?: Origin;
  owner?: string;
  followers?: string[];
  posting?: string;
  createdAt?: number;
  contact?: string;
  opportunityLocation?: string;
  confidentiality?: Confidentiality;
};

export function createOpportunity(act: Act, data: OpportunityData): { opportunity: Opportunity; deduped: boolean } {
  const { core, account } = act;
  const stage = findStage(account, data.stage ?? "lead-new");
  const posting = data.posting === undefined ? undefined : find(account, "postings", data.posting);
  const owner = data.owner === undefined ? act.user : find(account, "users", data.owner);
  const existing = existingContact(act, data);
  const contact = existing ?? createContact(act, data);
  const at = data.createdAt ?? core.clock.now();
  const by = act.user ? { userId: act.user.id } : {};
  const opportunity: Opportunity = {
    id: core.newId("opportunity"),
    contact: contact.id,
    stage: stage.id,
    confidentiality: data.confidentiality ?? posting?.confidentiality ?? "non-confidential",
    archived: null,
    tags: [...new Set(data.tags)],
    postingTags: [],
    sources: [...new Set(data.sources)],
    stageChanges: [{ toStageId: stage.id, toStageIndex: account.stages.indexOf(stage), updatedAt: at, ...by }],
    origin: data.origin ?? "sourced",
    sourcedBy: act.user?.id ?? null,
    owner: owner?.id ?? null,
    followers: [...new Set([...(act.user ? [act.user.id] : []), ...(data.followers ?? [])])],
    createdAt: at,
    updatedAt: at + 1,
    lastInteractionAt: at,
    lastAdvancedAt: at,
    snoozedUntil: null,
    opportunityLocation: data.opportunityLocation ?? null,
  };
  account.opportunities[opportunity.id] = opportunity;
  core.recent.mark(opportunity.id);
  if (posting) apply(act, { opportunity, posting });
  core.changed();
  return { opportunity, deduped: existing !== undefined };
}

function existingContact(act: Act, data: OpportunityData): Contact | undefined {
  if (data.contact !== undefined) return find(act.account, "contacts", data.contact);
  return data.emails?.length ? contactByEmail(act, data.emails) : undefined;
}
