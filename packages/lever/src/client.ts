/**
 * The client for Lever's API: one object per account, one member per resource. It carries requests and reads answers; it
 * keeps no cache, no queue and no state, and knows nothing of what its caller makes of the data.
 * Lever: https://hire.lever.co/developer/documentation
 */
import { setTimeout as sleep } from "node:timers/promises";
import { accountResources } from "./resource/account-resources.ts";
import { opportunityResources } from "./resource/opportunity-resources.ts";
import type { Fetch } from "./wire/exchange.ts";
import { createWire } from "./wire/wire.ts";
import type { AttemptInfo, Observation } from "./wire/wire.ts";

/** A customer's own API key, or the access token of a partner app (asked for before each attempt, so it may be renewed). */
export type LeverCredentials =
  | { readonly kind: "apiKey"; readonly key: string }
  | { readonly kind: "bearer"; readonly token: () => Promise<string> };

/** Exponential backoff with jitter: before attempt n + 1 it waits between half and all of `baseMs · 2^(n−1)`, at most `capMs`. */
export interface RetryPolicy {
  /** Default 4. */
  readonly maxAttempts?: number;
  /** Default 500. */
  readonly baseMs?: number;
  /** Default 8000. */
  readonly capMs?: number;
}

export interface LeverClientOptions {
  /** Without a slash at the end, such as `https://api.lever.co/v1`. */
  readonly apiUrl: string;
  readonly credentials: LeverCredentials;
  /** The global `fetch`, or one that goes through a proxy. */
  readonly fetch: Fetch;
  /** Milliseconds since epoch, for measuring only. Default `Date.now`. */
  readonly now?: () => number;
  /** For one attempt, answer included; three times as long where whole files are sent. Default 20 000. */
  readonly timeoutMs?: number;
  /**
   * What is repeated without asking: reads that failed transiently, and writes that certainly took no effect (429, no
   * connection). `false` for callers that keep their own account of attempts.
   */
  readonly retry?: RetryPolicy | false;
  /** Awaited before each HTTP request is sent, followed redirects included: the place to take a token from a rate bucket. */
  readonly beforeRequest?: (info: AttemptInfo) => Promise<void> | void;
  /** Told of each HTTP request after it ended, for metrics and logs; holds no personal data. Must not throw. */
  readonly observe?: (seen: Observation) => void;
  readonly userAgent?: string;
  /** Most pages one listing may have, 100 items each. Default 10 000. */
  readonly maxPages?: number;
  /** Between 0 and 1, for jitter. Default `Math.random`. */
  readonly random?: () => number;
  /** Default: a timer. */
  readonly wait?: (ms: number) => Promise<void>;
}

export type LeverClient = ReturnType<typeof accountResources> & ReturnType<typeof opportunityResources>;

/**
 * A client for one Lever account. Every method throws `LeverError` and nothing else that is expected; what `token`,
 * `beforeRequest` or `observe` throw passes through as it is. Listings are async iterators that fetch page after page.
 * Lever allows 10 requests a second, bursts of 20: https://hire.lever.co/developer/documentation#rate-limits
 */
export function createLeverClient(options: LeverClientOptions): LeverClient {
  const retry = options.retry === false ? { maxAttempts: 1 } : (options.retry ?? {});
  const wire = createWire({
    apiUrl: options.apiUrl,
    authorization: authorizationOf(options.credentials),
    fetch: options.fetch,
    now: options.now ?? Date.now,
    timeoutMs: options.timeoutMs ?? 20_000,
    userAgent: options.userAgent ?? "lever-client",
    maxPages: options.maxPages ?? 10_000,
    maxAttempts: retry.maxAttempts ?? 4,
    backoffMs: backoff(retry, options.random ?? Math.random),
    wait: options.wait ?? sleep,
    beforeRequest: options.beforeRequest ?? (() => undefined),
    observe: options.observe ?? (() => undefined),
  });
  return { ...accountResources(wire), ...opportunityResources(wire) };
}

/**
 * An API key is the user name of basic authentication, with an empty password.
 * Lever: https://hire.lever.co/developer/documentation#authentication
 */
function authorizationOf(credentials: LeverCredentials): () => Promise<string> {
  switch (credentials.kind) {
    case "apiKey": {
      const basic = `Basic ${Buffer.from(`${credentials.key}:`).toString("base64")}`;
      return () => Promise.resolve(basic);
    }
    case "bearer":
      return async () => `Bearer ${await credentials.token()}`;
    default:
      return credentials satisfies never;
  }
}

function backoff({ baseMs = 500, capMs = 8_000 }: RetryPolicy, random: () => number): (attempt: number) => number {
  return (attempt) => Math.min(capMs, baseMs * 2 ** (attempt - 1)) * (0.5 + random() / 2);
}
