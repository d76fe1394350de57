/**
 * Writing what is owed. Effects are inserted in the transaction of the change that owes them, while the interview's row is
 * locked, so that their numbers are the order of the commits. Nothing here talks to the outside.
 */
import { sql } from "kysely";
import type { Effect as OwedEffect } from "@interviewvector/domain";
import type { Db, Tx } from "../db/database.ts";
import { stableId } from "../stable-id.ts";
import { recurringIds } from "./recurring-ids.ts";

export interface NewEffect {
  id: string;
  kind: string;
  /** Unique for ever. */
  key: string;
  lane: string;
  payload: Record<string, unknown>;
  /** ms; business time. */
  runAt: number;
  companyId?: string | null;
  connectionId?: string | null;
  interviewId?: string | null;
  version?: number | null;
}

export interface Owner {
  interviewId: string;
  opportunityId: string;
  companyId: string;
  connectionId: string;
  version: number;
}

/**
 * Of an opportunity, not of one interview: when a newer entry makes another one, nobody may read that they are invited
 * before they read that the old interview is cancelled.
 */
export function laneOf(
  { connectionId, opportunityId }: Pick<Owner, "connectionId" | "opportunityId">,
  lane: Exclude<OwedEffect["lane"], "own" | "calendar">,
): string {
  return `opportunity:${connectionId}:${opportunityId}:${lane}`;
}

/** Adds what a decision owes, while the interview's row is locked. A key that exists already is a bug of the caller and throws. */
export async function addDecided(tx: Tx, owner: Owner, effects: readonly OwedEffect[]): Promise<void> {
  const ids = await recurringIds(tx, owner.interviewId, effects);
  await addEffects(
    tx,
    effects.map((effect, place) => {
      const key = `interview:${owner.interviewId}:${effect.key}`;
      const { kind, ...payload } = effect.request;
      const { interviewId, companyId, version } = owner;
      return {
        interviewId,
        companyId,
        version,
        id: ids[place] ?? stableId(key),
        kind,
        key,
        lane: laneFor(owner, effect, key),
        // Timers and mails need no ATS: they go on while a connection is parked.
        connectionId: effect.lane === "ats" ? owner.connectionId : null,
        payload: payload as Record<string, unknown>,
        runAt: effect.runAt,
      };
    }),
  );
}

function laneFor(owner: Owner, { lane, request }: OwedEffect, key: string): string {
  if (lane === "own") return key;
  // An entry in one expert's calendar waits for nothing but earlier writes of the same entry.
  if (lane === "calendar") return entryLane(owner.interviewId, "expertId" in request ? request.expertId : "");
  return laneOf(owner, lane);
}

/** Writes of one entry of an expert's own calendar follow each other. */
export function entryLane(interviewId: string, expertId: string): string {
  return `calendar.write:${interviewId}:${expertId}`;
}

export async function addEffects(
  tx: Db | Tx,
  effects: readonly NewEffect[],
  onTwin: "throw" | "ignore" = "throw",
): Promise<number> {
  if (effects.length === 0) return 0;
  const insert = tx.insertInto("effects").values(
    effects.map((effect) => ({
      id: effect.id,
      kind: effect.kind,
      key: effect.key,
      lane: effect.lane,
      payload: JSON.stringify(effect.payload),
      run_after: new Date(effect.runAt),
      company_id: effect.companyId ?? null,
      connection_id: effect.connectionId ?? null,
      interview_id: effect.interviewId ?? null,
      version: effect.version ?? null,
      request: null,
      owner: null,
      external_id: null,
      outcome: null,
      last_error: null,
    })),
  );
  const result = await (
    onTwin === "ignore" ? insert.onConflict((conflict) => conflict.column("key").doNothing()) : insert
  ).executeTakeFirst();
  await sql`select pg_notify('effects', '')`.execute(tx);
  return Number(result.numInsertedOrUpdatedRows ?? 0);
}

/** A person says: again. Goes through `find` first, because a dead effect may have been done after all. */
export async function retryEffect(tx: Db | Tx, id: string): Promise<boolean> {
  const result = await tx
    .updateTable("effects")
    .set({
      state: "unsure",
      was_unsure: true,
      not_before: sql<Date>`now()`,
      failures: 0,
      failing_since: null,
      // A person has looked and wants it: one more attempt, and no blind repeat of that.
      doubts: 1,
      ended_at: null,
      lease_until: null,
      owner: null,
      outcome: null,
    })
    .where("id", "=", id)
    .where("state", "=", "dead")
    .executeTakeFirst();
  if (Number(result.numUpdatedRows) === 0) return false;
  await sql`select pg_notify('effects', '')`.execute(tx);
  return true;
}

/** A person gives it up; the reason stays with it. */
export async function discardEffect(tx: Db | Tx, id: string, words: string): Promise<boolean> {
  const result = await tx
    .updateTable("effects")
    .set({ state: "skipped", outcome: words, ended_at: sql<Date>`now()`, lease_until: null, owner: null })
    .where("id", "=", id)
    .where("state", "in", ["dead", "pending", "unsure"])
    .executeTakeFirst();
  return Number(result.numUpdatedRows) > 0;
}
