/** Companies apart: every endpoint, asked by one company with the ids of another, answers exactly as for ids that don't exist. */
import { afterAll, beforeAll, expect, it, describe } from "vitest";
import { accountApi, hours, interviewApi, positionApi, type Endpoint } from "@interviewvector/domain";
import { apiHouse, unknownId, type ApiHouse } from "./api-house.ts";
import { MONDAY } from "./booking-world.ts";

let house: ApiHouse;
/** Ids of Acme for each name of a path parameter. */
let acmes: Record<string, string>;
let bodies: Map<Endpoint, unknown>;

beforeAll(async () => {
  house = await apiHouse();
  await house.addExpert();
  const { interviewId } = await house.invite("Secret Candidate");
  await house.book(interviewId, MONDAY + hours(24));
  const effect = await house.database.service
    .selectFrom("effects")
    .select("id")
    .where("interview_id", "=", interviewId)
    .executeTakeFirstOrThrow();
  const key = await house.ask("Ada", accountApi.createApiKey, { body: { name: "acme's key", scopes: ["read"] } });
  const rui = await house.person("Rui");
  acmes = { positionId: house.acme.positionId, interviewId, effectId: effect.id, keyId: key.id, userId: rui.id };
  bodies = new Map<Endpoint, unknown>([
    [positionApi.configurePosition, positionInput(house.globex.guideId)],
    [positionApi.slotCount, { durationMinutes: 60 }],
    [positionApi.activatePosition, { inviteOpportunityIds: ["opportunity"] }],
    [interviewApi.cancelInterview, { reason: "" }],
    [interviewApi.bookInterview, { startAt: new Date(MONDAY + hours(48)).toISOString(), idempotencyKey: "isolation" }],
    [interviewApi.answerAtsQuestion, { answer: "leave" }],
    [interviewApi.answerPostingQuestion, { answer: "keep" }],
    [positionApi.decideUndecided, { answer: "keep" }],
    [accountApi.updateMember, { role: "recruiter", positionIds: [] }],
    [accountApi.updateCompany, { name: "Globex", zone: "Europe/Berlin", privacyUrl: null }],
    [accountApi.putLogo, { base64: null }],
    [accountApi.inviteMember, { email: "new@people.example", name: "New", role: "recruiter" }],
    [accountApi.createApiKey, { name: "key", scopes: ["read"] }],
  ]);
});
afterAll(() => house.close());

function positionInput(guideId: string, roundId?: string) {
  return {
    category: "Backend",
    role: "SDE-2",
    seniority: "mid" as const,
    skills: ["Go"],
    languages: ["en"],
    settings: {},
    rounds: [{ ...(roundId ? { id: roundId } : {}), name: "First", guideId, durationMinutes: 60 }],
  };
}

function companyEndpoints(): Endpoint[] {
  return house.bindings
    .map((binding) => binding.endpoint)
    .filter((endpoint) => endpoint.audience === "company" || endpoint.audience === "admin");
}

const parameters = (endpoint: Endpoint) => [...endpoint.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "");

describe("another company's admin", () => {
  it("gets the answer for unknown ids from every endpoint that takes an id", async () => {
    const before = await snapshot();
    const asked: string[] = [];
    for (const endpoint of companyEndpoints().filter((one) => parameters(one).length > 0)) {
      const names = parameters(endpoint);
      const body = bodies.get(endpoint);
      const foreign = Object.fromEntries(names.map((name) => [name, acmes[name] ?? `no id for {${name}}`]));
      const unknown = Object.fromEntries(names.map((name) => [name, name === "userId" ? "nobody" : unknownId]));
      const theirs = await house.raw("Gil", endpoint, { params: foreign, body });
      const nobodys = await house.raw("Gil", endpoint, { params: unknown, body });
      const label = `${endpoint.method} ${endpoint.path}`;
      expect({ label, ...theirs }).toEqual({ label, ...nobodys });
      expect({ label, status: theirs.status }).toEqual({ label, status: 404 });
      asked.push(label);
    }
    expect(asked.length).toBeGreaterThan(20);
    expect(await snapshot()).toEqual(before);
    expect(house.ats).toMatchObject({ invited: [], reread: [] });
  });

  it("gets the same for files", async () => {
    for (const file of ["resume", "report.pdf"]) {
      const theirs = await house.request("Gil", `/api/v1/interviews/${acmes["interviewId"]}/${file}`);
      const nobodys = await house.request("Gil", `/api/v1/interviews/${unknownId}/${file}`);
      expect(theirs.status).toBe(404);
      expect(await theirs.json()).toEqual(await nobodys.json());
    }
  });

  it("finds nothing of Acme in any list", async () => {
    const traces = [
      ...Object.values(acmes),
      house.acme.companyId,
      house.acme.connectionId,
      "Secret Candidate",
      "Acme",
      "ada@people.example",
    ];
    for (const endpoint of companyEndpoints().filter((one) => parameters(one).length === 0 && one.method === "get")) {
      const { status, body } = await house.raw("Gil", endpoint);
      expect({ path: endpoint.path, status }).toEqual({ path: endpoint.path, status: 200 });
      const text = JSON.stringify(body);
      expect({ path: endpoint.path, found: traces.filter((trace) => text.includes(trace)) }).toEqual({
        path: endpoint.path,
        found: [],
      });
    }
    const byPosition = await house.ask("Gil", interviewApi.listInterviews, {
      query: { positionId: house.acme.positionId },
    });
    expect(byPosition).toEqual({ interviews: [], total: 0, counts: {} });
  });

  it("can't name Acme's rows in a body", async () => {
    const round = await house.refusedTo("Gil", positionApi.configurePosition, {
      params: { positionId: house.globex.positionId },
      body: positionInput(house.globex.guideId, house.acme.roundId),
    });
    const body = {
      email: "x@people.example",
      name: "X",
      role: "agency" as const,
      positionIds: [house.acme.positionId],
    };
    expect(round).toMatchObject({ status: 404 });
    expect(await house.refusedTo("Gil", accountApi.inviteMember, { body })).toMatchObject({ status: 404 });
    const noAccount = await house.database.service
      .selectFrom("auth.user")
      .select("id")
      .where("email", "=", "x@people.example")
      .executeTakeFirst();
    expect(noAccount).toBeUndefined();
  });

  it("can't choose Acme by the header", async () => {
    const answer = await house.request("Gil", "/api/v1/company", {
      headers: { "x-test-as": "Gil", "x-company-id": house.acme.companyId },
    });
    expect(answer.status).toBe(403);
  });
});

describe("an agency without positions", () => {
  it("sees none of its company's positions and interviews", async () => {
    for (const endpoint of companyEndpoints().filter((one) =>
      parameters(one).some((name) => name === "positionId" || name === "interviewId"),
    )) {
      const { status } = await house.raw("Agnes", endpoint, { params: acmes, body: bodies.get(endpoint) });
      const label = `${endpoint.method} ${endpoint.path}`;
      expect({ label, status }).toEqual({ label, status: 404 });
    }
    expect((await house.ask("Agnes", positionApi.listPositions)).positions).toEqual([]);
    const home = await house.ask("Agnes", accountApi.home);
    expect(home).toMatchObject({ attention: [], funnel: [], setUp: { positions: 0, interviews: 0 } });
    const { members } = await house.ask("Agnes", accountApi.listMembers);
    expect(members.map((one) => one.name)).toEqual(["Agnes"]);
  });
});

describe("the doors", () => {
  it("are closed for those who are not signed in, to members on operators' pages, and to recruiters on admins'", async () => {
    for (const { endpoint } of house.bindings) {
      const label = `${endpoint.method} ${endpoint.path}`;
      const body = bodies.get(endpoint);
      expect({ label, status: (await house.raw(null, endpoint, { params: acmes, body })).status }).toEqual({
        label,
        status: 401,
      });
      if (endpoint.audience === "operator" || endpoint.audience === "admin") {
        const { status } = await house.raw("Rui", endpoint, { params: acmes, body });
        expect({ label, status }).toEqual({ label, status: 403 });
      }
    }
  });

  it("let an API key only where its scope is asked for", async () => {
    const { secret } = await house.ask("Ada", accountApi.createApiKey, { body: { name: "reader", scopes: ["read"] } });
    for (const endpoint of companyEndpoints().filter((one) => one.keyScope !== "read")) {
      const label = `${endpoint.method} ${endpoint.path}`;
      const { status } = await house.raw(`Bearer ${secret}`, endpoint, { params: acmes, body: bodies.get(endpoint) });
      expect({ label, status }).toEqual({ label, status: 403 });
    }
  });
});

/** Everything of Acme that somebody could have changed. */
async function snapshot() {
  const db = house.database.service;
  const { companyId } = house.acme;
  return {
    interviews: await db.selectFrom("interviews").selectAll().where("company_id", "=", companyId).execute(),
    positions: await db.selectFrom("positions").selectAll().where("company_id", "=", companyId).execute(),
    members: await db
      .selectFrom("memberships")
      .selectAll()
      .where("company_id", "=", companyId)
      .orderBy("user_id")
      .execute(),
    keys: await db.selectFrom("api_keys").selectAll().where("company_id", "=", companyId).execute(),
    effects: await db.selectFrom("effects").selectAll().where("company_id", "=", companyId).orderBy("seq").execute(),
  };
}
