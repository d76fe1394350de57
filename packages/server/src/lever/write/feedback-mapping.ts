/**
 * The expert's report into the fields of whatever feedback form the company uses in Lever. Pure. Nothing of the report is lost:
 * what has no field of its own goes into a free text.
 * Values by field type: https://hire.lever.co/developer/documentation#form-fields
 */
import {
  recommendationScores,
  recommendationWords,
  reportParts,
  type FeedbackMapping,
  type FeedbackSource,
  type GuideContent,
  type Recommendation,
  type ReportDraft,
  type ReportPart,
} from "@interviewvector/domain";
import type { FieldAnswer, FieldValue, FormField } from "@interviewvector/lever";
import { named, plain, planFields, takesWords, type PlannedField } from "./feedback-plan.ts";

export interface ReportToMap {
  report: ReportDraft & { recommendation: Recommendation };
  guide: Pick<GuideContent, "competencies" | "sections"> | null;
  reportLink: string;
  /** ms; start of the interview. */
  heldAt: number;
}

export interface FilledField extends PlannedField {
  /** Null: it stays empty. */
  value: FieldValue;
}

export interface FilledForm {
  fields: FilledField[];
  /** Parts of the report that found no field at all. */
  untold: ReportPart[];
}

export const partTitles: Record<ReportPart, string> = {
  summary: "Summary",
  competencies: "Competencies",
  strengths: "Strengths",
  concerns: "Concerns",
  questions: "Questions",
  integrity: "Integrity",
  link: "Full report",
};

/** Answers for the fields that could be filled; the others stay empty. */
export function mapReport(
  mapped: ReportToMap,
  fields: readonly FormField[],
  chosen: FeedbackMapping = {},
): FieldAnswer[] {
  return fillForm(mapped, fields, chosen).fields.flatMap(({ field, value }) =>
    value === null ? [] : [{ id: field.id, value }],
  );
}

export function fillForm(mapped: ReportToMap, fields: readonly FormField[], chosen: FeedbackMapping = {}): FilledForm {
  const competencies = competenciesOf(mapped);
  const texts = partTexts(mapped, competencies);
  const names = (mapped.guide?.competencies ?? []).map(({ name }) => name);
  const filled = planFields(fields, names, chosen).map((planned): FilledField => ({
    ...planned,
    value: valueOf(planned, { mapped, competencies, texts }),
  }));
  const untold = tellRest(filled, untoldParts(filled, texts, competencies), texts);
  return { fields: filled.map(required), untold };
}

interface Competency {
  name: string;
  score: number | null;
  evidence: string;
}

type PartTexts = Record<ReportPart, string>;

function competenciesOf({ report, guide }: ReportToMap): Competency[] {
  return (guide?.competencies ?? []).flatMap(({ id, name }) => {
    const given = report.competencies[id];
    return given ? [{ name, score: given.score, evidence: given.evidence.trim() }] : [];
  });
}

function partTexts({ report, guide, reportLink }: ReportToMap, competencies: Competency[]): PartTexts {
  const scored = competencies.map(
    ({ name, score, evidence }) =>
      `${name}: ${score ?? "not assessed"}${score === null ? "" : " of 4"}${evidence === "" ? "" : `. ${evidence}`}`,
  );
  const noted = (guide?.sections ?? []).flatMap(({ questions }) =>
    questions.flatMap(({ id, text }) => {
      const note = report.questions[id]?.trim() ?? "";
      return note === "" ? [] : [`${text}\n${note}`];
    }),
  );
  return {
    summary: report.summary.trim(),
    competencies: scored.join("\n"),
    strengths: report.strengths.trim(),
    concerns: report.concerns.trim(),
    questions: noted.join("\n\n"),
    integrity: report.integrity.trim(),
    link: reportLink,
  };
}

interface Facts {
  mapped: ReportToMap;
  competencies: Competency[];
  texts: PartTexts;
}

function valueOf({ field, source }: PlannedField, { mapped, competencies, texts }: Facts): FieldValue {
  switch (source.from) {
    case "recommendation":
      return verdict(field, mapped.report.recommendation);
    case "competency": {
      const own = competencies.find(({ name }) => plain(name) === plain(source.name));
      return (field.type === "score" ? own?.score : own?.evidence) || null;
    }
    case "scorecard":
      return scorecard(field, competencies);
    case "part":
      return texts[source.part] || null;
    case "date":
      return mapped.heldAt;
    case "fixed":
      return field.type === "multiple-select" ? [source.value] : source.value;
    case "nothing":
      return null;
    default:
      return source satisfies never;
  }
}

/** As the kind of field wants it: its own option, 1 to 4, or yes and no. */
export function verdict(field: FormField, recommendation: Recommendation): FieldValue {
  switch (field.type) {
    case "score-system":
      return ratingOption(field, recommendation);
    case "score":
      return recommendationScores[recommendation];
    case "yes-no":
      return recommendationScores[recommendation] >= 3 ? "yes" : "no";
    default:
      return ratingOption(field, recommendation, "strict");
  }
}

/**
 * The option for our recommendation: by its leading digit ("4 - Strong Hire"), since accounts rename the words; by its words
 * where there is no digit; by its place among four as the last way. `strict`: never by place.
 */
function ratingOption(field: FormField, recommendation: Recommendation, strict?: "strict"): string | null {
  const score = recommendationScores[recommendation];
  const texts = field.options.map(({ text }) => text);
  const byDigit = texts.find((text) => /^\s*(\d)(?!\d)/.exec(text)?.[1] === String(score));
  if (byDigit !== undefined) return byDigit;
  const words = plain(recommendationWords[recommendation]);
  const same = texts.find(
    (text) => plain(text) === words || plain(text) === words.replace("hire", "yes").replace("no yes", "no"),
  );
  if (same !== undefined) return same;
  return strict === undefined && texts.length === 4 ? (texts[4 - score] ?? null) : null;
}

/** One mark per row, in the order of the rows; rows that the guide does not know stay empty. */
function scorecard(field: FormField, competencies: Competency[]): FieldValue {
  const names = competencies.map(({ name }) => name);
  const marks = field.scores.map(({ text }) => {
    const match = competencies.find(({ name }) => name === named(names, text));
    return { score: match?.score ?? null, comment: match && match.evidence !== "" ? match.evidence : null };
  });
  return marks.some(({ score }) => score !== null) ? marks : null;
}

/** What has words and stands in no field. The competencies may be told by a scorecard with a row for each. */
function untoldParts(filled: readonly FilledField[], texts: PartTexts, competencies: Competency[]): ReportPart[] {
  const told = new Set(filled.flatMap(({ source }) => (source.from === "part" ? [source.part] : [])));
  const byRows = filled.some(
    ({ field, value }) => field.type === "scorecard" && value !== null && rows(field, competencies),
  );
  return reportParts.filter((part) => texts[part] !== "" && !told.has(part) && !(part === "competencies" && byRows));
}

function rows(field: FormField, competencies: Competency[]): boolean {
  const known = new Set(field.scores.map(({ text }) => plain(text)));
  return competencies.every(({ name }) => known.has(plain(name)));
}

/**
 * Under the summary, else into the first free text that is empty, else under the first. Never into a field for which a person
 * chose something else. Returns what could not be told.
 */
function tellRest(filled: FilledField[], rest: ReportPart[], texts: PartTexts): ReportPart[] {
  if (rest.length === 0) return [];
  const areas = filled.filter(({ field, source, chosen }) => field.type === "textarea" && (!chosen || isPart(source)));
  const target =
    areas.find(({ field, value }) => value !== null && /summary|overall|feedback|notes?\b/i.test(field.text)) ??
    areas.find(({ source }) => isPart(source) && source.part === "summary") ??
    areas.find(({ value }) => value === null) ??
    areas[0];
  if (!target) return rest;
  const before = target.value;
  const more = rest.map((part) => `${partTitles[part]}: ${texts[part]}`).join("\n\n");
  target.value = typeof before === "string" && before !== "" ? `${before}\n\n${more}` : more;
  return [];
}

function isPart(source: FeedbackSource): source is Extract<FeedbackSource, { from: "part" }> {
  return source.from === "part";
}

/** Required texts are never left empty. */
function required(one: FilledField): FilledField {
  const empty = one.value === null && takesWords(one.field) && one.field.required === true;
  return empty ? { ...one, value: "See the report." } : one;
}
