/**
 * Connecting through Lever's consent page. The state is signed, bound to the session and the company that began, good once
 * and for ten minutes; the code that comes back is exchanged only for them, with the verifier that only we can derive (PKCE).
 */
import { createHash } from "node:crypto";
import { minutes } from "@interviewvector/domain";
import { authorizeUrl, exchangeCode, LeverError, readTokenClaims, type LeverTokens } from "@interviewvector/lever";
import { HttpProblem } from "../../http/problem.ts";
import type { SignedIn, Subject } from "../../http/subject.ts";
import { authUrlOf } from "../connection/tokens.ts";
import { storeConnection } from "./connect.ts";
import type { Credentials } from "./credential.ts";
import type { SetupDeps } from "./deps.ts";

type Environment = "production" | "sandbox";

export interface Beginning {
  companyId: string;
  userId: string;
  sessionId: string;
  environment: Environment;
  reconnect: string | null;
  scopes: string[];
}

const GOOD_MS = minutes(10);
const MAC_BYTES = 24;

function appOf({ config }: SetupDeps, environment: Environment) {
  const addresses = config.lever[environment];
  if (addresses.app === null)
    throw new HttpProblem(409, "no_app", "This installation has no Lever app. Connect with an API key instead.");
  return {
    ...addresses.app,
    environment: { authUrl: authUrlOf(addresses), audience: addresses.audience },
    redirectUri: `${config.publicUrl}/integrations/lever/callback`,
  };
}

/** Returns the address of Lever's consent page. */
export async function beginConsent(deps: SetupDeps, beginning: Beginning): Promise<string> {
  const { redirectUri, ...app } = appOf(deps, beginning.environment);
  const { database, clock, newId } = deps.door;
  const id = newId();
  await database.service
    .insertInto("oauth_states")
    .values({
      id,
      company_id: beginning.companyId,
      user_id: beginning.userId,
      environment: beginning.environment,
      reconnect: beginning.reconnect,
      session_key: sessionKey(deps, beginning.sessionId),
      scopes: beginning.scopes,
      expires_at: new Date(clock.now() + GOOD_MS),
    })
    .execute();
  const state = `${id}.${mac(deps, id).toString("base64url")}`;
  const codeChallenge = createHash("sha256").update(verifierOf(deps, id)).digest("base64url");
  return authorizeUrl(app, { redirectUri, state, scopes: beginning.scopes, codeChallenge });
}

/** Derived, so that it is stored nowhere; 43 characters, as PKCE wants at least. */
function verifierOf({ crypt }: SetupDeps, id: string): string {
  return crypt.sign("oauth-verifier", id).toString("base64url");
}

function sessionKey({ crypt }: SetupDeps, sessionId: string): Buffer {
  return crypt.sign("oauth-session", sessionId);
}

function mac({ crypt }: SetupDeps, id: string): Buffer {
  return crypt.sign("oauth-state", id).subarray(0, MAC_BYTES);
}

/** Why a return leads to no connection; `code` stands in the address, `words` on the page. */
export class ConsentError extends Error {
  override name = "ConsentError";
  readonly code: string;
  constructor(code: string, words: string) {
    super(words);
    this.code = code;
  }
}

export interface Return {
  state: string | undefined;
  code: string | undefined;
  error: string | undefined;
}

/** Returns the id of the connection that now stands. Throws `ConsentError`. */
export async function finishConsent(deps: SetupDeps, subject: Subject, back: Return): Promise<string> {
  const { person, sessionId } = subject;
  if (!person || sessionId === null)
    throw new ConsentError("signed_out", "You were signed out meanwhile. Sign in and connect again.");
  const begun = await takeState(deps, { person, sessionId }, back.state);
  const member = subject.memberships.find(({ companyId }) => companyId === begun.company_id);
  if (member?.role !== "admin") throw new ConsentError("forbidden", "Only admins of the company may connect Lever.");
  if (back.error !== undefined || !back.code)
    throw new ConsentError(
      "access_denied",
      "Lever did not grant access. A Super Admin of Lever must press “Grant access”.",
    );
  const tokens = await exchange(deps, begun, back.code);
  const by = { companyId: begun.company_id, actor: { kind: "member" as const, id: person.id, name: person.name } };
  return storeConnection(deps, by, credentialsOf(begun, tokens), begun.reconnect);
}

interface Begun {
  id: string;
  environment: Environment;
  scopes: string[];
}

/** Once, in the session that began it, in time. */
async function takeState(deps: SetupDeps, { person, sessionId }: SignedIn, state: string | undefined) {
  const [id = "", signature = ""] = (state ?? "").split(".");
  const refused = new ConsentError(
    "bad_state",
    "This return from Lever is not one that you began, or it is too old. Please connect again.",
  );
  const isOurs =
    /^[0-9a-f-]{36}$/.test(id) &&
    /^[\w-]{32}$/.test(signature) &&
    deps.crypt.verify("oauth-state", id, Buffer.from(signature, "base64url"));
  if (!isOurs) throw refused;
  const now = new Date(deps.door.clock.now());
  const taken = await deps.door.database.service
    .updateTable("oauth_states")
    .set({ used_at: now })
    .where("id", "=", id)
    .where("user_id", "=", person.id)
    .where("session_key", "=", sessionKey(deps, sessionId))
    .where("used_at", "is", null)
    .where("expires_at", ">", now)
    .returning(["id", "company_id", "environment", "reconnect", "scopes"])
    .executeTakeFirst();
  if (!taken) throw refused;
  return taken;
}

async function exchange(deps: SetupDeps, begun: Begun, code: string): Promise<LeverTokens> {
  const { redirectUri, ...app } = appOf(deps, begun.environment);
  try {
    const grant = { code, redirectUri, codeVerifier: verifierOf(deps, begun.id) };
    return await exchangeCode({ ...app, fetch: deps.fetch, now: deps.door.clock.now }, grant);
  } catch (error) {
    if (!(error instanceof LeverError)) throw error;
    deps.log.warn({ err: error }, "the code of a consent could not be exchanged");
    throw error.code === "unauthorized"
      ? new ConsentError("bad_app", "Lever refuses this installation's app. Please tell the people who run it.")
      : new ConsentError("no_tokens", "Lever granted access, but gave us no way in. Please connect again.");
  }
}

function credentialsOf({ environment, scopes }: Begun, tokens: LeverTokens): Credentials {
  const { accessToken, refreshToken, expiresAt } = tokens;
  return {
    kind: "oauth",
    environment,
    secrets: { kind: "oauth", accessToken, refreshToken, expiresAt },
    scopes: tokens.scopes,
    asked: scopes,
    accountId: readTokenClaims(accessToken)?.accountId ?? null,
  };
}
