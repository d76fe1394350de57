/**
 * Access tokens of OAuth connections. Lever's refresh tokens work once, so refreshing is serialised per connection over all
 * processes by an advisory lock, and the new pair is committed before the new access token is used. It holds no row lock
 * while Lever answers: only other refreshes of the same connection wait.
 */
import { sql } from "kysely";
import { LeverError, refreshTokens, type Fetch, type LeverErrorCode, type LeverTokens } from "@interviewvector/lever";
import type { Clock } from "../../clock.ts";
import type { Config } from "../../config.ts";
import type { Crypt } from "../../crypt.ts";
import type { Database, Tx } from "../../db/database.ts";
import { markBroken, type BreakingOptions } from "./broken.ts";
import { openSecrets, sealSecrets } from "./secrets.ts";

export interface TokensOptions extends BreakingOptions {
  database: Database;
  clock: Clock;
  crypt: Crypt;
  config: Pick<Config, "lever">;
  fetch: Fetch;
}

export interface Tokens {
  /** An access token that should still be good: `kept`, else what is stored by now, else a new one. */
  current(connectionId: string, kept?: Kept): Promise<Kept>;
  /** Lever refused `used`: another one, which another process may have got already. Throws when there is none. */
  renew(connectionId: string, used: string): Promise<Kept>;
}

/** Refreshed this long before it ends, so that no request carries a token that dies on the way. */
const MARGIN_MS = 60_000;
const REFRESH_TIMEOUT_MS = 10_000;

export type Kept = Pick<LeverTokens, "accessToken" | "expiresAt">;

/** Remembers no token itself: after a reconnection the old one may be good for an hour yet, with fewer rights. */
export function createTokens(options: TokensOptions): Tokens {
  const under = new Map<string, Promise<Kept>>();

  const once = (connectionId: string, used: string | null): Promise<Kept> => {
    // Who was refused a token does not join who only asks for the stored one: that may be the very token.
    const name = `${connectionId} ${used ?? ""}`;
    const running = under.get(name);
    if (running) return running;
    const work = renewedToken(options, connectionId, used).finally(() => under.delete(name));
    under.set(name, work);
    return work;
  };

  return {
    current(connectionId, kept) {
      const isFresh = kept !== undefined && kept.expiresAt - MARGIN_MS > options.clock.now();
      return isFresh ? Promise.resolve(kept) : once(connectionId, null);
    },
    renew: (connectionId, used) => once(connectionId, used),
  };
}

/** Thrown out of the transaction, so that nothing of it stays, and answered outside of it. */
class RefreshRefusedError extends Error {
  override name = "RefreshRefusedError";
  readonly secrets: Buffer;
  constructor(secrets: Buffer, cause: LeverError) {
    super(cause.message, { cause });
    this.secrets = secrets;
  }
}

async function renewedToken(options: TokensOptions, connectionId: string, used: string | null): Promise<Kept> {
  try {
    return await options.database.service.transaction().execute(async (tx) => {
      // Who renews asks Lever meanwhile, and that may take its time.
      await sql`set local lock_timeout = '25s'`.execute(tx);
      await sql`select pg_advisory_xact_lock(hashtextextended(${`lever-token:${connectionId}`}, 0))`.execute(tx);
      return renewUnderLock(options, tx, { connectionId, used });
    });
  } catch (error) {
    if (!(error instanceof RefreshRefusedError)) throw error;
    await markBroken(options, { id: connectionId, secrets: error.secrets }, wordsOfRefusal(error.cause));
    throw error.cause;
  }
}

async function renewUnderLock(
  options: TokensOptions,
  tx: Tx,
  { connectionId, used }: { connectionId: string; used: string | null },
): Promise<Kept> {
  const { crypt, clock, config, fetch } = options;
  const row = await tx
    .selectFrom("connections")
    .select(["id", "environment", "secrets"])
    .where("id", "=", connectionId)
    .executeTakeFirstOrThrow();
  const secrets = openSecrets(crypt, row);
  if (secrets.kind !== "oauth") throw noWayToRefresh("this connection has no access tokens any more.");
  const stillGood = secrets.expiresAt - MARGIN_MS > clock.now() && secrets.accessToken !== used;
  if (stillGood) return secrets;
  const environment = config.lever[row.environment];
  const { app } = environment;
  const { refreshToken } = secrets;
  if (app === null) throw new RefreshRefusedError(row.secrets, noWayToRefresh("this installation has no Lever app."));
  if (refreshToken === null) throw new RefreshRefusedError(row.secrets, noWayToRefresh("there is no refresh token."));
  const addresses = { authUrl: authUrlOf(environment), audience: environment.audience };
  const tokens = await askForTokens(row.secrets, () =>
    refreshTokens(
      { environment: addresses, ...app, fetch, now: clock.now, timeoutMs: REFRESH_TIMEOUT_MS },
      refreshToken,
    ),
  );
  const kept = await tx
    .updateTable("connections")
    .set({
      secrets: sealSecrets(crypt, row.id, {
        kind: "oauth",
        accessToken: tokens.accessToken,
        refreshToken: tokens.refreshToken ?? refreshToken,
        expiresAt: tokens.expiresAt,
      }),
      token_expires_at: new Date(tokens.expiresAt),
      token_refreshed_at: new Date(clock.now()),
    })
    .where("id", "=", row.id)
    .where("secrets", "=", row.secrets)
    .executeTakeFirst();
  // Connected anew or ended while Lever answered: what stands there by now is not overwritten with what was.
  return Number(kept.numUpdatedRows) === 1 ? tokens : renewUnderLock(options, tx, { connectionId, used });
}

/** A refused refresh needs a person; everything else passes by itself. */
async function askForTokens(secrets: Buffer, ask: () => Promise<LeverTokens>): Promise<LeverTokens> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof LeverError)) throw error;
    if (error.code === "unauthorized") throw new RefreshRefusedError(secrets, error);
    if (isRefusal(error)) throw new RefreshRefusedError(secrets, as("invalid_grant", error));
    // What waits for the token must not take this answer for one to itself, which would end it.
    throw error.status !== undefined && error.status < 500 && error.code !== "rate_limited"
      ? as("server_error", error)
      : error;
  }
}

/**
 * With which error a revoked access is refused is documented nowhere: whatever names an error of OAuth (RFC 6749, section 5.2) is
 * a refusal. A page of something in between names none.
 */
function isRefusal({ code, status, leverCode }: LeverError): boolean {
  if (code === "invalid_grant") return true;
  const passes = leverCode === undefined || leverCode === "temporarily_unavailable" || leverCode === "server_error";
  return (status === 400 || status === 403) && !passes;
}

function as(code: LeverErrorCode, error: LeverError): LeverError {
  const { tookEffect, method, path, status, requestId, leverCode, leverMessage } = error;
  const message = `answered ${String(status)}.`;
  return new LeverError({
    code,
    message,
    tookEffect,
    method,
    path,
    status,
    requestId,
    leverCode,
    leverMessage,
    cause: error,
  });
}

function noWayToRefresh(message: string): LeverError {
  return new LeverError({ code: "invalid_grant", message, tookEffect: "no", method: "POST", path: "/oauth/token" });
}

function wordsOfRefusal(cause: unknown): string {
  if (!(cause instanceof LeverError)) return "Lever refused to renew our access.";
  return cause.code === "unauthorized"
    ? "Lever refuses this installation's app (client id or secret)."
    : `Lever refused to renew our access: ${cause.leverMessage?.replace(/[.\s]+$/, "") ?? "it was revoked, or not used for 90 days"}.`;
}

/** Root of `/authorize` and `/oauth/token`. */
export function authUrlOf(environment: { authorizeUrl: string }): string {
  return environment.authorizeUrl.replace(/\/authorize$/, "");
}
