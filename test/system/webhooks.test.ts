/**
 * The door for Lever's webhooks, seen from outside: what is let in, what is refused without a trace but a count, and what Lever
 * hears while our database is away, so that it tries again.
 */
import { createHmac, randomBytes } from "node:crypto";
import { integrationApi, operationsApi } from "@interviewvector/domain";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { invitationOf, moveIn, setUpAcme } from "../../dev/life.ts";
import { Person } from "../../dev/person.ts";
import { startSystem, type System } from "../../dev/system.ts";
import { wireTo, type Wire } from "../support/cuttable.ts";
import { freshDatabase, type FreshDatabase } from "../support/database.ts";

let database: FreshDatabase;
let wire: Wire;
let system: System;
let ada: Person;
let olga: Person;
let connectionId: string;
let owner: Client;
/** Of the webhook for moves. */
let url: string;
let key: string;

beforeAll(async () => {
  database = await freshDatabase();
  wire = await wireTo(database.url);
  system = await startSystem({
    databaseUrl: wire.url,
    environment: { EFFECT_QUIET_S: "0.5", EFFECT_LEASE_S: "10" },
    // Lever's own test delivery is not to come before ours.
    emulator: { webhookRetryMs: [200, 400, 800, 1600, 3200], behaviours: { webhookTestDelayMs: 3_600_000 } },
  });
  ({ ada, connectionId } = await setUpAcme(system));
  olga = await Person.signIn(system.urls.platform, "olga@interviewvector.example");
  owner = new Client({ connectionString: database.url });
  await owner.connect();
  const webhook = system.emulator
    .account("acme")
    .webhooks()
    .find(({ event }) => event === "candidateStageChange");
  url = webhook?.url ?? "";
  key = webhook?.signatureToken ?? "";
});
afterAll(async () => {
  await owner.end();
  await system.stop();
  await wire.stop();
  await database.drop();
});

type Body = Record<string, unknown>;

function signed(change: Body = {}, signingKey = key): Body {
  const body: Body = {
    triggeredAt: system.clock.now(),
    event: "candidateStageChange",
    data: { opportunityId: system.emulator.account("acme").opportunity("Tom Okafor").id },
    token: randomBytes(24).toString("hex"),
    ...change,
  };
  const signature = createHmac("sha256", signingKey).update(`${body["token"]}${body["triggeredAt"]}`).digest("hex");
  return { signature, ...body };
}

const without = (name: string) => Object.fromEntries(Object.entries(signed()).filter(([one]) => one !== name));

async function post(body: Body | string, to = url): Promise<number> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const answer = await fetch(to, { method: "POST", body: text, headers: { "content-type": "application/json" } });
  await answer.text();
  return answer.status;
}

/** Everything that a delivery could leave behind, the count of refused ones apart. */
async function traces() {
  const { rows } = await owner.query<{ deliveries: string; effects: string; interviews: string; candidates: string }>(`
    select (select count(*) from deliveries) as deliveries, (select count(*) from effects) as effects,
           (select count(*) from interviews) as interviews, (select count(*) from candidates) as candidates`);
  return { ...rows[0], asked: system.emulator.journal.length };
}

async function refusedCounts(): Promise<Record<string, number>> {
  const { refused } = await olga.call(operationsApi.listDeliveries, { query: {} });
  return Object.fromEntries(refused.map(({ reason, count }) => [reason, count]));
}

describe("a delivery that is not Lever's", () => {
  const other = "0".repeat(64);
  const cases: [what: string, status: number, body: () => Body | string, to?: () => string][] = [
    ["signed with another key", 401, () => signed({}, "another key")],
    ["signed with the key of another event's webhook", 401, () => signed({}, otherKey())],
    ["with a signature of zeroes", 401, () => ({ ...signed(), signature: other })],
    ["with the token of another delivery", 401, () => ({ ...signed(), token: randomBytes(24).toString("hex") })],
    ["with a digit moved from time to token", 400, () => movedDigit()],
    ["with another time", 401, () => ({ ...signed(), triggeredAt: system.clock.now() - 60_000 })],
    ["without signature", 401, () => without("signature")],
    ["with an empty signature", 401, () => ({ ...signed(), signature: "" })],
    ["with half a signature", 401, () => ({ ...signed(), signature: other.slice(32) })],
    ["with a signature that is a list", 401, () => ({ ...signed(), signature: [other] })],
    ["without token", 400, () => without("token")],
    ["with a token that is a number", 400, () => ({ ...signed(), token: 12_345 })],
    ["without time", 400, () => without("triggeredAt")],
    ["with the time as text", 400, () => ({ ...signed(), triggeredAt: String(system.clock.now()) })],
    ["with a time in seconds", 400, () => signed({ triggeredAt: Math.floor(system.clock.now() / 1000) })],
    ["from ten minutes ahead, rightly signed", 400, () => signed({ triggeredAt: system.clock.now() + 600_000 })],
    ["without event", 400, () => without("event")],
    ["with data that is no object", 400, () => signed({ data: "candidate" })],
    ["with a list for a body", 400, () => JSON.stringify([signed()])],
    ["that is no JSON", 400, () => "event=candidateStageChange"],
    ["with half of its JSON", 400, () => JSON.stringify(signed()).slice(0, 60)],
    ["that is empty", 400, () => ""],
    ["of two megabytes, rightly signed", 413, () => signed({ filler: "x".repeat(2_000_000) })],
    [
      "to an address that nobody has",
      404,
      () => signed(),
      () => `${system.urls.platform}/webhooks/lever/nobody-has-this`,
    ],
    [
      "to the address with one letter changed",
      404,
      () => signed(),
      () => `${url.slice(0, -1)}${url.endsWith("A") ? "B" : "A"}`,
    ],
  ];

  function otherKey(): string {
    const webhooks = system.emulator.account("acme").webhooks();
    return webhooks.find(({ event }) => event === "candidateHired")?.signatureToken ?? "";
  }

  function movedDigit(): Body {
    const body = signed();
    const digits = String(body["triggeredAt"]);
    return { ...body, token: `${String(body["token"])}${digits[0]}`, triggeredAt: Number(digits.slice(1)) };
  }

  it("is refused and leaves nothing but a count", async () => {
    const before = await traces();
    const counted = sum(await refusedCounts());
    for (const [what, status, body, to] of cases) {
      expect({ what, status: await post(body(), to?.()) }).toEqual({ what, status });
    }
    await expect.poll(async () => sum(await refusedCounts()) - counted, { timeout: 5_000 }).toBe(cases.length);
    await system.settle();
    expect(await traces()).toEqual(before);
  });

  const sum = (counts: Record<string, number>) => Object.values(counts).reduce((all, one) => all + one, 0);
});

describe("Lever's test delivery", () => {
  const line = async () => {
    const connection = await ada.call(integrationApi.runPreflight, { params: { connectionId } });
    return connection.preflight.find(({ name }) => name === "webhook_test");
  };

  it("with empty data is answered 200, turns its line green, and reads nothing", async () => {
    expect((await line())?.state).not.toBe("green");
    const asked = system.emulator.journal.length;
    const body = signed({ data: {} });
    expect(await post(body)).toBe(200);
    await system.settle();
    expect(system.emulator.journal).toHaveLength(asked);
    await expect.poll(async () => (await line())?.state, { timeout: 5_000 }).toBe("green");
  });
});

describe("a delivery that comes again", () => {
  it("is answered 200 and stored once, also with other data and all at once", async () => {
    const body = signed({ data: { opportunityId: moveIn(system, "Omar Haddad") } });
    await system.settle();
    const stored = async () =>
      (await owner.query("select 1 from deliveries where token = $1", [body["token"]])).rowCount;
    const answers = await Promise.all(Array.from({ length: 10 }, () => post(body)));
    expect(new Set(answers)).toEqual(new Set([200]));
    expect(await post({ ...body, data: { opportunityId: "somebody-else" } })).toBe(200);
    expect(await post({ ...body, event: "candidateHired" })).toBe(200);
    expect(await stored()).toBe(1);
    await system.settle();
    const before = await traces();
    system.advance(90);
    expect(await post(body)).toBe(200);
    await system.settle();
    expect(await traces()).toEqual(before);
  });

  it("from yesterday is let in: Lever tries for hours", async () => {
    const body = signed({ triggeredAt: system.clock.now() - 24 * 3_600_000 });
    expect(await post(body)).toBe(200);
    expect((await owner.query("select 1 from deliveries where token = $1", [body["token"]])).rowCount).toBe(1);
    await system.settle();
  });

  it("from four minutes ahead is let in: clocks differ", async () => {
    expect(await post(signed({ triggeredAt: system.clock.now() + 240_000 }))).toBe(200);
    await system.settle();
  });
});

describe("while our database is away", () => {
  it("Lever hears 503, tries again, and nothing is lost", async () => {
    await system.settle();
    await wire.cut();
    const body = signed();
    expect(await post(body)).toBe(503);
    expect((await fetch(`${system.urls.platform}/healthz`)).status).toBe(200);
    expect((await fetch(`${system.urls.platform}/readyz`)).status).toBe(503);
    const opportunityId = moveIn(system, "Maya Fernandez");
    const attempted = () =>
      system.emulator.state.deliveries.find(({ payload }) => payload.includes(opportunityId))?.attempts ?? [];
    await expect.poll(() => attempted().map(({ status }) => status), { timeout: 5_000 }).toContain(503);
    await wire.mend();
    await expect.poll(() => attempted().at(-1)?.status, { timeout: 10_000 }).toBe(200);
    expect(await post(body)).toBe(200);
    await expect.poll(async () => (await fetch(`${system.urls.platform}/readyz`)).status, { timeout: 5_000 }).toBe(200);
    await system.settle();
    await invitationOf(system, opportunityId);
  });
});
