/**
 * Filling in feedback. Values are checked against the fields of the form: known ids, right kinds, option texts to the
 * letter. Deletion is soft: the form stays listed with `deletedAt`.
 */
import type { Act, Core } from "../core.ts";
import { touch } from "../opportunity/touch.ts";
import { badRequest } from "../refusal.ts";
import type { Feedback, FeedbackTemplate, FilledField, Interview } from "../state/records.ts";
import { find } from "../state/state.ts";
import { blankForm } from "./pending.ts";

export type FieldValue = { id: string; value: unknown };

export type FeedbackData = {
  opportunityId: string;
  template: FeedbackTemplate;
  interview: Interview | null;
  fieldValues: FieldValue[];
  createdAt?: number;
  completedAt: number | null;
};

export function createFeedback(act: Act, data: FeedbackData): Feedback {
  const form = blankForm(data.template, {
    id: act.core.newId("feedback"),
    opportunityId: data.opportunityId,
    user: act.user?.id ?? "",
    createdAt: data.createdAt ?? act.core.clock.now(),
  });
  form.interview = data.interview?.id ?? null;
  form.panel = data.interview?.panel ?? null;
  form.fields = filled(act.core, form.fields, data.fieldValues);
  complete(act.core, form, data.completedAt);
  act.account.feedback[form.id] = form;
  act.core.recent.mark(form.id);
  touch(act, find(act.account, "opportunities", form.opportunityId), true);
  return form;
}

export function updateFeedback(
  act: Act,
  form: Feedback,
  change: { fieldValues: FieldValue[]; completedAt?: number },
): void {
  const fields = filled(act.core, form.fields, change.fieldValues);
  complete(act.core, { ...form, fields }, change.completedAt ?? null);
  form.fields = fields;
  if (change.completedAt !== undefined) form.completedAt = change.completedAt;
  form.updatedAt = act.core.clock.now();
  touch(act, find(act.account, "opportunities", form.opportunityId), true);
}

export function deleteFeedback(act: Act, form: Feedback): void {
  form.deletedAt = act.core.clock.now();
  touch(act, find(act.account, "opportunities", form.opportunityId), true);
}

function complete(core: Core, form: Feedback, completedAt: number | null): void {
  form.completedAt = completedAt;
  if (completedAt === null || core.behaviours.missingRequiredFeedback === "accepted") return;
  const missing = form.fields.find((field) => field.required && isEmpty(field.value));
  if (missing) throw badRequest(`Field "${missing.text}" (${missing.id}) is required`);
}

const isEmpty = (value: unknown) =>
  value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);

function filled(core: Core, fields: FilledField[], values: FieldValue[]): FilledField[] {
  const known = new Map(fields.map((field) => [field.id, field]));
  for (const { id, value } of values) {
    const field = known.get(id);
    if (!field) throw badRequest(`Field ${id} does not belong to this feedback form`);
    const problem = value === null ? null : problemOf(core, field, value);
    if (problem) throw badRequest(`Field "${field.text}" (${id}): ${problem}`);
  }
  const given = new Map(values.map(({ id, value }) => [id, value]));
  return fields.map((field) => (given.has(field.id) ? { ...field, value: given.get(field.id) } : field));
}

/** What is wrong with a value, in words, or null. Kinds by type: section 16 of the fact sheet. */
function problemOf(core: Core, field: FilledField, value: unknown): string | null {
  const isOption = (text: unknown) =>
    core.behaviours.unknownOptionText === "accepted" || (field.options ?? []).some((option) => option.text === text);
  switch (field.type) {
    case "dropdown":
    case "multiple-choice":
    case "score-system":
      return typeof value === "string" && isOption(value) ? null : "value must be the text of one of the options";
    case "multiple-select":
      return Array.isArray(value) && value.every(isOption) ? null : "value must be an array of option texts";
    case "score":
      return isScore(value) ? null : "value must be an integer from 1 to 4";
    case "scorecard":
      return isScorecard(value, field.scores?.length ?? 0) ? null : "value must hold one {score, comment} per skill";
    case "yes-no":
      return value === "yes" || value === "no" ? null : 'value must be "yes" or "no"';
    case "date":
      return typeof value === "number" ? null : "value must be a time in milliseconds";
    case "code":
    case "text":
    case "textarea":
      return typeof value === "string" ? null : "value must be a string";
    default:
      return null;
  }
}

const isScore = (value: unknown) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 4;

function isScorecard(value: unknown, skills: number): boolean {
  if (!Array.isArray(value) || value.length !== skills) return false;
  return value.every((item: unknown) => {
    if (typeof item !== "object" || item === null) return false;
    const { score, comment } = item as { score?: unknown; comment?: unknown };
    return (
      (score === null || score === undefined || isScore(score)) &&
      (comment === null || comment === undefined || typeof comment === "string")
    );
  });
}
