/**
 * Recording what became of an attempt. Guarded by the fence: a process whose attempt number is no longer the current one
 * changes nothing.
 */
import { sql } from "kysely";
import { hours, minutes, seconds } from "@interviewvector/domain";
import type { Database, Tx } from "../db/database.ts";
import { addEffects } from "./ledger.ts";
import type { Claimed } from "./claim.ts";
import type { FailureFacts, Handler, Outcome } from "./effect.ts";

export interface RecordOptions {
  owner: bigint;
  quietMs: number;
  /** Business time, ms. */
  now: number;
  newId: () => string;
  /** The kind can be swept: look again after it was ever unsure. */
  sweepable: boolean;
  gaveUp?: Handler["gaveUp"];
}

/** `found` = done, but by an earlier attempt. */
export type Recorded = { outcome: Outcome; found?: boolean };

const giveUpAfterMs = hours(24);

/** 2, 4, 8 … s, at most 5 minutes, spread by a fifth so that a thousand do not knock together. */
export function backoffMs(failures: number): number {
  const base = Math.min(seconds(2) * 2 ** Math.min(failures, 12), minutes(5));
  return Math.round(base * (0.9 + 0.2 * Math.random()));
}

/** Where an answer is nearly always final: before the second try and the third. */
const twiceMs: readonly number[] = [seconds(5), minutes(1)];

/** Null: not tried again by itself. */
function waitFor(retry: "backoff" | "twice" | "never", failures: number): number | null {
  switch (retry) {
    case "backoff":
      return backoffMs(failures);
    case "twice":
      return twiceMs[failures] ?? null;
    case "never":
      return null;
    default:
      return retry satisfies never;
  }
}

/** Returns false when the attempt was no longer ours; then nothing was written. */
export async function recordOutcome(
  database: Database,
  effect: Claimed,
  recorded: Recorded,
  options: RecordOptions,
): Promise<boolean> {
  return database.service.transaction().execute(async (tx) => {
    const { outcome } = recorded;
    const change = changeFor(effect, outcome, options);
    const fails = change.state !== "done" && outcome.result !== "later" && outcome.result !== "skipped";
    const result = await sql<{ was_unsure: boolean }>`
      update effects set
        state = ${change.state}, lease_until = null, owner = null, outcome = ${outcome.words},
        failures = ${change.failures}, was_unsure = was_unsure or ${change.state === "unsure"},
        doubts = doubts + ${outcome.result === "unsure" ? 1 : 0},
        failing_since = case when ${fails} then coalesce(failing_since, clock_timestamp())
                             when ${change.ended} then null else failing_since end,
        not_before = clock_timestamp() + ${change.waitMs} * interval '1 millisecond',
        external_id = coalesce(${"externalId" in outcome ? (outcome.externalId ?? null) : null}, external_id),
        last_error = case when ${change.error === null} then last_error else ${change.error}::jsonb end,
        ended_at = ${change.ended ? new Date(options.now) : null}
      where id = ${effect.id} and state = 'running' and attempt = ${effect.attempt} and owner = ${options.owner.toString()}::bigint
      returning was_unsure`.execute(tx);
    const row = result.rows[0];
    if (!row) return false;
    await tx
      .updateTable("effect_attempts")
      .set({
        ended_at: sql<Date>`clock_timestamp()`,
        outcome: recorded.found ? "found" : change.state === "dead" ? "dead" : outcome.result,
        detail: JSON.stringify(outcomeDetail(outcome)),
      })
      .where("effect_id", "=", effect.id)
      .where("attempt", "=", effect.attempt)
      .execute();
    if (change.state === "dead") await options.gaveUp?.(tx, effect);
    if (outcome.result === "done") {
      await outcome.save?.(tx);
      if (row.was_unsure && options.sweepable) await addSweeps(tx, effect, options);
    }
    return true;
  });
}

function outcomeDetail(outcome: Outcome): Record<string, unknown> {
  const { save: _save, ...plain } = outcome as Outcome & { save?: unknown };
  return plain;
}

interface Change {
  state: "pending" | "unsure" | "done" | "dead" | "skipped";
  failures: number;
  waitMs: number;
  error: string | null;
  ended: boolean;
}

function changeFor(effect: Claimed, outcome: Outcome, options: RecordOptions): Change {
  const open = effect.wasUnsure ? "unsure" : "pending";
  switch (outcome.result) {
    case "done":
      return { state: "done", failures: effect.failures, waitMs: 0, error: null, ended: true };
    case "skipped":
      return { state: "skipped", failures: effect.failures, waitMs: 0, error: null, ended: true };
    case "later":
      return { state: open, failures: effect.failures, waitMs: outcome.afterMs, error: null, ended: false };
    case "unsure":
      if (failsTooLong(effect))
        return { state: "dead", failures: effect.failures + 1, waitMs: 0, error: errorJson(outcome), ended: true };
      return {
        state: "unsure",
        failures: effect.failures + 1,
        waitMs: Math.max(options.quietMs, effect.failures > 3 ? backoffMs(effect.failures) : 0),
        error: errorJson(outcome),
        ended: false,
      };
    case "not_applied": {
      const waitMs = waitFor(outcome.retry, effect.failures);
      if (waitMs === null || failsTooLong(effect))
        return { state: "dead", failures: effect.failures + 1, waitMs: 0, error: errorJson(outcome), ended: true };
      return { state: open, failures: effect.failures + 1, waitMs, error: errorJson(outcome), ended: false };
    }
    default:
      return outcome satisfies never;
  }
}

/** A day of failures or of doubt, with tries in it: a person must look. Time in which nothing was tried does not count alone. */
function failsTooLong(effect: Claimed): boolean {
  return effect.failures >= 3 && effect.failingForMs > giveUpAfterMs;
}

function errorJson({ words, code, status, away }: { words: string } & FailureFacts): string {
  return JSON.stringify({ words, code, status, away });
}

/** 5 minutes, 1 hour and 24 hours later somebody looks whether the uncertain attempt made a twin after all. */
async function addSweeps(tx: Tx, effect: Claimed, options: RecordOptions): Promise<void> {
  await addEffects(
    tx,
    [minutes(5), hours(1), hours(24)].map((delay, place) => ({
      id: options.newId(),
      kind: "effect.sweep",
      key: `sweep:${effect.id}:${place}`,
      // One after the other: two looks at once would both remove the same twin.
      lane: `sweep:${effect.id}`,
      payload: { effectId: effect.id },
      runAt: options.now + delay,
      companyId: effect.companyId,
      connectionId: effect.connectionId,
      interviewId: effect.interviewId,
      version: effect.version,
    })),
    "ignore",
  );
}

/** Keeps what the first attempt will send, guarded by the fence. */
export async function storeRequest(
  database: Database,
  effect: Claimed,
  owner: bigint,
  request: Record<string, unknown>,
): Promise<boolean> {
  const result = await database.service
    .updateTable("effects")
    .set({ request: JSON.stringify(request) })
    .where("id", "=", effect.id)
    .where("state", "=", "running")
    .where("attempt", "=", effect.attempt)
    .where("owner", "=", owner.toString())
    .executeTakeFirst();
  return Number(result.numUpdatedRows) === 1;
}

/** From here on the attempt may have sent something. Guarded by the fence. */
export async function markSending(database: Database, effect: Claimed, owner: bigint): Promise<boolean> {
  const result = await sql`
    update effect_attempts a set sending_at = clock_timestamp()
    from effects e
    where a.effect_id = ${effect.id} and a.attempt = ${effect.attempt} and e.id = a.effect_id
      and e.state = 'running' and e.attempt = a.attempt and e.owner = ${owner.toString()}::bigint`.execute(
    database.service,
  );
  return Number(result.numAffectedRows) === 1;
}
