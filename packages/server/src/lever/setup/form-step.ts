/**
 * Our own feedback form follows the company's guides: skills that they come to rate get a row, fields that we came to fill get a place.
 * What people added to the form in Lever stays; nothing is ever taken away. A form that they chose themselves is left alone.
 */
import { createHash } from "node:crypto";
import { LeverError, type FeedbackTemplate, type NewFeedbackTemplate, type NewFormField } from "@interviewvector/lever";
import type { Database } from "../../db/database.ts";
import type { OpenConnection } from "../connection/open.ts";
import { wantedTemplate } from "./template.ts";

/** By it we see without asking Lever that there is nothing to do. */
export function shapeOf(template: NewFeedbackTemplate): Buffer {
  return createHash("sha256").update(JSON.stringify(template)).digest();
}

/** Null when everything wanted is there. */
export function inStep(there: FeedbackTemplate, wanted: NewFeedbackTemplate): NewFeedbackTemplate | null {
  const kept = there.fields.map((field): NewFormField => {
    const ours = wanted.fields.find(({ text, type }) => text === field.text && type === field.type);
    const rows = ours?.scores?.filter(({ text }) => !field.scores.some((row) => row.text === text)) ?? [];
    return {
      type: field.type,
      text: field.text,
      description: field.description,
      required: field.required ?? false,
      // Lever fills in those of the overall rating itself.
      ...(field.options.length === 0 || field.type === "score-system" ? {} : { options: field.options }),
      ...(field.type === "scorecard" ? { scores: [...field.scores, ...rows] } : {}),
    };
  });
  const missing = wanted.fields.filter(
    ({ text, type }) => type !== "score-system" && !there.fields.some((field) => field.text === text),
  );
  const rows = (fields: readonly Pick<NewFormField, "scores">[]) =>
    fields.reduce((sum, { scores }) => sum + (scores?.length ?? 0), 0);
  if (missing.length === 0 && rows(kept) === rows(there.fields)) return null;
  const { text, instructions, group } = there;
  return { text, instructions, ...(group === null ? {} : { group: group.id }), fields: [...kept, ...missing] };
}

/** Asks Lever only when the guides have changed since the form was last put in step. */
export async function keepFormInStep(database: Database, { row, lever }: OpenConnection): Promise<void> {
  if (row.form_shape === null || row.feedback_template === null) return;
  const wanted = await wantedTemplate(database, row.company_id);
  const shape = shapeOf(wanted);
  if (shape.equals(row.form_shape)) return;
  try {
    const there = await lever.feedbackTemplates.get(row.feedback_template.id);
    const next = inStep(there, wanted);
    // All field ids change with it: whoever fills the form in reads it right before.
    if (next !== null) await lever.feedbackTemplates.update(there.id, next);
  } catch (error) {
    // Gone, or not ours to change any more: the checklist says so, and reports go into what is there.
    const final = error instanceof LeverError && (error.code === "not_found" || error.code === "forbidden");
    if (!final) throw error;
  }
  await database.service.updateTable("connections").set({ form_shape: shape }).where("id", "=", row.id).execute();
}
