/**
 * Fields of feedback forms and their templates.
 * Lever: https://hire.lever.co/developer/documentation#form-fields
 */
import { blankable, flag, id, listOf, MisfitError, number, object, orNull, text, word } from "../wire/parse.ts";
import type { Parsed, Parser } from "../wire/parse.ts";

export type FieldType =
  | "code"
  | "date"
  | "dropdown"
  | "multiple-choice"
  | "multiple-select"
  | "score-system"
  | "score"
  | "scorecard"
  | "text"
  | "textarea"
  | "yes-no";

const scorecardMark = object({ score: orNull(number), comment: orNull(text) });
export type ScorecardMark = Parsed<typeof scorecardMark>;

/**
 * By type: `code`, `text`, `textarea`: text · `date`: milliseconds since epoch · `dropdown`, `multiple-choice`,
 * `score-system`: the exact text of one option · `multiple-select`: list of option texts · `score`: 1–4 ·
 * `scorecard`: one mark per row, in the order of `scores` · `yes-no`: "yes" or "no". Null: not filled in.
 */
export type FieldValue = string | number | boolean | null | readonly string[] | readonly ScorecardMark[];

/** By its own form, not by the field's type: Lever prints the overall rating as `score` in one place, as `score-system` in another. */
const fieldValue: Parser<FieldValue> = (value, at) => {
  if (value === null || value === undefined) return null;
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  if (!Array.isArray(value)) throw new MisfitError(at, "a field value", value);
  return value.every((one) => typeof one === "string") ? value : listOf(scorecardMark)(value, at);
};

export const formField = object({
  /** Changes whenever the template is edited: read the template right before writing. */
  id,
  type: word<FieldType>(),
  /** Label. */
  text: blankable,
  description: blankable,
  required: orNull(flag),
  prompt: orNull(text),
  /** Of `dropdown`, `multiple-choice`, `multiple-select` and `score-system`. */
  options: listOf(object({ text })),
  /** Rows of a `scorecard`. */
  scores: listOf(object({ text: blankable, description: blankable })),
});
export type FormField = Parsed<typeof formField>;

export interface FilledField extends FormField {
  readonly value: FieldValue;
}

const valueOf = object({ value: fieldValue });

export const filledField: Parser<FilledField> = (value, at) => ({ ...formField(value, at), ...valueOf(value, at) });
