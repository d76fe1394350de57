/** Takes the interview back in Lever. Done when it is cancelled there or gone. */
import { sql } from "kysely";
import { LeverError } from "@interviewvector/lever";
import type { Effect, Handler } from "../../effects/effect.ts";
import { actorOf, atDesk, openDesk, saving, type WriteDeps } from "./desk.ts";
import { getOrNull } from "./reschedule.ts";

export function cancelHandler(deps: WriteDeps): Handler {
  return {
    kind: "ats.cancel",
    /** Which interview is fixed once: after a later booking the ids on our side are another panel's. */
    async prepare(effect) {
      if (effect.interviewId === null) return {};
      const row = await deps.database.service
        .selectFrom("interviews")
        .select("ats")
        .where("id", "=", effect.interviewId)
        .executeTakeFirst();
      return row?.ats.interviewId === undefined ? {} : { interviewId: row.ats.interviewId };
    },
    run: (effect, attempt) =>
      atDesk(deps, effect, attempt, async (desk) => {
        const interviewId = wanted(effect);
        if (interviewId === null) return { result: "skipped", words: "no interview in Lever to cancel" };
        try {
          await desk.lever.interviews.delete(desk.opportunityId, interviewId, actorOf(desk));
        } catch (error) {
          if (!(error instanceof LeverError && error.code === "not_found")) throw error;
        }
        return {
          result: "done",
          words: "interview cancelled",
          externalId: interviewId,
          save: forgetting(deps, effect, interviewId),
        };
      }),
    async find(effect, attempt) {
      const interviewId = wanted(effect);
      if (interviewId === null) return { found: false };
      const there = await getOrNull(await openDesk(deps, effect, attempt), interviewId);
      const over = there === null || there.canceledAt !== null;
      return over
        ? { found: true, words: "found cancelled in Lever", save: forgetting(deps, effect, interviewId) }
        : { found: false };
    },
  };
}

function wanted(effect: Effect): string | null {
  const id = effect.request?.["interviewId"];
  return typeof id === "string" ? id : null;
}

/** The next booking makes a panel of its own. */
function forgetting(deps: WriteDeps, effect: Effect, interviewId: string): NonNullable<ReturnType<typeof saving>> {
  return async (tx) => {
    await saving(deps, effect)(tx);
    if (effect.interviewId === null) return;
    await tx
      .updateTable("interviews")
      .set({ ats: sql<string>`ats - 'panelId' - 'interviewId'` })
      .where("id", "=", effect.interviewId)
      .where(sql<boolean>`ats ->> 'interviewId' = ${interviewId}`)
      .execute();
  };
}
