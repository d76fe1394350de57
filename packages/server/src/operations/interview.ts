/** What an operator who is called about an interview needs first: whose it is, how to reach the expert, how far the report is. */
import {
  type AnswerOf,
  type assignmentApi,
  missingParts,
  recommendationWords,
  reportDraft,
} from "@interviewvector/domain";
import { sql } from "kysely";
import type { Db } from "../db/database.ts";
import { readGuideContent } from "../guide/content.ts";
import { notFound } from "../http/problem.ts";

type Standing = AnswerOf<typeof assignmentApi.interviewAssignments>["interview"];

export async function readStanding(db: Db, interviewId: string): Promise<Standing> {
  const row = await db
    .selectFrom("interviews as i")
    .innerJoin("companies as co", "co.id", "i.company_id")
    .innerJoin("candidates as c", "c.id", "i.candidate_id")
    .innerJoin("positions as p", "p.id", "i.position_id")
    // After a no-show the interview has no booking any more: the last one that was held says who it was.
    .leftJoin("experts as e", (join) =>
      join.on(
        sql<boolean>`e.id = coalesce(i.expert_id, (
          select b.expert_id from bookings b where b.interview_id = i.id and b.status = 'done' order by b.created_at desc limit 1))`,
      ),
    )
    .leftJoin("reports as r", (join) => join.onRef("r.interview_id", "=", "i.id").onRef("r.expert_id", "=", "e.id"))
    .select(["i.state", "i.starts_at", "i.report_due_at", "i.guide_id", "i.guide_version"])
    .select(["co.name as company", "c.name as candidate", "p.title as position"])
    .select(["e.id as expert_id", "e.name as expert", "e.email", "r.draft", "r.saved_at", "r.version"])
    .where("i.id", "=", interviewId)
    .executeTakeFirst();
  if (!row) throw notFound("This interview");
  const { expert_id: id, expert: name, email } = row;
  return {
    company: row.company,
    candidate: row.candidate,
    position: row.position,
    state: row.state,
    startAt: row.starts_at?.toISOString() ?? null,
    reportDueAt: row.report_due_at?.toISOString() ?? null,
    expert: id === null || name === null || email === null ? null : { id, name, email },
    // Once submitted it is a report, which auditors and the company read.
    draft: row.saved_at !== null && row.version === 0 ? await draftOf(db, { ...row, saved_at: row.saved_at }) : null,
  };
}

interface DraftRow {
  draft: Record<string, unknown> | null;
  saved_at: Date;
  guide_id: string | null;
  guide_version: number | null;
}

async function draftOf(db: Db, row: DraftRow): Promise<NonNullable<Standing["draft"]>> {
  const draft = reportDraft.parse(row.draft ?? {});
  const { guide_id: id, guide_version: version } = row;
  const guide = id === null || version === null ? null : await readGuideContent(db, { id, version });
  return {
    savedAt: row.saved_at.toISOString(),
    recommendation: draft.recommendation === null ? null : recommendationWords[draft.recommendation],
    summary: draft.summary,
    missing: guide === null ? [] : missingParts(draft, guide).map(({ words }) => words),
  };
}
