/** Text messages: which numbers they can go to, and what the service's answers mean. */
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text as textOf } from "node:stream/consumers";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createSmsGateway } from "../src/sms/gateway.ts";
import { numberForTexts } from "../src/sms/phone-number.ts";

describe("a number that texts can go to", () => {
  it.each([
    ["+49 30 123456", "+4930123456"],
    ["+49 (0) 30 123456", "+4930123456"],
    ["0049 30/123456", "+4930123456"],
    ["+1 (415) 555-2671", "+14155552671"],
    [" +919876543210 ", "+919876543210"],
  ])("%s is %s", (value, number) => {
    expect(numberForTexts([{ value }])).toBe(number);
  });

  it.each(["030 123456", "(415) 555-2671", "+49", "call me", "+0000000000", ""])("“%s” is none", (value) => {
    expect(numberForTexts([{ value }])).toBeNull();
  });

  it("is the mobile phone's, if there is one in international form", () => {
    const home = { type: "home", value: "+49 30 123456" };
    expect(numberForTexts([home, { type: "Mobile", value: "+49 151 23456789" }])).toBe("+4915123456789");
    expect(numberForTexts([home, { type: "mobile", value: "0151 23456789" }])).toBe("+4930123456");
    expect(numberForTexts([])).toBeNull();
  });
});

describe("the service for text messages", () => {
  let server: Server;
  let url: string;
  let status = 204;
  let asked: { headers: IncomingMessage["headers"]; body: unknown }[] = [];
  const message = { id: "5f0c", to: "+4930123456", text: "Acme: your interview begins in an hour." };
  const send = (settings = { url, token: null as string | null }) =>
    createSmsGateway(settings).send(message, AbortSignal.timeout(5_000));

  beforeAll(async () => {
    server = createServer(async (request, response) => {
      asked.push({ headers: request.headers, body: JSON.parse(await textOf(request)) });
      response.writeHead(status, status === 302 ? { location: "http://127.0.0.1:9/" } : {}).end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/texts`;
  });
  afterAll(() => void server.close());
  beforeEach(() => {
    asked = [];
    status = 204;
  });

  it("gets id, number and text, the id once more as its key, and the token where there is one", async () => {
    expect(await send()).toEqual({ result: "done", words: "sent to +49…56" });
    await send({ url, token: "secret" });
    expect(asked.map(({ body }) => body)).toEqual([message, message]);
    expect(asked.map(({ headers }) => [headers["idempotency-key"], headers.authorization])).toEqual([
      ["5f0c", undefined],
      ["5f0c", "Bearer secret"],
    ]);
  });

  it.each([
    [400, "never"],
    [422, "never"],
    [401, "backoff"],
    [404, "backoff"],
    [429, "backoff"],
    [500, "backoff"],
    [503, "backoff"],
  ])("that answers %d is asked again: %s", async (answer, retry) => {
    status = answer;
    expect(await send()).toMatchObject({ result: "not_applied", retry, status: answer });
  });

  it("that leads elsewhere, or is not there, is asked again later; nothing follows the redirect", async () => {
    status = 302;
    expect(await send()).toMatchObject({ result: "not_applied", retry: "backoff" });
    expect(await send({ url: "http://127.0.0.1:9/", token: null })).toMatchObject({
      words: "The service for text messages cannot be reached.",
      retry: "backoff",
    });
  });
});
