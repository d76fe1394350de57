/**
 * What a failed call means for the effect: the one place where Lever's errors become outcomes of the ledger. Doubt stays
 * doubt; being slow down or parked is no failure; what Lever refuses for good ends on a screen with Retry.
 */
import { LeverError } from "@interviewvector/lever";
import type { Outcome } from "../../effects/effect.ts";
import { LeaseTooShortError, NotConnectedError } from "../connection/open.ts";

/** These speak of Lever, or of the way there, not of what was asked. */
const away: ReadonlySet<LeverError["code"]> = new Set([
  "request_timeout",
  "server_error",
  "connection_failed",
  "connection_lost",
  "timed_out",
  "unreadable_answer",
]);

/** Rethrows what is no failed call: bugs, and a database that went away. */
export function outcomeOf(error: unknown): Outcome {
  if (error instanceof NotConnectedError) return { result: "later", words: "waits for the connection", afterMs: 2_000 };
  if (error instanceof LeaseTooShortError) return { result: "later", words: "another process goes on", afterMs: 0 };
  if (!(error instanceof LeverError)) throw error;
  const facts = {
    code: error.code,
    ...(error.status === undefined ? {} : { status: error.status }),
    ...(away.has(error.code) ? { away: "ats" as const } : {}),
  };
  if (error.tookEffect === "unknown") return { result: "unsure", words: words(error), ...facts };
  switch (error.code) {
    case "rate_limited":
      return { result: "later", words: "Lever asked us to slow down", afterMs: 1_500 };
    case "unauthorized":
    case "invalid_grant":
      return { result: "later", words: "waits until Lever is connected again", afterMs: 5_000 };
    case "bad_request":
    case "forbidden":
    case "conflict":
    case "unprocessable":
    case "rejected":
    case "redirect_refused":
      return { result: "not_applied", retry: "never", words: words(error), ...facts };
    // Of somebody whom Lever has just shown us: one such answer is no more believed than where we read (`missing.ts`).
    case "not_found":
      return { result: "not_applied", retry: "twice", words: words(error), ...facts };
    case "request_timeout":
    case "server_error":
    case "connection_failed":
    case "connection_lost":
    case "timed_out":
    case "unreadable_answer":
    case "page_cycle":
    case "page_limit":
      return { result: "not_applied", retry: "backoff", words: words(error), ...facts };
    default:
      return error.code satisfies never;
  }
}

/** One line for the timeline: Lever's own words help most; ids and bodies are not in it. */
export function words(error: LeverError): string {
  const said = error.leverMessage === undefined ? "" : `: ${error.leverMessage}`;
  // It came with a 2xx, which would tell nobody what is wrong.
  if (error.code !== "unreadable_answer" && error.status !== undefined) return `Lever answers ${error.status}${said}`;
  switch (error.code) {
    case "timed_out":
      return "Lever did not answer in time";
    case "connection_failed":
      return "Lever cannot be reached";
    case "connection_lost":
      return "the line to Lever broke";
    case "unreadable_answer":
      return `Lever's answer could not be read${error.field === undefined ? "" : ` (${error.field})`}`;
    default:
      return `Lever: ${error.code.replaceAll("_", " ")}`;
  }
}
