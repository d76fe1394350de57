/**
 * Reading an opportunity afresh and acting on it: Lever is asked outside of any transaction, then one transaction, serial per
 * opportunity, loads what we know and hands both to whoever decides. What was read before a later read is thrown away.
 */
import type { Clock } from "../clock.ts";
import type { Database, Tx } from "../db/database.ts";
import type { ConnectionRow, Connections, OpenConnection, Use } from "./connection/open.ts";
import { loadKnown, lockOpportunity, type Known } from "./known.ts";
import type { Postings } from "./postings.ts";
import { createArchiveReasons, entryInto, seeOpportunity, seeResume, type Seen, type SeenOpportunity } from "./seen.ts";

export interface LookDeps {
  database: Database;
  clock: Clock;
  connections: Connections;
  postings: Pick<Postings, "learn">;
}

export interface View {
  connection: ConnectionRow;
  seen: Seen;
  known: Known;
  /** ms; when Lever was asked. */
  readAt: number;
}

export interface Target {
  connectionId: string;
  opportunityId: string;
  use?: Use;
}

/** Calls `then` inside the transaction. Throws LeverError or NotConnectedError when Lever can't be asked. */
export type Look = <Result>(target: Target, then: (tx: Tx, view: View) => Promise<Result>) => Promise<Result>;

/** A later read was faster; what this one saw is old. */
class SupersededError extends Error {
  override name = "SupersededError";
}

const MOST_READS = 4;

export function createLook(deps: LookDeps): Look {
  const { database, clock, connections } = deps;
  const reasons = createArchiveReasons();
  return async (target, then) => {
    for (let reads = 1; ; reads += 1) {
      const open = await connections.open(target.connectionId, target.use);
      const readAt = clock.now();
      const seen = await seeOpportunity(open.lever, target.opportunityId, reasons(open.lever, open.row.id));
      const complete = seen.kind === "found" ? await withPostingAndResume(deps, open, seen) : seen;
      try {
        return await database.service.transaction().execute(async (tx) => {
          await lockOpportunity(tx, target.connectionId, target.opportunityId);
          const known = await loadKnown(tx, open.row, complete, clock.now());
          if (known.candidate && known.candidate.readAt > readAt) throw new SupersededError();
          return then(tx, { connection: open.row, seen: complete, known, readAt });
        });
      } catch (error) {
        if (!(error instanceof SupersededError) || reads === MOST_READS) throw error;
      }
    }
  };
}

/** Only where it may matter: who does not stand in our stage costs one call. */
async function withPostingAndResume(
  deps: LookDeps,
  open: OpenConnection,
  seen: SeenOpportunity,
): Promise<SeenOpportunity> {
  const { row, lever } = open;
  const concerns =
    row.stage_id !== null && seen.stage.id === row.stage_id && seen.archived === null && !seen.confidential;
  if (!concerns || seen.postingId === null) return seen;
  const tagged = await deps.postings.learn(open, seen.postingId);
  const mayInvite = tagged && (await isOpenQuestion(deps.database, row, seen));
  return mayInvite ? { ...seen, hasResume: await seeResume(lever, seen.id) } : seen;
}

/** No interview of this entry yet, or one that waits for information. */
async function isOpenQuestion(
  database: Database,
  { id, stage_id }: ConnectionRow,
  seen: SeenOpportunity,
): Promise<boolean> {
  const enteredAt = stage_id === null ? null : entryInto(seen, stage_id);
  if (enteredAt === null) return false;
  const settled = await database.service
    .selectFrom("interviews")
    .select("id")
    .where("connection_id", "=", id)
    .where("opportunity_id", "=", seen.id)
    .where("entered_at", ">=", new Date(enteredAt))
    .where("state", "not in", [
      "blocked",
      "expired",
      "candidate_no_show",
      "expert_no_show",
      "interrupted",
      "unschedulable",
    ])
    .executeTakeFirst();
  return settled === undefined;
}
