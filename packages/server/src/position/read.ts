/** Positions as screens and programs see them: with their posting, rounds, guides and counts. Reads only. */
import { experienceLevels, positionSettings, type positionApi } from "@interviewvector/domain";
import { sql } from "kysely";
import type { Tx } from "../db/database.ts";
import { notFound } from "../http/problem.ts";
import { markOf } from "../http/stale.ts";
import type { CompanySubject } from "../http/subject.ts";
import { isUndecided } from "./undecided.ts";
import { onlyVisible } from "../interview/visible.ts";

type Position = positionApi.Position;

export async function readPosition(tx: Tx, by: CompanySubject, positionId: string): Promise<Position> {
  const [position] = await readPositions(tx, by, positionId);
  if (!position) throw notFound("This position");
  return position;
}

export async function readPositions(tx: Tx, by: CompanySubject, positionId?: string): Promise<Position[]> {
  let query = tx
    .selectFrom("positions as p")
    .leftJoin("postings as g", (join) =>
      join.onRef("g.connection_id", "=", "p.connection_id").onRef("g.posting_id", "=", "p.posting_id"),
    )
    .selectAll("p")
    .select([
      "g.state as posting_state",
      "g.url",
      "g.tagged",
      "g.team",
      "g.location",
      "g.confidential",
      "g.hidden_since",
    ])
    .where(onlyVisible(by, "p.id"))
    .orderBy("p.title");
  if (positionId !== undefined) query = query.where("p.id", "=", positionId);
  const rows = await query.execute();
  const ids = rows.map((row) => row.id);
  const rounds = await readRounds(tx, ids);
  const counts = await readCounts(tx, ids);
  return rows.map((row) => ({
    id: row.id,
    connectionId: row.connection_id,
    title: row.title,
    state: row.state,
    postingId: row.posting_id,
    postingState: row.posting_state ?? "unknown",
    postingUrl: row.url,
    tagged: row.tagged ?? false,
    team: row.team,
    location: row.location,
    category: row.category,
    role: row.role,
    seniority: experienceLevels.find((level) => level === row.seniority) ?? null,
    skills: row.skills,
    languages: row.languages,
    settings: positionSettings.parse(row.settings),
    rounds: rounds.get(row.id) ?? [],
    mark: markOf([
      [row.category, row.role, row.seniority, row.skills, row.languages, positionSettings.parse(row.settings)],
      (rounds.get(row.id) ?? []).map(({ id, name, guideId, durationMinutes }) => [id, name, guideId, durationMinutes]),
    ]),
    activatedAt: row.activated_at?.toISOString() ?? null,
    counts: counts.get(row.id) ?? { open: 0, booked: 0, completed: 0, waiting: 0, undecided: 0 },
    hidden: hiddenWords(row),
  }));
}

async function readRounds(tx: Tx, positionIds: string[]): Promise<Map<string, Position["rounds"]>> {
  const rows = await tx
    .selectFrom("rounds as r")
    .innerJoin("guides as g", "g.id", "r.guide_id")
    .select(["r.id", "r.position_id", "r.number", "r.name", "r.guide_id", "r.duration_minutes", "g.name as guide"])
    .where(sql<boolean>`r.position_id = any (${positionIds})`)
    .where("r.removed_at", "is", null)
    .orderBy("r.number")
    .execute();
  const byPosition = new Map<string, Position["rounds"]>();
  for (const row of rows) {
    const rounds = byPosition.get(row.position_id) ?? [];
    byPosition.set(row.position_id, rounds);
    rounds.push({
      id: row.id,
      number: row.number,
      name: row.name,
      guideId: row.guide_id,
      guideName: row.guide,
      durationMinutes: row.duration_minutes,
    });
  }
  return byPosition;
}

async function readCounts(tx: Tx, positionIds: string[]): Promise<Map<string, Position["counts"]>> {
  const rows = await tx
    .selectFrom("interviews")
    .select("position_id")
    .select([
      sql<number>`count(*) filter (where state in ('blocked', 'invited', 'proposed', 'unschedulable'))::int`.as("open"),
      sql<number>`count(*) filter (where state in ('scheduled', 'live', 'awaiting_report', 'in_review'))::int`.as(
        "booked",
      ),
      sql<number>`count(*) filter (where state = 'completed')::int`.as("completed"),
      sql<number>`count(*) filter (where state = 'blocked' and blocked_reasons = '{awaiting_confirmation}')::int`.as(
        "waiting",
      ),
      sql<number>`count(*) filter (where ${isUndecided})::int`.as("undecided"),
    ])
    .where(sql<boolean>`position_id = any (${positionIds})`)
    .groupBy("position_id")
    .execute();
  return new Map(rows.map(({ position_id, ...counts }) => [position_id, counts]));
}

/** Lever keeps confidential jobs and their candidates from whoever lacks the right to them. */
function hiddenWords({
  confidential,
  hidden_since,
}: {
  confidential: boolean | null;
  hidden_since: Date | null;
}): string | null {
  if (hidden_since !== null)
    return "Lever does not show us this job any more: it was made confidential, or our access lost the right to it. We do not see who is moved into the stage, so nobody new is invited; what is booked goes on.";
  if (confidential === true)
    return "This job is confidential in Lever. We do not act on confidential candidates, so nobody new is invited; what is booked goes on.";
  return null;
}
