/**
 * The one error class of this client. It says what went wrong as a literal `code`, and, for whoever must decide whether to
 * repeat a write, whether Lever can have carried it out. It never decides that for the caller, and it holds no
 * credentials and no body that was sent.
 */

/**
 * Closed list of what can go wrong. Branch on these, never on Lever's own codes: Lever publishes no catalogue of them.
 *
 * | code | when | tookEffect |
 * | --- | --- | --- |
 * | `bad_request` … `rejected` | 4xx, by status | `no` |
 * | `rate_limited` | 429 | `no` |
 * | `request_timeout` | 408: the server gave up waiting, somewhere on its side | `unknown` for writes |
 * | `server_error` | 5xx | `unknown` for writes |
 * | `connection_failed` | name not found, connection refused, no TLS session: nothing was sent | `no` |
 * | `connection_lost` | reset or cut while sending or answering | `unknown` for writes |
 * | `timed_out` | our deadline passed | `unknown` for writes |
 * | `unreadable_answer` | 2xx whose body is not what Lever documents; `field` names the place | `unknown` for writes |
 * | `redirect_refused` | redirect to a host that must not see the credentials, or too many of them | `no`, but `unknown` for 302/303 on writes |
 * | `page_cycle`, `page_limit` | a listing that repeats its offset, or never ends | `no` |
 * | `invalid_grant` | token endpoint: code or refresh token is used up, expired or revoked; a person must connect again | `no` |
 */
export type LeverErrorCode =
  | "bad_request"
  | "unauthorized"
  | "forbidden"
  | "not_found"
  | "conflict"
  | "unprocessable"
  | "rejected"
  | "rate_limited"
  | "request_timeout"
  | "server_error"
  | "connection_failed"
  | "connection_lost"
  | "timed_out"
  | "unreadable_answer"
  | "redirect_refused"
  | "page_cycle"
  | "page_limit"
  | "invalid_grant";

/** `no`: the request has changed nothing in Lever. `unknown`: it may have; look before repeating. Reads are always `no`. */
export type TookEffect = "no" | "unknown";

export interface LeverErrorFacts {
  readonly code: LeverErrorCode;
  /** One sentence, without personal data. */
  readonly message: string;
  readonly tookEffect: TookEffect;
  readonly method: string;
  /** Path pattern such as `/opportunities/:opportunity/notes`; ids are left out on purpose. */
  readonly path: string;
  readonly status?: number | undefined;
  readonly requestId?: string | undefined;
  /** Lever's own `code` (token endpoint: `error`), for people to read. */
  readonly leverCode?: string | undefined;
  /** Lever's own `message` (token endpoint: `error_description`), for people to read. */
  readonly leverMessage?: string | undefined;
  /** `unreadable_answer` only: where the answer did not fit, such as `data.fields[0].createdAt`. */
  readonly field?: string | undefined;
  readonly cause?: unknown;
}

export class LeverError extends Error {
  override readonly name = "LeverError";
  readonly code: LeverErrorCode;
  readonly tookEffect: TookEffect;
  readonly method: string;
  readonly path: string;
  /** HTTP status of the answer; undefined when there was none. */
  readonly status: number | undefined;
  /** From a response header, if Lever sent one (it documents none). */
  readonly requestId: string | undefined;
  readonly leverCode: string | undefined;
  readonly leverMessage: string | undefined;
  readonly field: string | undefined;

  constructor(facts: LeverErrorFacts) {
    const own = facts.leverMessage === undefined ? "" : ` Lever says: ${facts.leverMessage}`;
    super(`${facts.method} ${facts.path}: ${facts.message}${own}`, { cause: facts.cause });
    this.code = facts.code;
    this.tookEffect = facts.tookEffect;
    this.method = facts.method;
    this.path = facts.path;
    this.status = facts.status;
    this.requestId = facts.requestId;
    this.leverCode = facts.leverCode;
    this.leverMessage = facts.leverMessage;
    this.field = facts.field;
  }
}

/** Faults that pass by themselves. */
const TRANSIENT: ReadonlySet<LeverErrorCode> = new Set([
  "rate_limited",
  "request_timeout",
  "server_error",
  "connection_failed",
  "connection_lost",
  "timed_out",
]);

/**
 * Whether the same request may be sent again at once: the fault is transient and nothing took effect. Reads therefore
 * qualify for every transient fault, writes only for 429 and connections that were never made.
 */
export function canRetry(error: LeverError): boolean {
  return error.tookEffect === "no" && TRANSIENT.has(error.code);
}
