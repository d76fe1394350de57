/** One opportunity in Lever that is not what Lever documents: it is told of, and keeps nobody else from being found. */
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { moved } from "./lever-people.ts";
import { integrationApi, isRefusal } from "@interviewvector/domain";
import { LeverError } from "@interviewvector/lever";
import { outcomeOf } from "../src/lever/write/outcome.ts";
import { backend, startLeverWorld, type LeverWorld } from "./lever-world.ts";

type Shown = Record<string, unknown> & { id: string };

const PATIENCE = { timeout: 15_000, interval: 50 };

/** By opportunity: what Lever shows instead of what it documents. */
const odd = new Map<string, (shown: Shown) => unknown>();

let world: LeverWorld;
let connectionId: string;
let positionId: string;
beforeAll(async () => {
  world = await startLeverWorld({
    async fetch(url, init) {
      const answer = await fetch(url, init);
      if (odd.size === 0 || !/\/(opportunities|postings)(\/[^/]+)?$/.test(new URL(url).pathname) || !answer.ok)
        return answer;
      const body = (await answer.json()) as { data: Shown | Shown[] };
      const shown = (one: Shown) => odd.get(one.id)?.(one) ?? one;
      return Response.json({ ...body, data: Array.isArray(body.data) ? body.data.map(shown) : shown(body.data) });
    },
  });
  connectionId = await world.connect({ webhooks: false });
  positionId = await world.activate();
});
afterAll(() => world.stop());

const poll = () => world.call(integrationApi.pollNow, { params: { connectionId } });

async function told(opportunityId: string) {
  const { rows } = (await world.call(integrationApi.sync, { params: { connectionId }, query: { limit: "100" } })) as {
    rows: { opportunityId?: string; words: string; state: string; why: string | null; atsUrl: string | null }[];
  };
  return rows
    .filter(({ atsUrl }) => atsUrl?.includes(opportunityId))
    .map(({ words, state, why }) => [words, state, why]);
}

test("the others who were moved are invited, and who can't be read is tried by itself and told of", async () => {
  const [first, strange, last] = [
    moved(world, "Asha Rao").id,
    moved(world, "Odd Ollie").id,
    moved(world, "Zoe Last").id,
  ];
  odd.set(strange, (shown) => ({ ...shown, stageChanges: [{ toStageId: null, updatedAt: "yesterday" }] }));
  await poll();
  const states = async () =>
    Object.fromEntries((await world.interviews()).map((one) => [one.opportunity_id, one.state] as const));
  await vi.waitFor(async () => expect(await states()).toEqual({ [first]: "invited", [last]: "invited" }), PATIENCE);
  expect((await told(strange))[0]?.[0]).toBe("Not readable in a listing (found by looking)");

  odd.clear();
  await vi.waitFor(async () => expect(await states()).toMatchObject({ [strange]: "invited" }), PATIENCE);
  await world.settle();
});

test("who stands elsewhere and is no candidate of ours is nobody's news", async () => {
  const strange = moved(world, "Elsewhere Eli", "On-site interview").id;
  odd.set(strange, (shown) => ({ ...shown, tags: [7] }));
  await poll();
  await world.settle();
  expect(await told(strange)).toEqual([]);
  odd.clear();
});

test("who stands in the stage can be chosen although another one there makes no sense", async () => {
  const [strange, plain] = [moved(world, "Odd Olga").id, moved(world, "Plain Pia").id];
  odd.set(strange, (shown) => ({ ...shown, emails: 7 }));
  const candidates = await world.lever.standing(positionId);
  if (isRefusal(candidates)) throw new Error(candidates.code);
  const ids = candidates.map(({ opportunityId }) => opportunityId);
  expect(ids).toContain(plain);
  expect(ids).not.toContain(strange);
  odd.clear();
});

test("a posting that makes no sense keeps no other from being known, and stays what it was", async () => {
  const { id } = world.acme.posting(backend);
  const stateOf = () =>
    world.database.service.selectFrom("positions").select(["state"]).where("id", "=", positionId).executeTakeFirst();
  world.acme.tagPosting("Data Engineer", "InterviewVector");
  odd.set(id, (shown) => ({ ...shown, state: 7 }));
  const refreshed = await world.lever.refreshPostings(world.companyId);
  expect(refreshed.failed.map(({ words }) => words)).toEqual([
    expect.stringMatching(/^Lever's answer could not be read \(data\[\d\]\.state\)\.$/),
  ]);
  expect(await stateOf()).toEqual({ state: "active" });
  const titles = await world.database.service.selectFrom("positions").select("title").execute();
  expect(titles.map(({ title }) => title)).toContain("Data Engineer");
  odd.clear();
  expect(await world.lever.refreshPostings(world.companyId)).toMatchObject({ failed: [] });
});

test("an answer that makes no sense is told as one, not by the 200 that it came with", () => {
  const facts = { code: "unreadable_answer", message: "", tookEffect: "no", method: "GET", path: "/stages" } as const;
  const error = new LeverError({ ...facts, status: 200, field: "data[0].text" });
  expect(outcomeOf(error)).toMatchObject({ words: "Lever's answer could not be read (data[0].text)" });
});
