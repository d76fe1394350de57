/** Access tokens while something else happens to the connection: connected anew, ended, or asked for by many at once. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type FreshDatabase } from "../../../test/support/database.ts";
import { readConfig } from "../src/config.ts";
import { createCrypt } from "../src/crypt.ts";
import { openDatabase, type Database } from "../src/db/database.ts";
import { createConnections } from "../src/lever/connection/open.ts";
import { outcomeOf } from "../src/lever/write/outcome.ts";
import { openSecrets, sealSecrets, type Secrets } from "../src/lever/connection/secrets.ts";
import { createTokens } from "../src/lever/connection/tokens.ts";
import { createLog } from "../src/log.ts";

const now = Date.UTC(2030, 0, 7, 8);
const config = readConfig({
  SECRET_KEY: Buffer.alloc(32, 7).toString("base64"),
  SMTP_URL: "smtp://127.0.0.1:1",
  PUBLIC_URL: "http://127.0.0.1:1",
  LEVER_API_URL: "http://lever.test/v1",
  LEVER_AUTH_URL: "http://lever.test/auth",
  LEVER_CLIENT_ID: "app",
  LEVER_CLIENT_SECRET: "secret",
});
const crypt = createCrypt(config.secretKey);

let fresh: FreshDatabase;
let database: Database;
beforeAll(async () => {
  fresh = await freshDatabase();
  database = openDatabase({ url: fresh.url, onError: () => undefined });
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

function tokensOf(name: string, expiresAt = now + 3_600_000): Extract<Secrets, { kind: "oauth" }> {
  return { kind: "oauth", accessToken: `access ${name}`, refreshToken: `refresh ${name}`, expiresAt };
}

async function connected(secrets: Secrets): Promise<string> {
  const [companyId, id] = [randomUUID(), randomUUID()];
  const db = database.service;
  const company = { name: "Acme", slug: companyId, zone: "UTC", privacy_url: null, logo: null, logo_type: null };
  await db
    .insertInto("companies")
    .values({ id: companyId, ...company })
    .execute();
  const nothing = { account_id: null, account_name: null, stage_id: null, acting_user: null, feedback_template: null };
  const sealed = sealSecrets(crypt, id, secrets);
  await db
    .insertInto("connections")
    .values({
      id,
      company_id: companyId,
      ats: "lever",
      environment: "production",
      kind: "oauth",
      state: "connected",
      secrets: sealed,
      ...nothing,
    })
    .execute();
  return id;
}

async function store(id: string, secrets: Secrets, state: "connected" | "disconnected" = "connected"): Promise<void> {
  await database.service
    .updateTable("connections")
    .set({ secrets: sealSecrets(crypt, id, secrets), state })
    .where("id", "=", id)
    .execute();
}

async function stored(id: string) {
  const row = await database.service
    .selectFrom("connections")
    .select(["id", "secrets", "state"])
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  return { state: row.state, secrets: openSecrets(crypt, row) };
}

type Answering = (url: string, init: RequestInit) => Promise<Response> | Response;

function optionsWith(fetch: Answering) {
  return {
    database,
    crypt,
    config,
    clock: { now: () => now },
    newId: randomUUID,
    log: createLog("silent"),
    fetch: async (url: string, init: RequestInit) => fetch(url, init),
  };
}

function renewed(name: string): Response {
  return Response.json({
    access_token: `access ${name}`,
    refresh_token: `refresh ${name}`,
    expires_in: 3600,
    scope: "",
  });
}

describe("while a token is being renewed", () => {
  test("what was granted anew meanwhile stays", async () => {
    const id = await connected(tokensOf("old", now - 1));
    const granted = tokensOf("granted");
    const tokens = createTokens(
      optionsWith(async () => {
        await store(id, granted);
        return renewed("late");
      }),
    );
    await expect(tokens.current(id)).resolves.toMatchObject({ accessToken: granted.accessToken });
    expect(await stored(id)).toEqual({ state: "connected", secrets: granted });
  });

  test("a connection that was ended meanwhile keeps nothing", async () => {
    const id = await connected(tokensOf("old", now - 1));
    const tokens = createTokens(
      optionsWith(async () => {
        await store(id, { kind: "none" }, "disconnected");
        return renewed("late");
      }),
    );
    await expect(tokens.current(id)).rejects.toMatchObject({ code: "invalid_grant", tookEffect: "no" });
    expect(await stored(id)).toEqual({ state: "disconnected", secrets: { kind: "none" } });
  });
});

test("whoever was refused a token gets another one, also while others ask for the stored one", async () => {
  const id = await connected(tokensOf("refused"));
  let renewals = 0;
  const tokens = createTokens(
    optionsWith(() => {
      renewals += 1;
      return renewed("fresh");
    }),
  );
  const asking = tokens.current(id);
  const [another, again] = await Promise.all([tokens.renew(id, "access refused"), tokens.renew(id, "access refused")]);
  await asking;
  expect([another.accessToken, again.accessToken]).toEqual(["access fresh", "access fresh"]);
  expect(renewals).toBe(1);
});

test("a late refusal of the old access does not break a connection that was granted anew", async () => {
  const id = await connected(tokensOf("old"));
  const granted = tokensOf("granted");
  let calls = 0;
  const options = optionsWith(async (url) => {
    if (url.includes("/oauth/token")) return renewed("second");
    calls += 1;
    if (calls === 2) await store(id, granted);
    return Response.json({ code: "UnauthorizedError", message: "no" }, { status: 401 });
  });
  const { lever } = await createConnections({
    ...options,
    tokens: createTokens(options),
    gate: { take: () => Promise.resolve(), drain: () => Promise.resolve() },
    metrics: { atsCall: () => undefined },
  }).open(id);
  await expect(lever.stages.get("offer")).rejects.toMatchObject({ code: "unauthorized" });
  expect(await stored(id)).toEqual({ state: "connected", secrets: granted });
});

describe("how Lever refuses to renew is documented nowhere", () => {
  const refusing = async (answer: () => Response) => {
    const id = await connected(tokensOf("old", now - 1));
    const failure: unknown = await createTokens(optionsWith(answer))
      .current(id)
      .then(
        () => null,
        (error: unknown) => error,
      );
    const { broken_reason: reason } = await database.service
      .selectFrom("connections")
      .select("broken_reason")
      .where("id", "=", id)
      .executeTakeFirstOrThrow();
    return { state: (await stored(id)).state, reason, outcome: outcomeOf(failure) };
  };

  test.each([
    [400, "invalid_request"],
    [400, "unauthorized_client"],
    [403, "access_denied"],
    [403, "invalid_grant"],
    [401, "invalid_client"],
  ])("%i with the error %s needs a person: the work waits for them, and none of it fails", async (status, error) => {
    const said = { error, error_description: "The app was revoked." };
    const { state, reason, outcome } = await refusing(() => Response.json(said, { status }));
    expect(state).toBe("broken");
    expect(reason).toMatch(/^Lever refuse[^.]*(: The app was revoked|\(client id or secret\))\.$/);
    expect(outcome).toMatchObject({ result: "later" });
  });

  test.each([
    ["a page of something in between", () => new Response("<h1>Forbidden</h1>", { status: 403 })],
    ["an address that is not there for now", () => Response.json({ message: "no route" }, { status: 404 })],
    ["a service that says it is down", () => Response.json({ error: "temporarily_unavailable" }, { status: 400 })],
  ])("%s passes by itself: the connection stays, and the work is tried again", async (_what, answer) => {
    const { state, outcome } = await refusing(answer);
    expect(state).toBe("connected");
    expect(outcome).toMatchObject({ result: "not_applied", retry: "backoff" });
  });
});
