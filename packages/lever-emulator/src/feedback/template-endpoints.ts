/** `/feedback_templates`: section 17. */
import { flag, isRecord, records, requiredText, text } from "../api/body.ts";
import type { Answer, Call, Endpoint } from "../api/call.ts";
import { gone, param } from "../api/call.ts";
import type { Order } from "../api/page.ts";
import { page } from "../api/page.ts";
import { shaped, single } from "../api/shape.ts";
import { badRequest, forbidden } from "../refusal.ts";
import type { FeedbackTemplate, FormField } from "../state/records.ts";
import { find } from "../state/state.ts";
import { createTemplate, replaceTemplate } from "./template-act.ts";
import type { TemplateData } from "./template-act.ts";

const path = "/feedback_templates";
const scope = "feedback_templates";

export const feedbackTemplateEndpoints: Endpoint[] = [
  { method: "GET", path, scope, run: list },
  { method: "POST", path, scope, run: create },
  { method: "GET", path: `${path}/:template`, scope, run: (call) => answer(call, named(call), 200) },
  { method: "PUT", path: `${path}/:template`, scope, run: replace },
  { method: "DELETE", path: `${path}/:template`, scope, run: remove },
];

const named = (call: Call) => find(call.act.account, "feedbackTemplates", param(call, "template"));

const templateView = (template: FeedbackTemplate) => ({
  id: template.id,
  text: template.text,
  group: template.group,
  instructions: template.instructions,
  fields: template.fields.map((field) => fieldView(field)),
  createdAt: template.createdAt,
  stage: template.stage,
  updatedAt: template.updatedAt,
});

/** Common keys first, then what the type adds, in the recorded order. */
export const fieldView = ({ description, required, text: label, type, id, prompt, options, scores }: FormField) => ({
  description,
  required,
  text: label,
  type,
  id,
  ...(prompt === undefined ? {} : { prompt }),
  ...(options === undefined ? {} : { options }),
  ...(scores === undefined ? {} : { scores }),
});

/** Sorted by name; the pseudo template `no-feedback` is not among them. */
function list(call: Call): Answer {
  const order: Order<FeedbackTemplate> = { key: (template) => [template.text, template.id], directions: [1, 1] };
  const templates = Object.values(call.act.account.feedbackTemplates);
  return page(call, templates, { order, view: (template) => shaped(call, templateView(template)) });
}

function answer(call: Call, template: FeedbackTemplate, status: 200 | 201): Answer {
  return { status, body: single(call.act.core.behaviours, shaped(call, templateView(template)), "bare") };
}

function create(call: Call): Answer {
  const template = createTemplate(call.act, templateFields(call));
  const effects = [{ type: "feedbackTemplate.created", id: template.id }];
  return { ...answer(call, template, 201), effects };
}

function replace(call: Call): Answer {
  const template = madeByApi(named(call));
  replaceTemplate(call.act, template, templateFields(call));
  return { ...answer(call, template, 200), effects: [{ type: "feedbackTemplate.updated", id: template.id }] };
}

function remove(call: Call): Answer {
  const template = madeByApi(named(call));
  delete call.act.account.feedbackTemplates[template.id];
  call.act.core.changed();
  return gone([{ type: "feedbackTemplate.deleted", id: template.id }]);
}

function madeByApi(template: FeedbackTemplate): FeedbackTemplate {
  if (template.madeBy !== "api") throw forbidden("Only feedback templates created via the API can be changed");
  return template;
}

function templateFields(call: Call): TemplateData {
  const { fields } = call.body;
  const given = records(fields, "fields");
  if (!given?.length) throw badRequest("Missing required field: fields");
  const group = text(fields, "group");
  return {
    text: requiredText(fields, "text"),
    instructions: text(fields, "instructions") ?? "",
    group: group ? { id: group, name: "Group" } : null,
    fields: given.map(formField),
  };
}

function formField(fields: Record<string, unknown>): Omit<FormField, "id"> {
  const options = records(fields, "options");
  const scores = records(fields, "scores");
  return {
    type: requiredText(fields, "type"),
    text: requiredText(fields, "text"),
    description: text(fields, "description") ?? "",
    required: flag(fields, "required") ?? false,
    ...(isRecord(fields) && typeof fields.prompt === "string" ? { prompt: fields.prompt } : {}),
    ...(options ? { options: options.map((option) => ({ text: requiredText(option, "text") })) } : {}),
    ...(scores
      ? {
          scores: scores.map((score) => ({
            text: requiredText(score, "text"),
            description: text(score, "description") ?? "",
          })),
        }
      : {}),
  };
}
