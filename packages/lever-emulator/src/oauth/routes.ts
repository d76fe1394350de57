/** `/authorize` and `/oauth/token`: section 2.2. `/oauth/revoke` is inferred from the service behind Lever's sign-in. */
import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import type { Context } from "hono";
import { text } from "../api/body.ts";
import type { Body } from "../api/body.ts";
import type { Exchange, Outcome } from "../api/dispatch.ts";
import { exchange } from "../api/dispatch.ts";
import type { Core } from "../core.ts";
import type { OAuthApp } from "../state/records.ts";
import { authorize, exchangeCode, giveBack, GrantError, refresh } from "./grant.ts";
import { authorizeProblemPage, consentPage } from "./page.ts";
import { mostScopes, scopeInWords } from "./scope.ts";

export function oauthApp(parts: Exchange): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.get("/authorize", (c) => ask(parts.core, c, c.req.query()));
  app.post("/authorize", async (c) => decide(parts.core, c, formTexts(await c.req.parseBody())));
  app.post("/oauth/token", (c) => exchange(parts, c, (body) => token(parts.core, body)));
  app.post("/oauth/revoke", (c) => exchange(parts, c, (body) => revoke(parts.core, body)));
  return app;
}

function formTexts(form: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(form).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}

type Query = Record<string, string>;
type Asked = { app: OAuthApp; redirectUri: string; scopes: string[] };

/** What the app asks for, or what is wrong with the question. */
function read(core: Core, query: Query): Asked | string {
  const {
    client_id: clientId,
    redirect_uri: redirectUri = "",
    response_type: type,
    state,
    scope = "",
    audience = "",
  } = query;
  const app = core.state.oauth.apps.find((candidate) => candidate.clientId === clientId);
  if (!app) return "Unknown client_id.";
  if (!app.redirectUris.includes(redirectUri))
    return `The redirect_uri ${redirectUri} is not registered for ${app.name}.`;
  if (type !== "code") return "response_type must be code.";
  if (!state) return "state is missing.";
  const scopes = scope.split(" ").filter(Boolean);
  const unknown = scopes.find((one) => scopeInWords(one) === null);
  if (unknown !== undefined) return `Unknown scope ${unknown}.`;
  if (scopes.length > mostScopes) return `At most ${mostScopes} scopes can be asked for.`;
  const known = /^https?:\/\/[^/]+\/v1\/$/.test(audience);
  return { app, redirectUri, scopes: known ? scopes : scopes.filter((one) => one === "offline_access") };
}

function ask(core: Core, c: Context, query: Query, problem: string | null = null) {
  const asked = read(core, query);
  if (typeof asked === "string") return c.html(authorizeProblemPage(asked), 400);
  const accounts = Object.values(core.state.accounts);
  return c.html(consentPage({ ...asked, accounts, query, problem }), problem === null ? 200 : 403);
}

function decide(core: Core, c: Context, form: Query) {
  const { user: signedInAs = "", decision, ...query } = form;
  const asked = read(core, query);
  if (typeof asked === "string") return c.html(authorizeProblemPage(asked), 400);
  const back = new URL(asked.redirectUri);
  back.searchParams.set("state", query.state ?? "");
  if (decision !== "grant") {
    back.searchParams.set("error", "access_denied");
    back.searchParams.set("error_description", "User did not authorize the request");
    return c.redirect(back.href, 302);
  }
  const [accountKey = "", userId = ""] = signedInAs.split("/");
  const account = core.state.accounts[accountKey];
  const user = account?.users[userId];
  if (user?.accessRole !== "super admin") return ask(core, c, query, "Only a Super Admin can give an app access.");
  const { code } = authorize(core, {
    clientId: asked.app.clientId,
    account: accountKey,
    user: userId,
    scopes: asked.scopes,
    redirectUri: asked.redirectUri,
    codeChallenge: query.code_challenge_method === "S256" ? query.code_challenge : undefined,
  });
  back.searchParams.set("code", code);
  return c.redirect(back.href, 302);
}

function token(core: Core, body: Body): Outcome {
  return answered(() => ({ status: 200, body: tokenAnswer(core, body), effects: [] }));
}

function revoke(core: Core, body: Body): Outcome {
  if (core.behaviours.revocation === "absent") return { status: 404, body: { error: "not_found" } };
  return answered(() => {
    giveBack(core, registered(core, body), text(body.fields, "token") ?? "");
    return { status: 200, body: {}, effects: [] };
  });
}

/** Errors are printed the way the authorisation service behind Lever prints them. */
function answered(answer: () => Outcome): Outcome {
  try {
    return answer();
  } catch (error) {
    if (!(error instanceof GrantError)) throw error;
    return { status: error.status, body: { error: error.code, error_description: error.message } };
  }
}

function registered(core: Core, { fields }: Body): OAuthApp {
  const app = core.state.oauth.apps.find(({ clientId }) => clientId === fields.client_id);
  if (!app || app.clientSecret !== fields.client_secret) throw new GrantError(401, "access_denied", "Unauthorized");
  return app;
}

function tokenAnswer(core: Core, body: Body) {
  const { fields } = body;
  const app = registered(core, body);
  const given = (name: string) => {
    const value = text(fields, name);
    if (!value) throw new GrantError(400, "invalid_request", `Missing required parameter: ${name}`);
    return value;
  };
  switch (fields.grant_type) {
    case "authorization_code":
      return exchangeCode(core, app, {
        code: given("code"),
        redirectUri: given("redirect_uri"),
        codeVerifier: text(fields, "code_verifier"),
      });
    case "refresh_token":
      return refresh(core, app, given("refresh_token"));
    default:
      throw new GrantError(400, "unsupported_grant_type", "Unsupported grant type");
  }
}
