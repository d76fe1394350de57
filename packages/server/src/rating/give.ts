/** A candidate says how it was. One rating for each interview; it may be changed until somebody has answered it. */
import { type Actor, type Decision, auditOpenedBy, mayRate, refuse, type Refusal } from "@interviewvector/domain";
import type { Db, Tx } from "../db/database.ts";
import { act, type Door } from "../interview/act.ts";
import type { InterviewRow } from "../interview/store.ts";

export interface Given {
  score: number;
  words: string;
}

/** Through the link in their mail. */
const candidate: Actor = { kind: "candidate" };

export function giveRating(door: Door, interviewId: string, given: Given): Promise<Decision | Refusal> {
  return act(door, interviewId, candidate, async (tx, { row, interview }) => {
    const now = door.clock.now();
    const may = mayRate(interview, now);
    if (may !== true) return may;
    const { booking, rating } = interview;
    if (!booking) return refuse("not_held", "There is no interview to rate.");
    const before = await readGiven(tx, interviewId);
    if (before?.score === given.score && before.words === given.words)
      return refuse("same_rating", "This is what you said already.");
    await save(tx, row, { ...given, expertId: booking.expertId, heldAt: booking.startAt, now });
    const auditDueAt = auditOpenedBy(given.score, rating, now);
    if (auditDueAt !== null) await openAudit(tx, row, { now, dueAt: auditDueAt });
    return { type: "rated", score: given.score, before: before?.score ?? null, auditDueAt };
  });
}

export async function readGiven(tx: Db | Tx, interviewId: string): Promise<(Given & { changedAt: number }) | null> {
  const found = await tx
    .selectFrom("ratings")
    .select(["score", "words", "changed_at"])
    .where("interview_id", "=", interviewId)
    .executeTakeFirst();
  return found ? { score: found.score, words: found.words, changedAt: found.changed_at.getTime() } : null;
}

interface Saved extends Given {
  expertId: string;
  heldAt: number;
  now: number;
}

async function save(tx: Tx, row: InterviewRow, { score, words, expertId, heldAt, now }: Saved): Promise<void> {
  const at = new Date(now);
  await tx
    .insertInto("ratings")
    .values({
      company_id: row.company_id,
      interview_id: row.id,
      expert_id: expertId,
      held_at: new Date(heldAt),
      score,
      words,
      rated_at: at,
      changed_at: at,
    })
    .onConflict((conflict) => conflict.column("interview_id").doUpdateSet({ score, words, changed_at: at }))
    .execute();
}

async function openAudit(tx: Tx, row: InterviewRow, { now, dueAt }: { now: number; dueAt: number }): Promise<void> {
  await tx
    .insertInto("rating_audits")
    .values({
      company_id: row.company_id,
      interview_id: row.id,
      opened_at: new Date(now),
      due_at: new Date(dueAt),
    })
    .execute();
}
