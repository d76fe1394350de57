/**
 * The one door: every change of an interview goes through here and nowhere else. It locks the interview, lets the domain
 * decide, saves, appends to the history and adds what is owed to the ledger, in one transaction. It sends nothing.
 */
import {
  isRefusal,
  newInterview,
  refuse,
  transition,
  type Actor,
  type Decision,
  type Interview,
  type InterviewEvent,
  type Refusal,
} from "@interviewvector/domain";
import type { Clock } from "../clock.ts";
import type { Database, Tx } from "../db/database.ts";
import { addDecided } from "../effects/ledger.ts";
import { recordEarned } from "../expert/earned.ts";
import { stableId } from "../stable-id.ts";
import { loadInterview, saveInterview, type Loaded } from "./store.ts";
import { zonesOf } from "./zones.ts";

export interface Door {
  database: Database;
  clock: Clock;
  newId: () => string;
}

/** What the caller finds out under the lock: the event that happened, or why nothing can. May write rows of its own noun. */
export type Gather = (tx: Tx, loaded: Loaded) => Promise<InterviewEvent | Refusal>;

/** Thrown inside to undo what `gather` wrote (a booking, say) when the domain refuses; never leaves this file. */
class RolledBackError extends Error {
  override name = "RolledBackError";
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.words);
    this.refusal = refusal;
  }
}

/** Acts on an existing interview. Returns the decision, or the refusal, in which case nothing at all was written. */
export async function act(
  door: Door,
  interviewId: string,
  actor: Actor,
  gather: InterviewEvent | Gather,
): Promise<Decision | Refusal> {
  return undoOnRefusal(door, async (tx) => actIn(door, tx, interviewId, { actor, gather }));
}

export interface Act {
  actor: Actor;
  gather: InterviewEvent | Gather;
}

/** The same inside a transaction of the caller's, who must undo it on a refusal (`undoOnRefusal`) or know that nothing was gathered. */
export async function actIn(
  door: Door,
  tx: Tx,
  interviewId: string,
  { actor, gather }: Act,
): Promise<Decision | Refusal> {
  const loaded = await loadInterview(tx, interviewId, true);
  if (!loaded) return refuse("unknown_interview", "There is no such interview.");
  const event = typeof gather === "function" ? await gather(tx, loaded) : gather;
  if (isRefusal(event)) return event;
  const now = door.clock.now();
  const zones = await zonesOf(tx, loaded, event);
  const decision = transition(loaded.interview, event, { now, actor, zones, rules: loaded.rules });
  if (isRefusal(decision)) return decision;
  await saveInterview(tx, loaded.interview, decision.interview, now);
  await appendHistory(door, tx, loaded, { actor, event, decision });
  const change = { before: loaded.interview, after: decision.interview, event };
  await recordEarned(tx, change, { id: door.newId, now });
  return decision;
}

/** Runs `work` in a transaction that is rolled back when it returns a refusal. */
export async function undoOnRefusal<Result>(
  door: Door,
  work: (tx: Tx) => Promise<Result | Refusal>,
): Promise<Result | Refusal> {
  try {
    return await door.database.service.transaction().execute(async (tx) => {
      const result = await work(tx);
      if (isRefusal(result)) throw new RolledBackError(result);
      return result;
    });
  } catch (error) {
    if (error instanceof RolledBackError) return error.refusal;
    throw error;
  }
}

export interface NewEntry {
  companyId: string;
  connectionId: string;
  candidateId: string;
  positionId: string;
  roundId: string | null;
  roundNumber: number;
  opportunityId: string;
  enteredAt: number;
  /** In which they entered; null: not known. */
  stageId: string | null;
  repeat: number;
  guide: { id: string; version: number } | null;
  owner: { id: string; name: string; username: string | null; email: string | null } | null;
}

/**
 * Makes the interview of an entry and lets `candidateEntered` happen to it. The unique index (connection, opportunity,
 * entered at, round, repeat) decides who is first: a refusal `already_entered` is what the others get.
 */
export async function enterIn(
  door: Door,
  tx: Tx,
  entry: NewEntry,
  entered: { actor: Actor; event: InterviewEvent },
): Promise<{ id: string; decision: Decision } | Refusal> {
  const { connectionId, opportunityId, enteredAt, roundNumber, repeat } = entry;
  // What makes it unique also names it: the entry that a restored database has forgotten becomes the same interview again.
  const id = stableId(`interview:${connectionId}:${opportunityId}:${enteredAt}:${roundNumber}:${repeat}`);
  const now = door.clock.now();
  const inserted = await tx
    .insertInto("interviews")
    .values({
      id,
      company_id: entry.companyId,
      connection_id: entry.connectionId,
      candidate_id: entry.candidateId,
      position_id: entry.positionId,
      round_id: entry.roundId,
      round_number: entry.roundNumber,
      opportunity_id: entry.opportunityId,
      entered_at: new Date(entry.enteredAt),
      stage_id: entry.stageId,
      repeat: entry.repeat,
      state: "blocked",
      version: 0,
      guide_id: entry.guide?.id ?? null,
      guide_version: entry.guide?.version ?? null,
      owner: entry.owner ? JSON.stringify(entry.owner) : null,
      booking_id: null,
      expert_id: null,
      proposal: null,
      accommodation: null,
      cancel_reason: null,
      created_at: new Date(now),
      changed_at: new Date(now),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning("id")
    .executeTakeFirst();
  if (!inserted) return refuse("already_entered", "This entry has its interview already.");
  const loaded = await loadInterview(tx, id, true);
  if (!loaded) throw new Error("an interview that was just inserted is gone");
  const interview: Interview = newInterview(id, entry.enteredAt);
  const zones = await zonesOf(tx, loaded, entered.event);
  const decision = transition(interview, entered.event, { now, actor: entered.actor, zones, rules: loaded.rules });
  if (isRefusal(decision)) return decision;
  await saveInterview(tx, interview, decision.interview, now);
  await appendHistory(door, tx, loaded, { ...entered, decision });
  return { id, decision };
}

async function appendHistory(
  door: Door,
  tx: Tx,
  { row }: Loaded,
  what: { actor: Actor; event: InterviewEvent; decision: Decision },
): Promise<void> {
  const { interview, effects, words } = what.decision;
  const { type, ...details } = what.event;
  await tx
    .insertInto("history")
    .values({
      company_id: row.company_id,
      interview_id: row.id,
      version: interview.version,
      at: new Date(door.clock.now()),
      event: type,
      actor: JSON.stringify(what.actor),
      words,
      details: JSON.stringify(details),
    })
    .execute();
  await addDecided(
    tx,
    {
      interviewId: row.id,
      opportunityId: row.opportunity_id,
      companyId: row.company_id,
      connectionId: row.connection_id,
      version: interview.version,
    },
    effects,
  );
}
