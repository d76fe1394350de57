/** `/opportunities` and its actions: section 7. The old `/candidates` paths answer the same (`dispatch.ts`). */
import { flag, isRecord, oneOf, pastTime, requiredText, text, texts } from "../api/body.ts";
import type { Answer, Call, Endpoint } from "../api/call.ts";
import { ok, opportunityOf, param } from "../api/call.ts";
import { timeWindow } from "../api/filter.ts";
import { contactFields } from "../contact/endpoints.ts";
import { addFile, addResume } from "../file/act.ts";
import { badRequest } from "../refusal.ts";
import type { Opportunity, Origin } from "../state/records.ts";
import { findArchiveReason, findOf, of } from "../state/state.ts";
import { archive, changeLinks, changeSources, changeTags, moveToStage, unarchive } from "./act.ts";
import type { OpportunityData } from "./create.ts";
import { createOpportunity } from "./create.ts";
import { listDeletedOpportunities, listOpportunities } from "./list.ts";
import { actionView, applicationView, opportunityView, shownOpportunity } from "./view.ts";

const scope = "opportunities";
const one = "/opportunities/:opportunity";
const action = { scope, performAs: "optional" } as const;

export const opportunityEndpoints: Endpoint[] = [
  { method: "GET", path: "/opportunities", scope, run: listOpportunities },
  { method: "POST", path: "/opportunities", scope, performAs: "required", run: create },
  { method: "GET", path: "/opportunities/deleted", scope, run: listDeletedOpportunities },
  { method: "GET", path: one, scope, run: (call) => ok(shownOpportunity(call, opportunityOf(call))) },
  { method: "PUT", path: `${one}/stage`, ...action, run: changeStage },
  { method: "PUT", path: `${one}/archived`, ...action, run: changeArchived },
  { method: "POST", path: `${one}/addTags`, ...action, run: (call) => change(call, "tags", "add") },
  { method: "POST", path: `${one}/removeTags`, ...action, run: (call) => change(call, "tags", "remove") },
  { method: "POST", path: `${one}/addLinks`, ...action, run: (call) => change(call, "links", "add") },
  { method: "POST", path: `${one}/removeLinks`, ...action, run: (call) => change(call, "links", "remove") },
  { method: "POST", path: `${one}/addSources`, ...action, run: (call) => change(call, "sources", "add") },
  { method: "POST", path: `${one}/removeSources`, ...action, run: (call) => change(call, "sources", "remove") },
  { method: "GET", path: `${one}/applications`, scope: "applications", run: listApplications },
  { method: "GET", path: `${one}/applications/:application`, scope: "applications", run: getApplication },
  { method: "GET", path: `${one}/file_actions`, scope: "files", run: listFileActions },
  { method: "GET", path: `${one}/referrals`, scope: "referrals", run: nothing },
  { method: "GET", path: `${one}/offers`, scope: "offers", run: nothing },
  { method: "GET", path: `${one}/forms`, scope: "forms", run: nothing },
];

const effect = (type: string, { id }: Opportunity) => [{ type: `opportunity.${type}`, id, opportunityId: id }];

function changeStage(call: Call): Answer {
  const opportunity = opportunityOf(call);
  const moved = moveToStage(call.act, opportunity, requiredText(call.body.fields, "stage"));
  return ok(actionView(call, opportunity), moved ? effect("stageChanged", opportunity) : []);
}

function changeArchived(call: Call): Answer {
  const opportunity = opportunityOf(call);
  const { fields } = call.body;
  if (!("reason" in fields)) throw badRequest("Missing required field: reason");
  const reason = text(fields, "reason");
  if (reason === undefined) {
    const changed = unarchive(call.act, opportunity);
    return ok(actionView(call, opportunity), changed ? effect("unarchived", opportunity) : []);
  }
  archive(call.act, opportunity, { reason, cleanInterviews: flag(fields, "cleanInterviews") ?? false });
  return ok(actionView(call, opportunity), effect("archived", opportunity));
}

/** Links answer with the true contact data; tags and sources blank it. */
function change(call: Call, what: "tags" | "links" | "sources", how: "add" | "remove"): Answer {
  const opportunity = opportunityOf(call);
  const values = texts(call.body.fields, what);
  if (!values) throw badRequest(`Missing required field: ${what}`);
  const acts = { tags: changeTags, links: changeLinks, sources: changeSources };
  const changed = acts[what](call.act, opportunity, how === "add" ? { add: values } : { remove: values });
  const { opportunityLocation: _, ...full } = opportunityView(call, opportunity);
  const shown = what === "links" ? full : actionView(call, opportunity);
  return ok(shown, changed ? effect(`${what}${how === "add" ? "Added" : "Removed"}`, opportunity) : []);
}

const origins = ["agency", "applied", "internal", "referred", "sourced", "university"] as const;

function create(call: Call): Answer {
  const { act, body } = call;
  const { fields } = body;
  const data = opportunityFields(call);
  const archived = isRecord(fields.archived) ? text(fields.archived, "reason") : undefined;
  if (archived !== undefined) findArchiveReason(act.account, archived);
  const { opportunity, deduped } = createOpportunity(act, data);
  for (const file of body.files)
    if (file.field === "resumeFile") addResume(act, opportunity, file);
    else addFile(act, opportunity, file);
  if (archived !== undefined) archive(act, opportunity, { reason: archived });
  const answer = { deduped, data: opportunityView(call, opportunity) };
  return { status: 201, body: answer, effects: effect("created", opportunity) };
}

function opportunityFields(call: Call): OpportunityData {
  const { fields } = call.body;
  const postings = texts(fields, "postings") ?? [];
  if (postings.length > 1) throw badRequest("An opportunity can be created with one posting only");
  const data: Record<string, unknown> = {
    ...contactFields(fields),
    links: texts(fields, "links"),
    tags: texts(fields, "tags"),
    sources: texts(fields, "sources"),
    followers: texts(fields, "followers"),
    stage: text(fields, "stage"),
    owner: text(fields, "owner"),
    contact: text(fields, "contact"),
    opportunityLocation: text(fields, "opportunityLocation"),
    origin: oneOf<Origin>(fields, "origin", origins),
    createdAt: pastTime(fields, "createdAt", call.act.core.clock.now()),
    posting: postings[0],
  };
  return Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined)) as OpportunityData;
}

function listApplications(call: Call): Answer {
  const opportunity = opportunityOf(call);
  const data = of(call.act.account.applications, opportunity.id).map(applicationView);
  return { status: 200, body: { data, hasNext: false } };
}

function getApplication(call: Call): Answer {
  const opportunity = opportunityOf(call).id;
  return ok(applicationView(findOf(call.act.account, "applications", { opportunity, id: param(call, "application") })));
}

function listFileActions(call: Call): Answer {
  const { id } = opportunityOf(call);
  const within = timeWindow(call.query, "occurred_at");
  const actions = call.act.account.fileActions.filter((item) => item.opportunityId === id && within(item.occurredAt));
  const data = actions.map(({ type, fileId, occurredAt }) => ({ type, fileId, occurredAt }));
  return { status: 200, body: { data, hasNext: false } };
}

function nothing(call: Call): Answer {
  opportunityOf(call);
  return { status: 200, body: { data: [], hasNext: false } };
}
