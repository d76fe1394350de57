/**
 * Templates of feedback forms. Each has exactly one `score-system` field, the overall rating, whose options Lever fills in.
 * Lever: https://hire.lever.co/developer/documentation#feedback-templates
 */
import { blankable, id, instant, listOf, object, orNull, text } from "../wire/parse.ts";
import type { Parsed } from "../wire/parse.ts";
import type { Wire } from "../wire/wire.ts";
import { formField } from "./form-field.ts";
import type { FieldType } from "./form-field.ts";

const feedbackTemplate = object({
  id,
  /** Name. */
  text: blankable,
  instructions: blankable,
  group: orNull(object({ id, name: orNull(text) })),
  stage: orNull(object({ id, text: orNull(text) })),
  fields: listOf(formField),
  /** Milliseconds since epoch; null on some old ones. */
  createdAt: orNull(instant),
  updatedAt: orNull(instant),
});
export type FeedbackTemplate = Parsed<typeof feedbackTemplate>;

export interface NewFormField {
  /** As wide as what is read, so that a form can be given back with fields that we don't know. */
  readonly type: FieldType | (string & Record<never, never>);
  /** Label. */
  readonly text: string;
  readonly description?: string;
  readonly required?: boolean;
  /** Not for `score-system`: Lever fills those in. */
  readonly options?: readonly { readonly text: string }[];
  /** Rows of a `scorecard`. */
  readonly scores?: readonly { readonly text: string; readonly description?: string }[];
}

export interface NewFeedbackTemplate {
  readonly text: string;
  readonly instructions?: string;
  /** Group id. */
  readonly group?: string;
  /** Exactly one of type `score-system`. */
  readonly fields: readonly NewFormField[];
}

const TEMPLATES = "/feedback_templates";
const TEMPLATE = `${TEMPLATES}/:template`;

export function feedbackTemplates(wire: Wire) {
  return {
    /**
     * Active templates by name. Scope `feedback_templates:read:admin`. Throws LeverError.
     * Lever: https://hire.lever.co/developer/documentation#list-all-feedback-templates
     */
    list: (): AsyncGenerator<FeedbackTemplate, void, undefined> =>
      wire.list({ method: "GET", path: TEMPLATES }, feedbackTemplate),

    /**
     * Throws LeverError.
     * Lever: https://hire.lever.co/developer/documentation#retrieve-a-feedback-template
     */
    get: (templateId: string): Promise<FeedbackTemplate> =>
      wire.one({ method: "GET", path: TEMPLATE, ids: { template: templateId } }, feedbackTemplate),

    /**
     * Scope `feedback_templates:write:admin`. Throws LeverError.
     * Lever: https://hire.lever.co/developer/documentation#create-a-feedback-template
     */
    create: (newTemplate: NewFeedbackTemplate): Promise<FeedbackTemplate> =>
      wire.one({ method: "POST", path: TEMPLATES, json: newTemplate }, feedbackTemplate),

    /**
     * Replaces the template: **all field ids change**; feedback already written keeps the old ones. Throws LeverError.
     * Lever: https://hire.lever.co/developer/documentation#update-a-feedback-template
     */
    update: (templateId: string, replacement: NewFeedbackTemplate): Promise<FeedbackTemplate> =>
      wire.one({ method: "PUT", path: TEMPLATE, ids: { template: templateId }, json: replacement }, feedbackTemplate),

    /**
     * Only templates made by API. Throws LeverError.
     * Lever: https://hire.lever.co/developer/documentation#delete-a-feedback-template
     */
    delete: (templateId: string): Promise<void> =>
      wire.none({ method: "DELETE", path: TEMPLATE, ids: { template: templateId } }),
  };
}
