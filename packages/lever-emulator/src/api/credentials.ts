/** Who calls: an API key by HTTP Basic, or an app by OAuth bearer token; and what they may do. */
import type { Core } from "../core.ts";
import { forbidden, unauthorized } from "../refusal.ts";
import type { Account } from "../state/records.ts";

export type Credentials = {
  kind: "key" | "oauth";
  /** The key itself or the app's client id: owner of webhooks, name in the journal. */
  name: string;
  /** What the rate is counted by: key, or app and account. */
  bucket: string;
  account: Account;
  scopes: string[] | "all";
  confidential: boolean;
  /** The bearer token, for faults that kill it. */
  token: string | null;
};

export function authenticate(core: Core, header: string | null): Credentials {
  const [kind, value = ""] = (header ?? "").split(" ");
  const found = /^basic$/i.test(kind ?? "")
    ? byKey(core, value)
    : /^bearer$/i.test(kind ?? "")
      ? byToken(core, value)
      : null;
  if (!found) throw unauthorized();
  return found;
}

function byKey(core: Core, encoded: string): Credentials | null {
  const [name = "", password] = Buffer.from(encoded, "base64").toString("utf8").split(":");
  if (password !== "") return null;
  for (const account of Object.values(core.state.accounts)) {
    const key = account.apiKeys.find((candidate) => candidate.key === name);
    if (!key) continue;
    const { scopes, confidential } = key;
    return { kind: "key", name, bucket: `key ${name}`, account, scopes, confidential, token: null };
  }
  return null;
}

function byToken(core: Core, token: string): Credentials | null {
  const { accessTokens, grants } = core.state.oauth;
  const access = Object.hasOwn(accessTokens, token) ? accessTokens[token] : undefined;
  const grant = access && grants[access.grant];
  const account = grant && core.state.accounts[grant.account];
  if (!account || grant.revokedAt !== null || access.expiresAt <= core.clock.now()) return null;
  return {
    kind: "oauth",
    name: grant.clientId,
    bucket: `app ${grant.clientId} in ${account.key}`,
    account,
    scopes: grant.scopes,
    confidential: grant.scopes.includes("confidential:access:admin"),
    token,
  };
}

/** Write implies read. Opportunity sub-actions ask for the opportunities scope. */
export function mustHaveScope(credentials: Credentials, resource: string, access: "read" | "write"): void {
  const { scopes } = credentials;
  if (scopes === "all" || scopes.includes(`${resource}:write:admin`)) return;
  if (access === "read" && scopes.includes(`${resource}:read:admin`)) return;
  throw forbidden(`The credentials lack the scope ${resource}:${access}:admin`);
}
