/**
 * Hand-overs that nobody waits for: an expert is ill for days, or a calendar shows that they are busy after all. They are
 * owed in the transaction that found out, and done by the runner one interview at a time, so that a crash in between
 * leaves none behind.
 */
import { sql } from "kysely";
import { type Actor, days, type HandOverCause, isRefusal } from "@interviewvector/domain";
import type { Db, Tx } from "../db/database.ts";
import type { Handler } from "../effects/effect.ts";
import { addEffects } from "../effects/ledger.ts";
import type { Door } from "../interview/act.ts";
import type { SchedulingDeps } from "./book.ts";
import { handOver } from "./hand-over.ts";

export interface DropOut {
  expertId: string;
  cause: HandOverCause;
  /** For operators only. */
  reason: string;
  actor: Actor;
  /** Half-open, ms: interviews that meet this time are given to others. */
  fromAt: number;
  toAt: number;
}

/** `startAt`: absent in what was owed by older code. */
type Owed = Omit<DropOut, "fromAt" | "toAt"> & { startAt?: number };

/**
 * Call it inside the transaction that learns that an expert can't hold what is booked in a span of time: a bulk absence, a
 * calendar's busy time. Owed at most once per booking, expert and time. Returns how many interviews are looked after.
 */
export async function oweHandOvers(
  { clock, newId }: Pick<Door, "clock" | "newId">,
  tx: Tx,
  out: DropOut,
): Promise<number> {
  const now = clock.now();
  const rows = await readHeld(tx, { ...out, now });
  const { expertId, cause, reason, actor } = out;
  return addEffects(
    tx,
    rows.map((row) => ({
      id: newId(),
      kind: "interview.handover",
      key: `hand-over:${row.id}:${expertId}:${row.start_at.getTime()}`,
      lane: `hand-over:${row.interview_id}`,
      payload: { expertId, cause, reason, actor, startAt: row.start_at.getTime() },
      runAt: now,
      companyId: row.company_id,
      interviewId: row.interview_id,
    })),
    "ignore",
  );
}

/** The interviews that a drop-out would concern: shown before, and given to others when it is. */
export function readHeld(
  db: Db | Tx,
  { expertId, now, fromAt, toAt }: Pick<DropOut, "expertId" | "fromAt" | "toAt"> & { now: number },
) {
  return db
    .selectFrom("bookings as b")
    .innerJoin("interviews as i", "i.booking_id", "b.id")
    .select(["b.id", "b.interview_id", "i.company_id", sql<Date>`lower(b.during)`.as("start_at")])
    .where("b.expert_id", "=", expertId)
    .where("b.status", "=", "confirmed")
    .where("i.state", "=", "scheduled")
    .where(sql<boolean>`b.during && tstzrange(${new Date(Math.max(now, fromAt))}, ${new Date(toAt)})`)
    .orderBy(sql`lower(b.during)`)
    .execute();
}

/** As long ahead as anything can be booked. */
export const AHEAD_MS = days(400);

export function handOverHandler(deps: SchedulingDeps): Handler {
  return {
    kind: "interview.handover",
    // What was handed over already is a refusal: it is somebody else's by now.
    repeatable: true,
    async run(effect) {
      if (effect.interviewId === null) return { result: "skipped", words: "no interview" };
      const { expertId, cause, reason, actor, startAt } = effect.payload as unknown as Owed;
      const wish = { fromExpertId: expertId, cause, reason, startAt };
      const result = await handOver(deps, effect.interviewId, actor, wish);
      if (!isRefusal(result)) return { result: "done", words: result.words };
      if (result.code === "busy") return { result: "later", words: result.words, afterMs: 2000 };
      return { result: "skipped", words: result.words };
    },
  };
}
