/** The expert's report: what it holds, and what must be there before it can be submitted. */
import { z } from "zod";
import type { GuideContent } from "../guide/guide.ts";

export const recommendations = ["strong_hire", "hire", "no_hire", "strong_no_hire"] as const;
export type Recommendation = (typeof recommendations)[number];

export const recommendationWords: Record<Recommendation, string> = {
  strong_hire: "Strong hire",
  hire: "Hire",
  no_hire: "No hire",
  strong_no_hire: "Strong no hire",
};

/** Lever's 1-4 (4 = strong hire). Source: https://hire.lever.co/developer/documentation#feedback, field type score-system. */
export const recommendationScores: Record<Recommendation, 1 | 2 | 3 | 4> = {
  strong_hire: 4,
  hire: 3,
  no_hire: 2,
  strong_no_hire: 1,
};

const score = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]);

/** While it is written everything may be missing; texts are bounded so that no report is too large for anyone. */
export const reportDraft = z.object({
  recommendation: z.enum(recommendations).nullable().default(null),
  competencies: z
    .record(z.string(), z.object({ score: score.nullable().default(null), evidence: z.string().max(8000).default("") }))
    .default({}),
  questions: z.record(z.string(), z.string().max(8000)).default({}),
  strengths: z.string().max(8000).default(""),
  concerns: z.string().max(8000).default(""),
  integrity: z.string().max(4000).default(""),
  summary: z.string().max(8000).default(""),
});
export type ReportDraft = z.infer<typeof reportDraft>;

export interface MissingPart {
  /** `recommendation`, `summary`, `competency:<id>:score`, `competency:<id>:evidence`: the form jumps there. */
  part: string;
  words: string;
}

export function missingParts(draft: ReportDraft, guide: GuideContent): MissingPart[] {
  const missing: MissingPart[] = [];
  if (draft.recommendation === null) missing.push({ part: "recommendation", words: "Recommendation" });
  for (const item of guide.competencies) {
    if (!item.mandatory) continue;
    const given = draft.competencies[item.id];
    if (!given || given.score === null)
      missing.push({ part: `competency:${item.id}:score`, words: `${item.name}: score` });
    if (!given || given.evidence.trim() === "")
      missing.push({ part: `competency:${item.id}:evidence`, words: `${item.name}: evidence` });
  }
  if (draft.summary.trim() === "") missing.push({ part: "summary", words: "Summary" });
  return missing;
}
