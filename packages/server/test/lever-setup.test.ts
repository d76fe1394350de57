/** Connecting, checking, staying connected, and what happens when Lever shuts the door. */
import { randomUUID } from "node:crypto";
import { integrationApi } from "@interviewvector/domain";
import { afterEach, describe, expect, test } from "vitest";
import { developmentApp } from "@interviewvector/lever-emulator";
import { nobody, type Subject } from "../src/http/subject.ts";
import { guide, startLeverWorld, switchOn, type LeverWorld, type LeverWorldOptions } from "./lever-world.ts";

let world: LeverWorld;
afterEach(() => world?.stop());

interface ConnectionAnswer {
  id: string;
  state: string;
  brokenReason: string | null;
  allGreen: boolean;
  actingUser: { name: string } | null;
  feedbackTemplate: { name: string } | null;
  preflight: { name: string; state: string; words: string; suggestion: { value: string } | null }[];
  webhooks: {
    event: string;
    url: string;
    madeBy: string;
    hasToken: boolean;
    testedAt: string | null;
    seenAt: string | null;
  }[];
  health: { owed: number; failed: number; unread: number };
}

async function start(options: LeverWorldOptions = {}): Promise<void> {
  world = await startLeverWorld(options);
}

async function list(): Promise<ConnectionAnswer[]> {
  const { connections } = (await world.call(integrationApi.listConnections)) as { connections: ConnectionAnswer[] };
  return connections;
}

const line = (connection: ConnectionAnswer | undefined, name: string) =>
  connection!.preflight.find((one) => one.name === name)!;

/** One that nobody interviews along yet. */
async function guideOf(name: string, skills: string[]): Promise<void> {
  const id = randomUUID();
  const db = world.database.service;
  await db.insertInto("guides").values({ id, name, category: name }).execute();
  const anchors: [string, string, string, string] = ["none", "some", "good", "great"];
  const competencies = skills.map((skill) => ({ id: skill.toLowerCase(), name: skill, mandatory: false, anchors }));
  const content = JSON.stringify({ ...guide, competencies });
  await db.insertInto("guide_versions").values({ guide_id: id, version: 1, content, created_by: "test" }).execute();
}

/** The Super Admin's click on "Grant access"; returns the address that the browser is sent to. */
async function grant(authorizeUrl: string, decision = "grant"): Promise<string> {
  const form = new URLSearchParams(new URL(authorizeUrl).searchParams);
  form.set("user", `acme/${world.acme.user().id}`);
  form.set("decision", decision);
  const answer = await fetch(new URL("/authorize", authorizeUrl), { method: "POST", body: form, redirect: "manual" });
  return answer.headers.get("location")!;
}

async function begin(body: object = {}): Promise<string> {
  const answer = (await world.call(integrationApi.beginOauth, { body: { environment: "production", ...body } })) as {
    authorizeUrl: string;
  };
  return answer.authorizeUrl;
}

async function comeBack(address: string): Promise<string> {
  const answer = await fetch(address, { redirect: "manual" });
  return answer.headers.get("location")!;
}

async function connectByOauth(): Promise<string> {
  const location = await comeBack(await grant(await begin()));
  expect(location).toMatch(/^\/app\/integrations\/[0-9a-f-]{36}$/);
  await world.settle();
  return location.split("/").at(-1)!;
}

const tokenCalls = () => world.emulator.journal.filter(({ path }) => path.includes("/oauth/token"));

describe("connecting through the consent page", () => {
  test("ends in a connection whose lines are green, and all green after the first real delivery", async () => {
    await start();
    const id = await connectByOauth();
    const [connection] = await list();
    expect(connection).toMatchObject({ id, state: "connected", allGreen: false, actingUser: { name: "Lena Fischer" } });
    expect(connection!.feedbackTemplate).toEqual({ id: expect.any(String), name: "InterviewVector report" });
    expect(connection!.preflight.map(({ name, state }) => `${name} ${state}`)).toEqual([
      "token green",
      "scopes green",
      "stage green",
      "posting_tag green",
      "webhook green",
      "webhook_test green",
      "webhook_event waiting",
      "acting_user green",
      "feedback_template green",
    ]);
    expect(line(connection, "acting_user").words).toContain("chosen by us");
    switchOn(world);
    world.acme.moveToStage(world.acme.opportunity("Elif Kaya").id, "On-site interview");
    await world.settle();
    expect((await list())[0]).toMatchObject({ allGreen: true });
  });

  test("stores no token that can be read", async () => {
    await start();
    const id = await connectByOauth();
    const row = await world.database.service
      .selectFrom("connections")
      .selectAll()
      .where("id", "=", id)
      .executeTakeFirstOrThrow();
    const { oauth } = world.emulator.state;
    for (const token of [...Object.keys(oauth.accessTokens), ...Object.keys(oauth.refreshTokens)])
      expect(JSON.stringify(row)).not.toContain(token);
    expect(row.secrets.toString("latin1")).not.toContain("accessToken");
  });

  test("a state is good once, in time, and for who began it", async () => {
    await start();
    const first = await grant(await begin());
    const error = async (address: string) => new URL(await comeBack(address), world.url).searchParams.get("error");
    const altered = new URL(first);
    altered.searchParams.set("state", `${altered.searchParams.get("state")!.slice(0, -1)}_`);
    expect(await error(altered.href)).toBe("bad_state");
    const without = new URL(first);
    without.searchParams.delete("state");
    expect(await error(without.href)).toBe("bad_state");
    world.admin.person = { id: "gil", name: "Gil", email: "gil@globex.example" };
    expect(await error(first)).toBe("bad_state");
    world.admin.person = { id: "ada", name: "Ada Admin", email: "ada@acme.example" };
    // The same person in another browser, to whom somebody sent the address of their own return.
    world.admin.sessionId = "another session of Ada's";
    expect(await error(first)).toBe("bad_state");
    world.admin.sessionId = "ada's session";
    expect(await comeBack(first)).toMatch(/^\/app\/integrations\/[0-9a-f-]{36}$/);
    expect(await error(first)).toBe("bad_state");
    const late = await grant(await begin());
    world.advance(601);
    expect(await error(late)).toBe("bad_state");
  });

  test("no is an answer, kindly told", async () => {
    await start();
    const back = new URL(await comeBack(await grant(await begin(), "deny")), world.url);
    expect(back.searchParams.get("error")).toBe("access_denied");
    expect(back.searchParams.get("error_description")).toContain("Super Admin");
    expect(await list()).toEqual([]);
  });

  test("a code that was used up, or whose member is no admin any more, connects nothing", async () => {
    await start();
    const used = await grant(await begin());
    const other = await grant(await begin());
    const mixed = new URL(other);
    await comeBack(used);
    mixed.searchParams.set("code", new URL(used).searchParams.get("code")!);
    expect(await comeBack(mixed.href)).toContain("error=no_tokens");
    const third = await grant(await begin());
    world.admin.memberships[0]!.role = "recruiter";
    expect(await comeBack(third)).toContain("error=forbidden");
    world.admin.memberships[0]!.role = "admin";
  });
});

describe("connecting by key", () => {
  test("refuses a key that Lever does not know, before anything is stored", async () => {
    await start();
    const body = { apiKey: "not-a-key", environment: "production" };
    await expect(world.call(integrationApi.connectByKey, { body })).rejects.toMatchObject({
      status: 422,
      detail: "Lever does not accept this key.",
    });
    expect(await list()).toEqual([]);
  });

  test("twice renews the one connection and makes no second set of webhooks", async () => {
    await start();
    const id = await world.connect();
    expect(await world.connect()).toBe(id);
    expect(await list()).toHaveLength(1);
    expect(world.acme.webhooks()).toHaveLength(5);
  });

  test("finds a stage of nearly the same name and offers it", async () => {
    await start();
    world.acme.renameStage("InterviewVector", "Interview vector");
    const id = await world.connect();
    const [connection] = await list();
    expect(line(connection, "stage")).toMatchObject({ state: "red", suggestion: { value: "Interview vector" } });
    const changed = (await world.call(integrationApi.updateConnection, {
      params: { connectionId: id },
      body: { stageName: "Interview vector" },
    })) as ConnectionAnswer;
    expect(line(changed, "stage").state).toBe("green");
  });

  test("without a form for us makes one, once", async () => {
    await start();
    const id = await world.connect();
    for (let time = 0; time < 2; time += 1)
      await world.call(integrationApi.createTemplate, { params: { connectionId: id } });
    const [connection] = await list();
    expect(connection!.feedbackTemplate!.name).toBe("InterviewVector feedback");
    const template = world.acme.feedbackTemplate("InterviewVector feedback");
    expect(template.fields.filter(({ type }) => type === "score-system")).toHaveLength(1);
  });

  test("our form has a row for each skill of the guides that the company interviews along, and none for others", async () => {
    await start();
    await guideOf("Sales", ["Communication", "Closing"]);
    await guideOf("Support", ["Communication", "Patience"]);
    const id = await world.connect();
    await world.call(integrationApi.createTemplate, { params: { connectionId: id } });
    const rows = () =>
      world.acme
        .feedbackTemplate("InterviewVector feedback")
        .fields.find(({ type }) => type === "scorecard")
        ?.scores?.map(({ text }) => text);
    expect(rows()).toEqual(["Communication"]);
    await world.activate();
    world.advance(660);
    await world.settle();
    const wanted = guide.competencies.map(({ name }) => name);
    expect(new Set(rows())).toEqual(new Set(["Communication", ...wanted]));
  });

  test("a user of our own is made once, and then acted as", async () => {
    await start();
    const id = await world.connect();
    const body = { email: "interviews@acme.example", name: "InterviewVector" };
    for (let time = 0; time < 2; time += 1)
      await world.call(integrationApi.createActingUser, { params: { connectionId: id }, body });
    expect((await list())[0]!.actingUser!.name).toBe("InterviewVector");
  });
});

describe("webhooks", () => {
  test("whose token was lost are made anew, the old one taken away", async () => {
    await start();
    const id = await world.connect();
    await world.database.service
      .updateTable("webhooks")
      .set({ secret: null })
      .where("event", "=", "candidateHired")
      .execute();
    const before = world.acme.webhooks().find(({ event }) => event === "candidateHired")!.id;
    await world.call(integrationApi.createWebhooks, { params: { connectionId: id } });
    const after = world.acme.webhooks().filter(({ event }) => event === "candidateHired");
    expect(after).toHaveLength(1);
    expect(after[0]!.id).not.toBe(before);
  });

  test("by hand: the address is shown, the pasted token works", async () => {
    await start();
    const account = world.emulator.state.accounts["acme"]!;
    account.apiKeys.push({
      key: "narrow-key",
      name: "narrow",
      confidential: false,
      scopes: [
        "opportunities:read:admin",
        "postings:read:admin",
        "stages:read:admin",
        "users:read:admin",
        "feedback_templates:write:admin",
        "notes:write:admin",
      ],
    });
    const connection = (await world.call(integrationApi.connectByKey, {
      body: { apiKey: "narrow-key", environment: "production" },
    })) as ConnectionAnswer;
    expect(line(connection, "webhook").state).toBe("red");
    expect(line(connection, "scopes").state).toBe("red");
    const hook = connection.webhooks.find(({ event }) => event === "candidateStageChange")!;
    expect(hook).toMatchObject({ madeBy: "person", hasToken: false });
    account.webhooks["by-hand"] = {
      id: "by-hand",
      event: "candidateStageChange",
      url: hook.url,
      origins: null,
      signatureToken: "token-shown-in-lever",
      madeWith: null,
      createdAt: world.now(),
      updatedAt: world.now(),
    };
    switchOn(world);
    const pasted = (await world.call(integrationApi.pasteWebhookToken, {
      params: { connectionId: connection.id, event: "candidateStageChange" },
      body: { signatureToken: "token-shown-in-lever" },
    })) as ConnectionAnswer;
    expect(line(pasted, "webhook").state).toBe("green");
    world.acme.moveToStage(world.acme.opportunity("Tom Okafor").id, "On-site interview");
    await world.settle();
    const [after] = await list();
    expect(line(after, "webhook_event").state).toBe("green");
  });
});

describe("who may", () => {
  test("another company sees nothing and can do nothing; agencies have no business here", async () => {
    await start();
    const id = await world.connect();
    const companyId = "99999999-9999-4999-8999-999999999999";
    await world.database.service
      .insertInto("companies")
      .values({
        id: companyId,
        name: "Globex",
        slug: "globex",
        zone: "UTC",
        privacy_url: null,
        logo: null,
        logo_type: null,
      })
      .execute();
    const gil: Subject = {
      ...nobody,
      person: { id: "gil", name: "Gil", email: "gil@globex.example" },
      company: { companyId, role: "admin", positionIds: null, actor: { kind: "member", id: "gil", name: "Gil" } },
    };
    const params = { connectionId: id };
    expect(await world.call(integrationApi.listConnections, { as: gil })).toMatchObject({ connections: [] });
    for (const endpoint of [
      integrationApi.runPreflight,
      integrationApi.updateConnection,
      integrationApi.connectionChoices,
      integrationApi.createWebhooks,
      integrationApi.createTemplate,
      integrationApi.disconnect,
      integrationApi.pollNow,
      integrationApi.sync,
    ])
      await expect(world.call(endpoint, { as: gil, params })).rejects.toMatchObject({ status: 404 });
    const agnes: Subject = {
      ...gil,
      company: { ...gil.company!, companyId: world.companyId, role: "agency", positionIds: [] },
    };
    expect(await world.call(integrationApi.listConnections, { as: agnes })).toMatchObject({ connections: [] });
    await expect(world.call(integrationApi.sync, { as: agnes, params })).rejects.toMatchObject({ status: 403 });
  });
});

describe("tokens", () => {
  test("an expired one is renewed on the way, once, however many ask", async () => {
    await start();
    await connectByOauth();
    await world.activate();
    const before = tokenCalls().length;
    world.advance(3_700);
    for (const name of ["Maya Fernandez", "Tom Okafor", "Ingrid Solberg"])
      world.acme.moveToStage(world.acme.opportunity(name).id, "InterviewVector");
    await world.call(integrationApi.pollNow, { params: { connectionId: (await list())[0]!.id } });
    await world.settle();
    expect(tokenCalls().length - before).toBe(1);
    expect(await world.interviews()).toHaveLength(3);
  });

  test("two processes at once use one refresh between them, and none is lost", async () => {
    await start();
    const id = await connectByOauth();
    const twin = await world.twin();
    const choices = integrationApi.connectionChoices;
    const ask = (lever: LeverWorld["lever"]) =>
      lever.bindings
        .find(({ endpoint }) => endpoint === choices)!
        .handle(world.admin, { params: { connectionId: id }, query: {}, body: {} });
    for (let hour = 1; hour <= 3; hour += 1) {
      world.advance(3_700);
      const before = tokenCalls().length;
      await Promise.all([ask(world.lever), ask(twin.lever), ask(world.lever), ask(twin.lever)]);
      await world.settle();
      expect(tokenCalls().length - before).toBe(1);
    }
    expect((await list())[0]!.state).toBe("connected");
  });

  test("one that Lever no longer takes is renewed and the request sent again", async () => {
    await start();
    const id = await connectByOauth();
    world.emulator.setFaults([{ fault: "tokenExpired", times: 1, match: { path: "/stages" } }]);
    const answer = (await world.call(integrationApi.connectionChoices, { params: { connectionId: id } })) as {
      stages: unknown[];
    };
    expect(answer.stages.length).toBeGreaterThan(0);
    expect((await list())[0]!.state).toBe("connected");
  });

  test("a token endpoint that is away costs nothing but time, and puts no write in doubt", async () => {
    await start();
    switchOn(world);
    await connectByOauth();
    await world.activate();
    world.advance(3_700);
    world.emulator.setFaults([{ fault: "error5xxBefore", times: 3, match: { path: "/oauth/token" } }]);
    world.acme.moveToStage(world.acme.opportunity("Maya Fernandez").id, "InterviewVector");
    await world.settle();
    expect(await world.interviews()).toMatchObject([{ state: "invited" }]);
    const doubted = await world.database.service
      .selectFrom("effects")
      .select("kind")
      .where("was_unsure", "=", true)
      .execute();
    expect(doubted).toEqual([]);
    expect((await list())[0]!.state).toBe("connected");
  });

  test("revoked: marked once with its reason, people told once, work parked, all resumes after reconnecting", async () => {
    await start();
    switchOn(world);
    await connectByOauth();
    await world.activate();
    world.acme.moveToStage(world.acme.opportunity("Maya Fernandez").id, "InterviewVector");
    await world.settle();
    world.acme.revokeApp(developmentApp.clientId);
    for (const name of ["Tom Okafor", "Ingrid Solberg"])
      world.acme.moveToStage(world.acme.opportunity(name).id, "InterviewVector");
    await world.settle();
    const [broken] = await list();
    expect(broken!.state).toBe("broken");
    expect(broken!.brokenReason).toBeTruthy();
    expect(line(broken, "token").state).toBe("red");
    const told = () => world.mails.filter(({ kind }) => kind === "mail.company");
    expect(told()).toMatchObject([{ payload: { mail: "connection_broken", connectionId: broken!.id } }]);
    const parked = await world.database.service
      .selectFrom("effects")
      .select(["state", "failures"])
      .where("kind", "=", "lever.read")
      .where("state", "=", "pending")
      .execute();
    expect(parked).toHaveLength(2);
    world.advance(25 * 3600);
    await world.settle();
    expect(told()).toHaveLength(2);
    await comeBack(await grant(await begin({ reconnect: broken!.id })));
    await world.settle();
    expect((await list())[0]!.state).toBe("connected");
    expect(await world.interviews()).toHaveLength(3);
    expect(told()).toHaveLength(2);
  });

  test("a key that was withdrawn breaks the connection as well", async () => {
    await start();
    await world.connect();
    world.emulator.state.accounts["acme"]!.apiKeys.length = 0;
    world.advance(301);
    await world.settle();
    expect(await list()).toMatchObject([{ state: "broken", brokenReason: "Lever no longer accepts the API key." }]);
    expect(world.mails.filter(({ kind }) => kind === "mail.company")).toHaveLength(1);
  });
});

test("an access that nobody used for sixty days is renewed, so that it does not die at ninety", async () => {
  await start();
  const id = await connectByOauth();
  for (const [days, renewed] of [
    [59, 0],
    [2, 1],
  ] as const) {
    // As when Lever was never asked: nothing comes back by itself but the watch.
    await world.database.service
      .updateTable("effects")
      .set({ run_after: new Date(world.now() + 400 * 24 * 3_600_000) })
      .where("connection_id", "=", id)
      .where("state", "=", "pending")
      .execute();
    const before = tokenCalls().length;
    world.advance(days * 24 * 3600);
    await world.settle();
    expect(tokenCalls().length - before).toBe(renewed);
  }
  expect((await list())[0]!.state).toBe("connected");
});

test("a poll that somebody gave up begins again by itself", async () => {
  await start();
  const id = await world.connect();
  const open = () =>
    world.database.service
      .selectFrom("effects")
      .select("id")
      .where("connection_id", "=", id)
      .where("kind", "=", "lever.poll")
      .where("state", "=", "pending")
      .execute();
  await world.database.service
    .updateTable("effects")
    .set({ state: "skipped", outcome: "given up" })
    .where("connection_id", "=", id)
    .where("state", "=", "pending")
    .execute();
  expect(await open()).toHaveLength(0);
  world.advance(601);
  await world.settle();
  expect(await open()).toHaveLength(1);
});

test("the sandbox has addresses, app and links of its own", async () => {
  const asked: string[] = [];
  await start({
    environment: {
      LEVER_SANDBOX_CLIENT_ID: developmentApp.clientId,
      LEVER_SANDBOX_CLIENT_SECRET: developmentApp.clientSecret,
    },
    fetch: (url, init) => {
      asked.push(new URL(url).origin);
      return fetch(inEmulator(url), init);
    },
  });
  const consent = await begin({ environment: "sandbox" });
  expect(consent).toMatch(/^https:\/\/sandbox-lever\.auth0\.com\/authorize\?/);
  expect(new URL(consent).searchParams.get("audience")).toBe("https://api.sandbox.lever.co/v1/");
  const location = await comeBack(await grant(inEmulator(consent)));
  const [connection] = await list();
  expect(location).toContain(connection!.id);
  expect(connection).toMatchObject({ environment: "sandbox", state: "connected" });
  expect([...new Set(asked)].toSorted()).toEqual(["https://api.sandbox.lever.co", "https://sandbox-lever.auth0.com"]);
  const about = { environment: "sandbox" as const, opportunityId: "one" };
  expect(world.lever.opportunityUrl(about)).toBe("https://hire.sandbox.lever.co/candidates/one");
});

/** Lever's sandbox, played by the emulator. */
function inEmulator(url: string): string {
  return url
    .replace("https://api.sandbox.lever.co/v1/", `${world.emulator.apiUrl}/`)
    .replace("https://sandbox-lever.auth0.com", world.emulator.authUrl);
}

test("a write that is owed for half an hour is told of, once a day", async () => {
  await start();
  await world.connect();
  await world.activate();
  world.emulator.setFaults([{ fault: "error5xxBefore", match: { method: "POST", path: "/notes" } }]);
  world.acme.moveToStage(world.acme.opportunity("Maya Fernandez").id, "InterviewVector");
  await world.settle(600).catch(() => undefined);
  for (let minutes = 0; minutes < 60; minutes += 10) {
    world.advance(600);
    await world.settle(300).catch(() => undefined);
  }
  await expect
    .poll(() => world.mails.filter(({ kind }) => kind === "mail.company").map(({ payload }) => payload["mail"]))
    .toEqual(["writes_owed"]);
  expect((await list())[0]!.health.owed).toBe(1);
});

test("news that can't be read for good are told of once for all of a day, and again only when more fail", async () => {
  await start();
  await world.connect();
  await world.activate();
  world.emulator.setFaults([
    { fault: "error5xxBefore", status: 400, match: { method: "GET", path: "/opportunities/[^/]+$" } },
  ]);
  const told = () => world.mails.filter(({ kind }) => kind === "mail.company").map(({ payload }) => payload["mail"]);
  const fail = async (name: string) => {
    world.acme.moveToStage(world.acme.opportunity(name).id, "InterviewVector");
    await world.settle();
  };
  const pass = async (hours: number) => {
    for (let minutes = 0; minutes < hours * 60; minutes += 20) {
      world.advance(1200);
      await world.settle();
    }
  };
  await fail("Maya Fernandez");
  await fail("Tom Okafor");
  const dead = world.database.service.selectFrom("effects").select("id").where("state", "=", "dead");
  expect(await dead.where("kind", "=", "lever.read").execute()).toHaveLength(2);
  expect((await list())[0]!.health).toMatchObject({ unread: 2, failed: 0 });
  await pass(2);
  expect(told()).toEqual(["writes_owed"]);
  // Over midnight, too: 06:00 in this world.
  await pass(24);
  expect(told()).toEqual(["writes_owed"]);
  await fail("Ingrid Solberg");
  await pass(1);
  expect(told()).toEqual(["writes_owed", "writes_owed"]);
});

test("what Lever says in whole sentences ends with one full stop, wherever it is shown", async () => {
  await start();
  const connectionId = await world.connect();
  world.emulator.state.accounts["acme"]!.apiKeys.length = 0;
  const { preflight } = (await world.call(integrationApi.runPreflight, {
    params: { connectionId },
  })) as ConnectionAnswer;
  const said = preflight.filter(({ words }) => words.includes("The request requires authentication"));
  expect(said.length).toBeGreaterThan(0);
  for (const { words } of said) expect(words).not.toContain("..");
});

test("a line that could not be looked at says what to do, whatever was in the way", async () => {
  await start();
  const connectionId = await world.connect();
  const check = async (status: number) => {
    const paths = ["/stages$", "/postings$", "/users$", "/feedback_templates$"];
    world.emulator.setFaults(
      paths.map((path) => ({ fault: "error5xxBefore", status, match: { method: "GET", path } }) as const),
    );
    const checked = (await world.call(integrationApi.runPreflight, { params: { connectionId } })) as ConnectionAnswer;
    return ["stage", "posting_tag", "acting_user", "feedback_template"].map((name) => line(checked, name).words);
  };
  for (const words of await check(403)) expect(words).toMatch(/the line “Rights” says what to grant\.$/);
  for (const words of await check(400)) expect(words).toMatch(/^Lever answers 400.+ Check again in a minute\.$/);
});

test("asked to test webhooks that were deleted in Lever, it says so and what to press, and the checklist shows it", async () => {
  await start();
  const connectionId = await world.connect();
  for (const { id } of world.acme.webhooks()) delete world.emulator.state.accounts["acme"]!.webhooks[id];
  await expect(world.call(integrationApi.verifyWebhooks, { params: { connectionId } })).rejects.toThrow(
    /no longer in Lever.+Create in Lever again/,
  );
  expect(line((await list())[0], "webhook")).toMatchObject({ state: "red" });
  await world.call(integrationApi.createWebhooks, { params: { connectionId } });
  await world.call(integrationApi.verifyWebhooks, { params: { connectionId } });
  await world.settle();
  await expect.poll(async () => line((await list())[0], "webhook_test").state).toBe("green");
});

test("a connection that stands but lets us look for nothing is told of within half an hour, once a day, and no more once a look works", async () => {
  await start();
  const connectionId = await world.connect();
  const told = () => world.mails.filter(({ kind }) => kind === "mail.company").map(({ payload }) => payload["mail"]);
  const pass = async (hours: number) => {
    for (let minutes = 0; minutes < hours * 60; minutes += 20) {
      world.advance(1200);
      await world.settle();
    }
  };
  // As when the right to list opportunities was taken from the key: nothing of ours is refused but the looks.
  world.emulator.setFaults([
    { fault: "error5xxBefore", status: 403, match: { method: "GET", path: "/opportunities$" } },
  ]);
  world.advance(20 * 60);
  await world.settle();
  expect((await list())[0]).toMatchObject({ state: "connected", health: { owed: 0, failed: 0, unread: 0 } });
  expect(told()).toEqual([]);
  await pass(1);
  expect(told()).toEqual(["look_failed"]);
  await pass(24);
  expect(told()).toEqual(["look_failed", "look_failed"]);
  world.emulator.setFaults([]);
  await world.call(integrationApi.pollNow, { params: { connectionId } });
  await pass(24);
  expect(told()).toHaveLength(2);
});

test("disconnecting stops all and keeps the history; connected again it is the same, and nobody moved meanwhile is invited", async () => {
  await start();
  const id = await world.connect();
  await world.activate();
  world.acme.moveToStage(world.acme.opportunity("Maya Fernandez").id, "InterviewVector");
  await world.settle();
  const [hook] = (await list())[0]!.webhooks;
  await world.call(integrationApi.disconnect, { params: { connectionId: id } });
  expect(world.acme.webhooks()).toEqual([]);
  const before = world.emulator.journal.length;
  world.advance(24 * 3600);
  await world.settle();
  expect(world.emulator.journal.length).toBe(before);
  expect((await fetch(hook!.url, { method: "POST", body: "{}" })).status).toBe(404);
  expect(await list()).toMatchObject([{ state: "disconnected" }]);
  expect(await world.interviews()).toHaveLength(1);
  const open = await world.database.service
    .selectFrom("effects")
    .select("kind")
    .where("state", "in", ["pending", "unsure"])
    .where("kind", "like", "lever.%")
    .execute();
  expect(open).toEqual([]);
  world.acme.moveToStage(world.acme.opportunity("Tom Okafor").id, "InterviewVector");
  world.advance(600);
  expect(await world.connect()).toBe(id);
  await world.call(integrationApi.pollNow, { params: { connectionId: id } });
  await world.settle();
  expect(world.acme.webhooks()).toHaveLength(5);
  expect(await world.interviews()).toHaveLength(1);
  world.acme.moveToStage(world.acme.opportunity("Ingrid Solberg").id, "InterviewVector");
  await world.settle();
  expect(await world.interviews()).toHaveLength(2);
});

test("disconnected, who has not booked waits unreminded; connected again they have the time that was left, and what was owed stands in Lever", async () => {
  await start();
  const id = await world.connect();
  await world.activate();
  world.emulator.setFaults([{ fault: "error5xxBefore", match: { method: "POST", path: "/notes" } }]);
  const { id: maya } = world.acme.opportunity("Maya Fernandez");
  world.acme.moveToStage(maya, "InterviewVector");
  await world.settle(600).catch(() => undefined);
  await expect.poll(async () => (await world.interviews()).map(({ state }) => state)).toEqual(["invited"]);
  const bookBy = async () =>
    (
      await world.database.service.selectFrom("interviews").select("book_by").executeTakeFirstOrThrow()
    ).book_by!.getTime();
  const positions = async () =>
    (await world.database.service.selectFrom("positions").select("state").execute()).map(({ state }) => state);
  const before = await bookBy();
  await world.call(integrationApi.disconnect, { params: { connectionId: id } });
  world.emulator.setFaults([]);
  expect(await positions()).toContain("inactive");
  expect(await positions()).not.toContain("active");
  const away = 9 * 24 * 3600;
  world.advance(away);
  await world.settle();
  expect(world.mails.filter(({ payload }) => payload["mail"] !== "invitation")).toEqual([]);
  expect(await world.interviews()).toMatchObject([{ state: "invited" }]);
  expect(world.acme.notesOf(maya)).toEqual([]);

  expect(await world.connect()).toBe(id);
  await world.settle();
  expect(await positions()).toContain("active");
  expect(Math.abs((await bookBy()) - before - away * 1000)).toBeLessThan(60_000);
  expect(world.acme.notesOf(maya).map(({ comments }) => comments[0]!.value)).toEqual([
    expect.stringContaining("was invited to"),
  ]);
  world.advance(25 * 3600);
  await world.settle();
  expect(world.mails.filter(({ payload }) => payload["mail"] === "booking_reminder")).toHaveLength(1);
});

test("a reading of the postings that was under way when the connection ended brings nothing back", async () => {
  let meanwhile: (() => Promise<unknown>) | null = null;
  await start({
    async fetch(url, init) {
      const answer = await fetch(url, init);
      const act = new URL(url).pathname.endsWith("/postings") ? meanwhile : null;
      if (act === null) return answer;
      meanwhile = null;
      await act();
      return answer;
    },
  });
  const connectionId = await world.connect();
  await world.activate();
  const ended = new Promise<void>((resolve) => {
    meanwhile = async () => {
      await world.call(integrationApi.disconnect, { params: { connectionId } });
      resolve();
    };
  });
  world.advance(601);
  await ended;
  await world.settle();
  const positions = await world.database.service.selectFrom("positions").select("state").execute();
  expect(positions.map(({ state }) => state)).not.toContain("active");
});

test("what was read and polled does not pile up", async () => {
  await start();
  await world.connect();
  const count = async () => {
    const rows = await world.database.service
      .selectFrom("effects")
      .select("id")
      .where("kind", "like", "lever.%")
      .execute();
    return rows.length;
  };
  for (let day = 0; day < 12; day += 1) {
    world.advance(24 * 3600);
    await world.settle();
  }
  // Three chains, a run a day each, of which the last week stays.
  expect(await count()).toBeLessThanOrEqual(3 * 9);
});
