import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createEmulator } from "../src/index.ts";
import type { Emulator, FaultRule, Hands } from "../src/index.ts";
import type { Ask } from "./start.ts";
import { asking, byKey, start } from "./start.ts";

let emulator: Emulator;
let ask: Ask;
let acme: Hands;
let id: string;

beforeEach(async () => {
  emulator = await start();
  ask = asking(emulator);
  acme = emulator.account("acme");
  ({ id } = acme.opportunity("Maya Fernandez"));
});
afterEach(() => emulator.stop());

const notes = () => acme.notesOf(id).length;
const post = () => ask("POST", `/opportunities/${id}/notes`, { value: "Hello" });
const onNotes = (rule: FaultRule) =>
  emulator.setFaults([{ match: { method: "POST", path: "/notes$" }, times: 1, ...rule }]);

describe("the rate (section 5)", () => {
  test("a burst of 20 passes, then ten a second; the rest gets 429 without any header that helps", async () => {
    emulator.setBehaviours({ ratePerSecond: 10, rateBurst: 20 });
    const began = performance.now();
    const answers = await Promise.all(Array.from({ length: 60 }, () => ask("GET", "/stages")));
    const allowed = 20 + ((performance.now() - began) / 1000) * 10;
    const passed = answers.filter(({ status }) => status === 200).length;
    expect(passed).toBeGreaterThanOrEqual(20);
    expect(passed).toBeLessThanOrEqual(allowed);
    const limited = answers.find(({ status }) => status === 429);
    expect(limited?.body.code).toBe("TooManyRequestsError");
    expect([...(limited?.headers.keys() ?? [])].filter((name) => /retry|ratelimit/.test(name))).toEqual([]);
  });

  test("each key has a bucket of its own", async () => {
    emulator.setBehaviours({ ratePerSecond: 0.001, rateBurst: 1 });
    const globex = asking(emulator, byKey("globex-key"));
    expect((await ask("GET", "/stages")).status).toBe(200);
    expect((await ask("GET", "/stages")).status).toBe(429);
    expect((await globex("GET", "/stages")).status).toBe(200);
  });
});

describe("faults of calls", () => {
  test.each([
    [{ fault: "rateLimit429", retryAfter: "3" }, 429, 0],
    [{ fault: "error5xxBefore", status: 500 }, 500, 0],
    [{ fault: "error5xxAfter" }, 503, 1],
    [{ fault: "htmlError" }, 502, 0],
    [{ fault: "tokenExpired" }, 401, 0],
    [{ fault: "cutJson" }, 201, 1],
  ] as [FaultRule, number, number][])("%o", async (rule, status, made) => {
    onNotes(rule);
    const answer = await post();
    expect(answer.status).toBe(status);
    expect(notes()).toBe(made);
    expect(emulator.journal.at(-1)).toMatchObject({ faults: [rule.fault], status });
    if (rule.retryAfter) expect(answer.headers.get("retry-after")).toBe("3");
    if (rule.fault === "cutJson") expect(answer.body).toBeNull();
    expect((await post()).status).toBe(201);
  });

  test.each([
    ["resetBefore", 0],
    ["resetAfter", 1],
  ] as const)("%s cuts the connection; %i made", async (fault, made) => {
    onNotes({ fault });
    await expect(post()).rejects.toThrow();
    expect(notes()).toBe(made);
    expect(emulator.journal.at(-1)).toMatchObject({ status: null, faults: [fault] });
  });

  test("lateApply closes the connection first and makes the change afterwards", async () => {
    onNotes({ fault: "lateApply", ms: 150 });
    await expect(post()).rejects.toThrow();
    expect(notes()).toBe(0);
    await emulator.settle();
    expect(notes()).toBe(1);
    expect(emulator.journal.at(-1)?.effect?.type).toBe("note.created");
  });

  test("listLag hides what is young from lists, not from direct reading", async () => {
    emulator.setFaults([{ fault: "listLag", ms: 60_000, match: { path: "/notes$" } }]);
    const { body } = await post();
    expect((await ask("GET", `/opportunities/${id}/notes`)).body.data).toEqual([]);
    expect((await ask("GET", `/opportunities/${id}/notes/${body.data.id}`)).status).toBe(200);
  });

  test("stageChangeNotVisibleYet shows the stage before, for a while", async () => {
    const before = acme.opportunity(id).stage;
    emulator.setFaults([{ fault: "stageChangeNotVisibleYet", ms: 200 }]);
    acme.moveToStage(id, "InterviewVector");
    const seen = async () => (await ask("GET", `/opportunities/${id}`)).body.data;
    const early = await seen();
    expect(early.stage).toBe(before);
    expect(early.stageChanges.at(-1).toStageId).toBe(before);
    await expect.poll(async () => (await seen()).stage).toBe(acme.stage("InterviewVector").id);
  });

  test("pages can come empty, lead back to themselves, or refuse their offset", async () => {
    emulator.setFaults([{ fault: "pageEmpty", times: 1 }]);
    const empty = await ask("GET", "/opportunities?limit=5");
    expect(empty.body).toMatchObject({ data: [], hasNext: true, next: expect.any(String) });
    const path = `/opportunities?limit=5&offset=${encodeURIComponent(empty.body.next)}`;
    emulator.setFaults([{ fault: "pageRepeated" }]);
    expect((await ask("GET", path)).body.next).toBe(empty.body.next);
    emulator.setFaults([{ fault: "offsetRefused" }]);
    expect((await ask("GET", path)).status).toBe(400);
  });

  test("strike in the same calls for the same seed", async () => {
    const struck = async (seed: number) => {
      emulator.setFaults([{ fault: "error5xxBefore", probability: 0.5 }], seed);
      const statuses: number[] = [];
      for (let call = 0; call < 12; call += 1) statuses.push((await ask("GET", "/stages")).status);
      return statuses;
    };
    const first = await struck(7);
    expect(new Set(first)).toEqual(new Set([200, 503]));
    expect(await struck(7)).toEqual(first);
    expect(await struck(8)).not.toEqual(first);
  });
});

describe("management", () => {
  const manage = (method: string, path: string, body?: unknown) =>
    fetch(`${emulator.managementUrl}${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });

  test("the journal tells who asked what, on whose behalf, and what came of it", async () => {
    const lena = acme.user("lena").id;
    await ask("POST", `/opportunities/${id}/notes?perform_as=${lena}`, { value: "Hello" });
    const { entries } = (await (await manage("GET", "/journal?since=0")).json()) as { entries: unknown[] };
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({
      seq: 1,
      method: "POST",
      path: `/v1/opportunities/${id}/notes`,
      body: { value: "Hello" },
      credentials: { kind: "key", name: "acme-key", account: "acme" },
      performAs: lena,
      status: 201,
      effect: { type: "note.created", opportunityId: id },
    });
    expect(await (await manage("GET", "/journal?since=1")).json()).toEqual({ entries: [] });
  });

  test("faults and behaviours are set, shown, refused when unknown, and cleared", async () => {
    const rules = [{ fault: "slow", ms: 10, match: { path: "^/v1/stages" } }];
    expect((await manage("PUT", "/faults", { seed: 3, rules })).status).toBe(200);
    expect((await manage("PUT", "/faults", { rules: [{ fault: "earthquake" }] })).status).toBe(400);
    expect((await manage("PUT", "/faults", { rules: [{ fault: "slow", match: { path: "(" } }] })).status).toBe(400);
    expect(await (await manage("GET", "/faults")).json()).toMatchObject({
      seed: 3,
      rules: [{ fault: "slow", struck: 0 }],
    });
    await manage("DELETE", "/faults");
    expect(await (await manage("GET", "/faults")).json()).toMatchObject({ rules: [] });
    expect((await manage("PUT", "/behaviours", { filesList: "data" })).status).toBe(200);
    expect((await manage("PUT", "/behaviours", { mood: "good" })).status).toBe(400);
    expect((await ask("GET", `/opportunities/${id}/files`)).body).toEqual({ data: [], hasNext: false });
  });

  test("reset and scenarios bring back the beginning; ids that scenarios give stay the same", async () => {
    await post();
    expect((await manage("POST", "/reset")).status).toBe(204);
    expect(emulator.account("acme").notesOf(id)).toEqual([]);
    expect(emulator.journal).toHaveLength(0);
    expect((await manage("POST", "/scenario/empty")).status).toBe(204);
    expect(emulator.account("acme").opportunities()).toEqual([]);
    expect((await manage("POST", "/scenario/none")).status).toBe(400);
  });

  test("the clock moves forward, and what is due happens", async () => {
    const before = acme.createOpportunity({ name: "Early" }).createdAt;
    const { now } = (await (await manage("POST", "/clock", { advanceS: 3600 })).json()) as { now: number };
    expect(now - before).toBeGreaterThanOrEqual(3_600_000);
    expect((await manage("POST", "/clock", { advanceS: "soon" })).status).toBe(400);
  });
});

describe("the state", () => {
  test("survives a restart in its file, and a broken file stops the start", async () => {
    const folder = mkdtempSync(join(tmpdir(), "emulator-"));
    const persistTo = join(folder, "lever.json");
    const first = await createEmulator({ persistTo });
    first.account("acme").addNote(id, "Kept");
    await first.stop();
    const second = await createEmulator({ persistTo });
    expect(second.account("acme").notesOf(id)).toHaveLength(1);
    await second.stop();
    writeFileSync(persistTo, "{");
    await expect(createEmulator({ persistTo })).rejects.toThrow("cannot be read");
    rmSync(folder, { recursive: true });
  });

  test("can be taken and put back", async () => {
    const snapshot = emulator.snapshot();
    acme.deleteOpportunity(id);
    emulator.restore(snapshot);
    expect(emulator.account("acme").opportunity(id).id).toBe(id);
  });
});
