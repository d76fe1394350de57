/** Why a calendar could not be read, in words for its owner. `lasting`: trying again by itself won't help. */
import { MultistatusError } from "./caldav/multistatus.ts";
import { OutsideError, type OutsideCode } from "../outside/reach.ts";
import { TooLongError } from "./reader/reader.ts";
import type { UnreadableCode } from "./read/unreadable.ts";

export type ProblemCode =
  | OutsideCode
  | UnreadableCode
  | "credentials"
  | "gone"
  | "server_trouble"
  | "unexpected_answer"
  | "no_calendar"
  | "no_secret";

export class CalendarProblem extends Error {
  override name = "CalendarProblem";
  readonly code: ProblemCode;
  constructor(code: ProblemCode, words: string, options?: ErrorOptions) {
    super(words, options);
    this.code = code;
  }

  get lasting(): boolean {
    return !passing.has(this.code);
  }
}

const passing = new Set<ProblemCode>([
  "unknown_host",
  "unreachable",
  "too_slow",
  "server_trouble",
  "unexpected_answer",
]);

/** Whatever went wrong outside, as a problem; bugs and a database that is away are thrown on. */
export function asProblem(error: unknown): CalendarProblem {
  if (error instanceof CalendarProblem) return error;
  if (error instanceof OutsideError) return new CalendarProblem(error.code, error.message, { cause: error });
  if (error instanceof MultistatusError)
    return new CalendarProblem("unexpected_answer", "The server answers something that no calendar server answers.", {
      cause: error,
    });
  if (error instanceof TooLongError)
    return new CalendarProblem("too_much", "The calendar is more than we can work through.", { cause: error });
  throw error;
}

/** Answers that are none. */
export function checkStatus(status: number, needsPassword: boolean): void {
  if (status >= 200 && status < 300) return;
  if (status === 401 || status === 403)
    throw new CalendarProblem(
      "credentials",
      needsPassword
        ? "The server does not accept this user name and password."
        : "The server wants a password for this address. Use the secret address of the calendar, or a CalDAV account.",
    );
  if (status === 404 || status === 410)
    throw new CalendarProblem("gone", "There is no calendar at this address (any more). Copy its address again.");
  if (status === 429 || status >= 500)
    throw new CalendarProblem("server_trouble", `The server has trouble at the moment (it answers ${status}).`);
  throw new CalendarProblem("unexpected_answer", `The server answers with an unexpected ${status}.`);
}
