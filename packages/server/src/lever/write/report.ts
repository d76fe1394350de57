/** The report of an interview as it was released last, for the writes that carry it to Lever. What is not released never leaves. */
import { reportDraft, type Recommendation, type ReportDraft } from "@interviewvector/domain";
import type { Database } from "../../db/database.ts";
import { reportPdfFacts, type ReportPdfFacts } from "../../report/pdf-facts.ts";
import { readExpert, type InterviewFacts } from "../../interview/facts.ts";

export interface SubmittedReport {
  report: ReportDraft & { recommendation: Recommendation };
  version: number;
  /** An earlier version was released. */
  corrected: boolean;
  submittedAt: number;
  expertId: string;
}

/** Null when none was released, or its data were erased. */
export async function readReport({ service }: Database, interviewId: string): Promise<SubmittedReport | null> {
  const [row, earlier] = await service
    .selectFrom("report_versions")
    .select(["content", "submitted_at", "version", "expert_id"])
    .where("interview_id", "=", interviewId)
    .where("released_at", "is not", null)
    .orderBy("version", "desc")
    .limit(2)
    .execute();
  if (!row?.content) return null;
  const report = reportDraft.parse(row.content);
  const { recommendation } = report;
  if (recommendation === null) return null;
  return {
    report: { ...report, recommendation },
    version: row.version,
    corrected: earlier !== undefined,
    submittedAt: row.submitted_at.getTime(),
    expertId: row.expert_id,
  };
}

export async function pdfFacts(
  database: Database,
  facts: InterviewFacts,
  { report, version, corrected, submittedAt, expertId }: SubmittedReport,
): Promise<ReportPdfFacts | null> {
  const { row, company, candidate, position, round, guide } = facts;
  if (!guide) return null;
  const expert = await readExpert(database.service, expertId);
  const head = {
    company: company.name,
    candidate: candidate.name,
    position: position.title,
    round: round.name,
    startAt: (row.starts_at ?? row.entered_at).getTime(),
    endAt: (row.ends_at ?? row.starts_at ?? row.entered_at).getTime(),
    zone: company.zone,
    expertFirstName: expert?.firstName ?? "",
    submittedAt,
    version: corrected ? version : 1,
  };
  return reportPdfFacts(head, report, guide.content);
}
