import { createHash } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { authorizeUrl, exchangeCode, readTokenClaims, refreshTokens, revokeToken } from "@interviewvector/lever";
import type { LeverApp, LeverClient, LeverTokens } from "@interviewvector/lever";
import { developmentApp } from "@interviewvector/lever-emulator";
import { DAY, all, failureOf, failuresOf, pair } from "./lever-pair.ts";
import type { Pair } from "./lever-pair.ts";

let both: Pair;
let app: LeverApp;
let maya: string;

beforeEach(async () => {
  both = await pair();
  app = {
    environment: { authUrl: both.emulator.authUrl, audience: `${both.emulator.apiUrl}/` },
    clientId: developmentApp.clientId,
    clientSecret: developmentApp.clientSecret,
    fetch,
    now: both.now,
  };
  maya = both.acme.opportunity("Maya Fernandez").id;
});
afterEach(() => both.stop());

const [redirectUri = ""] = developmentApp.redirectUris;
const SCOPES = ["offline_access", "opportunities:write:admin", "notes:write:admin", "stages:read:admin"];
const HOUR = 3_600_000;

/** What the browser of somebody at Lever's consent page is sent back with. */
async function decide(address: string, { decision = "grant", user = "acme/lena" } = {}): Promise<URLSearchParams> {
  const page = await fetch(address);
  expect(page.status).toBe(200);
  const [account = "", name = ""] = user.split("/");
  const { id } = both.emulator.account(account).user(name);
  const form = new URLSearchParams([
    ...new URL(address).searchParams,
    ["decision", decision],
    ["user", `${account}/${id}`],
  ]);
  const answer = await fetch(`${app.environment.authUrl}/authorize`, {
    method: "POST",
    body: form,
    redirect: "manual",
  });
  expect(answer.status).toBe(302);
  const back = new URL(answer.headers.get("location") ?? "");
  expect(`${back.origin}${back.pathname}`).toBe(redirectUri);
  return back.searchParams;
}

/** A consent without the walk through the browser. */
function connect(scopes: readonly string[] = SCOPES, account: "acme" | "globex" = "acme"): Promise<LeverTokens> {
  const user = both.emulator.account(account).user().id;
  const { clientId } = developmentApp;
  const code = both.emulator.consent({ clientId, account, user, scopes: [...scopes], redirectUri });
  return exchangeCode(app, { code, redirectUri });
}

function clientWith(token: string | (() => string)): LeverClient {
  const now = typeof token === "string" ? () => token : token;
  return both.client({ credentials: { kind: "bearer", token: () => Promise.resolve(now()) } });
}

describe("what Lever does not document, and its sign-in service does", () => {
  const codeVerifier = "a-verifier-of-forty-three-characters-or-more";
  const codeChallenge = createHash("sha256").update(codeVerifier).digest("base64url");
  const consented = async () =>
    (await decide(authorizeUrl(app, { redirectUri, state: "s", scopes: SCOPES, codeChallenge }))).get("code") ?? "";

  test("PKCE: a code is exchanged only with the verifier that its consent was asked for with", async () => {
    const stolen = await consented();
    expect((await failureOf(exchangeCode(app, { code: stolen, redirectUri }))).code).toBe("invalid_grant");
    const other = `${codeVerifier}-of-somebody-else`;
    const wrong = await failureOf(exchangeCode(app, { code: await consented(), redirectUri, codeVerifier: other }));
    expect(wrong.code).toBe("invalid_grant");
    const tokens = await exchangeCode(app, { code: await consented(), redirectUri, codeVerifier });
    expect(tokens.refreshToken).not.toBeNull();
  });

  test("a refresh token given back ends the consent: neither token opens anything any more", async () => {
    const { accessToken, refreshToken } = await connect();
    expect(await revokeToken(app, refreshToken ?? "")).toBe(true);
    expect((await failureOf(refreshTokens(app, refreshToken ?? ""))).code).toBe("invalid_grant");
    expect((await failureOf(clientWith(accessToken).stages.get("offer"))).code).toBe("unauthorized");
    // RFC 7009: what is not known is not in force either.
    expect(await revokeToken(app, "never-heard-of")).toBe(true);
  });
});

describe("consent (https://hire.lever.co/developer/documentation#authentication)", () => {
  test("given by a Super Admin brings the browser back with code and state; the code turns into tokens for that account", async () => {
    const state = "s7 +/=&?";
    const back = await decide(authorizeUrl(app, { redirectUri, state, scopes: SCOPES }));
    expect(back.get("state")).toBe(state);
    expect(back.has("error")).toBe(false);
    const tokens = await exchangeCode(app, { code: back.get("code") ?? "", redirectUri });
    expect(tokens).toEqual({
      accessToken: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      refreshToken: expect.any(String),
      scopes: SCOPES,
      expiresAt: both.now() + HOUR,
    });
    const opportunity = await clientWith(tokens.accessToken).opportunities.get(maya);
    expect(opportunity.name).toBe("Maya Fernandez");
  });

  test("refused brings it back with the error and the state", async () => {
    const back = await decide(authorizeUrl(app, { redirectUri, state: "s1", scopes: SCOPES }), { decision: "deny" });
    expect(Object.fromEntries(back)).toEqual({
      state: "s1",
      error: "access_denied",
      error_description: expect.any(String),
    });
  });

  test("is for the account of whoever gives it", async () => {
    const address = authorizeUrl(app, { redirectUri, state: "s1", scopes: SCOPES });
    const back = await decide(address, { user: "globex/gus" });
    const { accessToken } = await exchangeCode(app, { code: back.get("code") ?? "", redirectUri });
    const globex = clientWith(accessToken);
    expect((await failureOf(globex.opportunities.get(maya))).code).toBe("not_found");
    expect((await all(globex.opportunities.list())).map(({ name }) => name)).toContain("Lucas Meyer");
  });

  // https://hire.lever.co/developer/oauth, troubleshooting: "only offline_access is listed"
  test("asked for with a malformed audience grants offline_access alone", async () => {
    const environment = { ...app.environment, audience: both.emulator.apiUrl };
    const back = await decide(authorizeUrl({ ...app, environment }, { redirectUri, state: "s1", scopes: SCOPES }));
    const tokens = await exchangeCode(app, { code: back.get("code") ?? "", redirectUri });
    expect(tokens.scopes).toEqual(["offline_access"]);
  });

  test("without offline_access brings no refresh token", async () => {
    expect((await connect(["notes:write:admin"])).refreshToken).toBeNull();
  });

  test("names account and user in the token's claims", async () => {
    const { accessToken, expiresAt } = await connect();
    expect(readTokenClaims(accessToken)).toEqual({
      accountId: both.acme.id,
      userId: both.acme.user("lena").id,
      scopes: SCOPES,
      expiresAt,
    });
  });
});

describe("a code", () => {
  const codeFor = () => {
    const user = both.acme.user("lena").id;
    const { clientId } = developmentApp;
    return both.emulator.consent({ clientId, account: "acme", user, scopes: SCOPES, redirectUri });
  };

  test("works once", async () => {
    const code = codeFor();
    await exchangeCode(app, { code, redirectUri });
    const failure = await failureOf(exchangeCode(app, { code, redirectUri }));
    expect(failure).toMatchObject({ code: "invalid_grant", status: 403, tookEffect: "no", leverCode: "invalid_grant" });
    expect(failure.leverMessage).not.toBe("");
  });

  test("works with its own return address only, and not for ever", async () => {
    const elsewhere = exchangeCode(app, { code: codeFor(), redirectUri: "http://localhost:9/elsewhere" });
    expect((await failureOf(elsewhere)).code).toBe("invalid_grant");
    const code = codeFor();
    both.later(HOUR);
    expect((await failureOf(exchangeCode(app, { code, redirectUri }))).code).toBe("invalid_grant");
  });

  test("with a wrong client secret is unauthorized, which no new consent mends", async () => {
    const wrong = { ...app, clientSecret: "wrong" };
    const failure = await failureOf(exchangeCode(wrong, { code: codeFor(), redirectUri }));
    expect(failure).toMatchObject({ code: "unauthorized", status: 401, tookEffect: "no" });
    expect(String(failure)).not.toContain("wrong");
  });
});

describe("renewing (https://hire.lever.co/developer/documentation#authentication)", () => {
  test("brings a new access token and a new refresh token, and the old refresh token is dead", async () => {
    const first = await connect();
    const second = await refreshTokens(app, first.refreshToken ?? "");
    expect(second.accessToken).not.toBe(first.accessToken);
    expect(second.refreshToken).not.toBe(first.refreshToken);
    expect(second).toMatchObject({ scopes: SCOPES, expiresAt: both.now() + HOUR });
    const again = await failureOf(refreshTokens(app, first.refreshToken ?? ""));
    expect(again).toMatchObject({ code: "invalid_grant", tookEffect: "no" });
    const third = await refreshTokens(app, second.refreshToken ?? "");
    expect((await clientWith(third.accessToken).stages.get("offer")).text).toBe("Offer");
  });

  test("twice at once lets one through and tells the other to connect again", async () => {
    const { refreshToken } = await connect();
    const outcomes = await Promise.allSettled([1, 2].map(() => refreshTokens(app, refreshToken ?? "")));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(outcomes.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "invalid_grant" } });
  });

  test("keeps an account connected for a year if it is never idle for 90 days", async () => {
    let { refreshToken } = await connect();
    for (const _ of [1, 2, 3, 4]) {
      both.later(89 * DAY);
      ({ refreshToken } = await refreshTokens(app, refreshToken ?? ""));
    }
    both.later(10 * DAY);
    expect((await failureOf(refreshTokens(app, refreshToken ?? ""))).code).toBe("invalid_grant");
    const idle = await connect();
    both.later(90 * DAY);
    expect((await failureOf(refreshTokens(app, idle.refreshToken ?? ""))).code).toBe("invalid_grant");
  });

  test.each([
    ["error5xxBefore", "alive"],
    ["resetBefore", "alive"],
    ["htmlError", "alive"],
    ["error5xxAfter", "dead"],
    ["resetAfter", "dead"],
    ["cutJson", "dead"],
  ] as const)("met by %s leaves the old refresh token %s, and says so of neither", async (fault, old) => {
    const { refreshToken } = await connect();
    both.emulator.setFaults([{ fault, match: { path: "/oauth/token" }, times: 1 }]);
    const failure = await failureOf(refreshTokens(app, refreshToken ?? ""));
    expect(failure.tookEffect).toBe("unknown");
    expect(failure.code).not.toBe("invalid_grant");
    const again = refreshTokens(app, refreshToken ?? "").then(
      () => "alive",
      ({ code }) => (code === "invalid_grant" ? "dead" : String(code)),
    );
    expect(await again).toBe(old);
  });
});

describe("an access token", () => {
  test("lives an hour; then it is unauthorized, and a renewed one works", async () => {
    const first = await connect();
    let token = first.accessToken;
    const lever = clientWith(() => token);
    both.later(HOUR - 1);
    await lever.stages.get("offer");
    both.later(1);
    expect(await failureOf(lever.stages.get("offer"))).toMatchObject({ code: "unauthorized", tookEffect: "no" });
    const write = lever.notes.create(maya, { value: "Too late" });
    expect(await failureOf(write)).toMatchObject({ code: "unauthorized", status: 401, tookEffect: "no" });
    expect(both.acme.notesOf(maya)).toEqual([]);
    token = (await refreshTokens(app, first.refreshToken ?? "")).accessToken;
    await lever.notes.create(maya, { value: "In time" });
    expect(both.acme.notesOf(maya)).toHaveLength(1);
  });

  test("that dies in the middle of a walk breaks it off; asked for before each page, a new one carries it on", async () => {
    const first = await connect();
    both.emulator.setFaults([{ fault: "tokenExpired", match: { path: "/opportunities$" }, times: 1 }]);
    expect((await failureOf(all(clientWith(first.accessToken).opportunities.list({ limit: 2 })))).code).toBe(
      "unauthorized",
    );
    let tokens = await refreshTokens(app, first.refreshToken ?? "");
    const lever = clientWith(() => tokens.accessToken);
    const seen: string[] = [];
    for await (const { id } of lever.opportunities.list({ limit: 2 })) {
      seen.push(id);
      if (seen.length !== 4) continue;
      both.later(2 * HOUR);
      tokens = await refreshTokens(app, tokens.refreshToken ?? "");
    }
    expect(new Set(seen).size).toBe(both.acme.opportunities().length);
  });

  test("of a revoked app is unauthorized, and no renewing helps (https://help.lever.co, Authorized Apps)", async () => {
    const { accessToken, refreshToken } = await connect();
    const other = await connect(SCOPES, "globex");
    both.acme.revokeApp(developmentApp.clientId);
    const failure = await failureOf(clientWith(accessToken).notes.create(maya, { value: "?" }));
    expect(failure).toMatchObject({ code: "unauthorized", tookEffect: "no" });
    expect(await failureOf(refreshTokens(app, refreshToken ?? ""))).toMatchObject({
      code: "invalid_grant",
      tookEffect: "no",
    });
    expect((await clientWith(other.accessToken).stages.get("offer")).id).toBe("offer");
  });

  test("that a fault revokes is as dead", async () => {
    const { accessToken, refreshToken } = await connect();
    both.emulator.setFaults([{ fault: "tokenRevoked", times: 1 }]);
    expect((await failureOf(clientWith(accessToken).stages.get("offer"))).code).toBe("unauthorized");
    expect((await failureOf(refreshTokens(app, refreshToken ?? ""))).code).toBe("invalid_grant");
  });
});

describe("scopes (https://hire.lever.co/developer/documentation#scopes)", () => {
  type Use = (lever: LeverClient) => Promise<unknown>;
  const by = () => ({ performAs: both.acme.user("ravi").id });
  const NOTHING = "a80bbbe0-d4dd-4eac-bdbf-302345414f93";
  const file = { name: "a.txt", bytes: new Uint8Array([65]), contentType: "text/plain" };
  const meeting = () => ({ interviewers: [{ id: by().performAs }], date: both.now() + DAY, duration: 30 });
  const rating = { type: "score-system", text: "Rating" } as const;

  /** Resource of the scope, a read and, where the scope has one, a write. What is read or written need not be there. */
  const uses: [string, Use, Use?][] = [
    ["opportunities", (lever) => lever.opportunities.get(maya), (lever) => lever.opportunities.addTags(maya, ["A"])],
    ["archive_reasons", (lever) => all(lever.archiveReasons.list())],
    ["contact", (lever) => lever.contacts.get(NOTHING), (lever) => lever.contacts.update(NOTHING, { name: "A" })],
    ["feedback", (lever) => all(lever.feedback.list(maya)), (lever) => lever.feedback.delete(maya, NOTHING, by())],
    [
      "feedback_templates",
      (lever) => all(lever.feedbackTemplates.list()),
      (lever) => lever.feedbackTemplates.create({ text: "A", fields: [rating] }),
    ],
    ["files", (lever) => all(lever.files.list(maya)), (lever) => lever.files.upload(maya, file, by())],
    [
      "interviews",
      (lever) => all(lever.interviews.list(maya)),
      (lever) => lever.interviews.create(maya, { ...meeting(), panel: NOTHING }, by()),
    ],
    ["notes", (lever) => all(lever.notes.list(maya)), (lever) => lever.notes.create(maya, { value: "A" })],
    [
      "panels",
      (lever) => all(lever.panels.list(maya)),
      (lever) => lever.panels.create(maya, { timezone: "UTC", interviews: [meeting()] }, by()),
    ],
    ["postings", (lever) => all(lever.postings.list())],
    ["resumes", (lever) => all(lever.resumes.list(maya))],
    ["stages", (lever) => all(lever.stages.list())],
    ["tags", (lever) => all(lever.tags.list())],
    [
      "users",
      (lever) => all(lever.users.list()),
      (lever) => lever.users.create({ name: "A", email: "a@acme.example" }),
    ],
    [
      "webhooks",
      (lever) => all(lever.webhooks.list()),
      (lever) => lever.webhooks.create({ url: "http://127.0.0.1:9/", event: "candidateHired" }),
    ],
  ];

  /** "ok" also where the thing is not there: the scope was enough to look. */
  const outcome = (call: Promise<unknown>) =>
    call.then(
      () => "ok",
      ({ code }) => (code === "not_found" ? "ok" : String(code)),
    );

  test.each(uses)("%s: without it nothing, with read reading, with write both", async (resource, read, write) => {
    const tried = async (scopes: string[]) => {
      const lever = clientWith((await connect(["offline_access", ...scopes])).accessToken);
      return [await outcome(read(lever)), write === undefined ? "none" : await outcome(write(lever))];
    };
    const others = resource === "notes" ? "tags:read:admin" : "notes:write:admin";
    const none = write === undefined ? "none" : "forbidden";
    expect(await tried([others])).toEqual(["forbidden", none]);
    expect(await tried([`${resource}:read:admin`])).toEqual(["ok", none]);
    if (write !== undefined) expect(await tried([`${resource}:write:admin`])).toEqual(["ok", "ok"]);
  });

  test("that are missing are told from other refusals by nothing but 403 and words for people, and nothing happened", async () => {
    const lever = clientWith((await connect(["notes:read:admin"])).accessToken);
    const failures = await failuresOf([
      lever.notes.create(maya, { value: "?" }),
      lever.opportunities.setStage(maya, "offer"),
    ]);
    for (const failure of failures) {
      expect(failure).toMatchObject({ code: "forbidden", status: 403, tookEffect: "no" });
      expect(failure.leverMessage).toMatch(/:write:admin/);
    }
    expect(both.emulator.journal.flatMap(({ effects }) => effects)).toEqual([]);
  });

  test("can be taken away while the tokens live on", async () => {
    const lever = clientWith((await connect()).accessToken);
    await lever.notes.create(maya, { value: "Allowed" });
    both.acme.setAppScopes(developmentApp.clientId, ["offline_access", "notes:read:admin"]);
    expect((await failureOf(lever.notes.create(maya, { value: "?" }))).code).toBe("forbidden");
    expect(await all(lever.notes.list(maya))).toHaveLength(1);
  });

  test("without confidential:access hide what is confidential, and refuse the question", async () => {
    const own = both.emulator.state.accounts["acme"]?.opportunities[maya];
    Object.assign(own ?? {}, { confidentiality: "confidential" });
    const plain = clientWith((await connect()).accessToken);
    const trusted = clientWith((await connect([...SCOPES, "confidential:access:admin"])).accessToken);
    expect((await failureOf(plain.opportunities.get(maya))).code).toBe("forbidden");
    expect((await failureOf(all(plain.opportunities.list({ confidentiality: "all" })))).code).toBe("forbidden");
    const count = both.acme.opportunities().length;
    expect(await all(plain.opportunities.list())).toHaveLength(count - 1);
    expect(await all(trusted.opportunities.list({ confidentiality: "all" }))).toHaveLength(count);
  });
});

describe("what the journal keeps", () => {
  test("are the calls with the app's name, and neither tokens nor secrets", async () => {
    const { accessToken, refreshToken } = await connect();
    await clientWith(accessToken).notes.create(maya, { value: "Hello" });
    await refreshTokens(app, refreshToken ?? "");
    expect(both.lastCall("POST", "/notes").credentials).toEqual({
      kind: "oauth",
      name: developmentApp.clientId,
      account: "acme",
    });
    const kept = JSON.stringify(both.emulator.journal);
    for (const secret of [accessToken, refreshToken ?? "", developmentApp.clientSecret])
      expect(kept).not.toContain(secret);
  });
});
