/** Timers are effects with a time: the handler lets their event happen, and an event that no longer applies is an ordinary refusal. */
import { isRefusal, type InterviewEvent } from "@interviewvector/domain";
import type { Handler } from "../effects/effect.ts";
import { act, type Door } from "./act.ts";

export function timerHandler(door: Door): Handler {
  return {
    kind: "interview.timer",
    repeatable: true,
    async run(effect) {
      if (effect.interviewId === null) return { result: "skipped", words: "no interview" };
      const decision = await act(
        door,
        effect.interviewId,
        { kind: "system" },
        effect.payload["event"] as InterviewEvent,
      );
      return isRefusal(decision)
        ? { result: "skipped", words: decision.words }
        : { result: "done", words: decision.words };
    },
  };
}
