/** The doors of sign-in: which there are, how long a session lasts, and how many mails one address gets. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hours, operationsApi } from "@interviewvector/domain";
import { apiHouse, publicUrl, type ApiHouse } from "./api-house.ts";
import { MONDAY } from "./booking-world.ts";

let house: ApiHouse;
beforeAll(async () => {
  house = await apiHouse();
});
afterAll(() => house.close());

const password = "correct horse";
let addresses = 0;

function post(path: string, body: object, more: Record<string, string> = {}): Promise<Response> {
  const headers = {
    "content-type": "application/json",
    origin: publicUrl,
    "x-interviewvector-client": `192.0.2.${++addresses}`,
    ...more,
  };
  return house.signIn.handle(
    new Request(`${publicUrl}/api/auth${path}`, { method: "POST", headers, body: JSON.stringify(body) }),
  );
}

async function signedIn(email: string): Promise<string> {
  await house.signIn.ensureAccount({ email, name: "Maya", password });
  const answer = await post("/sign-in/email", { email, password });
  expect(answer.status).toBe(200);
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
}

const sessionOf = (cookie: string) => house.signIn.sessionOf(new Headers({ cookie }));

describe("a session", () => {
  it("ends fourteen days after signing in, however much it is used", async () => {
    const email = "maya@people.example";
    const cookie = await signedIn(email);
    const change = `update auth.session s set "createdAt" = now() - interval '13 days', "updatedAt" = now() - interval '13 days',
      "expiresAt" = now() + interval '1 day' from auth."user" u where u.id = s."userId" and u.email = $1`;
    await house.database.authPool.query(change, [email]);
    expect(await sessionOf(cookie)).toMatchObject({ person: { email } });
    const { rows } = await house.database.authPool.query<{ days: number }>(
      `select extract(epoch from s."expiresAt" - now()) / 86400 as days from auth.session s
       join auth."user" u on u.id = s."userId" where u.email = $1`,
      [email],
    );
    expect(Number(rows[0]?.days)).toBeLessThanOrEqual(1);
  });
});

describe("the doors that the library brings along", () => {
  it("are shut, but for those that our pages use", async () => {
    const cookie = await signedIn("rae@people.example");
    const asRae = { cookie };
    const shut: [string, object][] = [
      // A password that is changed would leave every other session alive.
      ["/change-password", { currentPassword: password, newPassword: "another horse", revokeOtherSessions: false }],
      // The name stands in audit logs and on timelines.
      ["/update-user", { name: "Ada" }],
      ["/change-email", { newEmail: "ada@people.example" }],
      ["/delete-user", {}],
      ["/sign-up/email", { email: "x@people.example", name: "X", password }],
      ["/revoke-other-sessions", {}],
    ];
    for (const [path, body] of shut) await expect(post(path, body, asRae), path).rejects.toMatchObject({ status: 404 });
    expect(await sessionOf(cookie)).toMatchObject({ person: { name: "Maya" } });
    expect((await post("/sign-out", {}, asRae)).status).toBe(200);
    expect(await sessionOf(cookie)).toBeNull();
  });
});

describe("a link in a mail", () => {
  it("signs in once, and sets a password once, which ends every session; each stands in the audit log", async () => {
    const email = "kit@people.example";
    const before = await signedIn(email);
    await post("/sign-in/magic-link", { email, callbackURL: "/app" });
    const page = new URL(await urlOwed(email, "magic_link"));
    // What is mailed is a page of the client: a scanner that opens it uses nothing up. Its button leads here.
    expect(page.pathname).toBe("/sign-in/link");
    const door = new URL(`/api/auth/magic-link/verify${page.search}`, page);
    const open = () =>
      house.signIn.handle(new Request(door, { headers: { "x-interviewvector-client": "192.0.2.99" } }));
    const [first, again] = [await open(), await open()];
    expect(first.headers.getSetCookie().join()).toContain("session_token");
    expect(again.headers.get("set-cookie") ?? "").not.toContain("session_token=");
    expect(again.headers.get("location")).toContain("error=");

    await post("/request-password-reset", { email, redirectTo: "/set-password" });
    const token = new URL(await urlOwed(email, "set_password")).searchParams.get("token") ?? "";
    const set = (newPassword: string) => post("/reset-password", { newPassword, token });
    const both = await Promise.all([set("the first horse"), set("the other horse")]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 400]);
    expect((await set("a third horse")).status).toBe(400);
    expect(await sessionOf(before)).toBeNull();
    const { rows } = await house.database.authPool.query<{ id: string }>(`select id from "user" where email = $1`, [
      email,
    ]);
    const { entries } = await house.ask("Olga", operationsApi.listAuditLog, { query: { search: rows[0]?.id ?? "" } });
    const did = entries.map(({ action, actor, company }) => [action, actor.name, company]);
    expect(did).toEqual([
      ["account.password_set", "Maya", null],
      ["account.signed_in", "Maya", null],
      ["account.signed_in", "Maya", null],
    ]);
  });
});

async function urlOwed(email: string, mail: string): Promise<string> {
  const rows = await house.database.service
    .selectFrom("effects")
    .select("payload")
    .where("kind", "=", "mail.account")
    .orderBy("seq", "desc")
    .execute();
  const newest = rows.find(({ payload }) => payload["email"] === email && payload["mail"] === mail);
  return String(newest?.payload["url"]);
}

describe("guesses at a password", () => {
  const guess = async (email: string, word: string) => (await post("/sign-in/email", { email, password: word })).status;
  const refused = (email: string, word: string) =>
    expect(post("/sign-in/email", { email, password: word })).rejects.toMatchObject({
      status: 429,
      code: "too_many_tries",
    });

  it("end after ten, from however many places, also at an address that is nobody's; a quarter of an hour later one may try again", async () => {
    const [email, nobodys] = ["gus@people.example", "no.gus@people.example"];
    await house.signIn.ensureAccount({ email, name: "Gus", password });
    for (const address of [email, nobodys]) {
      const many = await Promise.allSettled(Array.from({ length: 14 }, (_, at) => guess(address, `guess ${at}`)));
      expect(many.filter(({ status }) => status === "rejected")).toHaveLength(4);
      await refused(address.toUpperCase(), password);
    }
    expect(await guess("other@people.example", "guess")).toBe(401);
    await house.database.authPool.query(
      `update rate_limit set "lastRequest" = "lastRequest" - 16 * 60000 where key like 'password:%'`,
    );
    expect(await guess(email, password)).toBe(200);
  });

  it("are forgotten once the password was right", async () => {
    const email = "una@people.example";
    await signedIn(email);
    for (let at = 0; at < 6; at++) expect(await guess(email, "wrong")).toBe(401);
    expect(await guess(email, password)).toBe(200);
    for (let at = 0; at < 6; at++) expect(await guess(email, "wrong")).toBe(401);
    expect(await guess(email, password)).toBe(200);
  });
});

describe("mails of sign-in", () => {
  it("come to one address five times an hour at most, from wherever they are asked for", async () => {
    const email = "bo@people.example";
    await house.signIn.ensureAccount({ email, name: "Bo", password });
    const asked = async (path: string, body: object) => {
      const answers = await Promise.all(Array.from({ length: 8 }, () => post(path, body)));
      // Whoever asks can't tell: an address that is not known answers the same.
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    };
    await asked("/request-password-reset", { email, redirectTo: "/set-password" });
    await asked("/sign-in/magic-link", { email: "Bo@People.example", callbackURL: "/app" });
    expect(await owed(email)).toEqual({ set_password: 5, magic_link: 5 });
    house.clock.set(MONDAY + hours(1));
    await post("/request-password-reset", { email, redirectTo: "/set-password" });
    expect((await owed(email)).set_password).toBe(6);
  });
});

async function owed(email: string): Promise<Record<string, number>> {
  const rows = await house.database.service
    .selectFrom("effects")
    .select("payload")
    .where("kind", "=", "mail.account")
    .execute();
  const mine = rows.filter(({ payload }) => String(payload["email"]).toLowerCase() === email);
  return Object.fromEntries(
    ["set_password", "magic_link"].map((mail) => [mail, mine.filter(({ payload }) => payload["mail"] === mail).length]),
  );
}
