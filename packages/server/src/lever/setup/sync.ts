/** What came in, what was read and what was written, newest first, with what became of it and why. */
import { sql } from "kysely";
import type { Tx } from "../../db/database.ts";
import { effectTitle } from "../title.ts";

export interface SyncRow {
  id: string;
  at: string;
  kind: "in" | "read" | "write";
  words: string;
  state: string;
  why: string | null;
  interviewId: string | null;
  effectId: string | null;
}

const MOST = 100;

const events: Record<string, string> = {
  candidateStageChange: "Moved to another stage",
  candidateArchiveChange: "Archived or taken out of the archive",
  candidateHired: "Hired",
  candidateDeleted: "Deleted",
  contactUpdated: "Contact data changed",
  moved: "Moved",
  contactChanged: "Contact data changed",
  ownerChanged: "Another owner",
  changed: "Change found",
  deleted: "Deletion found",
  resumeAdded: "Résumé found",
  chosen: "Chosen at activation",
  positionChanged: "Position changed",
};

const sources: Record<string, string> = {
  webhook: "webhook",
  poll: "poll",
  person: "a person",
  again: "second look",
};

export async function syncRows(tx: Tx, connectionId: string, state: string | undefined): Promise<SyncRow[]> {
  const [came, owed] = [await deliveries(tx, connectionId, state), await effects(tx, connectionId, state)];
  return [...came, ...owed].sort((left, right) => right.at.localeCompare(left.at)).slice(0, MOST);
}

async function deliveries(tx: Tx, connectionId: string, state: string | undefined): Promise<SyncRow[]> {
  let query = tx
    .selectFrom("deliveries")
    .select(["id", "received_at", "event", "source", "state", "reason", "interview_id"])
    .where("connection_id", "=", connectionId);
  if (state !== undefined) query = query.where(sql<string>`state`, "=", state);
  const rows = await query.orderBy("received_at", "desc").limit(MOST).execute();
  return rows.map((row) => ({
    id: `delivery:${row.id}`,
    at: row.received_at.toISOString(),
    kind: "in",
    words:
      row.state === "test"
        ? "Test delivery"
        : `${events[row.event] ?? row.event} (${sources[row.source] ?? row.source})`,
    state: row.state,
    why: row.reason,
    interviewId: row.interview_id,
    effectId: null,
  }));
}

async function effects(tx: Tx, connectionId: string, state: string | undefined): Promise<SyncRow[]> {
  let query = tx
    .selectFrom("effects")
    .select(["id", "kind", "payload", "state", "outcome", "last_error", "run_after", "ended_at", "interview_id"])
    .where("connection_id", "=", connectionId)
    .where((row) => row.or([row("kind", "like", "ats.%"), row("kind", "in", ["lever.poll", "lever.postings"])]))
    // A poll that is to come is no news.
    .where((row) => row.or([row("kind", "like", "ats.%"), row("state", "<>", "pending")]));
  if (state !== undefined) query = query.where(sql<string>`state`, "=", state);
  const rows = await query.orderBy("seq", "desc").limit(MOST).execute();
  return rows.map((row) => ({
    id: `effect:${row.id}`,
    at: (row.ended_at ?? row.run_after).toISOString(),
    kind: row.kind.startsWith("ats.") ? "write" : "read",
    words: effectTitle(row),
    state: row.state,
    why: row.outcome ?? row.last_error?.words ?? null,
    interviewId: row.interview_id,
    effectId: row.id,
  }));
}

/** Of the last thirty days, by state. */
export async function syncCounts(tx: Tx, connectionId: string, now: number): Promise<Record<string, number>> {
  const since = new Date(now - 30 * 24 * 3_600_000);
  const { rows } = await sql<{ state: string; count: number }>`
    select state, count(*)::int as count from (
      select state from deliveries where connection_id = ${connectionId} and received_at > ${since}
      union all
      select state from effects where connection_id = ${connectionId} and kind like 'ats.%' and run_after > ${since}
    ) seen group by state order by state`.execute(tx);
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
}
