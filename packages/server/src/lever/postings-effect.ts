/** Every ten minutes: whether the stage still stands, or stands now; the tagged postings; and our form where the guides have changed. */
import { minutes } from "@interviewvector/domain";
import type { Clock } from "../clock.ts";
import type { Handler } from "../effects/effect.ts";
import type { Connections } from "./connection/open.ts";
import type { Postings } from "./postings.ts";
import { addNext, type RecurringOptions } from "./recurring.ts";
import { keepFormInStep } from "./setup/form-step.ts";
import { keepStage } from "./setup/stage-step.ts";
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
        const open = await deps.connections.open(connectionId, { attempt, patient: true });
        await keepStage(deps, open);
        await keepFormInStep(deps.database, open);
        const { added, changed, gone } = await deps.postings.refresh(connectionId, { attempt, patient: true });
        return { result: "done", words: `${added} new, ${changed} changed, ${gone} gone` };
      } catch (error) {
        return outcomeOf(error);
      }
    },
  };
}
