/** What of the ATS needs a person: a connection that is broken or sees nothing, a stage that is gone, jobs and candidates that are kept from us. */
import { minutes, openStates, type AnswerOf, type accountApi } from "@interviewvector/domain";
import { sql } from "kysely";
import type { Tx } from "../db/database.ts";
import type { CompanySubject } from "../http/subject.ts";
import { onlyVisible } from "../interview/visible.ts";

type Attention = AnswerOf<typeof accountApi.home>["attention"][number];

export async function readAts(tx: Tx, by: CompanySubject, now: number): Promise<Attention[]> {
  // Connections are nobody's business but the company's own people.
  const own =
    by.role === "agency" ? [] : [...(await readBroken(tx)), ...(await readBlind(tx, now)), ...(await readStages(tx))];
  return [...own, ...(await readHiddenJobs(tx, by)), ...(await readHiddenPeople(tx, by))];
}

const nothing = { interviewId: null, connectionId: null, positionId: null };

async function readBroken(tx: Tx): Promise<Attention[]> {
  const rows = await tx
    .selectFrom("connections")
    .select(["id", "account_name", "broken_reason", "broken_at", "created_at"])
    .where("state", "=", "broken")
    .execute();
  return rows.map((row) => ({
    ...nothing,
    kind: "connection",
    words: `Lever${row.account_name ? ` (${row.account_name})` : ""} does not let us in: ${row.broken_reason ?? "connect it again"}`,
    since: (row.broken_at ?? row.created_at).toISOString(),
    connectionId: row.id,
  }));
}

const BLIND_MS = minutes(30);

/** Connected, but every look at what changed has failed for half an hour. */
async function readBlind(tx: Tx, now: number): Promise<Attention[]> {
  const lastLookAt = sql<Date>`coalesce(last_poll_at, connected_at)`;
  const rows = await tx
    .selectFrom("connections")
    .select(["id", "account_name", "last_poll_error", lastLookAt.as("since")])
    .where("state", "=", "connected")
    .where("last_poll_error", "is not", null)
    .where(lastLookAt, "<=", new Date(now - BLIND_MS))
    .execute();
  return rows.map((row) => ({
    ...nothing,
    kind: "connection",
    words: `Lever${row.account_name ? ` (${row.account_name})` : ""} does not let us look for changes, so candidates who were moved may wait: ${row.last_poll_error ?? ""}`,
    since: row.since.toISOString(),
    connectionId: row.id,
  }));
}

/** Removed in the ATS, or never made there: nobody can be moved into it. */
async function readStages(tx: Tx): Promise<Attention[]> {
  const rows = await tx
    .selectFrom("connections")
    .select(["id", "stage_name", sql<Date>`stage_missing_since`.as("since")])
    .where("state", "=", "connected")
    .where("stage_missing_since", "is not", null)
    .execute();
  return rows.map((row) => ({
    ...nothing,
    kind: "stage_missing",
    words: `Lever has no stage “${row.stage_name}”: nobody can be invited. What is booked goes on.`,
    since: row.since.toISOString(),
    connectionId: row.id,
  }));
}

async function readHiddenJobs(tx: Tx, by: CompanySubject): Promise<Attention[]> {
  const rows = await tx
    .selectFrom("positions as p")
    .innerJoin("postings as g", (join) =>
      join.onRef("g.connection_id", "=", "p.connection_id").onRef("g.posting_id", "=", "p.posting_id"),
    )
    .select(["p.id", "p.title", sql<Date>`coalesce(g.hidden_since, g.read_at)`.as("since")])
    .where("p.state", "=", "active")
    .where((is) => is.or([is("g.hidden_since", "is not", null), is("g.confidential", "=", true)]))
    .where(onlyVisible(by, "p.id"))
    .execute();
  return rows.map((row) => ({
    ...nothing,
    kind: "hidden",
    words: `${row.title}: confidential in Lever, so we do not see or do not act on who is moved; nobody new is invited.`,
    since: row.since.toISOString(),
    positionId: row.id,
  }));
}

/** Told of together by job: a job that was made confidential takes all its candidates along. */
async function readHiddenPeople(tx: Tx, by: CompanySubject): Promise<Attention[]> {
  const rows = await tx
    .selectFrom("interviews as i")
    .innerJoin("candidates as c", "c.id", "i.candidate_id")
    .innerJoin("positions as p", "p.id", "i.position_id")
    .select(["p.id", "p.title", "p.connection_id"])
    .select([
      sql<string[]>`array_agg(c.name order by c.name)`.as("names"),
      sql<Date>`min(i.hidden_since)`.as("since"),
      sql<string>`min(i.id::text)`.as("interviewId"),
    ])
    .where("i.hidden_since", "is not", null)
    .where("i.state", "in", openStates)
    .where(onlyVisible(by, "i.position_id"))
    .groupBy(["p.id", "p.title", "p.connection_id"])
    .execute();
  return rows.map((row) => ({
    ...nothing,
    kind: "hidden",
    words: `${row.title}: Lever does not show us ${namesOf(row.names)} any more. Interviews go on; notes and reports cannot be written until Lever shows them again.`,
    since: row.since.toISOString(),
    ...(row.names.length === 1 ? { interviewId: row.interviewId } : { connectionId: row.connection_id }),
  }));
}

function namesOf(names: string[]): string {
  const [first = "", ...others] = names.map((name) => name || "somebody");
  return others.length === 0 ? first : `${first} and ${others.length === 1 ? "one other" : `${others.length} others`}`;
}
