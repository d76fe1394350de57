/**
 * Candidates whom Lever keeps from us: made confidential, or out of what our access may read. That is no failure that waiting
 * mends: it is said in Sync and on Home, with a way to read again, and nothing of theirs stops by itself.
 * Source: https://hire.lever.co/developer/documentation#confidential-data
 */
import { openStates } from "@interviewvector/domain";
import { LeverError } from "@interviewvector/lever";
import type { Clock } from "../clock.ts";
import type { Database } from "../db/database.ts";
import type { OwnEvent } from "./event-words.ts";
import { words } from "./write/outcome.ts";

export interface HiddenDeps {
  database: Database;
  clock: Clock;
  newId: () => string;
}

/** Lever said no for good to a question about one opportunity. */
export function isHidden(error: unknown): error is LeverError {
  return error instanceof LeverError && error.code === "forbidden";
}

export function hiddenWords(error: LeverError): string {
  return `Lever does not let us read this candidate: confidential, or a right is missing (${words(error)}). Change that in Lever, then read again.`;
}

interface Hidden {
  connectionId: string;
  opportunityId: string;
  error: LeverError;
}

/** What was waiting to be read failed; their open interviews are marked. Returns how many deliveries that were. */
export async function failHidden(deps: HiddenDeps, hidden: Hidden): Promise<number> {
  await mark(deps, hidden);
  const failed = await deps.database.service
    .updateTable("deliveries")
    .set({ state: "failed", reason: hiddenWords(hidden.error), handled_at: new Date(deps.clock.now()) })
    .where("connection_id", "=", hidden.connectionId)
    .where("opportunity_id", "=", hidden.opportunityId)
    .where("state", "=", "waiting")
    .where("received_at", "<=", new Date(deps.clock.now()))
    .executeTakeFirst();
  return Number(failed.numUpdatedRows);
}

/** Our own look met it, without anybody having told us of anything: one line in Sync. */
export async function sayHidden(deps: HiddenDeps, hidden: Hidden): Promise<void> {
  const marked = await mark(deps, hidden);
  const [first] = marked;
  if (!first) return;
  const now = new Date(deps.clock.now());
  await deps.database.service
    .insertInto("deliveries")
    .values({
      id: deps.newId(),
      company_id: first.company_id,
      connection_id: hidden.connectionId,
      webhook_id: null,
      source: "poll",
      event: "hidden" satisfies OwnEvent,
      token: `poll:${hidden.opportunityId}:hidden:${now.getTime()}`,
      triggered_at: now,
      received_at: now,
      opportunity_id: hidden.opportunityId,
      data: "{}",
      state: "failed",
      reason: hiddenWords(hidden.error),
      interview_id: first.id,
      handled_at: now,
    })
    .execute();
}

/** Those that were not marked before. */
async function mark({ database, clock }: HiddenDeps, { connectionId, opportunityId }: Hidden) {
  return database.service
    .updateTable("interviews")
    .set({ hidden_since: new Date(clock.now()) })
    .where("connection_id", "=", connectionId)
    .where("opportunity_id", "=", opportunityId)
    .where("state", "in", openStates)
    .where("hidden_since", "is", null)
    .returning(["id", "company_id"])
    .execute();
}

/** Listed again, so shown again. */
export async function unmark(
  { database }: Pick<HiddenDeps, "database">,
  connectionId: string,
  ids: string[],
): Promise<void> {
  if (ids.length === 0) return;
  await database.service
    .updateTable("interviews")
    .set({ hidden_since: null })
    .where("connection_id", "=", connectionId)
    .where("opportunity_id", "in", ids)
    .where("hidden_since", "is not", null)
    .execute();
}
