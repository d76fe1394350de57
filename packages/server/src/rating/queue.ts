/** Ratings as those read them who run the service: what the candidate wrote, and what somebody has to look into. Reads only. */
import { days, type AnswerOf, type RatingDetail, type ratingApi, type RatingRow } from "@interviewvector/domain";
import { sql } from "kysely";
import type { Db, Tx } from "../db/database.ts";
import { moodDays, moodOf, readExpertMood } from "./mood.ts";

export interface Reader {
  id: string;
  name: string;
  role: "operator" | "auditor";
}

interface Asked {
  show: "open" | "answered" | "all";
  search: string;
}

const MOST_ROWS = 200;

export async function readRatings(
  db: Db,
  reader: Reader,
  { show, search, now }: Asked & { now: number },
): Promise<AnswerOf<typeof ratingApi.listRatings>> {
  const since = new Date(now - days(moodDays));
  const all = await selectRatings(db)
    // An audit that is still open is never too old to be seen.
    .where((where) => where.or([where("r.rated_at", ">", since), where("a.due_at", "is not", null)]))
    .execute();
  const groups = {
    open: all.filter((row) => row.due_at !== null && row.ended_at === null),
    answered: all.filter((row) => row.ended_at !== null),
    all: all.filter((row) => row.rated_at > since),
  };
  const words = search.trim().toLowerCase();
  const found = groups[show].filter((row) =>
    [row.candidate, row.company, row.title, row.expert].some((text) => text.toLowerCase().includes(words)),
  );
  const inOrder =
    show === "open"
      ? found.toSorted((left, right) => Number(left.due_at) - Number(right.due_at))
      : found.toSorted((left, right) => Number(right.changed_at) - Number(left.changed_at));
  return {
    ratings: inOrder.slice(0, MOST_ROWS).map((row) => toRow(row, reader, now)),
    counts: { open: groups.open.length, answered: groups.answered.length, all: groups.all.length },
    mood: moodOf(groups.all.map(({ score }) => score)),
  };
}

export async function readRating(
  db: Db,
  interviewId: string,
  { reader, now }: { reader: Reader; now: number },
): Promise<RatingDetail | null> {
  const row = await selectRatings(db).where("r.interview_id", "=", interviewId).executeTakeFirst();
  if (!row) return null;
  const events = await db
    .selectFrom("history")
    .select(["at", "words"])
    .where("interview_id", "=", interviewId)
    .orderBy("id")
    .execute();
  return {
    ...toRow(row, reader, now),
    expertId: row.expert_id,
    expertMood: await readExpertMood(db, row.expert_id, now),
    events: events.map(({ at, words }) => ({ at: at.toISOString(), words })),
    finding: row.finding,
    action: row.action,
    answer: row.answer,
    endedBy: row.ended_by_name,
    may: mayAudit(row, reader),
  };
}

/** Nobody audits their own. */
export async function heldBy(tx: Db | Tx, interviewId: string): Promise<string | null> {
  const found = await tx
    .selectFrom("ratings as r")
    .innerJoin("experts as e", "e.id", "r.expert_id")
    .select("e.user_id")
    .where("r.interview_id", "=", interviewId)
    .executeTakeFirst();
  return found?.user_id ?? null;
}

function mayAudit(row: Row, reader: Reader): RatingDetail["may"] {
  if (row.due_at === null) return { possible: false, words: "Only ratings of 1 and 2 are looked into." };
  if (row.ended_at !== null) return { possible: false, words: "This rating has been answered." };
  if (row.expert_user_id === reader.id)
    return { possible: false, words: "You held this interview: somebody else looks into it." };
  return { possible: true, words: "" };
}

type Row = Awaited<ReturnType<ReturnType<typeof selectRatings>["execute"]>>[number];

function selectRatings(db: Db) {
  return db
    .selectFrom("ratings as r")
    .innerJoin("interviews as i", "i.id", "r.interview_id")
    .innerJoin("companies as co", "co.id", "i.company_id")
    .innerJoin("candidates as c", "c.id", "i.candidate_id")
    .innerJoin("positions as p", "p.id", "i.position_id")
    .innerJoin("experts as e", "e.id", "r.expert_id")
    .leftJoin("rounds as ro", "ro.id", "i.round_id")
    .leftJoin("rating_audits as a", "a.interview_id", "r.interview_id")
    .select(["r.interview_id", "r.expert_id", "r.score", "r.words", "r.held_at", "r.rated_at", "r.changed_at"])
    .select(["co.name as company", "c.name as candidate", "p.title", "ro.name as round", "i.round_number"])
    .select(["e.name as expert", "e.user_id as expert_user_id"])
    .select(["a.due_at", "a.taken_by", "a.ended_at", "a.finding", "a.action", "a.answer"])
    .select([
      sql<string | null>`(select u.name from auth."user" u where u.id = a.taken_by)`.as("taken_by_name"),
      sql<string | null>`(select u.name from auth."user" u where u.id = a.ended_by)`.as("ended_by_name"),
    ]);
}

function toRow(row: Row, reader: Reader, now: number): RatingRow {
  const { due_at: dueAt, ended_at: endedAt } = row;
  return {
    interviewId: row.interview_id,
    company: row.company,
    candidate: row.candidate,
    position: row.title,
    round: row.round ?? `Round ${row.round_number}`,
    expert: row.expert,
    score: row.score,
    words: row.words,
    heldAt: row.held_at.toISOString(),
    ratedAt: row.rated_at.toISOString(),
    changedAt: row.changed_at.toISOString(),
    audit:
      dueAt === null
        ? null
        : {
            dueAt: dueAt.toISOString(),
            late: endedAt === null && dueAt.getTime() <= now,
            takenBy: row.taken_by_name,
            takenByReader: row.taken_by === reader.id,
            endedAt: endedAt?.toISOString() ?? null,
          },
  };
}
