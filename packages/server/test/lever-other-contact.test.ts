/** Contacts that are made one in Lever: what concerns the opportunity follows its contact. */
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { invited } from "./lever-people.ts";
import { startLeverWorld, type LeverWorld } from "./lever-world.ts";

/** Lever shows this opportunity under another contact, with that one's address. */
const shownAs = new Map<string, { contact: string; emails?: string[] }>();

let world: LeverWorld;
beforeAll(async () => {
  world = await startLeverWorld({
    async fetch(url, init) {
      const answer = await fetch(url, init);
      const asked = /\/opportunities\/([^/]+)$/.exec(new URL(url).pathname)?.[1] ?? "";
      const other = shownAs.get(asked);
      if (!other || !answer.ok) return answer;
      const body = (await answer.json()) as { data: object };
      return Response.json({ ...body, data: { ...body.data, ...other } });
    },
  });
  await world.connect();
  await world.activate();
});
afterAll(() => world.stop());

async function booked(name: string, inHours: number) {
  const { interview, ...one } = await invited(world, name);
  await world.book(interview.id, inHours);
  await world.settle();
  return { ...one, interviewId: interview.id };
}

/** Something makes us look: a new telephone number. */
async function makeUsLook(opportunityId: string): Promise<void> {
  world.acme.editContact(opportunityId, { phones: [{ type: "mobile", value: "+49 30 7654321" }] });
  await world.settle();
}

function candidateOf(interviewId: string) {
  return world.database.service
    .selectFrom("interviews as i")
    .innerJoin("candidates as c", "c.id", "i.candidate_id")
    .select(["c.id", "c.contact_id", "c.emails", "i.generation"])
    .where("i.id", "=", interviewId)
    .executeTakeFirstOrThrow();
}

async function contacts(): Promise<string[]> {
  const rows = await world.database.service.selectFrom("candidates").select("contact_id").execute();
  return rows.map(({ contact_id }) => contact_id);
}

async function bookedBy(interviewId: string): Promise<string[]> {
  const rows = await world.database.service
    .selectFrom("bookings")
    .select("candidate_id")
    .where("interview_id", "=", interviewId)
    .where("status", "=", "confirmed")
    .execute();
  return rows.map(({ candidate_id }) => candidate_id);
}

/** Booked with another expert at the time of `as`. */
async function atTheSameTime(interviewId: string, as: string): Promise<void> {
  const { service } = world.database;
  const expertId = randomUUID();
  await service
    .insertInto("experts")
    .values({
      id: expertId,
      user_id: null,
      name: "Ken Sato",
      first_name: "Ken",
      email: "ken@experts.example",
      zone: "Asia/Tokyo",
      state: "active",
      meeting_url: null,
    })
    .execute();
  await sql`update bookings set expert_id = ${expertId}, during = (select during from bookings where interview_id = ${as})
    where interview_id = ${interviewId}`.execute(service);
}

test("who was invited is invited at the other contact's address, and nothing is left under the former one", async () => {
  const { id, contact, interview } = await invited(world, "Mara Merged");
  const interviewId = interview.id;
  const contact2 = "11111111-aaaa-4bbb-8ccc-000000000001";
  shownAs.set(id, { contact: contact2, emails: ["mara.new@candidates.example"] });
  await makeUsLook(id);
  expect(await candidateOf(interviewId)).toMatchObject({
    contact_id: contact2,
    emails: ["mara.new@candidates.example"],
    generation: 2,
  });
  expect(await contacts()).not.toContain(contact);
  const told = world.database.service.selectFrom("history").select("words").where("interview_id", "=", interviewId);
  expect((await told.execute()).map(({ words }) => words)).toContain(
    "Another contact in Lever: kept under that one from now on",
  );
});

test("bookings follow to a contact that is known already; two at one time stay two", async () => {
  const [one, same, other] = [await booked("Ole One", 30), await booked("Sam Same", 50), await booked("Udo Under", 40)];
  await atTheSameTime(same.interviewId, one.interviewId);
  for (const { id } of [same, other]) {
    shownAs.set(id, { contact: one.contact });
    await makeUsLook(id);
  }
  const mine = (await candidateOf(one.interviewId)).id;
  expect((await candidateOf(other.interviewId)).id).toBe(mine);
  expect(await bookedBy(other.interviewId)).toEqual([mine]);
  expect((await candidateOf(same.interviewId)).contact_id).toBe(same.contact);
  expect(await bookedBy(same.interviewId)).not.toContain(mine);
});
