/** What we believe about opportunities that a listing names, read for a whole page at once. */
import { leavableStates } from "@interviewvector/domain";
import type { Misfit } from "@interviewvector/lever";
import type { Database } from "../db/database.ts";
import { archivedEnd } from "../interview/archived-end.ts";
import type { ConnectionRow } from "./connection/open.ts";
import type { Believed, BelievedInterview } from "./poll-compare.ts";

/** Opportunities with an open interview; `withoutResume`: blocked for lack of one, the longest unread first. */
export async function openOpportunities(
  database: Database,
  connectionId: string,
): Promise<{ all: ReadonlySet<string>; withoutResume: string[] }> {
  const rows = await database.service
    .selectFrom("interviews as i")
    .innerJoin("candidates as c", "c.id", "i.candidate_id")
    .select(["i.opportunity_id", "i.blocked_reasons", "i.state"])
    .where("i.connection_id", "=", connectionId)
    .where("i.state", "in", leavableStates)
    .orderBy("c.read_at")
    .execute();
  return {
    all: new Set(rows.map((row) => row.opportunity_id)),
    withoutResume: rows
      .filter((row) => row.state === "blocked" && row.blocked_reasons.includes("resume_missing"))
      .map((row) => row.opportunity_id),
  };
}

export async function believedAbout(
  { service }: Database,
  connection: ConnectionRow,
  opportunityIds: string[],
): Promise<(opportunityId: string) => Believed> {
  const [interviews, postings] = await Promise.all([
    service
      .selectFrom("interviews as i")
      .innerJoin("candidates as c", "c.id", "i.candidate_id")
      .select([
        "i.opportunity_id",
        "i.state",
        "i.entered_at",
        "i.leaving_at",
        "i.owner",
        "i.erased_at",
        "i.repeat",
        "i.created_at",
        "c.name",
        "c.emails",
        "c.phones",
      ])
      .select(archivedEnd.as("archivedEnd"))
      .where("i.connection_id", "=", connection.id)
      .where("i.opportunity_id", "in", opportunityIds)
      .orderBy("i.entered_at")
      .orderBy("i.created_at")
      .execute(),
    service
      .selectFrom("postings as p")
      .leftJoin("positions as o", (join) =>
        join.onRef("o.connection_id", "=", "p.connection_id").onRef("o.posting_id", "=", "p.posting_id"),
      )
      .select(["p.posting_id", "p.tagged", "o.activated_at"])
      .where("p.connection_id", "=", connection.id)
      .execute(),
  ]);
  const byPosting = new Map(
    postings.map((row) => [row.posting_id, { tagged: row.tagged, activatedAt: row.activated_at?.getTime() ?? null }]),
  );
  const byOpportunity = Map.groupBy(interviews, (row) => row.opportunity_id);
  return (opportunityId) => ({
    stageId: connection.stage_id ?? "",
    connectedAt: connection.connected_at.getTime(),
    postings: byPosting,
    interviews: (byOpportunity.get(opportunityId) ?? []).map((row): BelievedInterview => ({
      state: row.state,
      enteredAt: row.entered_at.getTime(),
      leavingAt: row.leaving_at?.getTime() ?? null,
      name: row.name,
      emails: row.emails,
      phones: row.phones.map(({ value }) => value),
      ownerId: row.owner?.id ?? null,
      erased: row.erased_at !== null,
      archivedEnd: row.archivedEnd,
      askedAt: row.repeat > 0 ? row.created_at.getTime() : null,
    })),
  });
}

/** Of these, the ones that we hold personal data of. */
export async function notErased(
  { service }: Database,
  connectionId: string,
  opportunityIds: readonly string[] | null,
): Promise<string[]> {
  let query = service
    .selectFrom("interviews")
    .select("opportunity_id")
    .distinct()
    .where("connection_id", "=", connectionId)
    .where("erased_at", "is", null);
  query = opportunityIds === null ? query.limit(1) : query.where("opportunity_id", "in", [...opportunityIds]);
  return (await query.execute()).map((row) => row.opportunity_id);
}

/** Of those that a listing showed but that can't be read: the ones that stand in our stage, or that we know. */
export async function unreadableOfOurs(
  database: Database,
  row: Pick<ConnectionRow, "id" | "stage_id">,
  misfits: readonly Misfit[],
): Promise<{ id: string; updatedAt: string }[]> {
  const shown = misfits.flatMap(({ item }) => roughly(item));
  if (shown.length === 0) return [];
  const known = await notErased(
    database,
    row.id,
    shown.map(({ id }) => id),
  );
  return shown.filter(({ id, stageId }) => stageId === row.stage_id || known.includes(id));
}

/** What is still told by one that does not fit; nothing without an id. */
function roughly(item: unknown): { id: string; stageId: unknown; updatedAt: string }[] {
  if (typeof item !== "object" || item === null || !("id" in item)) return [];
  const { id, stage, updatedAt } = item as Record<string, unknown>;
  if (typeof id !== "string" || id === "") return [];
  const stageId = typeof stage === "object" && stage !== null && "id" in stage ? stage.id : stage;
  const isPlain = typeof updatedAt === "number" || typeof updatedAt === "string";
  return [{ id, stageId, updatedAt: isPlain ? String(updatedAt).slice(0, 40) : "" }];
}
