/**
 * What can happen to an opportunity: moves, archiving, tags, deletion. The time stamps follow section 7.5 of the fact
 * sheet; the webhooks are those of 25.3. Used alike by the API, the board and the hands.
 */
import type { Act } from "../core.ts";
import { cancelPendingInterviews } from "../panel/act.ts";
import { postingTags } from "../posting/tag.ts";
import type { Confidentiality, Opportunity } from "../state/records.ts";
import { find, findArchiveReason, findStage, of } from "../state/state.ts";
import { activeApplications, subject, touch } from "./touch.ts";

export function moveToStage(act: Act, opportunity: Opportunity, stageId: string): boolean {
  const stage = findStage(act.account, stageId);
  const from = opportunity.stage;
  if (from === stage.id && act.core.behaviours.sameStageMove === "ignored") return false;
  const at = act.core.clock.now();
  opportunity.stage = stage.id;
  opportunity.stageChanges.push({
    toStageId: stage.id,
    toStageIndex: act.account.stages.indexOf(stage),
    updatedAt: at,
    ...(act.user ? { userId: act.user.id } : {}),
  });
  opportunity.lastAdvancedAt = at;
  touch(act, opportunity, true);
  act.core.recent.mark(stageMark(opportunity));
  act.core.emit(act, {
    event: "candidateStageChange",
    data: { ...subject(opportunity), toStageId: stage.id, fromStageId: from },
    origin: opportunity.origin,
  });
  return true;
}

export const stageMark = (opportunity: Opportunity) => `stage of ${opportunity.id}`;

export function archive(act: Act, opportunity: Opportunity, how: { reason: string; cleanInterviews?: boolean }): void {
  const reason = findArchiveReason(act.account, how.reason);
  const at = act.core.clock.now();
  const before = opportunity.archived;
  opportunity.archived = { reason: reason.id, archivedAt: at };
  if (!before) {
    opportunity.lastAdvancedAt = at;
    for (const application of activeApplications(act, opportunity)) application.archived = opportunity.archived;
    if (act.madeBy === "app" && act.core.behaviours.postingTagsAfterArchive === "dropped-in-app")
      opportunity.postingTags = [];
  }
  if (how.cleanInterviews) cancelPendingInterviews(act, opportunity);
  touch(act, opportunity, !before);
  emitArchiveChange(act, opportunity, before);
  if (reason.type === "hired")
    act.core.emit(act, { event: "candidateHired", data: subject(opportunity), origin: opportunity.origin });
}

export function unarchive(act: Act, opportunity: Opportunity): boolean {
  const before = opportunity.archived;
  if (!before) return false;
  opportunity.archived = null;
  for (const application of of(act.account.applications, opportunity.id)) {
    application.archived = null;
    if (opportunity.postingTags.length === 0)
      opportunity.postingTags = postingTags(find(act.account, "postings", application.posting));
  }
  touch(act, opportunity, true);
  emitArchiveChange(act, opportunity, before);
  return true;
}

function emitArchiveChange(act: Act, opportunity: Opportunity, before: Opportunity["archived"]): void {
  act.core.emit(act, {
    event: "candidateArchiveChange",
    data: { ...subject(opportunity), toArchived: opportunity.archived, fromArchived: before },
    origin: opportunity.origin,
  });
}

type Marks = { add?: string[]; remove?: string[] };

/** Adding what is there or removing what is not changes nothing, time stamps included. All three say whether they did. */
export function changeTags(act: Act, opportunity: Opportunity, change: Marks): boolean {
  const { tags: own, postingTags: inherited } = opportunity;
  const before = [...new Set([...own, ...inherited])];
  const after = changed(before, change);
  if (isSame(after, before)) return false;
  opportunity.tags = after.filter((tag) => own.includes(tag) || !inherited.includes(tag));
  opportunity.postingTags = inherited.filter((tag) => after.includes(tag));
  touch(act, opportunity, false);
  return true;
}

export function changeSources(act: Act, opportunity: Opportunity, change: Marks): boolean {
  const after = changed(opportunity.sources, change);
  if (isSame(after, opportunity.sources)) return false;
  opportunity.sources = after;
  touch(act, opportunity, false);
  return true;
}

/** Links belong to the contact and so show on all the person's opportunities. */
export function changeLinks(act: Act, opportunity: Opportunity, change: Marks): boolean {
  const contact = find(act.account, "contacts", opportunity.contact);
  const after = changed(contact.links, change);
  if (isSame(after, contact.links)) return false;
  contact.links = after;
  for (const other of Object.values(act.account.opportunities))
    if (other.contact === contact.id) touch(act, other, false);
  return true;
}

function changed(list: string[], change: Marks): string[] {
  return [...new Set([...list, ...(change.add ?? [])])].filter((item) => !change.remove?.includes(item));
}

const isSame = (after: string[], before: string[]) =>
  after.length === before.length && after.every((item, index) => item === before[index]);

export function setOwner(act: Act, opportunity: Opportunity, userId: string | null): void {
  opportunity.owner = userId === null ? null : find(act.account, "users", userId).id;
  touch(act, opportunity, false);
}

export function setConfidentiality(act: Act, opportunity: Opportunity, confidentiality: Confidentiality): void {
  if (opportunity.confidentiality === confidentiality) return;
  opportunity.confidentiality = confidentiality;
  touch(act, opportunity, false);
}

export function deleteOpportunity(act: Act, opportunity: Opportunity): void {
  const { account } = act;
  const at = act.core.clock.now();
  delete account.opportunities[opportunity.id];
  const parts = [
    account.applications,
    account.notes,
    account.feedback,
    account.panels,
    account.interviews,
    account.files,
    account.resumes,
  ];
  for (const collection of parts)
    for (const [id, record] of Object.entries(collection))
      if (record.opportunityId === opportunity.id) delete collection[id];
  account.deletedOpportunities.push({ opportunity, deletedBy: act.user?.id ?? null, deletedAt: at });
  if (!Object.values(account.opportunities).some((other) => other.contact === opportunity.contact))
    delete account.contacts[opportunity.contact];
  act.core.emit(act, { event: "candidateDeleted", data: subject(opportunity), origin: opportunity.origin });
  act.core.changed();
}
