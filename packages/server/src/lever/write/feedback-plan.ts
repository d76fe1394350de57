/**
 * Which part of a report fills which field of a feedback form: recognised by type and label, or chosen by the company. Pure, and
 * the same for every report along one form: what a person saw in the preview is what is filled in.
 * Values by field type: https://hire.lever.co/developer/documentation#form-fields
 */
import { reportParts, type FeedbackMapping, type FeedbackSource, type ReportPart } from "@interviewvector/domain";
import type { FormField } from "@interviewvector/lever";

export interface PlannedField {
  field: FormField;
  source: FeedbackSource;
  /** By a person; else recognised. */
  chosen: boolean;
}

/** Ids change with every edit of a template; type and label are what people know a field by. */
export function fieldKey({ type, text }: Pick<FormField, "type" | "text">): string {
  return `${type}:${text.trim()}`;
}

const nothing: FeedbackSource = { from: "nothing" };

export function planFields(
  fields: readonly FormField[],
  competencies: readonly string[],
  chosen: FeedbackMapping = {},
): PlannedField[] {
  const choices = new Map(Object.entries(chosen));
  const taken = new Set<ReportPart>();
  for (const source of choices.values()) if (source.from === "part") taken.add(source.part);
  return fields.map((field) => {
    const choice = choices.get(fieldKey(field));
    if (choice && mayFill(field, choice)) return { field, source: choice, chosen: true };
    const source = recognised(field, competencies, taken);
    if (source.from === "part") taken.add(source.part);
    return { field, source, chosen: false };
  });
}

/** What a person may choose for a field, in the order in which it is offered. Own words come besides, where `takesWords`. */
export function choicesFor(field: FormField, competencies: readonly string[]): FeedbackSource[] {
  const byName = competencies.map((name): FeedbackSource => ({ from: "competency", name }));
  const options = field.options.map(({ text }): FeedbackSource => ({ from: "fixed", value: text }));
  const verdict: FeedbackSource = { from: "recommendation" };
  switch (field.type) {
    case "score-system":
      return [verdict];
    case "score":
      return [verdict, ...byName, nothing];
    case "scorecard":
      return [{ from: "scorecard" }, nothing];
    case "dropdown":
    case "multiple-choice":
      return [verdict, ...options, nothing];
    case "multiple-select":
      return [...options, nothing];
    case "yes-no":
      return [verdict, { from: "fixed", value: "yes" }, { from: "fixed", value: "no" }, nothing];
    case "date":
      return [{ from: "date" }, nothing];
    case "text":
    case "textarea":
      return [...reportParts.map((part): FeedbackSource => ({ from: "part", part })), ...byName, nothing];
    default:
      return [nothing];
  }
}

export function takesWords({ type }: Pick<FormField, "type">): boolean {
  return type === "text" || type === "textarea";
}

/** An option that was renamed in Lever since it was chosen fills nothing any more; the field is then recognised anew. */
export function mayFill(field: FormField, source: FeedbackSource): boolean {
  if (source.from === "fixed" && takesWords(field)) return true;
  if (source.from === "competency") return takesWords(field) || field.type === "score";
  const wanted = JSON.stringify(source);
  return choicesFor(field, []).some((choice) => JSON.stringify(choice) === wanted);
}

function recognised(field: FormField, competencies: readonly string[], taken: ReadonlySet<ReportPart>): FeedbackSource {
  const required = field.required === true;
  const own = named(competencies, field.text);
  switch (field.type) {
    case "score-system":
      return { from: "recommendation" };
    case "score":
      // Lever prints the overall rating as `score` now and then; a score by the name of a competency is that one's.
      if (own !== undefined) return { from: "competency", name: own };
      return isOverall(field.text) ? { from: "recommendation" } : nothing;
    case "scorecard":
      return { from: "scorecard" };
    case "dropdown":
    case "multiple-choice":
    case "yes-no":
      return isOverall(field.text) || required ? { from: "recommendation" } : nothing;
    case "date":
      return required || isInterviewDate(field.text) ? { from: "date" } : nothing;
    case "text":
    case "textarea": {
      if (own !== undefined) return { from: "competency", name: own };
      const part = labels.find(([name, label]) => !taken.has(name) && label.test(field.text))?.[0];
      return part === undefined ? nothing : { from: "part", part };
    }
    default:
      return nothing;
  }
}

/** In the order in which they are tried: the particular before the general. */
const labels: readonly [ReportPart, RegExp][] = [
  ["link", /\blink\b|\burl\b|full report/i],
  ["strengths", /strength|\bpros?\b|positive/i],
  ["concerns", /concern|weakness|\bcons?\b|\brisks?\b|negative|improve/i],
  ["integrity", /integrity|cheat|honest/i],
  ["questions", /question/i],
  ["competencies", /competenc|skill|evidence|detail/i],
  ["summary", /summary|overall|impression|conclusion|feedback|recommend|notes?\b|comment|rationale/i],
];

/** Filled only because Lever wants an answer: the label asks for something that no report tells. */
export function isGuess({ field, source, chosen }: PlannedField): boolean {
  if (chosen || field.type === "score-system") return false;
  if (source.from === "recommendation") return !isOverall(field.text);
  return source.from === "date" && !isInterviewDate(field.text);
}

function isInterviewDate(label: string): boolean {
  return /date|when|interview/i.test(label);
}

function isOverall(label: string): boolean {
  return /overall|recommend|rating|hire|verdict|decision|advance/i.test(label);
}

export function plain(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** By name, whatever its case and punctuation. */
export function named(names: readonly string[], label: string): string | undefined {
  const wanted = plain(label);
  return names.find((name) => plain(name) === wanted);
}
