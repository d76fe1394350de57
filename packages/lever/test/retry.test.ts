import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { canRetry, LeverError } from "../src/index.ts";
import type { AttemptInfo, Observation } from "../src/index.ts";
import { noteAnswer, opportunityAnswer } from "./recorded-answers.ts";
import { cut, json, reset, scriptedLever, silence } from "./scripted-lever.ts";
import type { ScriptedLever } from "./scripted-lever.ts";

let lever: ScriptedLever;
beforeAll(async () => {
  lever = await scriptedLever();
});
afterAll(() => lever.close());

const busy = json({ code: "TooManyRequestsError", message: "slow down" }, 429);
const opportunity = json(opportunityAnswer);
const note = json(noteAnswer, 201);

describe("the client repeats by itself", () => {
  it.each([
    ["429", busy],
    ["503", json({}, 503)],
    ["408", json({}, 408)],
    ["a reset", reset],
    ["a cut body", cut(200)],
    ["silence", silence],
  ])("a read after %s", async (_, fault) => {
    lever.script(fault, opportunity);
    const found = await lever.client({ timeoutMs: 200 }).opportunities.get("o1");
    expect(found.id).toBe(opportunityAnswer.data.id);
    expect(lever.asked).toHaveLength(2);
  });

  it("a write after 429", async () => {
    lever.script(busy, busy, note);
    await lever.client().notes.create("o1", { value: "Booked." });
    expect(lever.asked.map((one) => one.body)).toEqual(Array.from({ length: 3 }, () => '{"value":"Booked."}'));
  });

  it("an upload after 429, with its whole content", async () => {
    const uploaded = { data: { id: "f1", name: "report.pdf" } };
    lever.script(busy, json(uploaded, 201));
    const file = { name: "report.pdf", bytes: new TextEncoder().encode("%PDF"), contentType: "application/pdf" };
    await lever.client().files.upload("o1", file, { performAs: "u1" });
    expect(lever.asked[1]?.body).toContain("%PDF");
  });
});

describe("the client does not repeat", () => {
  it.each([
    ["503", json({}, 503)],
    ["a reset", reset],
    ["silence", silence],
    ["an answer it can't read", json({}, 201)],
    ["404", json({}, 404)],
  ])("a write after %s", async (_, fault) => {
    lever.script(fault, note);
    const call = lever.client({ timeoutMs: 200 }).notes.create("o1", { value: "Booked." });
    await expect(call).rejects.toBeInstanceOf(LeverError);
    expect(lever.asked).toHaveLength(1);
  });

  it("a read that Lever refuses", async () => {
    lever.script(json({}, 403), opportunity);
    await expect(lever.client().opportunities.get("o1")).rejects.toMatchObject({ code: "forbidden" });
    expect(lever.asked).toHaveLength(1);
  });

  it("anything when told not to", async () => {
    lever.script(busy, opportunity);
    await expect(lever.client({ retry: false }).opportunities.get("o1")).rejects.toMatchObject({
      code: "rate_limited",
    });
    expect(lever.asked).toHaveLength(1);
  });

  it("for ever", async () => {
    lever.script(busy);
    await expect(lever.client({ retry: { maxAttempts: 3 } }).opportunities.get("o1")).rejects.toThrow(/429/);
    expect(lever.asked).toHaveLength(3);
  });
});

describe("waiting and watching", () => {
  it("waits longer each time, between half and all of a doubling span, up to the cap", async () => {
    for (const [random, expected] of [
      [0, [50, 100, 150]],
      [1, [100, 200, 300]],
    ] as const) {
      const waits: number[] = [];
      lever.script(busy, busy, busy, opportunity);
      const wait = (ms: number) => Promise.resolve(void waits.push(ms));
      const client = lever.client({ wait, random: () => random, retry: { baseMs: 100, capMs: 300 } });
      await client.opportunities.get("o1");
      expect(waits).toEqual(expected);
    }
  });

  it("waits for beforeRequest before each attempt, and sends nothing if that throws", async () => {
    const seen: AttemptInfo[] = [];
    lever.script(busy, opportunity);
    await lever.client({ beforeRequest: async (info) => void seen.push(info) }).opportunities.get("o1");
    const path = "/opportunities/:opportunity";
    expect(seen).toEqual([
      { method: "GET", path, attempt: 1 },
      { method: "GET", path, attempt: 2 },
    ]);

    lever.script(opportunity);
    const closed = lever.client({ beforeRequest: () => Promise.reject(new Error("closing")) });
    await expect(closed.opportunities.get("o1")).rejects.toThrow("closing");
    expect(lever.asked).toHaveLength(0);
  });

  it("tells the observer of every request, answered or not, without ids", async () => {
    const seen: Observation[] = [];
    const ticks = [0, 25, 100, 130];
    lever.script(reset, opportunity);
    const observe = (one: Observation) => void seen.push(one);
    await lever.client({ observe, now: () => ticks.shift() ?? 0 }).opportunities.get("o1");
    const path = "/opportunities/:opportunity";
    expect(seen).toEqual([
      { method: "GET", path, attempt: 1, status: undefined, ms: 25 },
      { method: "GET", path, attempt: 2, status: 200, ms: 30 },
    ]);
  });

  it("asks for the access token before each attempt", async () => {
    const tokens = ["old", "new"];
    lever.script(busy, opportunity);
    const token = () => Promise.resolve(tokens.shift() ?? "");
    await lever.client({ credentials: { kind: "bearer", token } }).opportunities.get("o1");
    expect(lever.asked.map((one) => one.headers.authorization)).toEqual(["Bearer old", "Bearer new"]);
  });

  it("offers its rule to callers that repeat by themselves", () => {
    const facts = { message: "", method: "POST", path: "/x" };
    expect(canRetry(new LeverError({ ...facts, code: "rate_limited", tookEffect: "no" }))).toBe(true);
    expect(canRetry(new LeverError({ ...facts, code: "server_error", tookEffect: "unknown" }))).toBe(false);
    expect(canRetry(new LeverError({ ...facts, code: "not_found", tookEffect: "no" }))).toBe(false);
  });
});
