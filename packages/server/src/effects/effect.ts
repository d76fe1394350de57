/**
 * What a handler of one kind of effect promises. It touches the outside world, outside any transaction, and can find out
 * whether its work was already done. It decides nothing about the interview.
 */
import type { Selectable } from "kysely";
import type { Tx } from "../db/database.ts";
import type { EffectsTable } from "../db/tables.ts";

/** A row of the ledger as handlers see it. */
export interface Effect {
  id: string;
  kind: string;
  key: string;
  companyId: string | null;
  connectionId: string | null;
  interviewId: string | null;
  version: number | null;
  payload: Record<string, unknown>;
  /** What the first attempt was about to send; the same on every repeat. */
  request: Record<string, unknown> | null;
  attempt: number;
  failures: number;
  externalId: string | null;
  createdAt: Date;
  runAfter: Date;
}

export type EffectRow = Pick<
  Selectable<EffectsTable>,
  | "id"
  | "kind"
  | "key"
  | "company_id"
  | "connection_id"
  | "interview_id"
  | "version"
  | "payload"
  | "request"
  | "attempt"
  | "failures"
  | "external_id"
  | "created_at"
  | "run_after"
>;

export function effectOf(row: EffectRow): Effect {
  return {
    id: row.id,
    kind: row.kind,
    key: row.key,
    companyId: row.company_id,
    connectionId: row.connection_id,
    interviewId: row.interview_id,
    version: row.version,
    payload: row.payload,
    request: row.request,
    attempt: row.attempt,
    failures: row.failures,
    externalId: row.external_id,
    createdAt: row.created_at,
    runAfter: row.run_after,
  };
}

export interface Attempt {
  /** Asked straight before each write: false once the lease is too short for a request. */
  mayStillWrite(): boolean;
  /**
   * For handlers without `find`, straight before the first byte: written down, so that a death before it is known to have
   * sent nothing. False when the attempt is no longer ours; then nothing may be sent.
   */
  sending(): Promise<boolean>;
  /** Aborted when the process shuts down in a hurry. */
  signal: AbortSignal;
}

export type Outcome =
  /** Done now. `save` runs in the transaction that records it, e.g. to keep a remote id for the effects after this one. */
  | { result: "done"; words: string; externalId?: string; save?: (tx: Tx) => Promise<void> }
  /** No longer wanted; nothing was sent. */
  | { result: "skipped"; words: string }
  /**
   * Known not to have happened. `retry`: with back-off; never (dead until a person retries it); or twice, after seconds and a minute, where
   * the answer is nearly always final and now and then a slip.
   */
  | ({ result: "not_applied"; words: string; retry: "backoff" | "twice" | "never" } & FailureFacts)
  /** Nothing was sent because it is not the time yet (rate, connection parked); no failure. */
  | { result: "later"; words: string; afterMs: number }
  /** It may or may not have happened. Never repeated blindly: after the quiet period `find` decides. */
  | ({ result: "unsure"; words: string } & FailureFacts);

export interface FailureFacts {
  code?: string;
  status?: number;
  /** The other side as a whole did not answer, whoever had asked: which one. Once it is back, nobody need wait for their next try. */
  away?: "ats" | "mail";
}

export type Found =
  | { found: true; words: string; externalId?: string; save?: (tx: Tx) => Promise<void> }
  | { found: false };

export interface SweepResult {
  words: string;
  removed: number;
  /** Twins that could not be removed safely: a person must look. */
  left: number;
}

export interface Handler {
  kind: string;
  /** True when doing it twice is the same as doing it once (reads, timers, compare and set): no quiet period, no find. */
  repeatable?: boolean;
  /** It calls `attempt.sending()` before the first byte. */
  marksSending?: boolean;
  /** Makes what will be sent, once, before the first attempt; stored with the intent. */
  prepare?(effect: Effect): Promise<Record<string, unknown> | null>;
  run(effect: Effect, attempt: Attempt): Promise<Outcome>;
  /** Was it done already? Throws when it can't tell: then it stays unsure. */
  find?(effect: Effect, attempt: Attempt): Promise<Found>;
  /** After an effect that was ever unsure: looks for a twin of ours and removes it where that is safe. */
  sweep?(effect: Effect, attempt: Attempt): Promise<SweepResult>;
  /** In the transaction in which it ends undone and waits for a person. */
  gaveUp?(tx: Tx, effect: Effect): Promise<void>;
}
