/**
 * Connecting through Lever's consent page. The state is signed, bound to the person and the company that began, good once
 * and for ten minutes; the code that comes back is exchanged only for them.
 */
import { minutes } from "@interviewvector/domain";
import { authorizeUrl, exchangeCode, LeverError, readTokenClaims, type LeverTokens } from "@interviewvector/lever";
import { HttpProblem } from "../../http/problem.ts";
import type { Person, Subject } from "../../http/subject.ts";
import { authUrlOf } from "../connection/tokens.ts";
import { storeConnection, type Credentials } from "./connect.ts";
import type { SetupDeps } from "./deps.ts";
import { scopes } from "./scope.ts";

type Environment = "production" | "sandbox";

export interface Beginning {
  companyId: string;
  userId: string;
  environment: Environment;
  reconnect: string | null;
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
      expires_at: new Date(clock.now() + GOOD_MS),
    })
    .execute();
  const state = `${id}.${mac(deps, id).toString("base64url")}`;
  return authorizeUrl(app, { redirectUri, state, scopes: scopes.map(({ scope }) => scope) });
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
  const { person } = subject;
  if (!person) throw new ConsentError("signed_out", "You were signed out meanwhile. Sign in and connect again.");
  const begun = await takeState(deps, person, back.state);
  const member = subject.memberships.find(({ companyId }) => companyId === begun.company_id);
  if (member?.role !== "admin") throw new ConsentError("forbidden", "Only admins of the company may connect Lever.");
  if (back.error !== undefined || !back.code)
    throw new ConsentError(
      "access_denied",
      "Lever did not grant access. A Super Admin of Lever must press “Grant access”.",
    );
  const tokens = await exchange(deps, begun.environment, back.code);
  const by = { companyId: begun.company_id, actor: { kind: "member" as const, id: person.id, name: person.name } };
  return storeConnection(deps, by, credentialsOf(begun.environment, tokens), begun.reconnect);
}

/** Once, by whoever began it, in time. */
async function takeState(deps: SetupDeps, person: Person, state: string | undefined) {
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
    .where("used_at", "is", null)
    .where("expires_at", ">", now)
    .returning(["company_id", "environment", "reconnect"])
    .executeTakeFirst();
  if (!taken) throw refused;
  return taken;
}

async function exchange(deps: SetupDeps, environment: Environment, code: string): Promise<LeverTokens> {
  const { redirectUri, ...app } = appOf(deps, environment);
  try {
    return await exchangeCode({ ...app, fetch: deps.fetch, now: deps.door.clock.now }, { code, redirectUri });
  } catch (error) {
    if (!(error instanceof LeverError)) throw error;
    deps.log.warn({ err: error }, "the code of a consent could not be exchanged");
    throw error.code === "unauthorized"
      ? new ConsentError("bad_app", "Lever refuses this installation's app. Please tell the people who run it.")
      : new ConsentError("no_tokens", "Lever granted access, but gave us no way in. Please connect again.");
  }
}

function credentialsOf(environment: Environment, tokens: LeverTokens): Credentials {
  const { accessToken, refreshToken, expiresAt } = tokens;
  return {
    kind: "oauth",
    environment,
    secrets: { kind: "oauth", accessToken, refreshToken, expiresAt },
    scopes: tokens.scopes,
    accountId: readTokenClaims(accessToken)?.accountId ?? null,
  };
}
