/**
 * Reading the body of a success. A 2xx that can't be read is an error, and after a write one in doubt: Lever most likely
 * did what was asked.
 */
import { LeverError } from "../error.ts";
import type { Answer } from "./exchange.ts";
import { readJson } from "./json.ts";
import { MisfitError } from "./parse.ts";
import { requestIdOf } from "./status.ts";
import type { Asked } from "./status.ts";

/** Parses a 2xx body as JSON. Throws LeverError `unreadable_answer`; after a write that means it may well have happened. */
export function readAnswer<T>(asked: Asked, answer: Answer, parse: (body: unknown) => T): T {
  try {
    return parse(readJson(answer.bytes));
  } catch (cause) {
    if (!(cause instanceof MisfitError) && !(cause instanceof SyntaxError)) throw cause;
    throw unreadable(asked, answer, cause);
  }
}

/** What a reader is told of an answer, or of a part of it, that can't be read. */
export function unreadable(asked: Asked, answer: Answer, cause: MisfitError | SyntaxError): LeverError {
  const misfit = cause instanceof MisfitError;
  return new LeverError({
    code: "unreadable_answer",
    message: misfit ? `the answer does not fit: ${cause.message}.` : "the answer is not JSON.",
    tookEffect: asked.takesEffect ? "unknown" : "no",
    method: asked.method,
    path: asked.path,
    status: answer.status,
    requestId: requestIdOf(answer),
    field: misfit ? cause.at : "body",
    // A SyntaxError quotes the body, which may hold personal data; the misfit names places only.
    cause: misfit ? cause : undefined,
  });
}
