/**
 * OAuth 2.0 of Lever, for partner apps: sending a Super Admin to the consent page, getting, renewing and giving back tokens.
 * It stores nothing. Lever documents neither PKCE nor a revocation endpoint; both are standards (RFC 7636, RFC 7009) that its
 * sign-in service, Auth0, takes, and servers that don't must ignore the one and answer "not found" to the other.
 * Lever: https://hire.lever.co/developer/documentation#authentication, https://hire.lever.co/developer/oauth
 */
import { LeverError } from "./error.ts";
import type { LeverEnvironment } from "./environment.ts";
import { readAnswer } from "./wire/answer.ts";
import { exchange } from "./wire/exchange.ts";
import type { Answer, Fetch } from "./wire/exchange.ts";
import { blankable, id, number, object, orNull } from "./wire/parse.ts";
import { statusError } from "./wire/status.ts";

/** A registered app in one of Lever's environments. */
export interface LeverApp {
  readonly environment: Pick<LeverEnvironment, "authUrl" | "audience">;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly fetch: Fetch;
  /** Milliseconds since epoch. Default `Date.now`. */
  readonly now?: () => number;
  /** Default 20 000. */
  readonly timeoutMs?: number;
}

export interface Consent {
  /** Exactly as registered. */
  readonly redirectUri: string;
  /** Unguessable; compare it when the browser comes back. */
  readonly state: string;
  /** Such as `opportunities:write:admin`; at most 20. `offline_access` brings a refresh token. */
  readonly scopes: readonly string[];
  /** PKCE, S256: base64url of the SHA-256 of what `exchangeCode` is given as `codeVerifier`. */
  readonly codeChallenge?: string;
  /** Shows the consent page each time. Not needed, and it blocks some single sign-on users. */
  readonly prompt?: "consent";
}

export interface LeverTokens {
  readonly accessToken: string;
  /** Null if `offline_access` was not granted. It is good for one use, one year, and 90 days of rest. */
  readonly refreshToken: string | null;
  /** Granted, which may be less than was asked for. */
  readonly scopes: readonly string[];
  /** Milliseconds since epoch, reckoned from when the answer was asked for. */
  readonly expiresAt: number;
}

/**
 * Address of the consent page. The browser comes back to `redirectUri` with `state` and either `code` or `error`.
 * Lever: https://hire.lever.co/developer/documentation#authentication
 */
export function authorizeUrl(app: Pick<LeverApp, "environment" | "clientId">, consent: Consent): string {
  const query = {
    client_id: app.clientId,
    redirect_uri: consent.redirectUri,
    response_type: "code",
    state: consent.state,
    audience: app.environment.audience,
    scope: consent.scopes.join(" "),
    ...(consent.codeChallenge === undefined
      ? {}
      : { code_challenge: consent.codeChallenge, code_challenge_method: "S256" }),
    ...(consent.prompt === undefined ? {} : { prompt: consent.prompt }),
  };
  const pairs = Object.entries(query).map(([key, value]) => `${key}=${encodeURIComponent(value)}`);
  return `${app.environment.authUrl.replace(/\/+$/, "")}/authorize?${pairs.join("&")}`;
}

/**
 * Turns the code of a return into tokens; a code works once. Throws LeverError: `invalid_grant` for a code that is used up,
 * expired or of another `redirectUri` or verifier; `unauthorized` for a wrong client secret.
 * Lever: https://hire.lever.co/developer/documentation#authentication
 */
export function exchangeCode(
  app: LeverApp,
  grant: { code: string; redirectUri: string; codeVerifier?: string },
): Promise<LeverTokens> {
  return askForTokens(app, {
    grant_type: "authorization_code",
    code: grant.code,
    redirect_uri: grant.redirectUri,
    ...(grant.codeVerifier === undefined ? {} : { code_verifier: grant.codeVerifier }),
  });
}

/**
 * Renews tokens. **The refresh token changes each time**: store the new one before using the access token, and never refresh
 * one connection twice at once. Throws LeverError: `invalid_grant` when a person must connect again; with `tookEffect`
 * `unknown` the old refresh token may be used up already.
 * Lever: https://hire.lever.co/developer/documentation#authentication
 */
export function refreshTokens(app: LeverApp, refreshToken: string): Promise<LeverTokens> {
  return askForTokens(app, { grant_type: "refresh_token", refresh_token: refreshToken });
}

/**
 * Gives a refresh token back, and with it the consent it came from. Resolves to false where the service knows no such
 * endpoint: then a Super Admin revokes the access in Lever's settings. Throws LeverError when it cannot be told.
 * Source: RFC 7009 (https://www.rfc-editor.org/rfc/rfc7009); not documented by Lever.
 */
export async function revokeToken(app: LeverApp, refreshToken: string): Promise<boolean> {
  const asked = { method: "POST", path: "/oauth/revoke", takesEffect: true };
  const answer = await post(app, asked, { token: refreshToken, token_type_hint: "refresh_token" });
  if (answer.status >= 200 && answer.status < 300) return true;
  if (answer.status === 404 || answer.status === 405) return false;
  throw statusError(asked, answer);
}

const ASKED = { method: "POST", path: "/oauth/token", takesEffect: true };
const answered = object({
  access_token: id,
  refresh_token: orNull(id),
  scope: blankable,
  /** Seconds. */
  expires_in: number,
});

async function askForTokens(app: LeverApp, grant: Readonly<Record<string, string>>): Promise<LeverTokens> {
  const askedAt = (app.now ?? Date.now)();
  const answer = await post(app, ASKED, grant);
  if (answer.status < 200 || answer.status >= 300) throw tokenError(answer);
  const tokens = readAnswer(ASKED, answer, (body) => answered(body, "body"));
  return {
    accessToken: tokens.access_token,
    refreshToken: tokens.refresh_token,
    scopes: tokens.scope.split(" ").filter((scope) => scope !== ""),
    expiresAt: askedAt + tokens.expires_in * 1000,
  };
}

function post(
  app: LeverApp,
  asked: { method: string; path: string; takesEffect: boolean },
  fields: Readonly<Record<string, string>>,
): Promise<Answer> {
  const form = new URLSearchParams({ ...fields, client_id: app.clientId, client_secret: app.clientSecret });
  return exchange(app.fetch, {
    ...asked,
    url: `${app.environment.authUrl.replace(/\/+$/, "")}${asked.path}`,
    headers: { "content-type": "application/x-www-form-urlencoded", accept: "application/json" },
    body: form.toString(),
    timeoutMs: app.timeoutMs ?? 20_000,
  });
}

/** Lever's sign-in answers a refused grant with 400 or 403; the body tells it from other refusals. */
function tokenError(answer: Answer): LeverError {
  const error = statusError(ASKED, answer);
  const refused = error.leverCode === "invalid_grant" && answer.status < 500;
  return refused ? new LeverError({ ...factsOf(error), code: "invalid_grant" }) : error;
}

function factsOf(error: LeverError) {
  const { tookEffect, method, path, status, requestId, leverCode, leverMessage } = error;
  return { tookEffect, method, path, status, requestId, leverCode, leverMessage, message: `answered ${status}.` };
}
