/**
 * The expert's report into the fields of whatever feedback form the company uses in Lever. Pure. Fields are recognised by type
 * and label; nothing of the report is lost: what finds no field of its own goes into the first free text.
 * Values by field type: https://hire.lever.co/developer/documentation#form-fields
 */
import {
  recommendationScores,
  recommendationWords,
  type GuideContent,
  type Recommendation,
  type ReportDraft,
} from "@interviewvector/domain";
import type { FieldAnswer, FieldValue, FormField } from "@interviewvector/lever";

export interface ReportToMap {
  report: ReportDraft & { recommendation: Recommendation };
  guide: Pick<GuideContent, "competencies" | "sections"> | null;
  reportLink: string;
  /** ms; start of the interview. */
  heldAt: number;
}

interface Part {
  name: "summary" | "strengths" | "concerns" | "integrity" | "questions" | "competencies" | "link";
  title: string;
  labels: RegExp;
  words: string;
}

interface Competency {
  name: string;
  score: number | null;
  evidence: string;
}

/** Answers for the fields that could be filled; the others stay empty. */
export function mapReport(mapped: ReportToMap, fields: readonly FormField[]): FieldAnswer[] {
  const competencies = competenciesOf(mapped);
  const parts = partsOf(mapped, competencies);
  const values = new Map<string, FieldValue>();
  const used = new Set<Part["name"]>();
  for (const field of fields) {
    const value = structured(field, mapped, competencies) ?? written(field, { parts, competencies, used });
    if (value !== null) values.set(field.id, value);
  }
  // The form may have marked and told of the competencies already, by scorecard or by fields of their own.
  if (fields.some((field) => field.type === "scorecard" && values.has(field.id) && tellsAll(field, competencies)))
    used.add("competencies");
  fillRest(
    fields,
    values,
    parts.filter(({ name, words }) => !used.has(name) && words !== ""),
  );
  return fields.flatMap(({ id }) => {
    const value = values.get(id);
    return value === undefined ? [] : [{ id, value }];
  });
}

function competenciesOf({ report, guide }: ReportToMap): Competency[] {
  return (guide?.competencies ?? []).flatMap(({ id, name }) => {
    const given = report.competencies[id];
    return given ? [{ name, score: given.score, evidence: given.evidence.trim() }] : [];
  });
}

function partsOf({ report, guide, reportLink }: ReportToMap, competencies: Competency[]): Part[] {
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
  return [
    { name: "link", title: "Full report", labels: /\blink\b|\burl\b|full report/i, words: reportLink },
    { name: "strengths", title: "Strengths", labels: /strength|\bpros?\b|positive/i, words: report.strengths.trim() },
    {
      name: "concerns",
      title: "Concerns",
      labels: /concern|weakness|\bcons?\b|\brisks?\b|negative|improve/i,
      words: report.concerns.trim(),
    },
    { name: "integrity", title: "Integrity", labels: /integrity|cheat|honest/i, words: report.integrity.trim() },
    { name: "questions", title: "Questions", labels: /question/i, words: noted.join("\n\n") },
    {
      name: "competencies",
      title: "Competencies",
      labels: /competenc|skill|evidence|detail/i,
      words: scored.join("\n"),
    },
    {
      name: "summary",
      title: "Summary",
      labels: /summary|overall|impression|conclusion|feedback|recommend|notes?\b|comment|rationale/i,
      words: report.summary.trim(),
    },
  ];
}

/** Fields that want a mark, a choice or a date. Null: not such a field, or nothing fits. */
function structured(field: FormField, mapped: ReportToMap, competencies: Competency[]): FieldValue {
  const { recommendation } = mapped.report;
  switch (field.type) {
    case "score-system":
      return ratingOption(field, recommendation);
    case "score":
      // Lever prints the overall rating as `score` now and then; a score by the name of a competency is that one's.
      return (
        named(competencies, field.text)?.score ?? (isOverall(field.text) ? recommendationScores[recommendation] : null)
      );
    case "scorecard":
      return scorecard(field, competencies);
    case "dropdown":
    case "multiple-choice":
      return isOverall(field.text) || field.required === true ? ratingOption(field, recommendation, "strict") : null;
    case "yes-no":
      return isOverall(field.text) || field.required === true
        ? recommendationScores[recommendation] >= 3
          ? "yes"
          : "no"
        : null;
    case "date":
      return field.required === true || /date|when|interview/i.test(field.text) ? mapped.heldAt : null;
    default:
      return null;
  }
}

function isOverall(label: string): boolean {
  return /overall|recommend|rating|hire|verdict|decision|advance/i.test(label);
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

function plain(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

function named(competencies: Competency[], label: string): Competency | undefined {
  const wanted = plain(label);
  return competencies.find(({ name }) => plain(name) === wanted);
}

/** One mark per row, in the order of the rows; rows that the guide does not know stay empty. */
function scorecard(field: FormField, competencies: Competency[]): FieldValue {
  const marks = field.scores.map(({ text }) => {
    const match = named(competencies, text);
    return { score: match?.score ?? null, comment: match && match.evidence !== "" ? match.evidence : null };
  });
  return marks.some(({ score }) => score !== null) ? marks : null;
}

function tellsAll(field: FormField, competencies: Competency[]): boolean {
  const rows = new Set(field.scores.map(({ text }) => plain(text)));
  return competencies.every(({ name }) => rows.has(plain(name)));
}

interface Writing {
  parts: Part[];
  competencies: Competency[];
  used: Set<Part["name"]>;
}

/** Free text whose label names a competency or a part of the report. */
function written(field: FormField, { parts, competencies, used }: Writing): FieldValue {
  if (field.type !== "text" && field.type !== "textarea") return null;
  const own = named(competencies, field.text);
  if (own) return own.evidence === "" ? null : own.evidence;
  const part = parts.find(({ name, labels, words }) => !used.has(name) && words !== "" && labels.test(field.text));
  if (!part) return null;
  used.add(part.name);
  return part.words;
}

/** What has no field yet goes under the summary, else into the first empty free text. Required texts are never left empty. */
function fillRest(fields: readonly FormField[], values: Map<string, FieldValue>, rest: Part[]): void {
  const texts = fields.filter(({ type }) => type === "textarea" || type === "text");
  const areas = texts.filter(({ type }) => type === "textarea");
  const target =
    areas.find(({ id, text }) => values.has(id) && /summary|overall|feedback|notes?\b/i.test(text)) ??
    areas.find(({ id }) => !values.has(id)) ??
    areas[0];
  if (target && rest.length > 0) {
    const before = values.get(target.id);
    const more = rest.map(({ title, words }) => `${title}: ${words}`).join("\n\n");
    values.set(target.id, typeof before === "string" ? `${before}\n\n${more}` : more);
  }
  for (const { id, required } of texts) if (required === true && !values.has(id)) values.set(id, "See the report.");
}
