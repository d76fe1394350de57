/**
 * Two companies in one installation, both connected and both alive. Whoever is not Acme asks for Acme's things at every
 * address there is, and hears exactly what they hear about things that don't exist; and the database would hold even if the code didn't.
 */
import { accountApi, integrationApi, interviewApi, operationsApi, positionApi } from "@interviewvector/domain";
import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { experts as castExperts } from "../../dev/cast.ts";
import { expertOf, interviewOf, invitationOf, moveIn, setUpAcme } from "../../dev/life.ts";
import { Person } from "../../dev/person.ts";
import { activate, connectLever } from "../../dev/set-up.ts";
import type { System } from "../../dev/system.ts";
import { operationsOf, sampleOf, type Operation } from "../support/contract.ts";
import { startWorld } from "../support/world.ts";

const unknown = "0c0ffee0-0000-4000-8000-000000000000";

let system: System;
let ada: Person;
let gil: Person;
let agnes: Person;
/** The expert who has Maya's interview, and one who hasn't. */
let hers: Person;
let another: Person;
let globexKey: string;
let operations: Operation[];
/** What a parameter of this name is at Acme. */
let acmes: Record<string, string>;

beforeAll(async () => {
  system = await startWorld();
  ({ ada } = await setUpAcme(system));
  const { platform } = system.urls;
  gil = await Person.signIn(platform, "gil@globex.example");
  agnes = await Person.signIn(platform, "agnes@agency.example");
  const connectionId = await connectLever(system, gil, "globex");
  await activate(gil, "Site Reliability Engineer");
  const opportunityId = moveIn(system, "Maya Fernandez");
  const globex = system.emulator.account("globex");
  globex.moveToStage(globex.opportunity("Lucas Meyer").id, "InterviewVector", { by: "petra" });
  await system.settle();
  const browser = await invitationOf(system, opportunityId);
  const [time = 0] = await browser.offeredTimes();
  await browser.book(time);
  await system.settle();

  const interviewId = await interviewOf(ada, opportunityId);
  hers = await expertOf(system, ada, interviewId);
  const [other] = castExperts.filter(({ email }) => email !== hers.email);
  another = await Person.signIn(platform, other?.email ?? "");
  const { interviews } = await ada.call(interviewApi.listInterviews, { query: {} });
  const { connections } = await ada.call(integrationApi.listConnections);
  const { timeline } = await ada.call(interviewApi.getInterview, { params: { interviewId } });
  const { members } = await ada.call(accountApi.listMembers);
  const { id: keyId } = await ada.call(accountApi.createApiKey, { body: { name: "Acme's", scopes: ["read"] } });
  const olga = await Person.signIn(platform, "olga@interviewvector.example");
  const { experts } = await olga.call(operationsApi.listExperts, { query: {} });
  const { guides } = await olga.call(operationsApi.listGuides);
  globexKey = (await gil.call(accountApi.createApiKey, { body: { name: "Globex's", scopes: ["read", "write"] } }))
    .secret;
  expect(connectionId).not.toBe(connections[0]?.id);
  acmes = {
    interviewId,
    positionId: interviews[0]?.positionId ?? "",
    connectionId: connections[0]?.id ?? "",
    effectId: timeline.flatMap(({ effects }) => effects)[0]?.id ?? "",
    userId: members.find(({ email }) => email === "rui@acme.example")?.userId ?? "",
    keyId,
    event: "candidateStageChange",
    syncId:
      (await ada.call(integrationApi.sync, { params: { connectionId: connections[0]?.id ?? "" }, query: {} })).rows[0]
        ?.id ?? "",
    expertId: experts[0]?.id ?? "",
    guideId: guides[0]?.id ?? "",
    // Standby and shifts are between experts and operators: no company has any.
    standbyId: "0c0ffee0-0000-4000-8000-000000000001",
    shiftId: "0c0ffee0-0000-4000-8000-000000000002",
    sourceId: await calendarOf(hers),
  };
  operations = await operationsOf(system);
});
afterAll(() => system.stop());

/** Of the expert who has the interview. It is never read here: what counts is whose it is. */
async function calendarOf({ email }: Person): Promise<string> {
  const db = system.app.parts.database.service;
  const expert = await db.selectFrom("experts").select("id").where("email", "=", email).executeTakeFirstOrThrow();
  const id = randomUUID();
  const nothing = { problem: null, read_zone: null, read_rules: null, etag: null, last_modified: null };
  const source = {
    id,
    expert_id: expert.id,
    kind: "feed",
    provider: "other",
    name: "Work",
    host: "calendar.example",
  } as const;
  await db
    .insertInto("calendar_sources")
    .values({ ...source, ...nothing, state: "new", secrets: Buffer.from("sealed"), created_at: new Date() })
    .execute();
  return id;
}

type Ask = (path: string, init: RequestInit) => Promise<Response>;

const asPerson =
  (person: Person, headers: Record<string, string> = {}): Ask =>
  (path, init) =>
    person.fetch(path, { ...init, headers: { ...headers, ...(init.headers as Record<string, string>) } });
const asAnybody =
  (headers: Record<string, string> = {}): Ask =>
  (path, init) =>
    fetch(system.urls.platform + path, {
      ...init,
      headers: { ...headers, ...(init.headers as Record<string, string>) },
      redirect: "manual",
    });

/** Status, body and where it leads, apart from the request's number and the ids that were asked for. */
async function heard(ask: Ask, operation: Operation, ids: Record<string, string>) {
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => ids[name] ?? unknown);
  const body = operation.body ? JSON.stringify(sampleOf(operation.body, acmes["guideId"] ?? "")) : null;
  const answer = await ask(`/api/v1${path}`, {
    method: operation.method,
    ...(body === null ? {} : { body, headers: { "content-type": "application/json" } }),
  });
  return plainly(answer, Object.values(ids));
}

async function plainly(answer: Response, asked: string[]) {
  let text = (await answer.text()).replaceAll(/"requestId":"[^"]*"/g, '"requestId":""');
  let location = answer.headers.get("location");
  for (const id of asked.filter((one) => one.length > 20)) {
    text = text.replaceAll(id, "ASKED");
    location = location?.replaceAll(id, "ASKED") ?? null;
  }
  return { status: answer.status, text, location };
}

const nothings = (operation: Operation) =>
  Object.fromEntries(operation.parameters.map((name) => [name, name === "event" ? "candidateStageChange" : unknown]));
const label = ({ method, path }: Operation) => `${method} ${path}`;
const withIds = (audience: string[]) =>
  operations.filter((one) => one.parameters.length > 0 && audience.includes(one.audience));

/** Asks for Acme's and for nothing at all: both answers must be the same, with the status that this subject is to hear. */
async function expectAlike(ask: Ask, some: Operation[], status: (operation: Operation) => number | number[]) {
  for (const operation of some) {
    const theirs = await heard(ask, operation, acmes);
    const nobodys = await heard(ask, operation, nothings(operation));
    expect({ at: label(operation), ...theirs }).toEqual({ at: label(operation), ...nobodys });
    const wanted = [status(operation)].flat();
    expect({ at: label(operation), ok: wanted.includes(theirs.status), status: theirs.status }).toMatchObject({
      ok: true,
    });
  }
}

describe("Acme's ids, asked for at every endpoint of the API,", () => {
  it("are those that the endpoints take: nothing is left out", () => {
    expect(operations).toHaveLength(system.app.parts.bindings.length);
    const names = new Set(operations.flatMap(({ parameters }) => parameters));
    expect([...names].filter((name) => acmes[name] === undefined)).toEqual([]);
    expect(withIds(["company", "admin", "expert", "operator", "auditor"]).length).toBeGreaterThan(40);
  });

  it("don't exist for Globex's admin", async () => {
    await expectAlike(asPerson(gil), withIds(["company", "admin"]), () => 404);
    await expectAlike(asPerson(gil), withIds(["expert", "operator", "auditor"]), () => 403);
  });

  it("don't exist for Globex's API key, whatever its scopes", async () => {
    await expectAlike(
      asAnybody({ authorization: `Bearer ${globexKey}` }),
      withIds(["company", "admin"]),
      ({ keyScope }) => (keyScope === null ? 403 : 404),
    );
  });

  it("don't exist for an agency of Acme's that was given no position", async () => {
    const ofPositions = withIds(["company"]).filter(({ parameters }) =>
      parameters.some((name) => name === "positionId" || name === "interviewId"),
    );
    expect(ofPositions.length).toBeGreaterThan(15);
    await expectAlike(asPerson(agnes), ofPositions, () => 404);
    await expectAlike(asPerson(agnes), withIds(["admin"]), () => 403);
    await expectAlike(
      asPerson(agnes),
      withIds(["company"]).filter(({ parameters }) => parameters.includes("connectionId")),
      () => [403, 404],
    );
  });

  it("don't exist for the expert of another interview", async () => {
    await expectAlike(asPerson(another), withIds(["expert"]), () => 404);
    await expectAlike(asPerson(another), withIds(["company", "admin", "operator", "auditor"]), () => 403);
    const seen = await heard(asPerson(hers), operationOf("GET", "/expert/interviews/{interviewId}"), acmes);
    expect(seen.status).toBe(200);
  });

  it("are asked to sign in for by whoever has not signed in", async () => {
    await expectAlike(
      asAnybody(),
      withIds(["company", "admin", "expert", "operator", "auditor", "signed_in"]),
      () => 401,
    );
    await expectAlike(asAnybody({ authorization: "Bearer iv_nonsense" }), withIds(["company", "admin"]), () => 401);
  });

  it("cannot be reached by naming Acme in the header", async () => {
    const { id } = await ada.call(accountApi.getCompany);
    await expectAlike(asPerson(gil, { "x-company-id": id }), withIds(["company", "admin"]), () => 403);
  });

  it("cannot be smuggled in in a body", async () => {
    const { positions } = await gil.call(positionApi.listPositions);
    const own = positions.find(({ state }) => state === "active");
    if (!own) throw new Error("Globex has no active position");
    const guideId = own.rounds[0]?.guideId ?? "";
    const acmePosition = await ada.call(positionApi.getPosition, { params: { positionId: acmes["positionId"] ?? "" } });
    const { category, role, seniority, skills, languages, settings } = own;
    const configured = (roundId: string) => ({
      category,
      role,
      seniority,
      skills,
      languages,
      settings,
      rounds: [{ id: roundId, name: "First", guideId, durationMinutes: 60 }],
    });
    const member = (positionId: string) => ({
      email: "spy@people.example",
      name: "Spy",
      role: "agency",
      positionIds: [positionId],
    });
    const attempts: [method: string, path: string, body: (id: string) => unknown, acmesId: string][] = [
      ["PUT", `/positions/${own.id}`, configured, acmePosition.rounds[0]?.id ?? ""],
      ["POST", "/members", member, acmes["positionId"] ?? ""],
      [
        "POST",
        "/connections/lever/api-key",
        (reconnect) => ({ apiKey: "globex-key", reconnect }),
        acmes["connectionId"] ?? "",
      ],
    ];
    for (const [method, path, body, acmesId] of attempts) {
      const ask = async (id: string) =>
        plainly(
          await gil.fetch(`/api/v1${path}`, {
            method,
            body: JSON.stringify(body(id)),
            headers: { "content-type": "application/json" },
          }),
          [id],
        );
      const theirs = await ask(acmesId);
      expect({ path, ...theirs }).toEqual({ path, ...(await ask(unknown)) });
      expect({ path, status: theirs.status }).toEqual({ path, status: 404 });
    }
    // A consent that is to renew Acme's connection ends at our door.
    const returned = async (reconnect: string) => {
      const { authorizeUrl } = await gil.call(integrationApi.beginOauth, { body: { reconnect } });
      const form = new URLSearchParams(new URL(authorizeUrl).searchParams);
      form.set("user", `globex/${system.emulator.account("globex").user().id}`);
      form.set("decision", "grant");
      const granted = await fetch(new URL("/authorize", authorizeUrl), {
        method: "POST",
        body: form,
        redirect: "manual",
      });
      const back = await gil.fetch(granted.headers.get("location") ?? "");
      return [back.status, back.headers.get("location")];
    };
    const theirs = await returned(acmes["connectionId"] ?? "");
    expect(theirs).toEqual(await returned(unknown));
    expect(theirs).toEqual([303, expect.stringContaining("error=not_found")]);
    // Acme's opportunity, invited through Globex's position: Globex's Lever has no such opportunity.
    const { opportunityId } = await ada.call(interviewApi.getInterview, {
      params: { interviewId: acmes["interviewId"] ?? "" },
    });
    const before = (await gil.call(interviewApi.listInterviews, { query: {} })).total;
    await gil.call(positionApi.activatePosition, {
      params: { positionId: own.id },
      body: { inviteOpportunityIds: [opportunityId] },
    });
    await system.settle();
    expect((await gil.call(interviewApi.listInterviews, { query: {} })).total).toBe(before);
  });
});

function operationOf(method: string, path: string): Operation {
  const found = operations.find((one) => one.method === method && one.path === path);
  if (!found) throw new Error(`there is no ${method} ${path}`);
  return found;
}

describe("what Globex reads", () => {
  it("holds nothing of Acme, on any list", async () => {
    const { id } = await ada.call(accountApi.getCompany);
    const traces = [
      "Acme",
      "acme.example",
      "Fernandez",
      "agency.example",
      id,
      acmes["interviewId"] ?? "",
      acmes["connectionId"] ?? "",
    ];
    const lists = operations.filter(
      ({ method, parameters, audience }) =>
        method === "GET" && parameters.length === 0 && ["company", "admin", "signed_in"].includes(audience),
    );
    expect(lists.length).toBeGreaterThan(8);
    for (const operation of lists) {
      const { status, text } = await heard(asPerson(gil), operation, {});
      expect({ at: label(operation), status }).toEqual({ at: label(operation), status: 200 });
      expect({ at: label(operation), found: traces.filter((trace) => text.includes(trace)) }).toEqual({
        at: label(operation),
        found: [],
      });
    }
  });

  it("is empty for a filter that names Acme's position, as for one that names nothing", async () => {
    const by = (positionId: string) => gil.call(interviewApi.listInterviews, { query: { positionId } });
    expect(await by(acmes["positionId"] ?? "")).toEqual(await by(unknown));
  });
});

describe("Acme", () => {
  it("is as it was after all that asking: nothing was changed, sent or written", async () => {
    const acme = system.emulator.account("acme");
    const { id } = acme.opportunity("Maya Fernandez");
    await system.settle();
    expect(acme.notesOf(id)).toHaveLength(2);
    expect(acme.interviewsOf(id).map(({ canceledAt }) => canceledAt)).toEqual([null]);
    const detail = await ada.call(interviewApi.getInterview, { params: { interviewId: acmes["interviewId"] ?? "" } });
    expect(detail.state).toBe("scheduled");
    const { keys } = await ada.call(accountApi.listApiKeys);
    expect(keys.map((key) => key.id)).toContain(acmes["keyId"]);
    const { members } = await ada.call(accountApi.listMembers);
    expect(members.map(({ role }) => role).toSorted()).toEqual(["admin", "agency", "recruiter"]);
    const { connections } = await ada.call(integrationApi.listConnections);
    expect(connections.map(({ state }) => state)).toEqual(["connected"]);
  });
});

describe("pages and files, asked for with Acme's ids instead of what they take,", () => {
  it("answer as for ids that don't exist, to Globex's admin, an agency without positions, other experts and strangers", async () => {
    // Whose key is the token itself has its own tests; here an id must never do instead of one.
    const routes = system.app.parts.routes
      .flatMap(({ routes: some }) => some)
      .filter(({ path, method }) => path.includes("/:") && !path.startsWith("/dev/") && method !== "ALL")
      .map(({ method, path }) => ({
        method,
        path: path.replaceAll(/\{[^}]*\}(?:\})?/g, "").replaceAll(/\[[^\]]*\]/g, ""),
      }));
    const kinds = new Set(routes.map(({ path }) => path.split("/:")[0]));
    expect([...kinds].toSorted()).toEqual([
      "/api/v1/interviews",
      "/api/v1/ops/experts",
      "/decide",
      "/i",
      "/logos",
      "/r",
      "/rate",
      "/retrigger",
      "/webhooks/lever",
    ]);
    const subjects: [string, Ask][] = [
      ["Gil", asPerson(gil)],
      ["Agnes", asPerson(agnes)],
      ["another expert", asPerson(another)],
      ["nobody", asAnybody()],
      ["Globex's key", asAnybody({ authorization: `Bearer ${globexKey}` })],
    ];
    const { id: companyId } = await ada.call(accountApi.getCompany);
    for (const { method, path } of routes) {
      const concrete = (id: string) =>
        path.replace(/:(token|effectId|interviewId|expertId|key|companyId)/, id).replace(":version", "0");
      const own = path.startsWith("/logos")
        ? companyId
        : path.startsWith("/r/")
          ? acmes["effectId"]
          : path.includes("/experts/")
            ? acmes["expertId"]
            : acmes["interviewId"];
      for (const [who, ask] of subjects) {
        const init =
          method === "POST" ? { method, body: new URLSearchParams({ start: "1", key: "12345678" }) } : { method };
        const theirs = await plainly(await ask(concrete(own ?? ""), init), [own ?? ""]);
        const nobodys = await plainly(await ask(concrete(unknown), init), [unknown]);
        expect({ who, path, ...theirs }).toEqual({ who, path, ...nobodys });
        expect({ who, path, opened: theirs.status === 200 }).toEqual({ who, path, opened: false });
      }
    }
  });
});

describe("the database by itself", () => {
  let owner: Client;

  beforeAll(async () => {
    owner = new Client({ connectionString: system.databaseUrl });
    await owner.connect();
  });
  afterAll(() => owner.end());

  /** Tables with a company's column; those that the companies' role cannot touch at all are named apart. */
  async function tables() {
    const { rows } = await owner.query<{ name: string; enabled: boolean; forced: boolean; reachable: boolean }>(`
      select c.oid::regclass::text as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced,
             has_any_column_privilege('interviewvector_company', c.oid, 'select, insert, update, references')
               or has_table_privilege('interviewvector_company', c.oid, 'delete, truncate, trigger') as reachable
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema')
        and exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'company_id' and not a.attisdropped)
      order by 1`);
    return rows;
  }

  it("has row level security, enabled and forced, on every table with a company", async () => {
    const all = await tables();
    expect(all.length).toBeGreaterThan(12);
    const secured = all.filter(({ reachable }) => reachable);
    expect(secured.filter(({ enabled, forced }) => !enabled || !forced)).toEqual([]);
    // Companies read bookings through a view, and never the audit log or who looked into a rating.
    expect(all.filter(({ reachable }) => !reachable).map(({ name }) => name)).toEqual([
      "audit_log",
      "bookings",
      "rating_audits",
    ]);
    const { rows } = await owner.query<{ rolname: string }>(
      "select rolname from pg_roles where rolname like 'interviewvector_%' and (rolbypassrls or rolsuper or rolcanlogin)",
    );
    expect(rows).toEqual([]);
  });

  it("shows a company its own rows only, all of them, and none without a company", async () => {
    const ids = await owner.query<{ id: string; name: string }>("select id, name from companies order by name");
    const [acme, globex] = ids.rows;
    const names = [
      ...(await tables()).filter(({ reachable }) => reachable).map(({ name }) => name),
      "company_bookings",
      "company_members",
    ];
    let foreign = 0;
    for (const name of names) {
      const column = "company_id";
      const source = name === "company_bookings" ? "bookings" : name === "company_members" ? null : name;
      const total = async (companyId: string | undefined) =>
        source === null
          ? null
          : Number(
              (
                await owner.query<{ n: string }>(`select count(*) as n from ${source} where ${column} = $1`, [
                  companyId,
                ])
              ).rows[0]?.n,
            );
      for (const [own, others] of [
        [acme, globex],
        [globex, acme],
      ] as const) {
        const seen = await asCompany(own?.id ?? "", async () =>
          owner.query<{ company_id: string; n: string }>(`select ${column}, count(*) as n from ${name} group by 1`),
        );
        expect({ name, companies: seen.rows.map((row) => row.company_id).filter((id) => id !== own?.id) }).toEqual({
          name,
          companies: [],
        });
        const all = await total(own?.id);
        if (all !== null) expect({ name, seen: Number(seen.rows[0]?.n ?? 0) }).toEqual({ name, seen: all });
        foreign += (await total(others?.id)) ?? 0;
      }
      const none = await asCompany("", async () => owner.query(`select 1 from ${name}`));
      expect({ name, rows: none.rowCount }).toEqual({ name, rows: 0 });
    }
    // There was something to hide.
    expect(foreign).toBeGreaterThan(50);
  });

  it("lets a company change and add nothing of another", async () => {
    const { rows } = await owner.query<{ id: string; name: string }>("select id, name from companies order by name");
    const [acme, globex] = rows;
    const changed = await asCompany(globex?.id ?? "", async () => [
      (await owner.query("update interviews set state = 'cancelled' where company_id = $1", [acme?.id])).rowCount,
      (await owner.query("delete from deliveries where company_id = $1", [acme?.id])).rowCount,
      (await owner.query("update companies set name = 'Globex, too' where id = $1", [acme?.id])).rowCount,
    ]);
    expect(changed).toEqual([0, 0, 0]);
    await expect(
      asCompany(globex?.id ?? "", () => owner.query("update positions set company_id = $1", [acme?.id])),
    ).rejects.toThrow(/row-level security/);
  });

  async function asCompany<T>(companyId: string, work: () => Promise<T>): Promise<T> {
    await owner.query("begin");
    try {
      await owner.query("set local role interviewvector_company");
      await owner.query("select set_config('iv.company', $1, true)", [companyId]);
      return await work();
    } finally {
      await owner.query("rollback");
    }
  }
});
