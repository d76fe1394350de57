/**
 * Consents and tokens: codes that work once, access tokens for an hour, refresh tokens that change with every use and
 * die after 90 idle days or a year. Revoking ends all of an app's consents in an account.
 */
import { createHash, createHmac, randomUUID } from "node:crypto";
import type { Core } from "../core.ts";
import type { Grant, OAuthApp } from "../state/records.ts";
import { newSecret } from "../uuid.ts";

const accessLifeMs = 3_600_000;
const codeLifeMs = 10 * 60_000;
const day = 24 * 3_600_000;
const refreshLifeMs = 365 * day;
const refreshIdleMs = 90 * day;

const signingSecret = newSecret(32);

export type Consent = {
  clientId: string;
  account: string;
  user: string;
  scopes: string[];
  redirectUri: string;
  /** PKCE, S256. */
  codeChallenge?: string | undefined;
};

export function authorize(core: Core, consent: Consent): { code: string; grant: Grant } {
  const { oauth } = core.state;
  const grant: Grant = {
    id: core.newId("grant"),
    clientId: consent.clientId,
    account: consent.account,
    user: consent.user,
    scopes: consent.scopes,
    createdAt: core.clock.now(),
    revokedAt: null,
  };
  oauth.grants[grant.id] = grant;
  const code = newSecret(16);
  oauth.codes[code] = {
    grant: grant.id,
    redirectUri: consent.redirectUri,
    codeChallenge: consent.codeChallenge ?? null,
    expiresAt: core.clock.now() + codeLifeMs,
    usedAt: null,
  };
  core.changed();
  return { code, grant };
}

export class GrantError extends Error {
  override readonly name = "GrantError";
  readonly status: 400 | 401 | 403;
  readonly code: string;

  constructor(status: GrantError["status"], code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

const invalidGrant = (message: string) => new GrantError(403, "invalid_grant", message);

export type TokenAnswer = {
  access_token: string;
  refresh_token?: string;
  token_type: "Bearer";
  scope: string;
  expires_in: number;
};

export type GivenCode = { code: string; redirectUri: string; codeVerifier: string | undefined };

export function exchangeCode(core: Core, app: OAuthApp, given: GivenCode): TokenAnswer {
  const { codes, grants } = core.state.oauth;
  const code = Object.hasOwn(codes, given.code) ? codes[given.code] : undefined;
  const grant = code && grants[code.grant];
  if (!grant || grant.clientId !== app.clientId || code.expiresAt <= core.clock.now() || code.usedAt !== null)
    throw invalidGrant("Invalid authorization code");
  if (code.redirectUri !== given.redirectUri) throw invalidGrant("The redirect URI is wrong");
  const challenge = core.behaviours.pkce === "checked" ? (code.codeChallenge ?? null) : null;
  if (challenge !== null && challengeOf(given.codeVerifier ?? "") !== challenge)
    throw invalidGrant("Failed to verify code verifier");
  if (grant.revokedAt !== null) throw invalidGrant("Access was revoked");
  code.usedAt = core.clock.now();
  return issue(core, grant, core.clock.now() + refreshLifeMs);
}

const challengeOf = (verifier: string) => createHash("sha256").update(verifier).digest("base64url");

/** RFC 7009: an unknown token is no error. Giving a refresh token back ends the consent that it came from. */
export function giveBack(core: Core, app: OAuthApp, token: string): void {
  const { refreshTokens, grants } = core.state.oauth;
  const known = Object.hasOwn(refreshTokens, token) ? refreshTokens[token] : undefined;
  const grant = known && grants[known.grant];
  if (grant?.clientId === app.clientId) grant.revokedAt ??= core.clock.now();
  core.changed();
}

export function refresh(core: Core, app: OAuthApp, token: string): TokenAnswer {
  const { refreshTokens, grants } = core.state.oauth;
  const now = core.clock.now();
  const old = Object.hasOwn(refreshTokens, token) ? refreshTokens[token] : undefined;
  const grant = old && grants[old.grant];
  if (!grant || grant.clientId !== app.clientId) throw invalidGrant("Unknown or invalid refresh token.");
  if (grant.revokedAt !== null) throw invalidGrant("Access was revoked");
  const reusable = old.usedAt !== null && now - old.usedAt < core.behaviours.refreshReuseGraceMs;
  if (old.usedAt !== null && !reusable) throw invalidGrant("Unknown or invalid refresh token.");
  if (now >= old.expiresAt || now - old.lastUsedAt >= refreshIdleMs)
    throw invalidGrant("The refresh token has expired");
  old.usedAt ??= now;
  return issue(core, grant, old.expiresAt);
}

function issue(core: Core, grant: Grant, refreshExpiresAt: number): TokenAnswer {
  const { oauth } = core.state;
  const now = core.clock.now();
  for (const [token, { expiresAt }] of Object.entries(oauth.accessTokens))
    if (expiresAt < now - day) delete oauth.accessTokens[token];
  const access = accessToken(core, grant);
  oauth.accessTokens[access] = { grant: grant.id, expiresAt: now + accessLifeMs };
  const answer = {
    access_token: access,
    token_type: "Bearer",
    scope: grant.scopes.join(" "),
    expires_in: 3600,
  } as const;
  core.changed();
  if (!grant.scopes.includes("offline_access")) return answer;
  const next = newSecret(24);
  oauth.refreshTokens[next] = { grant: grant.id, usedAt: null, lastUsedAt: now, expiresAt: refreshExpiresAt };
  return { ...answer, refresh_token: next };
}

/** A JWT with the documented claims. Callers may read it; the emulator itself looks the token up. */
function accessToken(core: Core, grant: Grant): string {
  const iat = Math.floor(core.clock.now() / 1000);
  const claims = {
    "https://oauth.lever.co/userId": grant.user,
    "https://oauth.lever.co/accountId": core.state.accounts[grant.account]?.id ?? "",
    "https://oauth.lever.co/clientId": grant.clientId,
    iss: "https://auth.lever.co/",
    sub: `lever|${grant.user}`,
    aud: ["https://api.lever.co/v1/"],
    iat,
    exp: iat + accessLifeMs / 1000,
    azp: grant.clientId,
    scope: grant.scopes.join(" "),
    jti: randomUUID(),
  };
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const unsigned = `${part({ alg: "HS512", typ: "JWT" })}.${part(claims)}`;
  return `${unsigned}.${createHmac("sha512", signingSecret).update(unsigned).digest("base64url")}`;
}

/** What "Revoke Access" under Authorized Apps does. Returns whether there was something to revoke. */
export function revokeApp(core: Core, clientId: string, account: string): boolean {
  const live = Object.values(core.state.oauth.grants).filter(
    (grant) => grant.clientId === clientId && grant.account === account && grant.revokedAt === null,
  );
  for (const grant of live) grant.revokedAt = core.clock.now();
  core.changed();
  return live.length > 0;
}
