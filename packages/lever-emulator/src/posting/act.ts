/** Changes to postings, and applying to one. */
import type { Act } from "../core.ts";
import { setConfidentiality } from "../opportunity/act.ts";
import { subject, touch } from "../opportunity/touch.ts";
import type { Application, Confidentiality, Opportunity, Posting } from "../state/records.ts";
import { passOnTags, postingTags } from "./tag.ts";

export type PostingData = Partial<Omit<Posting, "id" | "createdAt" | "updatedAt" | "deletedAt">> & { text: string };

export function createPosting(act: Act, data: PostingData): Posting {
  const at = act.core.clock.now();
  const posting: Posting = {
    id: act.core.newId("posting"),
    state: "draft",
    distributionChannels: null,
    confidentiality: "non-confidential",
    user: act.user?.id ?? "",
    owner: act.user?.id ?? null,
    hiringManager: null,
    categories: { commitment: null, department: null, level: null, location: null, team: null, allLocations: [] },
    tags: [],
    content: { description: "", descriptionHtml: "", lists: [], closing: "", closingHtml: "" },
    country: null,
    followers: act.user ? [act.user.id] : [],
    requisitionCodes: [],
    workplaceType: "unspecified",
    ...data,
    createdAt: at,
    updatedAt: at,
    deletedAt: null,
  };
  act.account.postings[posting.id] = posting;
  act.core.changed();
  return posting;
}

export function changePosting(act: Act, posting: Posting, change: Partial<PostingData>): void {
  const before = postingTags(posting);
  Object.assign(posting, change, { updatedAt: act.core.clock.now() });
  passOnTags(act, posting, before);
  act.core.changed();
}

/** Who applied to it goes with it. */
export function setPostingConfidentiality(act: Act, posting: Posting, confidentiality: Confidentiality): void {
  changePosting(act, posting, { confidentiality });
  for (const application of Object.values(act.account.applications)) {
    const opportunity = act.account.opportunities[application.opportunityId];
    if (application.posting === posting.id && opportunity) setConfidentiality(act, opportunity, confidentiality);
  }
}

export function tagPosting(act: Act, posting: Posting, change: { add?: string; remove?: string }): void {
  const kept = posting.tags.filter((tag) => tag !== change.remove && tag !== change.add);
  changePosting(act, posting, { tags: change.add === undefined ? kept : [...kept, change.add] });
}

/** Its candidates stay, without an answer to what they applied to. */
export function deletePosting(act: Act, posting: Posting): void {
  posting.deletedAt = act.core.clock.now();
  act.core.changed();
}

export type ApplicationData = Partial<Pick<Application, "type" | "name" | "email" | "phone" | "company" | "comments">>;

/** An opportunity has at most one application. */
export function apply(
  act: Act,
  to: { opportunity: Opportunity; posting: Posting },
  data: ApplicationData = {},
): Application {
  const { opportunity, posting } = to;
  const application: Application = {
    id: act.core.newId("application"),
    type: "user",
    opportunityId: opportunity.id,
    posting: posting.id,
    postingHiringManager: posting.hiringManager,
    postingOwner: posting.owner,
    user: act.user?.id ?? null,
    name: null,
    company: null,
    phone: null,
    email: null,
    links: [],
    comments: null,
    createdAt: act.core.clock.now(),
    archived: null,
    ...data,
  };
  act.account.applications[application.id] = application;
  opportunity.postingTags = postingTags(posting).filter((tag) => !opportunity.tags.includes(tag));
  opportunity.opportunityLocation ??= posting.categories.location ?? "unspecified";
  touch(act, opportunity, false);
  act.core.emit(act, {
    event: "applicationCreated",
    data: { applicationId: application.id, ...subject(opportunity), createdAt: application.createdAt },
    origin: opportunity.origin,
  });
  return application;
}
