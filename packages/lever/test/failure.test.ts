import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LeverError } from "../src/index.ts";
import type { LeverClient, LeverErrorCode, TookEffect } from "../src/index.ts";
import { opportunityAnswer, noteAnswer } from "./recorded-answers.ts";
import { cut, json, raw, reset, scriptedLever, silence } from "./scripted-lever.ts";
import type { Reply, ScriptedLever } from "./scripted-lever.ts";

let lever: ScriptedLever;
beforeAll(async () => {
  lever = await scriptedLever();
});
afterAll(() => lever.close());

const once = { retry: false, timeoutMs: 1_500 } as const;
const write = (client: LeverClient) => client.notes.create("o1", { value: "Booked." });
const read = (client: LeverClient) => client.opportunities.get("o1");

async function failureOf(call: Promise<unknown>): Promise<LeverError> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(LeverError);
  return error as LeverError;
}

interface Case {
  readonly what: string;
  readonly reply: Reply;
  readonly code: LeverErrorCode;
  readonly status: number | undefined;
  readonly onWrite: TookEffect;
}

const cases: Case[] = [
  { what: "400", reply: json({ code: "BadRequestError" }, 400), code: "bad_request", status: 400, onWrite: "no" },
  { what: "401", reply: json({}, 401), code: "unauthorized", status: 401, onWrite: "no" },
  { what: "403", reply: json({}, 403), code: "forbidden", status: 403, onWrite: "no" },
  { what: "404", reply: json({}, 404), code: "not_found", status: 404, onWrite: "no" },
  { what: "408", reply: json({}, 408), code: "request_timeout", status: 408, onWrite: "unknown" },
  { what: "409", reply: json({}, 409), code: "conflict", status: 409, onWrite: "no" },
  { what: "413", reply: json({}, 413), code: "rejected", status: 413, onWrite: "no" },
  { what: "422", reply: json({}, 422), code: "unprocessable", status: 422, onWrite: "no" },
  { what: "429", reply: json({}, 429), code: "rate_limited", status: 429, onWrite: "no" },
  { what: "a 4xx whose body is cut", reply: cut(403), code: "forbidden", status: 403, onWrite: "no" },
  { what: "500", reply: json({}, 500), code: "server_error", status: 500, onWrite: "unknown" },
  { what: "503 as HTML", reply: raw("<html>", 503), code: "server_error", status: 503, onWrite: "unknown" },
  { what: "a reset", reply: reset, code: "connection_lost", status: undefined, onWrite: "unknown" },
  { what: "a cut success", reply: cut(200), code: "connection_lost", status: undefined, onWrite: "unknown" },
  { what: "no answer", reply: silence, code: "timed_out", status: undefined, onWrite: "unknown" },
  { what: "HTML with 200", reply: raw("<html>"), code: "unreadable_answer", status: 200, onWrite: "unknown" },
  { what: "an empty 200", reply: raw(""), code: "unreadable_answer", status: 200, onWrite: "unknown" },
  { what: "a foreign 201", reply: json({ ok: 1 }, 201), code: "unreadable_answer", status: 201, onWrite: "unknown" },
];

describe("a failed request says whether it can have taken effect", () => {
  it.each(cases)("$what, on a write: $code, $onWrite", async ({ reply, code, status, onWrite }) => {
    lever.script(reply);
    const error = await failureOf(write(lever.client(once)));
    expect(error).toMatchObject({ code, status, tookEffect: onWrite });
    expect(lever.asked).toHaveLength(1);
  });

  it.each(cases)("$what, on a read: $code, nothing took effect", async ({ reply, code, status }) => {
    lever.script(reply);
    expect(await failureOf(read(lever.client(once)))).toMatchObject({ code, status, tookEffect: "no" });
  });

  it("a body that never ends counts as timed out", async () => {
    lever.script((_, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      response.write('{"data":');
    });
    expect(await failureOf(write(lever.client(once)))).toMatchObject({ code: "timed_out", tookEffect: "unknown" });
  });

  it("a refused connection took no effect", async () => {
    const client = lever.client({ ...once, apiUrl: `http://127.0.0.1:${await closedPort()}/v1` });
    expect(await failureOf(write(client))).toMatchObject({ code: "connection_failed", tookEffect: "no" });
  });

  it("refusals on all addresses of a name took no effect", async () => {
    const client = lever.client({ ...once, apiUrl: `http://localhost:${await closedPort()}/v1` });
    expect(await failureOf(write(client))).toMatchObject({ code: "connection_failed", tookEffect: "no" });
  });

  it("a host name that does not exist took no effect", async () => {
    const client = lever.client({ ...once, timeoutMs: 20_000, apiUrl: "http://lever.invalid/v1" });
    expect(await failureOf(write(client))).toMatchObject({ code: "connection_failed", tookEffect: "no" });
  });

  it("a server that does not speak TLS took no effect", async () => {
    const client = lever.client({ ...once, apiUrl: lever.apiUrl.replace("http:", "https:") });
    expect(await failureOf(write(client))).toMatchObject({ code: "connection_failed", tookEffect: "no" });
  });

  it("an unexplained fetch failure stays in doubt", async () => {
    const fetch = () => Promise.reject(new TypeError("fetch failed"));
    expect(await failureOf(write(lever.client({ ...once, fetch })))).toMatchObject({
      code: "connection_lost",
      tookEffect: "unknown",
    });
  });
});

describe("a failure can be read by people and programs", () => {
  it("keeps Lever's own words and the request id", async () => {
    const body = { code: "ResourceNotFound", message: "stages a80bbbe0 was not found" };
    lever.script(json(body, 404, { "x-request-id": "r-1" }));
    const error = await failureOf(write(lever.client(once)));
    expect(error).toMatchObject({
      name: "LeverError",
      leverCode: "ResourceNotFound",
      leverMessage: "stages a80bbbe0 was not found",
      requestId: "r-1",
      method: "POST",
      path: "/opportunities/:opportunity/notes",
    });
    expect(error.message).toBe(
      "POST /opportunities/:opportunity/notes: answered 404. Lever says: stages a80bbbe0 was not found",
    );
  });

  it("leaves words out that are no JSON", async () => {
    lever.script(raw("<html>Bad gateway</html>", 502));
    expect(await failureOf(write(lever.client(once)))).toMatchObject({ leverCode: undefined, leverMessage: undefined });
  });

  it("names the field that did not fit, but not its value", async () => {
    const changes = [{ toStageId: "lead-new", updatedAt: "ada@acme.example" }];
    lever.script(json({ data: { ...opportunityAnswer.data, stageChanges: changes } }));
    const error = await failureOf(read(lever.client(once)));
    expect(error.field).toBe("data.stageChanges[0].updatedAt");
    expect(error.message).not.toContain("ada@");
  });

  it("names the item of a page", async () => {
    lever.script(json({ data: [noteAnswer.data, { ...noteAnswer.data, id: 7 }], hasNext: false }));
    const error = await failureOf(Array.fromAsync(lever.client(once).notes.list("o1")));
    expect(error.field).toBe("data[1].id");
  });

  it("does not quote a body that is no JSON", async () => {
    lever.script(raw("ada@acme.example"));
    const error = await failureOf(read(lever.client(once)));
    expect(`${error.message} ${String(error.cause)}`).not.toContain("ada@");
  });

  it("never shows the key", async () => {
    lever.script(json({ message: "no" }, 401));
    const error = await failureOf(read(lever.client(once)));
    expect(JSON.stringify(error) + error.message + error.stack).not.toContain("acme-key");
  });
});

async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
