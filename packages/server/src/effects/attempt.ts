/** One attempt at one effect: if it is unsure, look first; prepare once; then do it. */
import type { Database } from "../db/database.ts";
import type { Log } from "../log.ts";
import type { Claimed } from "./claim.ts";
import type { Attempt, Handler, Outcome } from "./effect.ts";
import { storeRequest, type Recorded } from "./record.ts";

export interface AttemptContext {
  database: Database;
  log: Log;
  owner: bigint;
  attempt: Attempt;
}

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
  let mayHaveSent = false;
  try {
    if (effect.wasUnsure && handler.find) {
      const found = await handler.find(effect, context.attempt);
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
    mayHaveSent = true;
    return { outcome: await handler.run(effect, context.attempt) };
  } catch (error) {
    context.log.error({ err: error, effect: effect.id, kind: effect.kind }, "attempt failed unexpectedly");
    return { outcome: outcomeOfBug(handler, mayHaveSent, error) };
  }
}

/** A throw is a bug, or a database that went away. Once `run` has begun nothing is known, so what is not repeatable is unsure. */
function outcomeOfBug(handler: Handler, mayHaveSent: boolean, error: unknown): Outcome {
  const words = error instanceof Error ? error.message : String(error);
  if (handler.repeatable || !mayHaveSent) return { result: "not_applied", retry: "backoff", words };
  return { result: "unsure", words };
}
