/** Interviews that are booked although their posting has ended, and about which nobody has decided yet. */
import { isRefusal, type Actor } from "@interviewvector/domain";
import { sql } from "kysely";
import type { Db, Tx } from "../db/database.ts";
import { act, type Door } from "../interview/act.ts";

interface Undecided {
  interviewId: string;
  candidate: string;
  startAt: string;
}

/** The nearest first. */
export async function readUndecided(db: Db | Tx, positionId: string): Promise<Undecided[]> {
  const rows = await db
    .selectFrom("interviews")
    .innerJoin("candidates as c", "c.id", "candidate_id")
    .select(["interviews.id", "c.name", sql<Date>`starts_at`.as("startAt")])
    .where("position_id", "=", positionId)
    .where(isUndecided)
    .orderBy("starts_at")
    .execute();
  return rows.map(({ id, name, startAt }) => ({ interviewId: id, candidate: name, startAt: startAt.toISOString() }));
}

export const isUndecided = sql<boolean>`state = 'scheduled' and posting_question is not null and posting_question ->> 'answer' is null`;

/** Each is answered by itself; whoever was faster with one of them keeps that answer. Returns how many were answered now. */
export async function decideAll(
  door: Door,
  positionId: string,
  { keep, actor }: { keep: boolean; actor: Actor },
): Promise<number> {
  let decided = 0;
  for (const { interviewId } of await readUndecided(door.database.service, positionId)) {
    const outcome = await act(door, interviewId, actor, (_tx, { interview }) =>
      Promise.resolve({ type: "postingEndAnswered", keep, endedAt: interview.postingQuestion?.endedAt ?? 0 }),
    );
    if (!isRefusal(outcome)) decided += 1;
  }
  return decided;
}
