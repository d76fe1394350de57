/** The door for Lever's deliveries: what is let in, what is refused, and that letting in is cheap and durable. */
import { randomBytes } from "node:crypto";
import { signDelivery } from "@interviewvector/lever";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createBatch } from "../src/lever/batch.ts";
import { startLeverWorld, type LeverWorld } from "./lever-world.ts";

let world: LeverWorld;
let url: string;
let signatureToken: string;

beforeAll(async () => {
  world = await startLeverWorld();
  await world.connect();
  const webhook = world.acme.webhooks().find(({ event }) => event === "candidateStageChange");
  url = webhook!.url;
  signatureToken = webhook!.signatureToken!;
});
afterAll(() => world?.stop());

interface Body extends Record<string, unknown> {
  token: string;
  triggeredAt: number;
  signature: string;
}

function signed(change: { triggeredAt?: number; data?: unknown; filler?: string } = {}): Body {
  const token = randomBytes(24).toString("hex");
  const triggeredAt = world.now();
  const data = { opportunityId: "11111111-1111-4111-8111-111111111111", toStageId: "somewhere" };
  const body = { event: "candidateStageChange", triggeredAt, token, data, ...change };
  return { ...body, signature: signDelivery({ token: body.token, triggeredAt: body.triggeredAt, signatureToken }) };
}

function without(body: Body, key: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(body).filter(([name]) => name !== key));
}

async function post(body: unknown, to = url): Promise<number> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const answer = await fetch(to, { method: "POST", body: text, headers: { "content-type": "application/json" } });
  await answer.arrayBuffer();
  return answer.status;
}

async function stored(token: string) {
  return world.database.service.selectFrom("deliveries").selectAll().where("token", "=", token).execute();
}

describe("let in", () => {
  test("a signed delivery is stored, and the read that it asks for is owed in the same breath", async () => {
    const body = signed();
    expect(await post(body)).toBe(200);
    const [row] = await stored(body.token);
    expect(row).toMatchObject({ source: "webhook", event: "candidateStageChange", data: { toStageId: "somewhere" } });
    const effect = await world.database.service
      .selectFrom("effects")
      .select(["kind", "lane"])
      .where("key", "=", `delivery:${row!.id}`)
      .executeTakeFirst();
    expect(effect?.kind).toBe("lever.read");
  });

  test("the same token again is answered alike and stored once, also with another body", async () => {
    const body = signed();
    const other = { ...body, data: { opportunityId: "22222222-2222-4222-8222-222222222222" } };
    expect(await Promise.all([post(body), post(body), post(other), post(body)])).toEqual([200, 200, 200, 200]);
    expect(await stored(body.token)).toHaveLength(1);
  });

  test("Lever's test delivery counts as proof of address and token, and reads nothing", async () => {
    const body = signed({ data: {} });
    expect(await post(body)).toBe(200);
    expect(await stored(body.token)).toMatchObject([{ state: "test" }]);
    const sight = await world.database.service
      .selectFrom("webhooks")
      .select("tested_at")
      .where("event", "=", "candidateStageChange")
      .executeTakeFirstOrThrow();
    expect(sight.tested_at).not.toBeNull();
  });

  test("old deliveries are let in: Lever retries for hours", async () => {
    expect(await post(signed({ triggeredAt: world.now() - 24 * 3_600_000 }))).toBe(200);
  });

  test("ids that are none are dropped, not stored", async () => {
    const body = signed({
      data: {
        opportunityId: "11111111-1111-4111-8111-111111111111",
        toStageId: "a\u0000b",
        contactId: "x".repeat(500),
      },
    });
    expect(await post(body)).toBe(200);
    expect(await stored(body.token)).toMatchObject([{ data: {} }]);
  });

  test("five hundred at once are all committed before they are answered", async () => {
    const bodies = Array.from({ length: 500 }, () => signed());
    const statuses = await Promise.all(bodies.map((body) => post(body)));
    expect(new Set(statuses)).toEqual(new Set([200]));
    const { count } = await world.database.service
      .selectFrom("deliveries")
      .select((row) => row.fn.countAll<string>().as("count"))
      .where(
        "token",
        "in",
        bodies.map(({ token }) => token),
      )
      .executeTakeFirstOrThrow();
    expect(Number(count)).toBe(500);
    await world.settle(60_000);
  });
});

describe("refused, and only counted", () => {
  const flip = (hex: string) => `${hex.startsWith("0") ? "1" : "0"}${hex.slice(1)}`;
  const cases: [string, number, (body: Body) => unknown][] = [
    ["no signature", 401, (body) => without(body, "signature")],
    ["an empty signature", 401, (body) => ({ ...body, signature: "" })],
    ["a signature with another bit", 401, (body) => ({ ...body, signature: flip(body.signature) })],
    ["a signature too short", 401, (body) => ({ ...body, signature: body.signature.slice(2) })],
    ["a signature that is no text", 401, (body) => ({ ...body, signature: [body.signature] })],
    ["another token", 401, (body) => ({ ...body, token: flip(body.token) })],
    ["another time", 401, (body) => ({ ...body, triggeredAt: body.triggeredAt + 1 })],
    [
      "the border between token and time moved",
      400,
      (body) => ({ ...body, token: `${body.token}1`, triggeredAt: Number(String(body.triggeredAt).slice(1)) }),
    ],
    ["a time as text", 400, (body) => ({ ...body, triggeredAt: String(body.triggeredAt) })],
    ["no token", 400, (body) => without(body, "token")],
    ["no event", 400, (body) => without(body, "event")],
    ["no data", 400, (body) => without(body, "data")],
    ["data as a list", 400, (body) => ({ ...body, data: [] })],
    ["a list", 400, (body) => [body]],
    ["text that is no JSON", 400, () => "{"],
    ["nothing", 400, () => ""],
    ["null", 400, () => "null"],
    ["a hundred thousand brackets", 400, () => "[".repeat(100_000)],
  ];
  test.each(cases)("%s: %i", async (_, status, change) => {
    const body = signed();
    expect(await post(change(body))).toBe(status);
    expect(await stored(body.token)).toEqual([]);
  });

  test("an unknown address is not found", async () => {
    expect(await post(signed(), `${world.url}/webhooks/lever/${"a".repeat(32)}`)).toBe(404);
  });

  test("from the future", async () => {
    expect(await post(signed({ triggeredAt: world.now() + 6 * 60_000 }))).toBe(400);
    expect(await post(signed({ triggeredAt: world.now() + 4 * 60_000 }))).toBe(200);
  });

  test("too large, declared or not", async () => {
    const body = JSON.stringify(signed({ filler: "x".repeat(300_000) }));
    expect(await post(body)).toBe(413);
    const chunks = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.enqueue(new Uint8Array(65_536).fill(32));
      },
    });
    const answer = await fetch(url, { method: "POST", body: chunks, duplex: "half" } as RequestInit).then(
      ({ status }) => status,
      () => 413, // the server may close the line on a sender that does not stop
    );
    expect(answer).toBe(413);
  });

  test("without a database nothing is promised", async () => {
    const other = await startLeverWorld();
    try {
      await other.connect();
      const webhook = other.acme.webhooks().find(({ event }) => event === "candidateStageChange")!;
      await fetch(webhook.url, { method: "POST", body: "{" });
      const token = randomBytes(24).toString("hex");
      const triggeredAt = other.now();
      const signature = signDelivery({ token, triggeredAt, signatureToken: webhook.signatureToken! });
      const body = { event: webhook.event, token, triggeredAt, signature, data: { opportunityId: "x" } };
      await other.runner.stop();
      await other.database.close();
      expect(await post(body, webhook.url)).toBe(503);
    } finally {
      await other.stop().catch(() => undefined);
    }
  });
});

describe("a batch", () => {
  const wait = () => new Promise((resolve) => setImmediate(resolve));

  test("takes what comes while another is written, and answers each with its own result", async () => {
    const sizes: number[] = [];
    const add = createBatch<number, string>({
      max: 3,
      hitsAll: () => false,
      async flush(items) {
        sizes.push(items.length);
        await wait();
        return items.map(String);
      },
    });
    expect(await Promise.all([1, 2, 3, 4, 5].map(add))).toEqual(["1", "2", "3", "4", "5"]);
    expect(await add(6)).toBe("6");
    expect(sizes).toEqual([3, 2, 1]);
  });

  test("one bad item fails alone", async () => {
    const add = createBatch<number, number>({
      max: 10,
      hitsAll: () => false,
      flush: (items) => (items.includes(2) ? Promise.reject(new Error("two")) : Promise.resolve(items)),
    });
    const results = await Promise.allSettled([1, 2, 3].map(add));
    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  });

  test("a fault of the database fails all, and is not tried item by item", async () => {
    let flushes = 0;
    const add = createBatch<number, number>({
      max: 10,
      hitsAll: () => true,
      flush() {
        flushes += 1;
        return Promise.reject(new Error("away"));
      },
    });
    await Promise.allSettled([1, 2, 3].map(add));
    expect(flushes).toBe(1);
  });
});

describe("in a world of its own", () => {
  let other: LeverWorld;
  beforeAll(async () => {
    other = await startLeverWorld();
    await other.connect();
  });
  afterAll(() => other?.stop());

  test("what is refused is counted by reason", async () => {
    const [webhook] = other.acme.webhooks();
    await post("{", webhook!.url);
    await post({ ...signed(), signature: "0".repeat(64) }, webhook!.url);
    await post({ ...signed(), signature: "0".repeat(64) }, webhook!.url);
    const counts = () =>
      other.database.service.selectFrom("refused_deliveries").select(["reason", "count"]).orderBy("reason").execute();
    await expect.poll(counts).toEqual([
      { reason: "malformed", count: "1" },
      { reason: "wrong_signature", count: "2" },
    ]);
  });

  test("a token that is still being created is waited for", async () => {
    const db = other.database.service;
    const webhook = other.acme.webhooks().find(({ event }) => event === "candidateHired")!;
    const row = await db
      .selectFrom("webhooks")
      .select(["id", "secret"])
      .where("event", "=", "candidateHired")
      .executeTakeFirstOrThrow();
    await db.updateTable("webhooks").set({ secret: null }).where("id", "=", row.id).execute();
    const token = randomBytes(24).toString("hex");
    const triggeredAt = other.now();
    const signature = signDelivery({ token, triggeredAt, signatureToken: webhook.signatureToken! });
    const body = JSON.stringify({ event: "candidateHired", token, triggeredAt, signature, data: {} });
    // Another process, which remembers nothing yet.
    const { lever } = await other.twin();
    const answer = lever.webhookRoutes.request(new URL(webhook.url).pathname, { method: "POST", body });
    await db.updateTable("webhooks").set({ secret: row.secret }).where("id", "=", row.id).execute();
    expect((await answer).status).toBe(200);
  });
});
