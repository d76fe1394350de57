/** What we know of an opportunity, loaded inside the transaction that will act on it. It locks and reads; it changes nothing. */
import { sql } from "kysely";
import { positionSettings } from "@interviewvector/domain";
import type { Tx } from "../db/database.ts";
import { archivedEnd } from "../interview/archived-end.ts";
import { rulesOf, type PositionRow } from "../interview/store.ts";
import type { ConnectionRow } from "./connection/open.ts";
import type { KnownCandidate, KnownInterview, KnownPosition, Situation } from "./interpret.ts";
import { CROWD_MS } from "./crowd.ts";
import { entryInto, type Seen } from "./seen.ts";

export interface KnownRound {
  id: string;
  number: number;
  guide: { id: string; version: number };
}

export interface Known {
  rules: Situation["rules"];
  position: KnownPosition | null;
  rounds: KnownRound[];
  candidate: (KnownCandidate & { id: string; readAt: number }) | null;
  /** Of each interview that is not erased, the record of a person that it is kept under. */
  keptUnder: readonly { interviewId: string; candidateId: string }[];
  interviews: KnownInterview[];
}

/** One transaction at a time for one opportunity, whoever asked to read it. */
export async function lockOpportunity(tx: Tx, connectionId: string, opportunityId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`opportunity:${connectionId}:${opportunityId}`}, 0))`.execute(
    tx,
  );
}

/**
 * And one for the person, taken after that: news of an address reach the interviews of their other opportunities too, and two
 * reads that each hold their own would wait for each other's.
 */
export async function lockContact(tx: Tx, connectionId: string, contactId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`contact:${connectionId}:${contactId}`}, 0))`.execute(tx);
}

export async function loadKnown(tx: Tx, connection: ConnectionRow, seen: Seen, now: number): Promise<Known> {
  // The interviews first: whoever changes one locks it before anything else.
  const interviews = await tx
    .selectFrom("interviews as i")
    .selectAll("i")
    .select(archivedEnd.as("archivedEnd"))
    .where("i.connection_id", "=", connection.id)
    .where("i.opportunity_id", "=", seen.id)
    .orderBy("i.entered_at")
    .orderBy("i.created_at")
    .forUpdate("i")
    .execute();
  const last = interviews.at(-1);
  const own =
    seen.kind === "found" && seen.postingId !== null
      ? await positionOfPosting(tx, connection.id, seen.postingId)
      : null;
  const row = own?.row ?? (last ? await positionById(tx, last.position_id) : null);
  const rounds = row ? await roundsOf(tx, row.id) : [];
  return {
    rules: {
      stageId: connection.stage_id,
      stageName: connection.stage_name,
      goneStages: connection.gone_stage_ids,
      connectedAt: connection.connected_at.getTime(),
      leaveGraceMs: row ? rulesOf(row).leaveGraceSeconds * 1000 : 0,
    },
    position: row
      ? {
          id: row.id,
          tagged: own?.tagged ?? false,
          state: row.state,
          activatedAt: row.activated_at?.getTime() ?? null,
          settings: positionSettings.parse(row.settings),
          rounds: rounds.map(({ number }) => number),
          ...(await crowdOf(tx, connection, { position: row, seen, now })),
        }
      : null,
    rounds,
    candidate: await candidateOf(
      tx,
      connection.id,
      seen.kind === "found" ? { contactId: seen.contactId } : { id: last?.candidate_id },
    ),
    keptUnder: interviews.flatMap(({ id, candidate_id, erased_at }) =>
      erased_at === null ? [{ interviewId: id, candidateId: candidate_id }] : [],
    ),
    interviews: interviews.map((interview) => ({
      id: interview.id,
      state: interview.state,
      enteredAt: interview.entered_at.getTime(),
      stageId: interview.stage_id,
      roundNumber: interview.round_number,
      leavingAt: interview.leaving_at?.getTime() ?? null,
      startsAt: interview.starts_at?.getTime() ?? null,
      blockedReasons: interview.blocked_reasons,
      erased: interview.erased_at !== null,
      confirmed: interview.moves_confirmed_at !== null,
      archivedEnd: interview.archivedEnd,
      askedAt: interview.repeat > 0 ? interview.created_at.getTime() : null,
    })),
  };
}

async function positionOfPosting(
  tx: Tx,
  connectionId: string,
  postingId: string,
): Promise<{ row: PositionRow; tagged: boolean } | null> {
  const row = await tx
    .selectFrom("positions")
    .selectAll()
    .where("connection_id", "=", connectionId)
    .where("posting_id", "=", postingId)
    .executeTakeFirst();
  if (!row) return null;
  const posting = await tx
    .selectFrom("postings")
    .select("tagged")
    .where("connection_id", "=", connectionId)
    .where("posting_id", "=", postingId)
    .executeTakeFirst();
  return { row, tagged: posting?.tagged ?? false };
}

async function positionById(tx: Tx, id: string): Promise<PositionRow | null> {
  return (await tx.selectFrom("positions").selectAll().where("id", "=", id).executeTakeFirst()) ?? null;
}

/** With the newest version of each guide: what an interview created now would keep. */
async function roundsOf(tx: Tx, positionId: string): Promise<KnownRound[]> {
  const rows = await tx
    .selectFrom("rounds as r")
    .innerJoin("guide_versions as v", "v.guide_id", "r.guide_id")
    .select((row) => ["r.id", "r.number", "r.guide_id", row.fn.max("v.version").as("version")])
    .where("r.position_id", "=", positionId)
    .where("r.removed_at", "is", null)
    .groupBy(["r.id", "r.number", "r.guide_id"])
    .orderBy("r.number")
    .execute();
  return rows.map((row) => ({ id: row.id, number: row.number, guide: { id: row.guide_id, version: row.version } }));
}

interface CrowdQuestion {
  position: PositionRow;
  seen: Seen;
  now: number;
}

/**
 * Who else was moved about when this one was; those whom somebody chose when activating were confirmed by that choice. One
 * process at a time counts for a position, so that none of two sees one move less than there are.
 */
async function crowdOf(
  tx: Tx,
  { id: connectionId, stage_id }: ConnectionRow,
  { position, seen, now }: CrowdQuestion,
): Promise<Pick<KnownPosition, "entriesNear" | "movesPending">> {
  const stands = seen.kind === "found" && stage_id !== null && seen.stage.id === stage_id && seen.archived === null;
  const enteredAt = stands ? entryInto(seen, stage_id) : null;
  if (position.state !== "active" || enteredAt === null) return { entriesNear: [], movesPending: 0 };
  await sql`select pg_advisory_xact_lock(hashtextextended(${`entries:${position.id}`}, 0))`.execute(tx);
  const entries = await tx
    .selectFrom("interviews")
    .select("entered_at")
    .where("position_id", "=", position.id)
    .where("repeat", "=", 0)
    .where("moves_confirmed_at", "is", null)
    .where("entered_at", ">", new Date(enteredAt - CROWD_MS))
    .where("entered_at", "<", new Date(enteredAt + CROWD_MS))
    .where("entered_at", ">=", position.activated_at ?? new Date(0))
    .where("opportunity_id", "<>", seen.id)
    .limit(1000)
    .execute();
  const { rows } = await sql<{ count: number }>`
    select count(distinct d.opportunity_id)::int as count from deliveries d
    where d.connection_id = ${connectionId} and d.state = 'waiting' and d.opportunity_id <> ${seen.id}
      and d.received_at > ${new Date(now - CROWD_MS)} and d.received_at <= ${new Date(now)}
      and (d.data ->> 'toStageId' = ${stage_id} or (d.source = 'poll' and d.event = 'moved'))
      and not exists (select from interviews i where i.connection_id = d.connection_id and i.opportunity_id = d.opportunity_id
                      and i.entered_at > ${new Date(enteredAt - CROWD_MS)})`.execute(tx);
  return { entriesNear: entries.map((row) => row.entered_at.getTime()), movesPending: rows[0]?.count ?? 0 };
}

async function candidateOf(
  tx: Tx,
  connectionId: string,
  by: { contactId: string } | { id: string | undefined },
): Promise<Known["candidate"]> {
  let query = tx
    .selectFrom("candidates")
    .select(["id", "emails", "bounced_emails", "has_resume", "read_at"])
    .where("connection_id", "=", connectionId);
  if ("contactId" in by) query = query.where("contact_id", "=", by.contactId);
  else if (by.id !== undefined) query = query.where("id", "=", by.id);
  else return null;
  const row = await query.executeTakeFirst();
  return row
    ? {
        id: row.id,
        emails: row.emails,
        bouncedEmails: row.bounced_emails,
        hasResume: row.has_resume,
        readAt: row.read_at.getTime(),
      }
    : null;
}
