/** The operator's command line, as an operator uses and mistypes it. */
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase } from "../../../test/support/database.ts";
import { commands } from "../src/admin/commands.ts";
import { createParts } from "../src/app.ts";
import { systemClock } from "../src/clock.ts";
import { readAdminConfig } from "../src/config.ts";
import { createLog } from "../src/log.ts";

let urls: { migrated: string; empty: string };
beforeAll(async () => {
  const [migrated, empty] = await Promise.all([freshDatabase(), freshDatabase({ empty: true })]);
  urls = { migrated: migrated.url, empty: empty.url };
  stops.push(migrated, empty);
});
const stops: { drop(): Promise<void> }[] = [];
afterAll(() => Promise.all(stops.map((database) => database.drop())));

/** Exit code, and what was printed. */
async function admin(line: string[], databaseUrl = urls.migrated): Promise<{ code: number; said: string }> {
  const [name = "", ...args] = line;
  const config = readAdminConfig({ DATABASE_URL: databaseUrl });
  const lines: string[] = [];
  const code = await commands[name]!.run(
    {
      config,
      databaseUrl,
      environment: {},
      parts: () => partsOf(databaseUrl),
      print: (text) => lines.push(text),
    },
    args,
  );
  return { code, said: lines.join("\n") };
}

function partsOf(databaseUrl: string) {
  const config = readAdminConfig({ DATABASE_URL: databaseUrl });
  return createParts({ config, clock: systemClock, log: createLog("silent"), databaseUrl });
}

describe("a company", () => {
  test("is made once, with a short name that follows from its name", async () => {
    const first = await admin(["create-company", "--name", "Société Générale", "--zone", "Asia/Kolkata"]);
    expect(first).toEqual({ code: 0, said: "Company Société Générale (societe-generale) is made." });
    const again = await admin(["create-company", "--name", "Société Générale"]);
    expect(again).toEqual({ code: 0, said: 'There is a company "societe-generale" already; nothing was changed.' });
  });
  test.each([
    [
      ["--name", "Acme", "--zone", "Mars/Base"],
      '"Mars/Base" is not a time zone; use an IANA name, e.g. Europe/Berlin.',
    ],
    [["--name", "株式会社"], "Give it a short name for addresses with --slug"],
    [["--name", "Acme", "--slug", "a/b"], "Give it a short name for addresses with --slug"],
    [[], "Usage: npm run admin -- create-company"],
  ])("with %j is refused in words", async (args, words) => {
    const { code, said } = await admin(["create-company", ...args]);
    expect(code).toBe(2);
    expect(said).toContain(words);
  });
});

describe("a person", () => {
  const bill = ["--email", "bill@initech.example", "--name", "Bill Lumbergh"];
  test("is made with a role, and is told how to sign in; a second time only the role is set", async () => {
    await admin(["create-company", "--name", "Initech"]);
    const first = await admin(["create-user", ...bill, "--company", "initech", "--role", "recruiter"]);
    expect(first.said).toContain("a mail with a link to set a password is on its way");
    const again = await admin(["create-user", ...bill, "--company", "initech", "--role", "admin"]);
    expect(again).toEqual({ code: 0, said: "bill@initech.example was there already; role set, password unchanged." });
    expect((await admin(["effects"])).said).toMatch(/^pending +mail\.account +1$/);
  });
  test.each([
    [["--company", "nowhere", "--role", "admin"], 1, 'There is no company "nowhere".'],
    [["--company", "initech", "--role", "boss"], 2, "Usage: npm run admin -- create-user"],
    [["--service", "operator", "--password", "short"], 2, "A password has at least 8 characters."],
    [["--service", "operator", "--email", "bill"], 2, '"bill" is not an e-mail address.'],
  ])("with %j is refused in words", async (args, code, words) => {
    const answer = await admin(["create-user", ...bill, ...args]);
    expect(answer).toEqual({ code, said: expect.stringContaining(words) });
  });
});

test("an API key is shown once, and only for a company that there is", async () => {
  await admin(["create-company", "--name", "Globex"]);
  expect((await admin(["create-api-key", "--company", "globex", "--name", "BI"])).said).toMatch(/^iv_[\w-]{43}$/);
  expect((await admin(["create-api-key", "--company", "glob", "--name", "BI"])).said).toContain("There is no company");
  expect((await admin(["create-api-key", "--company", "globex", "--name", "BI", "--scopes", "all"])).code).toBe(2);
});

test("who may come in, or read by key, through the command line stands in the audit log", async () => {
  const company = ["--company", "hooli"];
  await admin(["create-company", "--name", "Hooli"]);
  const gavin = ["--email", "gavin@hooli.example", "--name", "Gavin Belson"];
  await admin(["create-user", ...gavin, ...company, "--role", "admin"]);
  await admin(["create-user", ...gavin, "--service", "operator"]);
  const { said: secret } = await admin(["create-api-key", ...company, "--name", "BI", "--scopes", "read,write,read"]);
  const parts = partsOf(urls.migrated);
  const { rows } = await sql<{ told: string }>`
    select concat_ws(' ', action, coalesce(u.name, k.name, c.name), l.details::text, k.prefix, k.scopes::text) as told
      from audit_log l
      left join companies c on l.subject = 'company:' || c.id
      left join auth."user" u on l.subject = 'member:' || u.id
      left join api_keys k on l.subject = 'api_key:' || k.id
     where coalesce(u.name = 'Gavin Belson', false)
        or l.company_id = (select id from companies where slug = 'hooli')
     order by l.id`.execute(parts.database.service);
  parts.close();
  await parts.database.close();
  expect(rows.map(({ told }) => told)).toEqual([
    'company.created Hooli {"through": "command line"}',
    'member.invited Gavin Belson {"role": "admin", "through": "command line"}',
    'member.invited Gavin Belson {"role": "operator", "through": "command line"}',
    `api_key.created BI {"name": "BI", "scopes": ["read", "write"], "through": "command line"} ${secret.slice(0, 9)} {read,write}`,
  ]);
});

test("what is not an effect can't be tried again, and says so", async () => {
  expect(await admin(["retry", "nope"])).toEqual({
    code: 2,
    said: expect.stringContaining("is not the id of an effect"),
  });
  const unknown = await admin(["retry", "00000000-0000-4000-8000-000000000000"]);
  expect(unknown).toEqual({ code: 1, said: "0 of 1 will be tried again." });
});

test("a database without our schema is said before anything is done, and migrating mends it", async () => {
  const company = ["create-company", "--name", "Acme"];
  expect(await admin(company, urls.empty)).toEqual({ code: 1, said: expect.stringContaining("admin -- migrate") });
  expect((await admin(["migrate"], urls.empty)).said).toContain("0001_roles.sql");
  expect((await admin(["migrate"], urls.empty)).said).toBe("The database is up to date.");
  expect((await admin(company, urls.empty)).code).toBe(0);
});
