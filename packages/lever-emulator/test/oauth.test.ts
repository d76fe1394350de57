import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { developmentApp } from "../src/index.ts";
import type { Emulator } from "../src/index.ts";
import type { Json } from "./start.ts";
import { asking, start } from "./start.ts";

let emulator: Emulator;
let now = Date.UTC(2026, 10, 23, 12);

beforeEach(async () => {
  emulator = await start({ now: () => now });
});
afterEach(() => emulator.stop());

const redirectUri = developmentApp.redirectUris[0] ?? "";
const scopes = ["offline_access", "opportunities:write:admin", "stages:read:admin"];
const query = {
  client_id: developmentApp.clientId,
  redirect_uri: redirectUri,
  response_type: "code",
  state: "s p/1",
  audience: "https://api.lever.co/v1/",
  scope: scopes.join(" "),
};

const authorizePage = (change: Record<string, string> = {}) =>
  fetch(`${emulator.authUrl}/authorize?${new URLSearchParams({ ...query, ...change }).toString()}`);

async function decide(decision: string, username = "lena", account = "acme") {
  const user = `${account}/${emulator.account(account).user(username).id}`;
  const body = new URLSearchParams({ ...query, user, decision });
  return fetch(`${emulator.authUrl}/authorize`, { method: "POST", body, redirect: "manual" });
}

const app = { client_id: developmentApp.clientId, client_secret: developmentApp.clientSecret };

async function tokens(fields: Record<string, string>, type: "form" | "json" = "form") {
  const all = { ...app, ...fields };
  const answer = await fetch(`${emulator.authUrl}/oauth/token`, {
    method: "POST",
    ...(type === "form"
      ? { body: new URLSearchParams(all) }
      : { body: JSON.stringify(all), headers: { "content-type": "application/json" } }),
  });
  return { status: answer.status, body: (await answer.json()) as Json };
}

async function code(asked = scopes): Promise<string> {
  const user = emulator.account("acme").user("lena").id;
  return emulator.consent({ clientId: app.client_id, account: "acme", user, scopes: asked, redirectUri });
}

const exchange = async (given?: string) =>
  tokens({ grant_type: "authorization_code", code: given ?? (await code()), redirect_uri: redirectUri });
const refreshing = (token: string) => tokens({ grant_type: "refresh_token", refresh_token: token });
const status = async (token: string, path = "/stages") =>
  (await asking(emulator, `Bearer ${token}`)("GET", path)).status;

describe("consent (section 2.2)", () => {
  test("the page lists what is asked in words; granting returns state and code", async () => {
    const page = await (await authorizePage()).text();
    expect(page).toContain("Read and change opportunities");
    expect(page).toContain("Stay connected");
    const granted = new URL((await decide("grant")).headers.get("location") ?? "");
    expect(granted.origin + granted.pathname).toBe(redirectUri);
    expect(granted.searchParams.get("state")).toBe("s p/1");
    expect((await exchange(granted.searchParams.get("code") ?? "")).status).toBe(200);
  });

  test("denying returns access_denied", async () => {
    const denied = new URL((await decide("deny")).headers.get("location") ?? "");
    expect(denied.searchParams.get("error")).toBe("access_denied");
    expect(denied.searchParams.get("state")).toBe("s p/1");
  });

  test("only a Super Admin can grant; signing in as Globex's gives access to Globex", async () => {
    expect((await decide("grant", "ravi")).status).toBe(403);
    const granted = new URL((await decide("grant", "gus", "globex")).headers.get("location") ?? "");
    const { body } = await exchange(granted.searchParams.get("code") ?? "");
    const ask = asking(emulator, `Bearer ${body.access_token}`);
    expect((await ask("GET", "/stages")).body.data.map(({ text }: Json) => text)).toContain("Final round");
  });

  test("without the right audience only offline_access is listed", async () => {
    const page = await (await authorizePage({ audience: "https://api.lever.co/v1" })).text();
    expect(page).toContain("offline_access");
    expect(page).not.toContain("Read and change opportunities");
  });

  test("an unregistered redirect address is never followed", async () => {
    expect((await authorizePage({ redirect_uri: "https://evil.example/" })).status).toBe(400);
    expect((await authorizePage({ client_id: "nobody" })).status).toBe(400);
  });
});

describe("tokens", () => {
  test("the exchange answers as documented, for forms and JSON; the token is a JWT that lives an hour", async () => {
    const { body } = await exchange();
    expect(Object.keys(body).sort()).toEqual(["access_token", "expires_in", "refresh_token", "scope", "token_type"]);
    expect(body).toMatchObject({ token_type: "Bearer", expires_in: 3600, scope: scopes.join(" ") });
    const claims = JSON.parse(Buffer.from(body.access_token.split(".")[1], "base64url").toString());
    expect(claims["https://oauth.lever.co/accountId"]).toBe(emulator.account("acme").id);
    expect(claims.exp - claims.iat).toBe(3600);
    expect(await status(body.access_token)).toBe(200);
    now += 3_600_000;
    expect(await status(body.access_token)).toBe(401);
    const json = await tokens(
      { grant_type: "authorization_code", code: await code(), redirect_uri: redirectUri },
      "json",
    );
    expect(json.status).toBe(200);
  });

  test("a code works once, with its own redirect address, and for a while", async () => {
    const once = await code();
    expect((await exchange(once)).status).toBe(200);
    const twice = await exchange(once);
    expect([twice.status, twice.body.error]).toEqual([403, "invalid_grant"]);
    const elsewhere = { grant_type: "authorization_code", code: await code(), redirect_uri: "http://other.example/" };
    expect((await tokens(elsewhere)).body.error).toBe("invalid_grant");
    const old = await code();
    now += 11 * 60_000;
    expect((await exchange(old)).status).toBe(403);
  });

  test("a wrong secret is 401", async () => {
    expect((await tokens({ grant_type: "refresh_token", refresh_token: "x", client_secret: "wrong" })).status).toBe(
      401,
    );
  });

  test("refresh tokens rotate: the new one works, the old one is dead at once", async () => {
    const first = await exchange();
    const second = await refreshing(first.body.refresh_token);
    expect(second.body.refresh_token).not.toBe(first.body.refresh_token);
    expect(await status(second.body.access_token)).toBe(200);
    expect(await status(first.body.access_token)).toBe(200);
    const reused = await refreshing(first.body.refresh_token);
    expect([reused.status, reused.body.error]).toEqual([403, "invalid_grant"]);
    expect((await refreshing(second.body.refresh_token)).status).toBe(200);
  });

  test("a refresh token dies after 90 idle days, or after a year in any case", async () => {
    const day = 24 * 3_600_000;
    let { refresh_token: token } = (await exchange()).body;
    for (let month = 0; month < 5; month += 1) {
      now += 70 * day;
      const { status: answered, body } = await refreshing(token);
      expect(answered).toBe(200);
      token = body.refresh_token;
    }
    now += 16 * day;
    expect((await refreshing(token)).status).toBe(403);
    const { refresh_token: idle } = (await exchange()).body;
    now += 90 * day;
    expect((await refreshing(idle)).status).toBe(403);
  });

  test("without offline_access there is no refresh token", async () => {
    const { body } = await exchange(await code(["stages:read:admin"]));
    expect(body).not.toHaveProperty("refresh_token");
  });

  test("revoking ends access and refresh", async () => {
    const { body } = await exchange();
    emulator.account("acme").revokeApp(app.client_id);
    expect(await status(body.access_token)).toBe(401);
    expect((await refreshing(body.refresh_token)).body.error).toBe("invalid_grant");
  });

  test("scopes are enforced per endpoint; write implies read", async () => {
    const { body } = await exchange();
    const ask = asking(emulator, `Bearer ${body.access_token}`);
    const { id } = emulator.account("acme").opportunity("Maya Fernandez");
    expect((await ask("GET", `/opportunities/${id}`)).status).toBe(200);
    expect((await ask("POST", `/opportunities/${id}/addTags`, { tags: ["x"] })).status).toBe(200);
    const refused = await ask("POST", `/opportunities/${id}/notes`, { value: "x" });
    expect([refused.status, refused.body.code]).toEqual([403, "ForbiddenError"]);
  });

  test("secrets and tokens stay out of the journal", async () => {
    const { body } = await exchange();
    const written = JSON.stringify(emulator.journal);
    expect(written).not.toContain(developmentApp.clientSecret);
    expect(written).not.toContain(body.access_token);
  });
});
