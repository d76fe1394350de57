/** Feedback templates. Exactly one overall rating each; all field ids are new after every edit. */
import type { Act } from "../core.ts";
import { badRequest } from "../refusal.ts";
import type { FeedbackTemplate, FormField } from "../state/records.ts";

export type TemplateData = {
  text: string;
  instructions?: string;
  group?: { id: string; name: string } | null;
  fields: Omit<FormField, "id">[];
};

const ratingOptions = ["4 - Strong Hire", "3 - Hire", "2 - No Hire", "1 - Strong No Hire"];

const fieldTypes = new Set(
  "code date dropdown multiple-choice multiple-select score-system score scorecard text textarea yes-no".split(" "),
);

export function createTemplate(act: Act, data: TemplateData): FeedbackTemplate {
  const at = act.core.clock.now();
  const template: FeedbackTemplate = {
    id: act.core.newId("feedback template"),
    text: data.text,
    instructions: data.instructions ?? "",
    group: data.group ?? null,
    stage: null,
    fields: newFields(act, data.fields),
    createdAt: at,
    updatedAt: at,
    madeBy: act.madeBy,
  };
  act.account.feedbackTemplates[template.id] = template;
  act.core.changed();
  return template;
}

export function replaceTemplate(act: Act, template: FeedbackTemplate, data: TemplateData): void {
  Object.assign(template, {
    text: data.text,
    instructions: data.instructions ?? "",
    group: data.group ?? null,
    fields: newFields(act, data.fields),
    updatedAt: act.core.clock.now(),
  });
  act.core.changed();
}

function newFields(act: Act, fields: Omit<FormField, "id">[]): FormField[] {
  const unknown = fields.find((field) => !fieldTypes.has(field.type));
  if (unknown) throw badRequest(`Unknown field type ${unknown.type}`);
  if (fields.filter((field) => field.type === "score-system").length !== 1)
    throw badRequest("A feedback template must have exactly one score-system field");
  return fields.map((field) => withOptions({ ...field, id: act.core.newId(`field ${field.text}`) }));
}

/** Lever fills in the options of the overall rating. */
function withOptions(field: FormField): FormField {
  if (field.type !== "score-system") return field;
  const options = field.options?.length ? field.options : ratingOptions.map((text) => ({ text }));
  return { ...field, prompt: field.prompt ?? "Select one", options };
}
