/** The company's feedback form with a made-up report in it: the same functions fill it that fill the real one. */
import {
  guideContent,
  recommendations,
  recommendationWords,
  type AnswerOf,
  type feedbackFormApi,
  type FeedbackMapping,
  type FeedbackSource,
  type GuideContent,
  type Recommendation,
  type ReportDraft,
} from "@interviewvector/domain";
import { LeverError, type FeedbackTemplate, type FieldValue, type FormField } from "@interviewvector/lever";
import type { Tx } from "../../db/database.ts";
import { HttpProblem, invalid } from "../../http/problem.ts";
import { dayWords } from "../../time/wording.ts";
import type { OpenConnection } from "../connection/open.ts";
import { fillForm, partTitles, verdict, type FilledField, type ReportToMap } from "../write/feedback-mapping.ts";
import { choicesFor, fieldKey, isGuess, mayFill, planFields, takesWords } from "../write/feedback-plan.ts";

type FormView = AnswerOf<typeof feedbackFormApi.getFeedbackForm>;
type FieldView = FormView["fields"][number];

/** What the competencies to choose from are taken from: the guides that the company interviews along. */
export interface GuideFacts {
  name: string;
  content: GuideContent;
}

/** Null when none is chosen. */
export async function templateOf({ row, lever }: OpenConnection): Promise<FeedbackTemplate | null> {
  if (row.feedback_template === null) return null;
  try {
    return await lever.feedbackTemplates.get(row.feedback_template.id);
  } catch (error) {
    if (!(error instanceof LeverError && error.code === "not_found")) throw error;
    throw new HttpProblem(
      409,
      "form_gone",
      `The form "${row.feedback_template.name}" is no longer in Lever. Choose another under Settings.`,
      { cause: error },
    );
  }
}

export async function guidesOf(tx: Tx): Promise<GuideFacts[]> {
  const rows = await tx
    .selectFrom("guide_versions as v")
    .innerJoin("guides as g", "g.id", "v.guide_id")
    .distinctOn("v.guide_id")
    .select(["g.name", "v.content"])
    .where("g.retired_at", "is", null)
    .where((row) =>
      row.exists(
        row
          .selectFrom("rounds")
          .select("rounds.id")
          .whereRef("rounds.guide_id", "=", "v.guide_id")
          .where("rounds.removed_at", "is", null),
      ),
    )
    .orderBy("v.guide_id")
    .orderBy("v.version", "desc")
    .execute();
  return rows.map(({ name, content }) => ({ name, content: guideContent.parse(content) }));
}

export function formView(
  template: FeedbackTemplate | null,
  guides: readonly GuideFacts[],
  chosen: FeedbackMapping,
  sample: { now: number; zone: string; reportLink: string },
): Omit<FormView, "mark"> {
  const [guide] = guides;
  if (template === null) return { template: null, guide: guide?.name ?? null, fields: [], untold: [] };
  const names = [...new Set(guides.flatMap(({ content }) => content.competencies.map(({ name }) => name)))];
  const report = sampleReport(guide?.content ?? null, sample);
  const { fields, untold } = fillForm(report, template.fields, chosen);
  const byItself = planFields(template.fields, names);
  return {
    template: { id: template.id, name: template.text },
    guide: guide?.name ?? null,
    fields: fields.map((filled, place) =>
      fieldView(filled, { names, zone: sample.zone, recognised: byItself[place]?.source ?? { from: "nothing" } }),
    ),
    untold: untold.map((part) => partTitles[part]),
  };
}

/** Only what the form has and can take is kept. */
export function checkedMapping(template: FeedbackTemplate, mapping: FeedbackMapping): FeedbackMapping {
  const fields = new Map(template.fields.map((field) => [fieldKey(field), field]));
  const kept = Object.entries(mapping).filter(([key]) => fields.has(key));
  for (const [key, source] of kept) {
    const field = fields.get(key);
    if (field && !mayFill(field, source))
      throw invalid(`${sourceWords(field, source)} cannot fill the field "${field.text}".`);
  }
  return Object.fromEntries(kept);
}

interface Around {
  names: readonly string[];
  zone: string;
  recognised: FeedbackSource;
}

function fieldView({ field, source, chosen, value }: FilledField, { names, zone, recognised }: Around): FieldView {
  const sources = choicesFor(field, names);
  const unlisted = chosen && !sources.some((one) => JSON.stringify(one) === JSON.stringify(source));
  const choices = unlisted ? [source, ...sources] : sources;
  return {
    key: fieldKey(field),
    label: field.text,
    type: field.type,
    required: field.required === true,
    recognised: sourceWords(field, recognised),
    chosen: chosen ? source : null,
    choices: choices.map((one) => ({ source: one, words: sourceWords(field, one) })),
    takesWords: takesWords(field),
    shown: shown(field, value, zone),
    problem: problemOf({ field, source, value, chosen }),
  };
}

function sourceWords(field: FormField, source: FeedbackSource): string {
  switch (source.from) {
    case "recommendation":
      return "Recommendation";
    case "competency":
      return `${source.name}: ${field.type === "score" ? "score" : "evidence"}`;
    case "scorecard":
      return "Competencies, row by row";
    case "part":
      return partTitles[source.part];
    case "date":
      return "Date of the interview";
    case "fixed":
      return `Always "${source.value}"`;
    case "nothing":
      return "Nothing";
    default:
      return source satisfies never;
  }
}

const known = new Set([
  "score-system",
  "score",
  "scorecard",
  "dropdown",
  "multiple-choice",
  "multiple-select",
  "yes-no",
  "date",
  "text",
  "textarea",
  "code",
]);

function problemOf({ field, source, value, chosen }: FilledField): string | null {
  const required = field.required === true;
  if (!known.has(field.type))
    return `We don't know this kind of field, so it stays empty.${required ? " Lever may refuse the form: please make the field optional there." : ""}`;
  if (source.from === "recommendation") {
    const lacking = recommendations.filter((one) => verdict(field, one) === null);
    if (lacking.length > 0)
      return `No option says ${lacking.map((one) => `"${recommendationWords[one]}"`).join(", ")}. Name the options in Lever 1 to 4, or like the recommendations.`;
  }
  if (value !== null && isGuess({ field, source, chosen }))
    return `Lever wants an answer, and nothing of the report tells it: ${source.from === "date" ? "the date of the interview" : "the recommendation"} fills it. Please choose what does, or make it optional in Lever.`;
  if (!required || value !== null) return null;
  if (source.from === "scorecard")
    return "No row is called like a competency of the guide, and Lever wants it filled in.";
  return "Lever wants it filled in, and nothing of the report fits. Choose what fills it, or make it optional in Lever.";
}

function shown(field: FormField, value: FieldValue, zone: string): string {
  if (value === null) return "";
  if (field.type === "date" && typeof value === "number") return dayWords(value, zone);
  if (field.type === "score") return `${String(value)} of 4`;
  if (!Array.isArray(value)) return String(value);
  return value
    .map((one: unknown, place) => {
      if (typeof one === "string") return one;
      const { score, comment } = one as { score: number | null; comment: string | null };
      const mark = score === null ? "not assessed" : `${score} of 4`;
      return `${field.scores[place]?.text ?? ""}: ${mark}${comment === null ? "" : `. ${comment}`}`;
    })
    .join("\n");
}

function sampleReport(
  guide: GuideContent | null,
  { now, reportLink }: { now: number; reportLink: string },
): ReportToMap {
  const recommendation: Recommendation = "hire";
  const report: ReportDraft & { recommendation: Recommendation } = {
    recommendation,
    competencies: Object.fromEntries(
      (guide?.competencies ?? []).map(({ id, name }, place) => [
        id,
        { score: place % 2 === 0 ? 3 : 4, evidence: `What the expert saw of ${name}.` },
      ]),
    ),
    questions: Object.fromEntries(
      (guide?.sections ?? [])
        .flatMap(({ questions }) => questions)
        .slice(0, 1)
        .map(({ id }) => [id, "How the candidate answered."]),
    ),
    strengths: "What went well.",
    concerns: "What gave cause for concern.",
    integrity: "",
    summary: "What the recommendation rests on.",
  };
  return { report, guide, reportLink, heldAt: now };
}
