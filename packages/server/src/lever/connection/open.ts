/**
 * A client for one connection: credentials opened, requests paced, expired tokens renewed on the way, refused ones reported.
 * It decides nothing about what is asked of Lever.
 */
import type { Selectable } from "kysely";
import {
  createLeverClient,
  LeverError,
  type Fetch,
  type LeverClient,
  type LeverCredentials,
} from "@interviewvector/lever";
import type { Config } from "../../config.ts";
import type { ConnectionsTable } from "../../db/tables.ts";
import type { Attempt } from "../../effects/effect.ts";
import { markBroken } from "./broken.ts";
import type { Metrics } from "../../operations/metrics.ts";
import type { Gate } from "./gate.ts";
import { openSecrets, type Secrets } from "./secrets.ts";
import type { Kept, Tokens, TokensOptions } from "./tokens.ts";

export type ConnectionRow = Selectable<ConnectionsTable>;

export interface OpenConnection {
  row: ConnectionRow;
  lever: LeverClient;
}

export interface Use {
  /** Somebody waits for the page: goes before work in the background. */
  interactive?: boolean;
  /** Of the effect on whose behalf requests are sent: no write begins once its lease is too short. */
  attempt?: Attempt;
  /** Whether the client itself repeats what is safe to repeat. Effects leave that to the ledger. */
  patient?: boolean;
}

export interface Connections {
  /** Throws `NotConnectedError` for one that is unknown, broken or ended. */
  open(connectionId: string, use?: Use): Promise<OpenConnection>;
  /** Renews an access token that has run out, so that the refresh token behind it counts as used. */
  keepAlive(connectionId: string): Promise<void>;
  /** A client for a row that may not be stored yet: credentials are being tried. */
  clientFor(row: Pick<ConnectionRow, "id" | "environment" | "secrets">, use?: Use): LeverClient;
}

export interface ConnectionsOptions extends TokensOptions {
  config: Pick<Config, "lever" | "effects">;
  gate: Gate;
  metrics: Pick<Metrics, "atsCall">;
  tokens: Tokens;
}

export class NotConnectedError extends Error {
  override name = "NotConnectedError";
  constructor() {
    super("The connection to Lever is not standing.");
  }
}

/** Straight before a write it turned out that the lease is too short for it; nothing was sent. */
export class LeaseTooShortError extends Error {
  override name = "LeaseTooShortError";
}

export function createConnections(options: ConnectionsOptions): Connections {
  const clientFor = (row: Pick<ConnectionRow, "id" | "environment" | "secrets">, use: Use = {}): LeverClient => {
    const { config, gate, log, clock } = options;
    const secrets = openSecrets(options.crypt, row);
    const held: Held = { kept: secrets.kind === "oauth" ? secrets : undefined };
    return createLeverClient({
      apiUrl: config.lever[row.environment].apiUrl,
      credentials: credentialsOf(secrets, row.id, { tokens: options.tokens, held }),
      fetch: watchedFetch(options, row, { secrets, use, held }),
      now: clock.now,
      timeoutMs: Math.min(20_000, config.effects.leaseMs / 2),
      retry: use.patient ? { maxAttempts: 4 } : false,
      userAgent: "InterviewVector",
      async beforeRequest({ method }) {
        await gate.take(row.id, use.interactive ?? false);
        if (method !== "GET" && use.attempt?.mayStillWrite() === false) throw new LeaseTooShortError();
      },
      observe: (seen) => {
        options.metrics.atsCall(seen.method, seen.status ?? null);
        log.debug({ connection: row.id, ...seen }, "lever");
      },
    });
  };
  return {
    clientFor,
    keepAlive: async (connectionId) => void (await options.tokens.current(connectionId)),
    async open(connectionId, use) {
      const row = await options.database.service
        .selectFrom("connections")
        .selectAll()
        .where("id", "=", connectionId)
        .executeTakeFirst();
      if (row?.state !== "connected") throw new NotConnectedError();
      return { row, lever: clientFor(row, use) };
    },
  };
}

/** The access token that a client goes on with. */
interface Held {
  kept: Kept | undefined;
}

function credentialsOf(
  secrets: Secrets,
  connectionId: string,
  { tokens, held }: { tokens: Tokens; held: Held },
): LeverCredentials {
  switch (secrets.kind) {
    case "api_key":
      return { kind: "apiKey", key: secrets.apiKey };
    case "oauth":
      return { kind: "bearer", token: () => nothingSent(holding(held, tokens.current(connectionId, held.kept))) };
    case "none":
      throw new NotConnectedError();
    default:
      return secrets satisfies never;
  }
}

async function holding(held: Held, token: Promise<Kept>): Promise<string> {
  held.kept = await token;
  return held.kept.accessToken;
}

/** A token that could not be had leaves its own exchange in doubt, but not the request that it was for. */
async function nothingSent(token: Promise<string>): Promise<string> {
  try {
    return await token;
  } catch (cause) {
    if (!(cause instanceof LeverError) || cause.tookEffect === "no") throw cause;
    const { code, method, path, status } = cause;
    throw new LeverError({ code, method, path, status, message: "no access token.", tookEffect: "no", cause });
  }
}

interface Watched {
  secrets: Secrets;
  use: Use;
  held: Held;
}

/**
 * Sees each answer before the client does. 401 for an access token: get another one and send the same request once more,
 * which is safe because Lever refused it before doing anything. 401 after that, or for a key: the connection is broken.
 */
function watchedFetch(
  options: ConnectionsOptions,
  row: Pick<ConnectionRow, "id" | "secrets">,
  { secrets, use, held }: Watched,
): Fetch {
  return async (url, init) => {
    const answer = await options.fetch(url, init);
    if (answer.status === 429) await options.gate.drain(row.id);
    if (answer.status !== 401) return answer;
    const again = secrets.kind === "oauth" ? await withAnotherToken(options, row.id, { init, held }) : null;
    if (again === null) {
      // An app's broken refresh has marked the connection already.
      if (secrets.kind === "api_key") await markBroken(options, row, "Lever no longer accepts the API key.");
      return answer;
    }
    await answer.body?.cancel();
    await options.gate.take(row.id, use.interactive ?? false);
    const second = await options.fetch(url, again);
    if (second.status === 401) await breakOauth(options, row.id, tokenIn(again));
    return second;
  };
}

async function withAnotherToken(
  options: ConnectionsOptions,
  connectionId: string,
  { init, held }: { init: RequestInit; held: Held },
): Promise<RequestInit | null> {
  const headers = new Headers(init.headers);
  try {
    headers.set("authorization", `Bearer ${await holding(held, options.tokens.renew(connectionId, tokenIn(init)))}`);
    return { ...init, headers };
  } catch (error) {
    options.log.warn({ err: error, connection: connectionId }, "no other access token to be had");
    return null; // the 401 stands: the caller's attempt fails as "not applied" and parks or is repeated
  }
}

function tokenIn({ headers }: RequestInit): string {
  return new Headers(headers).get("authorization")?.replace(/^Bearer /, "") ?? "";
}

/** Even a fresh token is refused: the consent was withdrawn. With another one by now it was given anew meanwhile. */
async function breakOauth(options: ConnectionsOptions, connectionId: string, refused: string): Promise<void> {
  const row = await options.database.service
    .selectFrom("connections")
    .select(["id", "secrets"])
    .where("id", "=", connectionId)
    .executeTakeFirst();
  const secrets = row ? openSecrets(options.crypt, row) : null;
  if (row && secrets?.kind === "oauth" && secrets.accessToken === refused)
    await markBroken(options, row, "Lever refuses our access: it was revoked in Lever's settings.");
}
