/** Who stands in the stage now, for the page that activates a position. Read in Lever while somebody waits. */
import { refuse, type Refusal } from "@interviewvector/domain";
import { LeverError } from "@interviewvector/lever";
import type { Database } from "../db/database.ts";
import { NotConnectedError, type Connections } from "./connection/open.ts";
import { failureWords } from "./postings.ts";
import { entryInto } from "./seen.ts";

export interface Standing {
  opportunityId: string;
  name: string;
  /** ms */
  enteredAt: number;
  hasInterview: boolean;
}

export interface StandingDeps {
  database: Database;
  connections: Connections;
}

export async function standingIn(deps: StandingDeps, positionId: string): Promise<Standing[] | Refusal> {
  const position = await deps.database.service
    .selectFrom("positions")
    .select(["connection_id", "posting_id"])
    .where("id", "=", positionId)
    .executeTakeFirst();
  if (!position) return [];
  try {
    const open = await deps.connections.open(position.connection_id, { interactive: true, patient: true });
    const stageId = open.row.stage_id;
    if (stageId === null) return refuse("no_stage", `Lever has no stage "${open.row.stage_name}".`);
    const filter = { stageId, postingId: position.posting_id, archived: false, limit: 100 };
    const found: Standing[] = [];
    // Who can't be read can't be invited either, and must not keep the others from it; Sync tells of them.
    for await (const item of open.lever.opportunities.list(filter, { onMisfit: () => undefined })) {
      const changes = item.stageChanges.map(({ toStageId, updatedAt }) => ({ toStageId, at: updatedAt }));
      const seen = {
        changes,
        stage: { id: item.stage, name: "" },
        advancedAt: item.lastAdvancedAt ?? item.createdAt ?? 0,
      };
      found.push({
        opportunityId: item.id,
        name: item.name,
        enteredAt: entryInto(seen, stageId) ?? 0,
        hasInterview: false,
      });
    }
    return withInterviews(deps, position.connection_id, found);
  } catch (error) {
    if (!(error instanceof LeverError || error instanceof NotConnectedError)) throw error;
    return refuse("ats_unreachable", failureWords(error));
  }
}

async function withInterviews(
  { database }: StandingDeps,
  connectionId: string,
  found: Standing[],
): Promise<Standing[]> {
  if (found.length === 0) return [];
  const rows = await database.service
    .selectFrom("interviews")
    .select(["opportunity_id", "entered_at"])
    .where("connection_id", "=", connectionId)
    .where(
      "opportunity_id",
      "in",
      found.map(({ opportunityId }) => opportunityId),
    )
    .execute();
  const entries = new Set(rows.map((row) => `${row.opportunity_id} ${row.entered_at.getTime()}`));
  return found
    .map((one) => ({ ...one, hasInterview: entries.has(`${one.opportunityId} ${one.enteredAt}`) }))
    .sort((left, right) => left.enteredAt - right.enteredAt);
}
