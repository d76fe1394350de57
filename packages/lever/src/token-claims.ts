/**
 * Reads what an access token says about itself, without checking its signature: handy to know which account was
 * connected, never to decide what somebody may do. Lever does not promise these claims.
 * Lever: https://hire.lever.co/developer/documentation#authentication (sample token)
 */
export interface TokenClaims {
  /** Lever account that was connected. */
  readonly accountId: string | null;
  /** Lever user who granted access. */
  readonly userId: string | null;
  readonly scopes: readonly string[];
  /** Milliseconds since epoch. */
  readonly expiresAt: number | null;
}

/** The claims, or null if the token is not a readable JWT. Never throws. */
export function readTokenClaims(accessToken: string): TokenClaims | null {
  const claims = payloadOf(accessToken);
  if (claims === null) return null;
  const word = (key: string) => (typeof claims[key] === "string" && claims[key] !== "" ? claims[key] : null);
  const expiry = claims["exp"];
  return {
    accountId: word("https://oauth.lever.co/accountId"),
    userId: word("https://oauth.lever.co/userId"),
    scopes: (word("scope") ?? "").split(" ").filter((scope) => scope !== ""),
    expiresAt: typeof expiry === "number" && Number.isFinite(expiry) ? expiry * 1000 : null,
  };
}

function payloadOf(token: string): Readonly<Record<string, unknown>> | null {
  const parts = token.split(".");
  if (parts.length !== 3) return null;
  try {
    const payload: unknown = JSON.parse(Buffer.from(parts[1] ?? "", "base64url").toString("utf8"));
    return typeof payload === "object" && payload !== null && !Array.isArray(payload) ? { ...payload } : null;
  } catch {
    // Safe default: nothing is granted on these claims, so an opaque token is merely one we can't describe.
    return null;
  }
}
