/** What a printed report holds, and how it is taken from the expert's report and the guide it was written along. */
import type { GuideContent, Recommendation, ReportDraft } from "@interviewvector/domain";

export interface ReportPdfFacts {
  company: string;
  candidate: string;
  position: string;
  round: string;
  /** ms; shown in `zone`, the company's. */
  startAt: number;
  endAt: number;
  zone: string;
  expertFirstName: string;
  /** ms; also the file's own date, so that the same report is the same file. */
  submittedAt: number;
  /** Of the report; above 1 it is a correction, and says so. */
  version: number;
  recommendation: Recommendation;
  summary: string;
  competencies: ReportPdfCompetency[];
  /** Only those with notes. */
  questions: { section: string; text: string; notes: string }[];
  strengths: string;
  concerns: string;
  integrity: string;
}

export interface ReportPdfCompetency {
  name: string;
  /** Null: optional and not assessed. */
  score: 1 | 2 | 3 | 4 | null;
  /** What that score means, from the guide. */
  anchor: string;
  evidence: string;
}

export type ReportPdfHead = Omit<
  ReportPdfFacts,
  "recommendation" | "summary" | "competencies" | "questions" | "strengths" | "concerns" | "integrity"
>;

/** A submitted report has its recommendation: one without is a bug of whoever calls. */
export function reportPdfFacts(head: ReportPdfHead, report: ReportDraft, guide: GuideContent): ReportPdfFacts {
  if (report.recommendation === null) throw new TypeError("the report has no recommendation");
  return {
    ...head,
    recommendation: report.recommendation,
    summary: report.summary,
    competencies: guide.competencies.map((competency) => {
      const given = report.competencies[competency.id];
      const score = given?.score ?? null;
      return {
        name: competency.name,
        score,
        anchor: score === null ? "" : (competency.anchors[score - 1] ?? ""),
        evidence: given?.evidence ?? "",
      };
    }),
    questions: guide.sections.flatMap((section) =>
      section.questions
        .map((question) => ({ section: section.name, text: question.text, notes: report.questions[question.id] ?? "" }))
        .filter((question) => question.notes.trim() !== ""),
    ),
    strengths: report.strengths,
    concerns: report.concerns,
    integrity: report.integrity,
  };
}
