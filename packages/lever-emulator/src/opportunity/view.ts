/**
 * Opportunities as live answers show them: the contact's data is joined in, except in answers to actions, where Lever
 * leaves it blank.
 */
import type { Call } from "../api/call.ts";
import type { Expanders } from "../api/shape.ts";
import { shaped } from "../api/shape.ts";
import { contactView } from "../contact/endpoints.ts";
import { stageOrId } from "../stage/endpoints.ts";
import type { Application, Opportunity } from "../state/records.ts";
import { find, of } from "../state/state.ts";
import { userView } from "../user/view.ts";
import { stageMark } from "./act.ts";

export function opportunityView(call: Call, current: Opportunity) {
  const { account } = call.act;
  const opportunity = asSeen(call, current);
  const contact = find(account, "contacts", opportunity.contact);
  const tags = [...opportunity.tags, ...opportunity.postingTags.filter((tag) => !opportunity.tags.includes(tag))];
  const { opportunityLocation } = opportunity;
  return {
    id: opportunity.id,
    name: contact.name,
    contact: contact.id,
    headline: contact.headline,
    stage: opportunity.stage,
    confidentiality: opportunity.confidentiality,
    location: contact.location,
    phones: contact.phones,
    emails: contact.emails,
    links: contact.links,
    archived: opportunity.archived,
    tags,
    sources: opportunity.sources,
    stageChanges: opportunity.stageChanges,
    origin: opportunity.origin,
    sourcedBy: opportunity.sourcedBy,
    owner: opportunity.owner,
    followers: opportunity.followers,
    applications: of(account.applications, opportunity.id).map(({ id }) => id),
    createdAt: opportunity.createdAt,
    updatedAt: opportunity.updatedAt,
    lastInteractionAt: opportunity.lastInteractionAt,
    lastAdvancedAt: opportunity.lastAdvancedAt,
    snoozedUntil: opportunity.snoozedUntil,
    urls: { list: `${call.origin}/candidates`, show: `${call.origin}/candidates/${opportunity.id}` },
    isAnonymized: contact.isAnonymized,
    dataProtection: null,
    ...(opportunityLocation === null ? {} : { opportunityLocation }),
  };
}

export const shownOpportunity = (call: Call, opportunity: Opportunity) =>
  shaped(call, opportunityView(call, opportunity), opportunityExpanders(call));

/** What stage, archive, tag and source calls answer with. */
export function actionView(call: Call, opportunity: Opportunity) {
  const { opportunityLocation: _, ...shown } = opportunityView(call, opportunity);
  if (!call.act.core.behaviours.blankContactInActionAnswers) return shown;
  return { ...shown, name: "", headline: "", location: "", phones: [], emails: [], links: [] };
}

/** With the fault `stageChangeNotVisibleYet`, a young stage change is not there yet. */
export function asSeen(call: Call, opportunity: Opportunity): Opportunity {
  const { stageMs } = call.lag;
  const before = opportunity.stageChanges.at(-2);
  if (stageMs === 0 || !before || !call.act.core.recent.youngerThan(stageMark(opportunity), stageMs))
    return opportunity;
  const { updatedAt } = before;
  return {
    ...opportunity,
    stage: before.toStageId,
    stageChanges: opportunity.stageChanges.slice(0, -1),
    lastAdvancedAt: updatedAt,
    lastInteractionAt: updatedAt,
    updatedAt,
  };
}

function opportunityExpanders(call: Call): Expanders {
  const { account } = call.act;
  const user = (id: string) => userView(find(account, "users", id));
  return {
    applications: (id) => applicationView(find(account, "applications", id)),
    stage: (id) => stageOrId(account, id),
    contact: (id) => contactView(find(account, "contacts", id)),
    owner: user,
    sourcedBy: user,
    followers: user,
  };
}

export const applicationView = (application: Application) => ({
  id: application.id,
  type: application.type,
  candidateId: application.opportunityId,
  opportunityId: application.opportunityId,
  posting: application.posting,
  postingHiringManager: application.postingHiringManager,
  postingOwner: application.postingOwner,
  name: application.name,
  company: application.company,
  phone: application.phone,
  email: application.email,
  links: application.links,
  comments: application.comments,
  user: application.user,
  customQuestions: [],
  createdAt: application.createdAt,
  archived: application.archived,
  requisitionForHire: null,
  ipAddress: null,
  referer: null,
  userAgent: null,
  acceptLanguage: null,
  timezone: null,
});
