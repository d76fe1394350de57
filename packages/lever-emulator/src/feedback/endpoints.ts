/** `/opportunities/:id/feedback`: section 18. */
import { number, pastTime, records, requiredText, text } from "../api/body.ts";
import type { Answer, Call, Endpoint } from "../api/call.ts";
import { gone, opportunityOf, param } from "../api/call.ts";
import { notLagging } from "../api/filter.ts";
import { newestFirst, page } from "../api/page.ts";
import { shaped, single } from "../api/shape.ts";
import { badRequest } from "../refusal.ts";
import type { Feedback, FilledField, Interview } from "../state/records.ts";
import { find, findOf, of } from "../state/state.ts";
import type { FieldValue } from "./act.ts";
import { createFeedback, deleteFeedback, updateFeedback } from "./act.ts";
import { fieldView } from "./template-endpoints.ts";

const path = "/opportunities/:opportunity/feedback";
const scope = "feedback";

export const feedbackEndpoints: Endpoint[] = [
  { method: "GET", path, scope, run: list },
  { method: "POST", path, scope, performAs: "required", run: create },
  { method: "GET", path: `${path}/:feedback`, scope, run: (call) => answer(call, named(call), 200) },
  { method: "PUT", path: `${path}/:feedback`, scope, performAs: "required", run: update },
  { method: "DELETE", path: `${path}/:feedback`, scope, performAs: "required", run: remove },
];

const named = (call: Call) =>
  findOf(call.act.account, "feedback", { opportunity: opportunityOf(call).id, id: param(call, "feedback") });

export const feedbackView = (form: Feedback) => ({
  id: form.id,
  type: form.type,
  text: form.text,
  instructions: form.instructions,
  fields: form.fields.map((field) => ({ ...fieldView(field), value: field.value })),
  baseTemplateId: form.baseTemplateId,
  interview: form.interview,
  panel: form.panel,
  user: form.user,
  createdAt: form.createdAt,
  completedAt: form.completedAt,
  updatedAt: form.updatedAt,
  deletedAt: form.deletedAt,
});

/** Pending and deleted forms are listed too. */
function list(call: Call): Answer {
  const forms = of(call.act.account.feedback, opportunityOf(call).id).filter(notLagging(call));
  return page(call, forms, { order: newestFirst<Feedback>(), view: (form) => shaped(call, feedbackView(form)) });
}

function answer(call: Call, form: Feedback, status: 200 | 201): Answer {
  return { status, body: single(call.act.core.behaviours, shaped(call, feedbackView(form)), "bare") };
}

const effect = (type: string, { id, opportunityId }: Feedback) => [{ type: `feedback.${type}`, id, opportunityId }];

function create(call: Call): Answer {
  const opportunity = opportunityOf(call);
  const { fields } = call.body;
  const { core, account } = call.act;
  const now = core.clock.now();
  const templateId = requiredText(fields, "baseTemplateId");
  const template = account.feedbackTemplates[templateId];
  if (!template) throw badRequest(`Unknown feedback template ${templateId}`);
  const createdAt = pastTime(fields, "createdAt", now);
  const form = createFeedback(call.act, {
    opportunityId: opportunity.id,
    template,
    interview: interviewOf(call, opportunity.id),
    fieldValues: valuesOf(fields),
    ...(createdAt === undefined ? {} : { createdAt }),
    completedAt: pastTime(fields, "completedAt", now) ?? now,
  });
  const shown = answer(call, form, 201);
  form.updatedAt = now + 5;
  return { ...shown, effects: effect("created", form) };
}

/** Both `panel` and `interview` or neither, and the interview must be of that panel. */
function interviewOf(call: Call, opportunityId: string): Interview | null {
  const panel = text(call.body.fields, "panel");
  const id = text(call.body.fields, "interview");
  if (panel === undefined && id === undefined) return null;
  if (panel === undefined || id === undefined) throw badRequest("panel and interview must be given together");
  const interview = call.act.account.interviews[id];
  if (interview?.panel !== panel || interview.opportunityId !== opportunityId)
    throw badRequest(`Interview ${id} is not part of panel ${panel}`);
  return interview;
}

const valuesOf = (fields: Record<string, unknown>): FieldValue[] =>
  (records(fields, "fieldValues") ?? []).map((item) => ({ id: requiredText(item, "id"), value: item.value ?? null }));

/** Live answers with an internal shape, other names and all. */
function update(call: Call): Answer {
  const form = named(call);
  const { fields } = call.body;
  const completedAt = number(fields, "completedAt");
  updateFeedback(call.act, form, {
    fieldValues: valuesOf(fields),
    ...(completedAt === undefined ? {} : { completedAt }),
  });
  const body = { data: internalView(call, form) };
  return { status: 200, body, effects: effect("updated", form) };
}

function internalView(call: Call, form: Feedback) {
  const { account } = call.act;
  const postings = of(account.applications, form.opportunityId).map(({ posting }) => posting);
  return {
    accountId: account.id,
    createdAt: form.createdAt,
    userId: form.user,
    profileId: find(account, "opportunities", form.opportunityId).id,
    baseTemplateId: form.baseTemplateId,
    text: form.text,
    instructions: form.instructions,
    type: form.type,
    fields: form.fields.map(internalField),
    postingIds: postings,
    ...(form.panel === null ? {} : { panelId: form.panel }),
    ...(form.interview === null ? {} : { interviewId: form.interview }),
    isCompleted: form.completedAt !== null,
    completedAt: form.completedAt,
    updatedAt: form.updatedAt,
    id: form.id,
  };
}

function internalField(field: FilledField) {
  const shown = { ...fieldView(field), value: field.value };
  return field.type === "score-system"
    ? { ...shown, type: "score", overall: true, isSummary: true, summaryText: "" }
    : shown;
}

function remove(call: Call): Answer {
  const form = named(call);
  deleteFeedback(call.act, form);
  return gone(effect("deleted", form));
}
