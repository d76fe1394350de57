/** The feedback form in Lever: one that is there already and meant for us, else our own with a field for every part of a report. */
import type { FeedbackTemplate, LeverClient, NewFeedbackTemplate } from "@interviewvector/lever";
import type { Database } from "../../db/database.ts";

export const TEMPLATE_NAME = "InterviewVector feedback";

/** By its name, and able to take the recommendation. */
export function suitableTemplate(templates: readonly FeedbackTemplate[]): FeedbackTemplate | null {
  const able = templates.filter(({ fields }) => fields.some(({ type }) => type === "score-system"));
  return (
    able.find(({ text }) => text === TEMPLATE_NAME) ??
    able.find(({ text }) => /^interview ?vector\b/i.test(text)) ??
    null
  );
}

/** Looks for its name first: a repeated POST would make a second one. */
export async function ensureTemplate(
  lever: LeverClient,
  { database, companyId }: { database: Database; companyId: string },
  templates: readonly FeedbackTemplate[],
): Promise<FeedbackTemplate> {
  const own = templates.find(({ text }) => text === TEMPLATE_NAME);
  return own ?? lever.feedbackTemplates.create(await wantedTemplate(database, companyId));
}

/** Ours, as the company's guides of today want it. */
export async function wantedTemplate(database: Database, companyId: string): Promise<NewFeedbackTemplate> {
  return templateWith(await competenciesFor(database, companyId));
}

/** Made by us, and so ours to keep in step. */
export function isOurs({ text }: Pick<FeedbackTemplate, "text">): boolean {
  return text === TEMPLATE_NAME;
}

function templateWith(competencies: readonly string[]): NewFeedbackTemplate {
  const area = (text: string, description: string) => ({
    type: "textarea" as const,
    text,
    description,
    required: false,
  });
  return {
    text: TEMPLATE_NAME,
    instructions: "Filled in by InterviewVector from the expert's report.",
    fields: [
      { type: "score-system", text: "Overall rating", required: true },
      area("Summary", "What the recommendation rests on."),
      ...(competencies.length === 0
        ? []
        : [
            {
              type: "scorecard" as const,
              text: "Skills",
              description: "1 to 4; skills that this interview did not cover stay empty.",
              required: false,
              scores: competencies.map((text) => ({ text, description: "" })),
            },
          ]),
      area("Competencies and evidence", "Each competency of the guide, its score and what it rests on."),
      area("Strengths", ""),
      area("Concerns", ""),
      area("Questions", "Notes per question."),
      area("Integrity", "Signals, if there were any."),
      { type: "text", text: "Link to the full report", required: false },
    ],
  };
}

const MOST_ROWS = 20;

/**
 * Those of the guides that the company interviews along, the most shared first. Before it has chosen any: what guides have in
 * common, since a row is never taken away again and most of the others would stay empty for ever.
 */
async function competenciesFor({ service }: Database, companyId: string): Promise<string[]> {
  const versions = await service
    .selectFrom("guide_versions as v")
    .innerJoin("guides as g", "g.id", "v.guide_id")
    .distinctOn("v.guide_id")
    .select(["v.guide_id", "v.content"])
    .select((row) =>
      row
        .exists(
          row
            .selectFrom("rounds as r")
            .select("r.id")
            .whereRef("r.guide_id", "=", "v.guide_id")
            .where("r.company_id", "=", companyId)
            .where("r.removed_at", "is", null),
        )
        .as("own"),
    )
    .where("g.retired_at", "is", null)
    .orderBy("v.guide_id")
    .orderBy("v.version", "desc")
    .execute();
  const own = versions.filter((version) => version.own);
  const counts = new Map<string, number>();
  for (const { content } of own.length > 0 ? own : versions)
    for (const { name } of content.competencies) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts]
    .filter(([, count]) => own.length > 0 || count > 1)
    .sort(([leftName, left], [rightName, right]) => right - left || leftName.localeCompare(rightName))
    .slice(0, MOST_ROWS)
    .map(([name]) => name);
}
