/** The address of somebody who was invited goes away in Lever, or is another one: it is said there, and nothing that stands is ended. */
import { hours } from "@interviewvector/domain";
import { afterAll, beforeAll, expect, test } from "vitest";
import { invited } from "./lever-people.ts";
import { startLeverWorld, type LeverWorld } from "./lever-world.ts";

let world: LeverWorld;
beforeAll(async () => {
  world = await startLeverWorld();
  await world.connect();
  await world.activate();
});
afterAll(() => world.stop());

async function edit(opportunityId: string, data: Parameters<LeverWorld["acme"]["editContact"]>[1]): Promise<void> {
  world.acme.editContact(opportunityId, data);
  await world.settle();
}

function notesAbout(opportunityId: string): string[] {
  const texts = world.acme.notesOf(opportunityId).flatMap(({ comments }) => comments.map(({ value }) => value));
  return texts.filter((text) => text.includes("no e-mail address"));
}

function interviewOf(interviewId: string) {
  return world.database.service
    .selectFrom("interviews")
    .select(["state", "generation", "noted_reasons"])
    .where("id", "=", interviewId)
    .executeTakeFirstOrThrow();
}

async function mailsTo(interviewId: string): Promise<string[]> {
  const rows = await world.database.service
    .selectFrom("effects")
    .select("payload")
    .where("interview_id", "=", interviewId)
    .where("kind", "=", "mail.candidate")
    .execute();
  return rows.map(({ payload }) => String(payload["mail"])).sort();
}

test("an address that is removed before the booking is said once in Lever, and the invitation stays", async () => {
  const { id, interview } = await invited(world, "Rita Removed");
  await edit(id, { emails: [] });
  await edit(id, { phones: [{ type: "mobile", value: "+49 30 7654321" }] });
  expect(notesAbout(id)).toHaveLength(1);
  expect(notesAbout(id)[0]).toMatch(
    /Rita Removed has no e-mail address in Lever any more.*\n.*stays valid.*\n.*\/retrigger\//,
  );
  expect(await interviewOf(interview.id)).toMatchObject({ state: "invited", generation: 1 });
  await edit(id, { emails: ["rita.again@candidates.example"] });
  expect(await interviewOf(interview.id)).toMatchObject({ state: "invited", generation: 2, noted_reasons: [] });
  expect(await mailsTo(interview.id)).toEqual(["invitation", "invitation"]);
  await edit(id, { emails: [] });
  expect(notesAbout(id)).toHaveLength(2);
});

test("after the booking the note says what stays booked, and the confirmation goes to the address that comes", async () => {
  const { id, interview } = await invited(world, "Bodo Booked");
  await world.book(interview.id, 30);
  await world.settle();
  await edit(id, { emails: [] });
  expect(notesAbout(id)[0]).toContain("The interview stays booked: ");
  expect((await interviewOf(interview.id)).state).toBe("scheduled");
  await edit(id, { emails: ["bodo.new@candidates.example"] });
  expect(await mailsTo(interview.id)).toEqual(["booked", "booked", "invitation"]);
});

test("who gave preferred times keeps them at another address, and the old link ends", async () => {
  const { id, interview } = await invited(world, "Paula Proposed");
  const fromAt = world.now() + hours(240);
  const ranges = [{ fromAt, toAt: fromAt + hours(1) }];
  await world.happen(interview.id, { type: "timesProposed", ranges, comment: "" }, { kind: "candidate" });
  await world.settle();
  const before = (await interviewOf(interview.id)).state;
  await edit(id, { emails: ["paula.new@candidates.example"] });
  expect([before, (await interviewOf(interview.id)).state]).toEqual(["proposed", "proposed"]);
  expect((await interviewOf(interview.id)).generation).toBe(2);
  expect(await mailsTo(interview.id)).toEqual(["invitation", "proposal_received", "proposal_received"]);
});
