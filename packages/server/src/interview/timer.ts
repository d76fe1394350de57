/** Timers are effects with a time: the handler lets their event happen, and an event that no longer applies is an ordinary refusal. */
import { isRefusal, refuse, type InterviewEvent } from "@interviewvector/domain";
import type { Tx } from "../db/database.ts";
import type { Handler } from "../effects/effect.ts";
import { act, type Door } from "./act.ts";

export function timerHandler(door: Door): Handler {
  return {
    kind: "interview.timer",
    repeatable: true,
    async run(effect) {
      if (effect.interviewId === null) return { result: "skipped", words: "no interview" };
      const decision = await act(door, effect.interviewId, { kind: "system" }, async (tx) =>
        (await mark(tx, effect.id))
          ? (effect.payload["event"] as InterviewEvent)
          : refuse("happened_before", "it had happened already"),
      );
      if (!isRefusal(decision)) return { result: "done", words: decision.words };
      return { result: decision.code === "happened_before" ? "done" : "skipped", words: decision.words };
    },
  };
}

/**
 * That it happened is written where it happens, in one transaction: a process that dies before recording the outcome leaves
 * a timer that is taken up again, and a reminder leaves the interview as it was, so only this mark tells.
 */
async function mark(tx: Tx, effectId: string): Promise<boolean> {
  const marked = await tx
    .updateTable("effects")
    .set({ external_id: "happened" })
    .where("id", "=", effectId)
    .where("external_id", "is", null)
    .executeTakeFirst();
  return Number(marked.numUpdatedRows) === 1;
}
