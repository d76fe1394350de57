/** Reports that wait for their release, as those who may judge them see them. Reads only. */
import {
  guideContent,
  refuse,
  reportDraft,
  type Refusal,
  type ReviewDetail,
  type ReviewRow,
} from "@interviewvector/domain";
import type { Db, Tx } from "../db/database.ts";

/** Who reads: an auditor, or an operator, whose turn it is once an auditor is late. */
export interface Reviewer {
  id: string;
  name: string;
  role: "operator" | "auditor";
}

interface Waiting {
  interviewId: string;
  expertUserId: string | null;
  /** ms */
  dueAt: number;
  row: Omit<ReviewRow, "may">;
}

/** The most urgent first. */
export async function readQueue(db: Db | Tx, reviewer: Reviewer, now: number): Promise<ReviewRow[]> {
  const auditors = await readAuditors(db);
  const waiting = await readWaiting(db, now);
  return waiting.map((one) => ({ ...one.row, may: shown(mayJudge(one, { reviewer, auditors, now })) }));
}

export async function readReview(
  db: Db | Tx,
  interviewId: string,
  { reviewer, now }: { reviewer: Reviewer; now: number },
): Promise<ReviewDetail | null> {
  const [one] = await readWaiting(db, now, interviewId);
  if (!one) return null;
  const found = await db
    .selectFrom("report_versions as r")
    .innerJoin("interviews as i", "i.id", "r.interview_id")
    .innerJoin("guide_versions as v", (join) =>
      join.onRef("v.guide_id", "=", "i.guide_id").onRef("v.version", "=", "i.guide_version"),
    )
    .select(["r.content", "v.content as guide", "v.version as guide_version", "i.starts_at", "i.ends_at"])
    .where("r.interview_id", "=", interviewId)
    .where("r.version", "=", one.row.version)
    .executeTakeFirst();
  if (!found || found.content === null || found.starts_at === null || found.ends_at === null) return null;
  return {
    ...one.row,
    may: shown(mayJudge(one, { reviewer, auditors: await readAuditors(db), now })),
    report: reportDraft.parse(found.content),
    guide: guideContent.parse(found.guide),
    guideVersion: found.guide_version,
    startAt: found.starts_at.toISOString(),
    endAt: found.ends_at.toISOString(),
    sentBack: await readSentBack(db, interviewId),
  };
}

/** May this person judge this report now? Asked for the button, and again under the lock. */
export async function mayJudgeNow(
  tx: Tx,
  interviewId: string,
  { reviewer, now }: { reviewer: Reviewer; now: number },
): Promise<true | Refusal> {
  const [one] = await readWaiting(tx, now, interviewId);
  if (!one) return refuse("not_in_review", "This report does not wait for a review.");
  return mayJudge(one, { reviewer, auditors: await readAuditors(tx), now });
}

interface Circumstances {
  reviewer: Reviewer;
  /** User ids. */
  auditors: readonly string[];
  now: number;
}

function mayJudge(one: Waiting, { reviewer, auditors, now }: Circumstances): true | Refusal {
  if (one.expertUserId === reviewer.id)
    return refuse("own_report", "You held this interview: somebody else reads its report.");
  if (reviewer.role === "auditor") return true;
  const others = auditors.filter((id) => id !== one.expertUserId);
  if (others.length === 0 || now >= one.dueAt) return true;
  return refuse("auditors_turn", "It is an auditor's turn. Once their time is over you may judge it yourself.");
}

function shown(may: true | Refusal): ReviewRow["may"] {
  return may === true ? { possible: true, words: "" } : { possible: false, words: may.words };
}

async function readAuditors(db: Db | Tx): Promise<string[]> {
  const rows = await db.selectFrom("service_members").select("user_id").where("role", "=", "auditor").execute();
  return rows.map((row) => row.user_id);
}

async function readWaiting(db: Db | Tx, now: number, interviewId?: string): Promise<Waiting[]> {
  let query = db
    .selectFrom("interviews as i")
    .innerJoin("reports as r", "r.interview_id", "i.id")
    .innerJoin("experts as e", "e.id", "r.expert_id")
    .innerJoin("companies as co", "co.id", "i.company_id")
    .innerJoin("candidates as c", "c.id", "i.candidate_id")
    .innerJoin("positions as p", "p.id", "i.position_id")
    .leftJoin("rounds as ro", "ro.id", "i.round_id")
    .select([
      "i.id",
      "i.review_due_at",
      "i.round_number",
      "r.version",
      "r.submitted_at",
      "e.name as expert",
      "e.user_id",
    ])
    .select(["co.name as company", "c.name as candidate", "p.title", "ro.name as round"])
    .select((select) =>
      select
        .selectFrom("report_versions as v")
        .select((row) => row.fn.countAll<string>().as("count"))
        .whereRef("v.interview_id", "=", "i.id")
        .where("v.released_at", "is not", null)
        .as("released"),
    )
    .where("i.state", "=", "in_review")
    .orderBy("i.review_due_at")
    .orderBy("i.id");
  if (interviewId !== undefined) query = query.where("i.id", "=", interviewId);
  const rows = await query.execute();
  return rows.map((row) => {
    const submittedAt = row.submitted_at ?? new Date(now);
    const dueAt = row.review_due_at ?? submittedAt;
    return {
      interviewId: row.id,
      expertUserId: row.user_id,
      dueAt: dueAt.getTime(),
      row: {
        interviewId: row.id,
        company: row.company,
        candidate: row.candidate,
        position: row.title,
        round: row.round ?? `Round ${row.round_number}`,
        expert: row.expert,
        version: row.version,
        correction: Number(row.released) > 0,
        submittedAt: submittedAt.toISOString(),
        dueAt: dueAt.toISOString(),
        late: dueAt.getTime() <= now,
      },
    };
  });
}

async function readSentBack(db: Db | Tx, interviewId: string): Promise<ReviewDetail["sentBack"]> {
  const rows = await db
    .selectFrom("report_versions")
    .select(["version", "sent_back_at", "sent_back_words"])
    .where("interview_id", "=", interviewId)
    .where("sent_back_at", "is not", null)
    .orderBy("version", "desc")
    .execute();
  return rows.map((row) => ({
    version: row.version,
    at: (row.sent_back_at ?? new Date(0)).toISOString(),
    words: row.sent_back_words ?? "",
  }));
}
