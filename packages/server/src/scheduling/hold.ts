/**
 * A time that is kept for five minutes while the candidate reads and types. It is a row like a booking, won in the same
 * function and guarded by the same constraints, so nobody else is offered it; it ends by booking, by choosing another time,
 * by going away, or by itself. Without a hold everything works as well: the booking decides.
 */
import { setTimeout as wait } from "node:timers/promises";
import { sql } from "kysely";
import { type Actor, isRefusal, minutes, refuse, type Refusal } from "@interviewvector/domain";
import type { Handler } from "../effects/effect.ts";
import { forgetRounds } from "../effects/forget-rounds.ts";
import { addEffects } from "../effects/ledger.ts";
import { undoOnRefusal } from "../interview/act.ts";
import { loadInterview } from "../interview/store.ts";
import { anyFree, askForSlot, isBrokenOff, mayBook, pauseMs, type SchedulingDeps } from "./book.ts";
import { situationOf } from "./situation.ts";

const HOLD_MINUTES = 5;
const MOST_TRIES = 20;

/** What is kept; `untilAt` null: nothing is kept, but it may well be booked. */
export interface Kept {
  startAt: number;
  untilAt: number | null;
}

export async function holdSlot(
  deps: SchedulingDeps,
  interviewId: string,
  actor: Actor,
  wanted: { startAt: number; extraMinutes?: number | undefined },
): Promise<Kept | Refusal> {
  for (let tries = 1; ; tries++) {
    const result = await tryOnce(deps, interviewId, actor, wanted);
    if (!isRefusal(result) || result.code !== "retry") return result;
    if (tries === MOST_TRIES) return { startAt: wanted.startAt, untilAt: null };
    await wait(pauseMs(interviewId, tries));
  }
}

async function tryOnce(
  deps: SchedulingDeps,
  interviewId: string,
  actor: Actor,
  { startAt, extraMinutes }: { startAt: number; extraMinutes?: number | undefined },
): Promise<Kept | Refusal> {
  const roster = await deps.experts.current();
  const now = deps.clock.now();
  const untilAt = now + minutes(HOLD_MINUTES);
  try {
    return await undoOnRefusal(deps, async (tx) => {
      const loaded = await loadInterview(tx, interviewId, true);
      const situation = loaded && (await situationOf(tx, interviewId, extraMinutes));
      if (!situation) return refuse("no_round", "There is nothing to book for this interview.");
      const request = { startAt, idempotencyKey: `hold:${deps.newId()}` };
      const refused = mayBook(deps, loaded, actor, { situation, request });
      if (refused) return refused;
      const ranked = anyFree(deps, roster, situation, request);
      if (isRefusal(ranked)) return ranked;
      const { outcome } = await askForSlot(deps, tx, { roster, situation, ranked, request }, untilAt);
      if (outcome === "retry") return refuse("retry", "");
      if (outcome === "held") await oweSweep(deps, tx, untilAt);
      else if (outcome === "full") return refuse("slot_taken", "This time has just been taken.");
      return { startAt, untilAt: outcome === "held" ? untilAt : null };
    });
  } catch (error) {
    if (isBrokenOff(error)) return refuse("retry", "");
    throw error;
  }
}

/** The time that is kept for the interview now. */
export async function heldFor(deps: SchedulingDeps, interviewId: string): Promise<Kept | null> {
  const row = await deps.database.service
    .selectFrom("bookings")
    .select(["hold_expires_at", sql<number | null>`(decision -> 'startAt')::float8`.as("start_at")])
    .where("interview_id", "=", interviewId)
    .where("status", "=", "held")
    .executeTakeFirst();
  const untilAt = row?.hold_expires_at?.getTime() ?? 0;
  return row && row.start_at !== null && untilAt > deps.clock.now() ? { startAt: row.start_at, untilAt } : null;
}

/** The candidate went away from it. Nothing to release is fine. */
export async function releaseHold({ database }: SchedulingDeps, interviewId: string): Promise<void> {
  await sql`select release_hold(${interviewId}::uuid)`.execute(database.service);
}

const SWEEP = "booking.sweep";

/** One sweep is owed while holds exist; each one that runs owes the next. */
async function oweSweep(
  { newId }: Pick<SchedulingDeps, "newId">,
  db: Parameters<typeof addEffects>[0],
  runAt: number,
  exceptId: string | null = null,
): Promise<void> {
  const open = await db
    .selectFrom("effects")
    .select("id")
    .where("lane", "=", SWEEP)
    .where("state", "in", ["pending", "running"])
    .where(sql<boolean>`id is distinct from ${exceptId}::uuid`)
    .limit(1)
    .executeTakeFirst();
  if (open) return;
  const id = newId();
  await addEffects(db, [{ id, kind: SWEEP, key: `${SWEEP}:${id}`, lane: SWEEP, payload: {}, runAt }]);
}

/** Expired holds are in nobody's way already; this only keeps the table clean and the experts' rows true. */
export function sweepHandler(deps: SchedulingDeps): Handler {
  return {
    kind: SWEEP,
    repeatable: true,
    async run(effect) {
      const { service } = deps.database;
      const now = deps.clock.now();
      const { rows } = await sql<{ ended: number }>`select end_holds(${new Date(now)}) as ended`.execute(service);
      const left = await service
        .selectFrom("bookings")
        .select((row) => row.fn.min("hold_expires_at").as("next"))
        .where("status", "=", "held")
        .executeTakeFirst();
      if (left?.next) await oweSweep(deps, service, Math.max(left.next.getTime(), now + 1000), effect.id);
      await forgetRounds(service, { kind: SWEEP, lane: SWEEP, now });
      return { result: "done", words: `${rows[0]?.ended ?? 0} ended` };
    },
  };
}
