/** An answer "not found" about a candidate whom we know: nobody's interview dies of one, and who is deleted is let go. */
import { setTimeout } from "node:timers/promises";
import { isRefusal, type Actor } from "@interviewvector/domain";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { invited } from "./lever-people.ts";
import { startLeverWorld, type LeverWorld } from "./lever-world.ts";

/** Lever, asked for this opportunity, says that there is none: so many times. */
const strays = new Map<string, number>();

let world: LeverWorld;
beforeAll(async () => {
  world = await startLeverWorld({
    async fetch(url, init) {
      const { pathname } = new URL(url);
      const asked =
        (init?.method === "POST" ? /\/opportunities\/([^/]+)\/notes$/ : /\/opportunities\/([^/]+)$/).exec(
          pathname,
        )?.[1] ?? "";
      const left = strays.get(asked) ?? 0;
      if (left === 0) return fetch(url, init);
      strays.set(asked, left - 1);
      const body = { code: "ResourceNotFound", message: "Opportunity was not found" };
      return Response.json(body, { status: 404 });
    },
  });
  await world.connect();
  await world.activate();
});
afterAll(() => world.stop());

const ada: Actor = { kind: "member", id: "ada", name: "Ada Admin" };

async function booked(name: string, inHours: number) {
  const { id, interview } = await invited(world, name);
  await world.book(interview.id, inHours);
  await world.settle();
  return { id, interviewId: interview.id };
}

const stateOf = async (interviewId: string) => (await world.interviews()).find(({ id }) => id === interviewId)?.state;

async function erasures(opportunityId: string): Promise<number> {
  const rows = await world.database.service
    .selectFrom("effects")
    .select("payload")
    .where("kind", "=", "lever.erase")
    .execute();
  return rows.filter(({ payload }) => payload["opportunityId"] === opportunityId).length;
}

async function reasonsOf(opportunityId: string): Promise<(string | null)[]> {
  const rows = await world.database.service
    .selectFrom("deliveries")
    .select("reason")
    .where("opportunity_id", "=", opportunityId)
    .where("event", "=", "notFound")
    .execute();
  return rows.map(({ reason }) => reason);
}

/** Something makes us look: a new telephone number. */
async function makeUsLook(opportunityId: string): Promise<void> {
  world.acme.editContact(opportunityId, { phones: [{ type: "mobile", value: "+49 30 7654321" }] });
  await world.settle();
}

/** How the last note of an interview ended, and how long it was put off before each further try; those are not waited for. */
async function lastNote(interviewId: string) {
  const { service } = world.database;
  const putOffS: number[] = [];
  for (;;) {
    const note = await service
      .selectFrom("effects")
      .select([
        "id",
        "state",
        "failures",
        "outcome",
        sql<number>`extract(epoch from not_before - (select max(a.ended_at) from effect_attempts a where a.effect_id = effects.id))`.as(
          "inS",
        ),
      ])
      .where("interview_id", "=", interviewId)
      .where("kind", "=", "ats.note")
      .orderBy("seq", "desc")
      .executeTakeFirstOrThrow();
    if (note.state !== "pending" && note.state !== "running") return { state: note.state, putOffS };
    if (note.state === "pending" && note.failures > putOffS.length) {
      expect(note.outcome).toContain("Lever answers 404");
      putOffS.push(Math.round(note.inS));
      await service
        .updateTable("effects")
        .set({ not_before: sql<Date>`now()` })
        .where("id", "=", note.id)
        .execute();
      await sql`select pg_notify('effects', '')`.execute(service);
    }
    await setTimeout(5);
  }
}

async function wait(seconds: number): Promise<void> {
  world.advance(seconds);
  await world.settle();
}

test.each([1, 2])("%i wrong answers in a row cancel nothing and erase nothing", async (times) => {
  const { id, interviewId } = await booked(`Astrid ${times}`, 30 + times * 5);
  strays.set(id, times);
  await makeUsLook(id);
  expect(strays.get(id), "asked, and answered wrongly").toBe(times - 1);
  expect(await stateOf(interviewId)).toBe("scheduled");
  await wait(6);
  await wait(61);
  expect(strays.get(id)).toBe(0);
  expect(await stateOf(interviewId)).toBe("scheduled");
  expect(await erasures(id)).toBe(0);
  expect(await reasonsOf(id)).toHaveLength(times);
});

test("whom Lever does not find three times within some minutes is gone: cancelled, and erased within the hour", async () => {
  const { id, interviewId } = await booked("Gonzalo Gone", 45);
  strays.set(id, 1_000);
  await makeUsLook(id);
  await wait(6);
  expect(await stateOf(interviewId)).toBe("scheduled");
  await wait(61);
  expect(await stateOf(interviewId)).toBe("cancelled");
  await wait(11 * 60);
  const erased = await world.database.service
    .selectFrom("interviews")
    .select("erased_at")
    .where("id", "=", interviewId)
    .executeTakeFirstOrThrow();
  expect(erased.erased_at).not.toBeNull();
});

test("whose deletion Lever's webhook tells of as well is let go at once", async () => {
  const { id, interviewId } = await booked("Tilda Told", 50);
  world.acme.deleteOpportunity(id);
  await world.settle();
  expect(await stateOf(interviewId)).toBe("cancelled");
  expect(await erasures(id)).toBe(1);
});

test("pressing re-trigger at the moment of a wrong answer is refused in words, and cancels nothing either", async () => {
  const { id, interviewId } = await booked("Reto Retrigger", 55);
  strays.set(id, 1);
  const answer = await world.lever.retrigger(interviewId, ada);
  expect(isRefusal(answer) && answer.words).toContain("Lever does not find the candidate just now");
  await wait(6);
  await wait(61);
  expect(await stateOf(interviewId)).toBe("scheduled");
  expect(await erasures(id)).toBe(0);
});

test("two wrong answers to a note of ours are slips, the third is believed and waits for a person", async () => {
  const note = async (name: string, inHours: number, wrong: number) => {
    const { id, interviewId } = await booked(name, inHours);
    strays.set(id, wrong);
    await world.book(interviewId, inHours + 3);
    return lastNote(interviewId);
  };
  expect(await note("Nils Note", 65, 2)).toEqual({ state: "done", putOffS: [5, 60] });
  expect(await note("Nora Note", 80, 1_000)).toEqual({ state: "dead", putOffS: [5, 60] });
});

test("many wrong answers at one time begin one series of looks, not one for each", async () => {
  const { id, interviewId } = await booked("Manuel Many", 60);
  strays.set(id, 2);
  await makeUsLook(id);
  world.acme.editContact(id, { phones: [{ type: "mobile", value: "+49 30 1111111" }] });
  await world.settle();
  expect(strays.get(id)).toBe(0);
  await wait(6);
  await wait(61);
  expect(await reasonsOf(id)).toHaveLength(1);
  expect(await stateOf(interviewId)).toBe("scheduled");
});
