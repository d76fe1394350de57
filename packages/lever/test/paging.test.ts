import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { json, scriptedLever } from "./scripted-lever.ts";
import type { ScriptedLever } from "./scripted-lever.ts";

let lever: ScriptedLever;
beforeAll(async () => {
  lever = await scriptedLever();
});
afterAll(() => lever.close());

const tag = (text: string) => ({ text, count: 1 });
const page = (texts: string[], next?: string) =>
  json({ data: texts.map(tag), hasNext: next !== undefined, ...(next === undefined ? {} : { next }) });
const texts = async (client = lever.client()) => {
  const all = await Array.fromAsync(client.tags.list());
  return all.map((one) => one.text);
};

describe("a listing", () => {
  it("goes through all pages, and sends offsets back encoded once more", async () => {
    const next = "%5B3%2C1491435120000%2C%225599cc20-349f-4b60-b531-6fe31e329717%22%5D";
    lever.script(page(["a", "b"], next), page(["c"]));
    expect(await texts()).toEqual(["a", "b", "c"]);
    expect(lever.asked[0]?.url).toBe("/v1/tags");
    expect(lever.asked[1]?.url).toBe(
      "/v1/tags?offset=%255B3%252C1491435120000%252C%25225599cc20-349f-4b60-b531-6fe31e329717%2522%255D",
    );
  });

  it("goes on through an empty page", async () => {
    lever.script(page(["a"], "1"), page([], "2"), page(["b"]));
    expect(await texts()).toEqual(["a", "b"]);
  });

  it("ends where hasNext is missing, whatever else is there", async () => {
    lever.script(json({ data: [tag("a")] }));
    expect(await texts()).toEqual(["a"]);
    lever.script(json({ data: [tag("a")], hasNext: false, next: "1" }));
    expect(await texts()).toEqual(["a"]);
  });

  it("reads a bare list, and the nested form of the documentation", async () => {
    lever.script(json([tag("a")]));
    expect(await texts()).toEqual(["a"]);
    lever.script(json({ data: { data: [tag("a")], hasNext: true, next: "1" } }), page(["b"]));
    expect(await texts()).toEqual(["a", "b"]);
    lever.script(json({ data: { data: [tag("a")] }, hasNext: true, next: "1" }), page(["b"]));
    expect(await texts()).toEqual(["a", "b"]);
  });

  it("hands what can't be read to whoever takes it, and brings the others; else it ends there", async () => {
    const shown = (id: string, more = {}) => ({ id, stage: "lead-new", ...more });
    const pages = [
      json({ data: [shown("a"), shown("b", { tags: [7] })], hasNext: true, next: "n" }),
      json({ data: [7, shown("c")], hasNext: false }),
    ];
    lever.script(...pages);
    const odd: unknown[] = [];
    const listing = lever.client().opportunities.list({}, { onMisfit: (misfit) => odd.push(misfit) });
    expect((await Array.fromAsync(listing)).map(({ id }) => id)).toEqual(["a", "c"]);
    const unreadable = { code: "unreadable_answer", path: "/opportunities", tookEffect: "no" };
    expect(odd).toMatchObject([
      { item: shown("b", { tags: [7] }), error: { ...unreadable, field: "data[1].tags[0]" } },
      { item: 7, error: { ...unreadable, field: "data[0]" } },
    ]);
    lever.script(...pages);
    await expect(Array.fromAsync(lever.client().opportunities.list())).rejects.toMatchObject({
      code: "unreadable_answer",
      field: "data[1].tags[0]",
    });
  });

  it("keeps its filters from page to page", async () => {
    lever.script(json({ data: [], hasNext: true, next: "n" }), json({ data: [], hasNext: false }));
    await Array.fromAsync(lever.client().opportunities.list({ stageId: ["s1", "s2"], expand: ["stage"] }));
    expect(lever.asked.map((one) => one.url)).toEqual([
      "/v1/opportunities?expand=stage&stage_id=s1&stage_id=s2",
      "/v1/opportunities?expand=stage&stage_id=s1&stage_id=s2&offset=n",
    ]);
  });

  it("asks for a page only when it is needed", async () => {
    lever.script(page(["a", "b"], "1"), page(["c"]));
    for await (const one of lever.client().tags.list()) {
      if (one.text === "b") break;
    }
    expect(lever.asked).toHaveLength(1);
  });

  it("that repeats an offset is an error, not an endless walk", async () => {
    lever.script(page(["a"], "1"), page(["b"], "2"), page(["c"], "1"));
    await expect(texts()).rejects.toMatchObject({ code: "page_cycle", tookEffect: "no" });
    expect(lever.asked).toHaveLength(3);
  });

  it("that never ends is an error at the page limit", async () => {
    let count = 0;
    lever.script((asked, response) => page(["a"], `${(count += 1)}`)(asked, response));
    await expect(texts(lever.client({ maxPages: 5 }))).rejects.toMatchObject({ code: "page_limit" });
    expect(lever.asked).toHaveLength(5);
  });

  it("that promises more without saying where is an error", async () => {
    lever.script(json({ data: [tag("a")], hasNext: true }));
    await expect(texts()).rejects.toMatchObject({ code: "unreadable_answer", field: "next" });
  });

  it("that is no list is an error", async () => {
    lever.script(json({ hasNext: false }));
    await expect(texts()).rejects.toMatchObject({ code: "unreadable_answer", field: "data" });
    lever.script(json({ data: null }));
    await expect(texts()).rejects.toMatchObject({ code: "unreadable_answer", field: "data" });
  });
});
