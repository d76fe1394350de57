import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createLeverClient } from "../src/index.ts";
import type { Fetch } from "../src/index.ts";
import { noteAnswer, opportunityAnswer } from "./recorded-answers.ts";
import { json, raw, scriptedLever } from "./scripted-lever.ts";
import type { ScriptedLever } from "./scripted-lever.ts";

let lever: ScriptedLever;
let stranger: ScriptedLever;
beforeAll(async () => {
  lever = await scriptedLever();
  stranger = await scriptedLever();
});
afterAll(async () => {
  await lever.close();
  await stranger.close();
});

const moved = (location: string, status = 301) => raw("", status, { location });

describe("redirects", () => {
  it("are followed on the same host, with method, body and credentials", async () => {
    lever.script(moved("/v1/eu/notes"), json(noteAnswer, 201));
    await lever.client().notes.create("o1", { value: "Booked." });
    expect(lever.asked[1]).toMatchObject({ method: "POST", url: "/v1/eu/notes", body: '{"value":"Booked."}' });
    expect(lever.asked[1]?.headers.authorization).toBe(lever.asked[0]?.headers.authorization);
  });

  it("to another host get nothing: no request, no credentials", async () => {
    stranger.script(json(noteAnswer, 201));
    lever.script(moved(`${stranger.origin}/v1/notes`));
    const call = lever.client().notes.create("o1", { value: "Booked." });
    await expect(call).rejects.toMatchObject({ code: "redirect_refused", status: 301, tookEffect: "no" });
    expect(stranger.asked).toHaveLength(0);
  });

  it("without a location, or round and round, are refused", async () => {
    lever.script(raw("", 301));
    await expect(lever.client().opportunities.get("o1")).rejects.toMatchObject({ code: "redirect_refused" });
    lever.script(moved("/v1/again"));
    await expect(lever.client().opportunities.get("o1")).rejects.toMatchObject({ code: "redirect_refused" });
    expect(lever.asked).toHaveLength(4);
  });

  it("that may mean 'done, look there' are followed for reads only", async () => {
    lever.script(moved("/v1/there", 303), json(opportunityAnswer));
    await expect(lever.client().opportunities.get("o1")).resolves.toMatchObject({ name: "Seed Candidate 1" });
    lever.script(moved("/v1/there", 303), json(noteAnswer));
    const call = lever.client().notes.create("o1", { value: "Booked." });
    await expect(call).rejects.toMatchObject({ code: "redirect_refused", tookEffect: "unknown" });
    expect(lever.asked).toHaveLength(1);
  });

  it.each([
    ["https://api.eu.lever.co/v1/x", true],
    ["https://lever.co/x", true],
    ["http://api.lever.co/v1/x", false],
    ["https://api.lever.co:8443/v1/x", false],
    ["https://evil.example@api.lever.co/x", false],
    ["https://api.lever.co.evil.example/x", false],
    ["https://evillever.co/x", false],
    ["https://api.lever.co@evil.example/x", false],
    ["//evil.example/x", false],
    ["http://[", false],
  ])("to %s: followed is %s", async (location, followed) => {
    const urls: string[] = [];
    const fetch: Fetch = (url) => {
      urls.push(url);
      return Promise.resolve(
        urls.length === 1
          ? new Response(null, { status: 301, headers: { location } })
          : Response.json(opportunityAnswer),
      );
    };
    const client = createLeverClient({
      apiUrl: "https://api.lever.co/v1",
      credentials: { kind: "apiKey", key: "acme-key" },
      fetch,
    });
    const done = await client.opportunities.get("o1").then(
      () => true,
      () => false,
    );
    expect(done).toBe(followed);
    expect(urls).toHaveLength(followed ? 2 : 1);
  });
});
