/** One attempt at one effect: if it is unsure, look first; prepare once; then do it. Doubt that cannot be cleared up ends with a person. */
import type { Database } from "../db/database.ts";
import type { Log } from "../log.ts";
import type { Claimed } from "./claim.ts";
import type { Attempt, Handler, Outcome } from "./effect.ts";
import { markSending, storeRequest, type Recorded } from "./record.ts";

export interface AttemptContext {
  database: Database;
  log: Log;
  owner: bigint;
  attempt: Omit<Attempt, "sending">;
}

/** After so many attempts in doubt what cannot be looked for is not sent once more: one repeat, then a person. */
const MOST_DOUBTS = 2;

export async function attemptOnce(
  effect: Claimed,
  handler: Handler | undefined,
  context: AttemptContext,
): Promise<Recorded> {
  if (!handler) {
    return {
      outcome: { result: "not_applied", retry: "never", words: `This version knows no effect "${effect.kind}".` },
    };
  }
  if (!handler.find && !handler.repeatable && effect.doubts >= MOST_DOUBTS) return { outcome: tooMuchDoubt };
  let mayHaveSent = false;
  const attempt: Attempt = {
    ...context.attempt,
    async sending() {
      const ours = await markSending(context.database, effect, context.owner);
      mayHaveSent ||= ours;
      return ours;
    },
  };
  try {
    if (effect.wasUnsure && handler.find) {
      const found = await handler.find(effect, attempt);
      if (found.found) {
        const { found: _found, ...rest } = found;
        return { outcome: { result: "done", ...rest }, found: true };
      }
    }
    if (effect.request === null && handler.prepare) {
      const request = await handler.prepare(effect);
      if (request !== null) {
        const stored = await storeRequest(context.database, effect, context.owner, request);
        if (!stored) return { outcome: { result: "later", afterMs: 0, words: "another process has it" } };
        effect.request = request;
      }
    }
    mayHaveSent = !handler.marksSending;
    return { outcome: await handler.run(effect, attempt) };
  } catch (error) {
    context.log.error({ err: error, effect: effect.id, kind: effect.kind }, "attempt failed unexpectedly");
    return { outcome: outcomeOfBug(handler, mayHaveSent, error) };
  }
}

const tooMuchDoubt: Outcome = {
  result: "not_applied",
  retry: "never",
  code: "doubt",
  words: "It may have arrived: twice the connection was lost before the answer. Ask, then try again or discard it.",
};

/** A throw is a bug, or a database that went away. Once `run` has begun nothing is known, so what is not repeatable is unsure. */
function outcomeOfBug(handler: Handler, mayHaveSent: boolean, error: unknown): Outcome {
  const words = error instanceof Error ? error.message : String(error);
  if (handler.repeatable || !mayHaveSent) return { result: "not_applied", retry: "backoff", words };
  return { result: "unsure", words };
}
