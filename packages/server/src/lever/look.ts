/**
 * Reading an opportunity afresh and acting on it: Lever is asked outside of any transaction, then one transaction, serial per
 * opportunity, loads what we know and hands both to whoever decides. What was read before a later read is thrown away.
 */
import { leavableStates } from "@interviewvector/domain";
import { sql } from "kysely";
import type { Clock } from "../clock.ts";
import type { Database, Tx } from "../db/database.ts";
import type { ConnectionRow, Connections, OpenConnection, Use } from "./connection/open.ts";
import { loadKnown, lockContact, lockOpportunity, type Known } from "./known.ts";
import { followContact } from "./other-contact.ts";
import type { Postings } from "./postings.ts";
import { noticeGone } from "./setup/stage-step.ts";
import { createArchiveReasons, entryInto, seeOpportunity, seeResume, type Seen, type SeenOpportunity } from "./seen.ts";

export interface LookDeps {
  database: Database;
  clock: Clock;
  newId: () => string;
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

/** Which opportunity of whom a view shows. */
export function concernedBy({ connection, seen }: View) {
  return { companyId: connection.company_id, connectionId: connection.id, opportunityId: seen.id };
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
      const first = await connections.open(target.connectionId, target.use);
      const readAt = clock.now();
      const seen = await seeOpportunity(first.lever, target.opportunityId, reasons(first.lever, first.row.id));
      const gone = await noticeGone(deps, first, await stagesLeft(database, first.row, seen));
      const open = gone ? await connections.open(target.connectionId, target.use) : first;
      const complete = seen.kind === "found" ? await withPostingAndResume(deps, open, seen) : seen;
      try {
        return await database.service.transaction().execute(async (tx) => {
          await lockOpportunity(tx, target.connectionId, target.opportunityId);
          if (complete.kind === "found") await lockContact(tx, target.connectionId, complete.contactId);
          const load = () => loadKnown(tx, open.row, complete, clock.now());
          const before = await load();
          const hasFollowed = await followContact(deps, tx, { connection: open.row, seen: complete, known: before });
          const known = hasFollowed ? await load() : before;
          if (known.candidate && known.candidate.readAt > readAt) throw new SupersededError();
          return then(tx, { connection: open.row, seen: complete, known, readAt });
        });
      } catch (error) {
        if (!(error instanceof SupersededError) || reads === MOST_READS) throw error;
      }
    }
  };
}

/** The stages that somebody with an open interview does not stand in any more. Whoever left a stage that is gone has not left. */
async function stagesLeft({ service }: Database, { id, gone_stage_ids }: ConnectionRow, seen: Seen): Promise<string[]> {
  if (seen.kind === "gone" || seen.archived !== null) return [];
  const rows = await service
    .selectFrom("interviews")
    .select("stage_id")
    .distinct()
    .where("connection_id", "=", id)
    .where("opportunity_id", "=", seen.id)
    .where("state", "in", leavableStates)
    .where("leaving_at", "is", null)
    .where(sql<boolean>`stage_id <> ${seen.stage.id}`)
    .execute();
  return rows.flatMap(({ stage_id }) => (stage_id === null || gone_stage_ids.includes(stage_id) ? [] : [stage_id]));
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
