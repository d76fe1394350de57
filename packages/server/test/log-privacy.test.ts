/** What stands in logs and answers when things go wrong: codes and ids, nobody's data, and a database that is away is called so. */
import { Pool } from "pg";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { freshDatabase, type FreshDatabase } from "../../../test/support/database.ts";
import { createSignIn, type SignIn } from "../src/account/sign-in.ts";
import { createCrypt } from "../src/crypt.ts";
import { openDatabase, type Database } from "../src/db/database.ts";
import { isDatabaseDown } from "../src/http/problem.ts";
import { createLog, type Log } from "../src/log.ts";

const publicUrl = "http://localhost:3000";
let fresh: FreshDatabase;
let database: Database;
let lines: string[] = [];
let log: Log;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = openDatabase({ url: fresh.url, onError: () => undefined });
  log = createLog("info", { write: (line: string) => void lines.push(line) });
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

function signInOver(pool: Pool): SignIn {
  return createSignIn({
    pool,
    crypt: createCrypt(new Uint8Array(32).fill(7)),
    publicUrl,
    log,
    mails: { magicLink: async () => undefined, setPassword: async () => true },
    happened: async () => undefined,
  });
}

function post(signIn: SignIn, path: string, body: object): Promise<Response> {
  const headers = { "content-type": "application/json", origin: publicUrl };
  return signIn.handle(
    new Request(`${publicUrl}/api/auth${path}`, { method: "POST", headers, body: JSON.stringify(body) }),
  );
}

/** Runs `work`; everything that reached the log or the console meanwhile. */
async function saidDuring(work: () => Promise<unknown>): Promise<string> {
  lines = [];
  const printed: unknown[] = [];
  const spies = (["log", "warn", "error"] as const).map((level) =>
    vi.spyOn(console, level).mockImplementation((...args) => void printed.push(...args.map(String))),
  );
  await work();
  for (const spy of spies) spy.mockRestore();
  expect(printed).toEqual([]);
  return lines.join("\n");
}

describe("errors in the log", () => {
  it("say code, table and constraint, but not the values that PostgreSQL quotes", async () => {
    const twice = sql`insert into auth."user" (id, name, email, "emailVerified") values ('u1', 'Maya', 'maya@canary.example', false), ('u2', 'Maya', 'maya@canary.example', false)`;
    const owner = new Pool({ connectionString: fresh.url, max: 1 });
    const { sql: text } = twice.compile(database.service);
    const error = await owner.query(text).catch((reason: unknown) => reason);
    await owner.end();
    expect((error as { detail?: string }).detail).toContain("maya@canary.example");
    const said = await saidDuring(async () => log.error({ err: error, requestId: "r-1" }, "request failed"));
    expect(said).toContain('"code":"23505"');
    expect(said).not.toContain("canary");
  });
});

describe("sign-in", () => {
  it("prints nothing of its own, and names nobody", async () => {
    const signIn = signInOver(database.authPool);
    const said = await saidDuring(async () => {
      await post(signIn, "/sign-in/email", { email: "maya@canary.example", password: "wrong-password" });
      await post(signIn, "/request-password-reset", { email: "maya@canary.example" });
    });
    expect(said).toContain("sign-in: User not found");
    expect(said).not.toContain("canary");
  });

  it("calls a database that is away what it is, for pages and for sign-in itself", async () => {
    const here = signInOver(database.authPool);
    await here.ensureAccount({ email: "ada@acme.example", name: "Ada", password: "interview" });
    const answer = await post(here, "/sign-in/email", { email: "ada@acme.example", password: "interview" });
    const cookie = answer.headers.getSetCookie().map((line) => line.split(";")[0]);
    const headers = new Headers({ cookie: cookie.join("; ") });
    expect(await here.sessionOf(headers)).toMatchObject({ person: { name: "Ada" } });
    const away = signInOver(new Pool({ host: "127.0.0.1", port: 1 }));
    await saidDuring(async () => {
      const read = await away.sessionOf(headers).catch((error: unknown) => error);
      expect(isDatabaseDown(read)).toBe(true);
      const body = { email: "ada@acme.example", password: "interview" };
      const signed = await post(away, "/sign-in/email", body).catch((error: unknown) => error);
      expect(isDatabaseDown(signed)).toBe(true);
    });
  });
});
