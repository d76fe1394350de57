/** Problems of a request, thrown, and mapped to application/problem+json in this one place. Expected noes of the domain are refusals. */
import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import type { Refusal } from "@interviewvector/domain";
import type { Log } from "../log.ts";

export class HttpProblem extends Error {
  override name = "HttpProblem";
  readonly status: number;
  readonly code: string;
  readonly detail: string | undefined;
  readonly fields: Record<string, string> | undefined;

  constructor(
    status: number,
    code: string,
    title: string,
    more: { detail?: string; fields?: Record<string, string>; cause?: unknown } = {},
  ) {
    super(title, { cause: more.cause });
    this.status = status;
    this.code = code;
    this.detail = more.detail;
    this.fields = more.fields;
  }
}

/** Also for what exists but belongs to somebody else: the answer must not tell the difference. */
export function notFound(what = "This"): HttpProblem {
  return new HttpProblem(404, "not_found", `${what} does not exist, or you may not see it.`);
}

export function unauthenticated(): HttpProblem {
  return new HttpProblem(401, "unauthenticated", "Please sign in.");
}

export function forbidden(detail: string): HttpProblem {
  return new HttpProblem(403, "forbidden", "You may not do this.", { detail });
}

export function invalid(detail: string, fields?: Record<string, string>): HttpProblem {
  return new HttpProblem(422, "invalid", "Something in the request is not right.", {
    detail,
    ...(fields ? { fields } : {}),
  });
}

/** A refusal of the domain as an answer: 409, because the state of things says no; what is not there reads as what is not theirs. */
export function refused(refusal: Refusal): HttpProblem {
  if (refusal.code === "unknown_interview") return notFound("This interview");
  return new HttpProblem(409, refusal.code, refusal.words);
}

export type Variables = { requestId: string };
export type AppContext = Context<{ Variables: Variables }>;

export function problemAnswer(context: AppContext, problem: HttpProblem): Response {
  const body = {
    type: "about:blank",
    title: problem.message,
    status: problem.status,
    code: problem.code,
    ...(problem.detail === undefined ? {} : { detail: problem.detail }),
    requestId: context.get("requestId"),
    ...(problem.fields === undefined ? {} : { fields: problem.fields }),
  };
  return new Response(JSON.stringify(body), {
    status: problem.status,
    headers: { "content-type": "application/problem+json", "cache-control": "no-store" },
  });
}

/**
 * PostgreSQL is away, shutting down, out of connections or of space, or others kept what we needed for too long (a lock, a deadlock,
 * the time of a statement): we say come back. Whether a commit under way was heard nobody can say.
 */
export function isDatabaseDown(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = (error as { code?: unknown }).code;
  if (
    typeof code === "string" &&
    /^(08|53|57014|57P0|58|55P03|40001|40P01|ECONN|EPIPE|ENOENT|ETIMEDOUT|EHOSTUNREACH)/.test(code)
  )
    return true;
  return /timeout exceeded when trying to connect|Connection terminated|connection timeout|driver has already been destroyed|Query read timeout/i.test(
    error.message,
  );
}

export function toProblem(error: unknown, log: Log, requestId: string): HttpProblem {
  if (error instanceof HttpProblem) return error;
  if (error instanceof HTTPException)
    return new HttpProblem(error.status, "invalid", error.message || "The request cannot be read.");
  // A character that PostgreSQL doesn't keep can only have come with the request, past the doors that leave it out.
  if ((error as { code?: unknown } | null)?.code === "22021")
    return new HttpProblem(422, "invalid", "The request holds a character that cannot be kept.");
  if (isDatabaseDown(error)) {
    log.error({ err: error, requestId }, "database not available");
    return new HttpProblem(
      503,
      "unavailable",
      "Our database cannot be reached. Please try again in a moment: what was heard is not done twice.",
    );
  }
  log.error({ err: error, requestId }, "request failed");
  return new HttpProblem(
    500,
    "bug",
    "Something went wrong on our side. Nothing you did is lost; please try again or write to us with the number below.",
  );
}
