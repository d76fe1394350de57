/** The feedback form in the ATS: what of a report fills which field, shown and chosen. */
import { z } from "zod";
import { feedbackMapping, feedbackSource } from "../report/mapping.ts";
import { endpoint } from "./endpoint.ts";
import { mark } from "./values.ts";

const formField = z.object({
  /** Type and label; ids change with every edit of the form. */
  key: z.string(),
  label: z.string(),
  type: z.string(),
  required: z.boolean(),
  /** What fills it when nobody chooses, in words. */
  recognised: z.string(),
  /** What a person chose; null: nobody did. */
  chosen: feedbackSource.nullable(),
  choices: z.array(z.object({ source: feedbackSource, words: z.string() })),
  /** Words that are the same in every form may be given. */
  takesWords: z.boolean(),
  /** What stands there for the sample report; empty: it stays empty. */
  shown: z.string(),
  /** What is wrong, and what to do. */
  problem: z.string().nullable(),
});
const feedbackForm = z.object({
  template: z.object({ id: z.string(), name: z.string() }).nullable(),
  /** Of the choice that is kept. */
  mark,
  /** Whose competencies the sample has. */
  guide: z.string().nullable(),
  fields: z.array(formField),
  /** Parts of the report that no field takes. */
  untold: z.array(z.string()),
});

export const getFeedbackForm = endpoint({
  method: "get",
  path: "/connections/{connectionId}/feedback-form",
  summary: "The feedback form in Lever, what fills each field, and a sample filled in",
  audience: "company",
  answer: feedbackForm,
});
export const previewFeedbackForm = endpoint({
  method: "post",
  path: "/connections/{connectionId}/feedback-form/preview",
  summary: "The sample as another choice would fill it in",
  audience: "company",
  body: z.object({ mapping: feedbackMapping }),
  answer: feedbackForm,
});
export const saveFeedbackForm = endpoint({
  method: "put",
  path: "/connections/{connectionId}/feedback-form",
  summary:
    "Choose what fills each field; with `basedOn`, the mark that was read before, a stale one is refused with 409",
  audience: "admin",
  body: z.object({ mapping: feedbackMapping, basedOn: mark.optional() }),
  answer: feedbackForm,
});
