/**
 * From an answer that is no success to a `LeverError`. The status decides; Lever's body is kept for people only.
 * Lever: https://hire.lever.co/developer/documentation#responses-and-errors
 */
import { LeverError } from "../error.ts";
import type { LeverErrorCode } from "../error.ts";
import type { Answer } from "./exchange.ts";
import { readJson } from "./json.ts";

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly takesEffect: boolean;
}

/** Error for any status outside 200–299; redirects that are not followed count as refused. Bodies that are not JSON (a proxy's HTML page) are left out. */
export function statusError(asked: Asked, answer: Answer): LeverError {
  const code = codeOf(answer.status);
  const inDoubt = asked.takesEffect && (answer.status >= 500 || answer.status === 408 || answer.status < 400);
  return new LeverError({
    code,
    message: `answered ${answer.status}.`,
    tookEffect: inDoubt ? "unknown" : "no",
    method: asked.method,
    path: asked.path,
    status: answer.status,
    requestId: requestIdOf(answer),
    ...wordsOf(answer),
  });
}

function codeOf(status: number): LeverErrorCode {
  switch (status) {
    case 400:
      return "bad_request";
    case 401:
      return "unauthorized";
    case 403:
      return "forbidden";
    case 404:
      return "not_found";
    case 408:
      return "request_timeout";
    case 409:
      return "conflict";
    case 422:
      return "unprocessable";
    case 429:
      return "rate_limited";
    default:
      if (status < 400) return "redirect_refused";
      return status >= 500 ? "server_error" : "rejected";
  }
}

/** Lever documents no request id; a proxy in front of it may add one. */
export function requestIdOf(answer: Answer): string | undefined {
  return answer.headers.get("x-request-id") ?? answer.headers.get("request-id") ?? undefined;
}

const LONGEST_MESSAGE = 500;

/** API errors are `{code, message}`, those of the token endpoint `{error, error_description}`. */
function wordsOf(answer: Answer): { leverCode: string | undefined; leverMessage: string | undefined } {
  const body = jsonOrUndefined(answer);
  const word = (...keys: string[]) => {
    const found = keys.map((key) => body?.[key]).find((value) => typeof value === "string" && value !== "");
    return typeof found === "string" ? found.slice(0, LONGEST_MESSAGE) : undefined;
  };
  return { leverCode: word("code", "error"), leverMessage: word("message", "error_description") };
}

function jsonOrUndefined(answer: Answer): Readonly<Record<string, unknown>> | undefined {
  try {
    const body = readJson(answer.bytes);
    return typeof body === "object" && body !== null ? { ...body } : undefined;
  } catch {
    // Safe default: the status alone decides, the words only explain.
    return undefined;
  }
}
