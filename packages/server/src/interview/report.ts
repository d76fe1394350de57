/** The released report as companies read it, and the same facts for the printed one. What is not released is not there. */
import {
  guideContent,
  refuse,
  reportDraft,
  type AnswerOf,
  type GuideContent,
  type interviewApi,
  type ReportDraft,
} from "@interviewvector/domain";
import type { Db, Tx } from "../db/database.ts";
import { notFound, refused } from "../http/problem.ts";
import { reportPdfFacts, type ReportPdfFacts } from "../report/pdf-facts.ts";
import type { InterviewRow } from "./store.ts";

type PublicReport = AnswerOf<typeof interviewApi.getReport>;

export interface SubmittedReport {
  row: InterviewRow;
  report: ReportDraft;
  guide: GuideContent;
  version: number;
  /** An earlier version was released. */
  corrected: boolean;
  submittedAt: Date;
  candidate: string;
  position: string;
  round: string;
  company: { name: string; zone: string };
}

/** The version asked for, or the newest that was released; null where there is none, or its content was erased. */
export async function readReleased(
  tx: Db | Tx,
  interviewId: string,
  version?: number,
): Promise<SubmittedReport | null> {
  let query = tx
    .selectFrom("report_versions as r")
    .innerJoin("interviews as i", "i.id", "r.interview_id")
    .innerJoin("candidates as c", "c.id", "i.candidate_id")
    .innerJoin("positions as p", "p.id", "i.position_id")
    .innerJoin("companies as co", "co.id", "i.company_id")
    .innerJoin("guide_versions as v", (join) =>
      join.onRef("v.guide_id", "=", "i.guide_id").onRef("v.version", "=", "i.guide_version"),
    )
    .leftJoin("rounds as ro", "ro.id", "i.round_id")
    .select([
      "r.content as submitted",
      "r.submitted_at",
      "r.version",
      "v.content",
      "c.name as candidate",
      "p.title",
      "ro.name as round",
    ])
    .select(["co.name as company", "co.zone"])
    .select((select) =>
      select
        .selectFrom("report_versions as e")
        .select((row) => row.fn.countAll<string>().as("count"))
        .whereRef("e.interview_id", "=", "r.interview_id")
        .whereRef("e.version", "<", "r.version")
        .where("e.released_at", "is not", null)
        .as("earlier"),
    )
    .where("r.interview_id", "=", interviewId)
    .where("r.released_at", "is not", null)
    .orderBy("r.version", "desc");
  if (version !== undefined) query = query.where("r.version", "=", version);
  const found = await query.executeTakeFirst();
  const row = await tx.selectFrom("interviews").selectAll().where("id", "=", interviewId).executeTakeFirst();
  if (!row || !found || found.submitted === null) return null;
  return {
    row,
    report: reportDraft.parse(found.submitted),
    guide: guideContent.parse(found.content),
    version: found.version,
    corrected: Number(found.earlier) > 0,
    submittedAt: found.submitted_at,
    candidate: found.candidate,
    position: found.title,
    round: found.round ?? "Interview",
    company: { name: found.company, zone: found.zone },
  };
}

/** What is printed. Needs the role across companies, for the expert's first name. Null until a report was released. */
export async function reportFacts(tx: Db | Tx, interviewId: string): Promise<ReportPdfFacts | null> {
  const submitted = await readReleased(tx, interviewId);
  if (!submitted) return null;
  const { row, report, guide } = submitted;
  const expert = await tx
    .selectFrom("report_versions as r")
    .innerJoin("experts as e", "e.id", "r.expert_id")
    .select("e.first_name")
    .where("r.interview_id", "=", interviewId)
    .where("r.version", "=", submitted.version)
    .executeTakeFirstOrThrow();
  const submittedAt = submitted.submittedAt.getTime();
  return reportPdfFacts(
    {
      company: submitted.company.name,
      candidate: submitted.candidate,
      position: submitted.position,
      round: submitted.round,
      startAt: row.starts_at?.getTime() ?? submittedAt,
      endAt: row.ends_at?.getTime() ?? submittedAt,
      zone: submitted.company.zone,
      expertFirstName: expert.first_name,
      submittedAt,
      version: submitted.corrected ? submitted.version : 1,
    },
    report,
    guide,
  );
}

/** `tx` sees the company's rows only; whether the reader may see the interview was asked before. */
export async function readPublicReport(tx: Tx, row: InterviewRow, version?: number): Promise<PublicReport> {
  const versions = await releasedVersions(tx, row.id);
  refuseUnreleased(row, versions.length > 0);
  const submitted = await readReleased(tx, row.id, version);
  if (!submitted) throw notFound("This report");
  const { report, guide } = submitted;
  const booking = await tx
    .selectFrom("company_bookings")
    .select("expert_first_name")
    .where("id", "=", row.booking_id)
    .executeTakeFirst();
  return {
    interviewId: row.id,
    candidate: submitted.candidate,
    position: submitted.position,
    round: submitted.round,
    expert: booking?.expert_first_name ?? "",
    at: (row.starts_at ?? submitted.submittedAt).toISOString(),
    version: submitted.version,
    submittedAt: submitted.submittedAt.toISOString(),
    versions,
    recommendation: report.recommendation ?? "",
    summary: report.summary,
    strengths: report.strengths,
    concerns: report.concerns,
    integrity: report.integrity,
    competencies: guide.competencies.map((competency) => {
      const given = report.competencies[competency.id];
      const score = given?.score ?? null;
      const anchor = score === null ? null : (competency.anchors[score - 1] ?? null);
      return { name: competency.name, score, anchor, evidence: given?.evidence ?? "" };
    }),
    questions: guide.sections
      .flatMap((section) => section.questions)
      .map((question) => ({ text: question.text, note: report.questions[question.id] ?? "" }))
      .filter((question) => question.note.trim() !== ""),
  };
}

/** Newest first: what was released, and may be read again after a correction. */
async function releasedVersions(tx: Tx, interviewId: string): Promise<PublicReport["versions"]> {
  const rows = await tx
    .selectFrom("report_versions")
    .select(["version", "submitted_at", "released_at"])
    .where("interview_id", "=", interviewId)
    .where("released_at", "is not", null)
    .where("content", "is not", null)
    .orderBy("version", "desc")
    .execute();
  return rows.map((row) => ({
    version: row.version,
    submittedAt: row.submitted_at.toISOString(),
    releasedAt: (row.released_at ?? row.submitted_at).toISOString(),
  }));
}

/** A correction under review hides nothing: what was released before stays readable. */
export function refuseUnreleased(row: InterviewRow, wasReleased: boolean): void {
  if (wasReleased) return;
  if (row.state === "in_review")
    throw refused(refuse("in_review", "An auditor is reading the report; it appears here once it is released."));
  throw refused(refuse("no_report", "There is no report yet."));
}
