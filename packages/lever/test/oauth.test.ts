import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  authorizeUrl,
  exchangeCode,
  LEVER_PRODUCTION,
  LEVER_SANDBOX,
  readTokenClaims,
  refreshTokens,
} from "../src/index.ts";
import type { LeverApp } from "../src/index.ts";
import { json, raw, reset, scriptedLever } from "./scripted-lever.ts";
import type { ScriptedLever } from "./scripted-lever.ts";

let lever: ScriptedLever;
beforeAll(async () => {
  lever = await scriptedLever();
});
afterAll(() => lever.close());

const app = (): LeverApp => ({
  environment: { authUrl: lever.origin, audience: "https://api.lever.co/v1/" },
  clientId: "client-1",
  clientSecret: "hush",
  fetch,
  now: () => 1_000,
});
const granted = {
  access_token: "at-1",
  refresh_token: "rt-2",
  token_type: "Bearer",
  scope: "opportunities:write:admin offline_access",
  expires_in: 3600,
};

describe("the consent page", () => {
  it("is addressed with everything Lever requires", () => {
    const url = new URL(
      authorizeUrl(
        { environment: LEVER_PRODUCTION, clientId: "client-1" },
        {
          redirectUri: "https://acme.example/callback?x=1",
          state: "s t",
          scopes: ["offline_access", "notes:write:admin"],
        },
      ),
    );
    expect(url.origin + url.pathname).toBe("https://auth.lever.co/authorize");
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: "client-1",
      redirect_uri: "https://acme.example/callback?x=1",
      response_type: "code",
      state: "s t",
      audience: "https://api.lever.co/v1/",
      scope: "offline_access notes:write:admin",
    });
  });

  it("of the sandbox is another one, and can be forced", () => {
    const consent = { redirectUri: "http://localhost/cb", state: "s", scopes: [], prompt: "consent" } as const;
    const url = authorizeUrl({ environment: LEVER_SANDBOX, clientId: "c" }, consent);
    expect(url).toMatch(/^https:\/\/sandbox-lever\.auth0\.com\/authorize\?/);
    expect(url).toMatch(/&prompt=consent$/);
  });
});

describe("tokens", () => {
  it("are had for a code", async () => {
    lever.script(json(granted));
    expect(await exchangeCode(app(), { code: "c1", redirectUri: "https://acme.example/cb" })).toEqual({
      accessToken: "at-1",
      refreshToken: "rt-2",
      scopes: ["opportunities:write:admin", "offline_access"],
      expiresAt: 3_601_000,
    });
    const asked = lever.asked[0];
    expect(asked).toMatchObject({ method: "POST", url: "/oauth/token" });
    expect(asked?.headers["content-type"]).toBe("application/x-www-form-urlencoded");
    expect(Object.fromEntries(new URLSearchParams(asked?.body))).toEqual({
      grant_type: "authorization_code",
      code: "c1",
      redirect_uri: "https://acme.example/cb",
      client_id: "client-1",
      client_secret: "hush",
    });
  });

  it("are renewed, the refresh token too", async () => {
    lever.script(json(granted));
    expect((await refreshTokens(app(), "rt-1")).refreshToken).toBe("rt-2");
    expect(Object.fromEntries(new URLSearchParams(lever.asked[0]?.body))).toEqual({
      grant_type: "refresh_token",
      refresh_token: "rt-1",
      client_id: "client-1",
      client_secret: "hush",
    });
  });

  it("come without a refresh token if offline access was not granted", async () => {
    const { refresh_token: _, ...rest } = granted;
    lever.script(json(rest));
    expect((await exchangeCode(app(), { code: "c1", redirectUri: "https://a.example" })).refreshToken).toBeNull();
  });

  it.each([400, 403])("are refused for good with invalid_grant (%s)", async (status) => {
    lever.script(json({ error: "invalid_grant", error_description: "Unknown or invalid refresh token." }, status));
    await expect(refreshTokens(app(), "rt-1")).rejects.toMatchObject({
      code: "invalid_grant",
      status,
      tookEffect: "no",
      leverMessage: "Unknown or invalid refresh token.",
    });
  });

  it("are refused with a wrong client secret, which is another matter", async () => {
    lever.script(json({ error: "access_denied", error_description: "Unauthorized" }, 401));
    await expect(refreshTokens(app(), "rt-1")).rejects.toMatchObject({ code: "unauthorized" });
  });

  it("are in doubt when the answer is lost: the old refresh token may be used up", async () => {
    lever.script(reset);
    await expect(refreshTokens(app(), "rt-1")).rejects.toMatchObject({ tookEffect: "unknown" });
    lever.script(raw("<html>", 502));
    await expect(refreshTokens(app(), "rt-1")).rejects.toMatchObject({ code: "server_error", tookEffect: "unknown" });
    lever.script(json({ token_type: "Bearer" }));
    await expect(refreshTokens(app(), "rt-1")).rejects.toMatchObject({
      code: "unreadable_answer",
      tookEffect: "unknown",
    });
  });

  it("are never asked for once more by themselves, nor sent after a redirect", async () => {
    lever.script(json({}, 429));
    await expect(refreshTokens(app(), "rt-1")).rejects.toMatchObject({ code: "rate_limited" });
    expect(lever.asked).toHaveLength(1);
    lever.script(raw("", 301, { location: "/elsewhere" }));
    await expect(refreshTokens(app(), "rt-1")).rejects.toMatchObject({ status: 301, code: "redirect_refused" });
    expect(lever.asked).toHaveLength(1);
  });
});

describe("what an access token says of itself", () => {
  const token = (claims: unknown) => `e30.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.x`;

  it("names account, user, scopes and expiry", () => {
    const claims = {
      "https://oauth.lever.co/userId": "u1",
      "https://oauth.lever.co/accountId": "a1",
      scope: "notes:write:admin offline_access",
      exp: 1_700_000_000,
    };
    expect(readTokenClaims(token(claims))).toEqual({
      accountId: "a1",
      userId: "u1",
      scopes: ["notes:write:admin", "offline_access"],
      expiresAt: 1_700_000_000_000,
    });
  });

  it("is null where nothing is promised", () => {
    expect(readTokenClaims(token({}))).toEqual({ accountId: null, userId: null, scopes: [], expiresAt: null });
    for (const opaque of ["", "opaque", "a.b.c", "a.b", token([])]) expect(readTokenClaims(opaque)).toBeNull();
  });
});
