/**
 * One HTTP request and its whole answer within a deadline. It knows nothing of credentials, retries or Lever's bodies; it
 * only turns each way a line can fail into a `LeverError` that says whether anything can have happened.
 */
import { LeverError } from "../error.ts";
import type { LeverErrorCode, TookEffect } from "../error.ts";
import { neverSent } from "./network-fault.ts";

/** The part of `fetch` that is used; the global one fits. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export interface Outgoing {
  readonly method: string;
  readonly url: string;
  /** Path pattern, for errors. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | FormData | undefined;
  readonly timeoutMs: number;
  /** False for reads: their failures are never in doubt. */
  readonly takesEffect: boolean;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
}

/**
 * Sends once; redirects are handed back, not followed. Resolves for every status.
 * Throws LeverError `timed_out`, `connection_failed` or `connection_lost`.
 */
export async function exchange(fetch: Fetch, out: Outgoing): Promise<Answer> {
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(), out.timeoutMs);
  try {
    const response = await fetch(out.url, {
      method: out.method,
      headers: out.headers,
      redirect: "manual",
      signal: deadline.signal,
      ...(out.body === undefined ? {} : { body: out.body }),
    });
    return { status: response.status, headers: response.headers, bytes: await readBody(response) };
  } catch (cause) {
    throw lineFault(out, cause, deadline.signal.aborted);
  } finally {
    clearTimeout(timer);
  }
}

async function readBody(response: Response): Promise<Uint8Array> {
  if (response.ok) return new Uint8Array(await response.arrayBuffer());
  // The status has decided the outcome already; a body lost on the way costs only Lever's words.
  const bytes = await response.arrayBuffer().catch(() => new ArrayBuffer(0));
  return new Uint8Array(bytes);
}

function lineFault(out: Outgoing, cause: unknown, timedOut: boolean): LeverError {
  const fault = (code: LeverErrorCode, message: string, tookEffect: TookEffect) =>
    new LeverError({ code, message, tookEffect, method: out.method, path: out.path, cause });
  const doubt: TookEffect = out.takesEffect ? "unknown" : "no";
  if (timedOut) return fault("timed_out", `no complete answer within ${out.timeoutMs} ms.`, doubt);
  if (neverSent(cause)) return fault("connection_failed", "no connection could be made; nothing was sent.", "no");
  return fault("connection_lost", "the connection broke before the answer was complete.", doubt);
}
