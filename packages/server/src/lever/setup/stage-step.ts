/**
 * Does the stage still stand in Lever, and under which name? Asked every ten minutes, and whenever somebody seems to have
 * left it: a stage that a Super Admin removed takes everybody in it along, and none of them has left for that.
 */
import { LeverError } from "@interviewvector/lever";
import { sql } from "kysely";
import type { Clock } from "../../clock.ts";
import type { Database } from "../../db/database.ts";
import type { OpenConnection } from "../connection/open.ts";
import { stageFinding } from "./find.ts";

export interface StageDeps {
  database: Database;
  clock: Clock;
}

export async function keepStage({ database, clock }: StageDeps, { row, lever }: OpenConnection): Promise<void> {
  const { finding, id } = stageFinding(row, { value: await Array.fromAsync(lever.stages.list()) });
  const now = new Date(clock.now());
  await database.service
    .updateTable("connections")
    .set({
      stage_id: id,
      preflight: sql`preflight || ${JSON.stringify({ stage: { ...finding, checkedAt: now.toISOString() } })}::jsonb`,
      ...stageColumns(row.stage_id, id, now),
    })
    .where("id", "=", row.id)
    // Another name was set meanwhile: that look counts.
    .where("stage_name", "=", row.stage_name)
    .execute();
}

/** `before`, `now`: ids; null: there is no such stage. A stage that is gone never comes back under its id. */
export function stageColumns(before: string | null, found: string | null, now: Date) {
  return {
    stage_missing_since: found === null ? sql<Date>`coalesce(stage_missing_since, ${now})` : null,
    ...(before === null || found === before
      ? {}
      : { gone_stage_ids: sql<string[]>`array_append(array_remove(gone_stage_ids, ${before}), ${before})` }),
  };
}

/** One call for each; returns whether one of them is gone, in which case that is kept. */
export async function noticeGone(deps: StageDeps, open: OpenConnection, stageIds: readonly string[]): Promise<boolean> {
  let gone = false;
  for (const id of stageIds) {
    if (!(await isGone(open, id))) continue;
    gone = true;
    if (id === open.row.stage_id) await keepStage(deps, open);
    else
      await deps.database.service
        .updateTable("connections")
        .set(stageColumns(id, open.row.stage_id, new Date(deps.clock.now())))
        .where("id", "=", open.row.id)
        .execute();
  }
  return gone;
}

async function isGone({ lever }: OpenConnection, stageId: string): Promise<boolean> {
  try {
    await lever.stages.get(stageId);
    return false;
  } catch (error) {
    if (error instanceof LeverError && error.code === "not_found") return true;
    throw error;
  }
}
