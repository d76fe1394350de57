/** Every ten minutes: the tagged postings, the stage's id where it was not known yet, and our form where the guides have changed. */
import { minutes } from "@interviewvector/domain";
import type { Clock } from "../clock.ts";
import type { Handler } from "../effects/effect.ts";
import type { Connections } from "./connection/open.ts";
import type { Postings } from "./postings.ts";
import { addNext, type RecurringOptions } from "./recurring.ts";
import { keepFormInStep } from "./setup/form-step.ts";
import { outcomeOf } from "./write/outcome.ts";

export interface PostingsEffectDeps extends RecurringOptions {
  clock: Clock;
  connections: Connections;
  postings: Pick<Postings, "refresh">;
}

export const POSTINGS_INTERVAL_MS = minutes(10);

export function postingsHandler(deps: PostingsEffectDeps): Handler {
  return {
    kind: "lever.postings",
    repeatable: true,
    async run(effect, attempt) {
      const next = { kind: "lever.postings" as const, runAt: deps.clock.now() + POSTINGS_INTERVAL_MS };
      const connectionId = await addNext(deps, effect, next);
      if (connectionId === null) return { result: "skipped", words: "the connection has ended" };
      try {
        await findStage(deps, connectionId);
        await keepFormInStep(deps.database, await deps.connections.open(connectionId, { attempt, patient: true }));
        const { added, changed, gone } = await deps.postings.refresh(connectionId, { attempt, patient: true });
        return { result: "done", words: `${added} new, ${changed} changed, ${gone} gone` };
      } catch (error) {
        return outcomeOf(error);
      }
    },
  };
}

/** A stage that was made in Lever after connecting is found without anybody pressing a button. */
async function findStage({ connections, database }: PostingsEffectDeps, connectionId: string): Promise<void> {
  const { row, lever } = await connections.open(connectionId, { patient: true });
  if (row.stage_id !== null) return;
  for await (const stage of lever.stages.list()) {
    if (stage.text !== row.stage_name) continue;
    await database.service
      .updateTable("connections")
      .set({ stage_id: stage.id })
      .where("id", "=", connectionId)
      .where("stage_name", "=", row.stage_name)
      .execute();
    return;
  }
}
