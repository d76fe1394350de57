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
  submittedAt: Date;
  candidate: string;
  position: string;
  round: string;
  company: { name: string; zone: string };
}

/** Null until a report was submitted. Says nothing about whether it was released. */
export async function readSubmitted(tx: Db | Tx, interviewId: string): Promise<SubmittedReport | null> {
  const found = await tx
    .selectFrom("reports as r")
    .innerJoin("interviews as i", "i.id", "r.interview_id")
    .innerJoin("candidates as c", "c.id", "i.candidate_id")
    .innerJoin("positions as p", "p.id", "i.position_id")
    .innerJoin("companies as co", "co.id", "i.company_id")
    .innerJoin("guide_versions as v", (join) =>
      join.onRef("v.guide_id", "=", "i.guide_id").onRef("v.version", "=", "i.guide_version"),
    )
    .leftJoin("rounds as ro", "ro.id", "i.round_id")
    .select([
      "r.submitted",
      "r.submitted_at",
      "r.version",
      "v.content",
      "c.name as candidate",
      "p.title",
      "ro.name as round",
    ])
    .select(["co.name as company", "co.zone"])
    .where("r.interview_id", "=", interviewId)
    .where("r.version", ">", 0)
    .executeTakeFirst();
  const row = await tx.selectFrom("interviews").selectAll().where("id", "=", interviewId).executeTakeFirst();
  if (!row || !found || found.submitted === null || found.submitted_at === null) return null;
  return {
    row,
    report: reportDraft.parse(found.submitted),
    guide: guideContent.parse(found.content),
    version: found.version,
    submittedAt: found.submitted_at,
    candidate: found.candidate,
    position: found.title,
    round: found.round ?? "Interview",
    company: { name: found.company, zone: found.zone },
  };
}

/** What is printed. Needs the role across companies, for the expert's first name. Null until a report was submitted. */
export async function reportFacts(tx: Db | Tx, interviewId: string): Promise<ReportPdfFacts | null> {
  const submitted = await readSubmitted(tx, interviewId);
  if (!submitted) return null;
  const { row, report, guide } = submitted;
  const expert = await tx
    .selectFrom("reports as r")
    .innerJoin("experts as e", "e.id", "r.expert_id")
    .select("e.first_name")
    .where("r.interview_id", "=", interviewId)
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
      version: submitted.version,
    },
    report,
    guide,
  );
}

/** `tx` sees the company's rows only; whether the reader may see the interview was asked before. */
export async function readPublicReport(tx: Tx, row: InterviewRow): Promise<PublicReport> {
  refuseUnreleased(row);
  const submitted = await readSubmitted(tx, row.id);
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

export function refuseUnreleased(row: InterviewRow): void {
  if (row.state === "completed") return;
  if (row.state === "in_review")
    throw refused(refuse("in_review", "An auditor is reading the report; it appears here once it is released."));
  throw refused(refuse("no_report", "There is no report yet."));
}
