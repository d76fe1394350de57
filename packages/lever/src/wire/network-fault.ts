/**
 * Reads a thrown fetch error for one question only: can any byte of the request have reached the other side?
 * What is not plainly "no" is "perhaps".
 */

/** Node's and undici's codes for connections that never came about. */
const NEVER_CONNECTED = new Set([
  "ENOTFOUND",
  "EAI_AGAIN",
  "EAI_FAIL",
  "EAI_NODATA",
  "EAI_NONAME",
  "ECONNREFUSED",
  "UND_ERR_CONNECT_TIMEOUT",
  "CERT_HAS_EXPIRED",
  "CERT_NOT_YET_VALID",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "ERR_SSL_WRONG_VERSION_NUMBER",
]);
const BEFORE_SENDING = new Set(["connect", "getaddrinfo"]);

/** True only if it is certain that nothing was sent. `error` is what fetch threw; its `cause` carries the system's code. */
export function neverSent(error: unknown): boolean {
  if (error instanceof AggregateError && error.errors.length > 0) return error.errors.every(neverSent);
  if (!(error instanceof Error)) return false;
  const { code, syscall } = error as Error & { code?: unknown; syscall?: unknown };
  if (typeof syscall === "string" && BEFORE_SENDING.has(syscall)) return true;
  if (typeof code === "string" && NEVER_CONNECTED.has(code)) return true;
  return error.cause !== undefined && error.cause !== error && neverSent(error.cause);
}
