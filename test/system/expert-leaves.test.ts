/** An expert leaves or pauses while interviews are booked with them: what the operator sees before, and what everybody hears. */
import { interviewApi, operationsApi, replacementApi, vettingApi } from "@interviewvector/domain";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { experts as cast } from "../../dev/cast.ts";
import { interviewOf, invitationOf, setUpAcme, stage } from "../../dev/life.ts";
import { Person } from "../../dev/person.ts";
import type { System } from "../../dev/system.ts";
import { mailsTo, notesOf } from "../support/lever-view.ts";
import { newCandidate } from "../support/step.ts";
import { startWorld } from "../support/world.ts";

let system: System;
let ada: Person;
let olga: Person;
let idOf: (firstName: string) => string;

beforeAll(async () => {
  system = await startWorld();
  ({ ada } = await setUpAcme(system));
  olga = await Person.signIn(system.urls.platform, "olga@interviewvector.example");
  const { experts } = await olga.call(operationsApi.listExperts, { query: {} });
  idOf = (firstName) => experts.find(({ name }) => name.startsWith(firstName))?.id ?? "";
  // Esra and Priya share these hours of the day; the others sleep.
  for (const email of ["esra@experts.example", "priya@experts.example"]) await openAt(email, [6, 7, 8]);
  for (const email of ["ken@experts.example", "liam@experts.example"]) await openAt(email, []);
});
afterAll(() => system.stop());

/** Hours by UTC, every day. */
async function openAt(email: string, hours: number[]): Promise<void> {
  const { service } = system.app.parts.database;
  const { id } = await service.selectFrom("experts").select("id").where("email", "=", email).executeTakeFirstOrThrow();
  await service.updateTable("experts").set({ zone: "Etc/UTC" }).where("id", "=", id).execute();
  await service.deleteFrom("expert_hours").where("expert_id", "=", id).execute();
  const [first, last] = [hours[0], hours.at(-1)];
  if (first === undefined || last === undefined) return;
  for (const weekday of [1, 2, 3, 4, 5, 6, 7])
    await service
      .insertInto("expert_hours")
      .values({ expert_id: id, weekday, from_minute: first * 60, to_minute: (last + 1) * 60 })
      .execute();
}

async function book(name: string, place: number) {
  const candidate = newCandidate(system, name);
  system.emulator.account("acme").moveToStage(candidate.opportunityId, stage, { by: "ravi" });
  await system.settle();
  const browser = await invitationOf(system, candidate.opportunityId);
  const time = (await browser.offeredTimes()).at(place);
  await browser.book(time ?? 0);
  await system.settle();
  const interviewId = await interviewOf(ada, candidate.opportunityId);
  return { ...candidate, interviewId, time };
}

const detail = (interviewId: string) => ada.call(interviewApi.getInterview, { params: { interviewId } });
const emailOf = (firstName: string) => cast.find(({ name }) => name.startsWith(firstName))?.email ?? "";

describe("an expert who leaves", () => {
  it("is shown with what is booked, and it goes to others at the same time, or its candidate is asked to choose again", async () => {
    const taken = await book("Tess Taken", 0);
    const { expert: leaver = "" } = await detail(taken.interviewId);
    const other = leaver === "Esra" ? "Priya" : "Esra";
    const params = { expertId: idOf(leaver ?? "") };
    // The same hour on another day is the other's alone to lose: with both booked then, nobody is left.
    const first = await book("Una Unlucky", -1);
    const second = await book("Ursa Unlucky", -1);
    const both = [first, second];
    expect(first.time).toBe(second.time);
    const card = await olga.call(vettingApi.getExpert, { params });
    expect(card).toMatchObject({ booked: 2, reportsOwed: 0 });
    expect(Date.parse(card.nextBookedAt ?? "")).toBe(taken.time);

    const { words } = await olga.call(vettingApi.moveExpert, {
      params,
      body: { to: "gone", reason: "Moved to another field" },
    });
    expect(words).toContain("2 booked interviews are being given to others");
    await system.settle();
    const given = await detail(taken.interviewId);
    expect([given.state, given.expert, Date.parse(given.startAt ?? "")]).toEqual(["scheduled", other, taken.time]);
    expect(notesOf(system, taken.opportunityId).at(-1)).toContain(other);
    expect(mailsTo(system, emailOf(other)).some((subject) => subject.startsWith("Booked"))).toBe(true);
    // Both of theirs are taken back from their calendar.
    expect(
      mailsTo(system, emailOf(leaver ?? "")).filter((subject) => subject.startsWith("Taken off your calendar")),
    ).toHaveLength(2);
    const states = await Promise.all(both.map(({ interviewId }) => detail(interviewId).then(({ state }) => state)));
    expect(states.toSorted()).toEqual(["invited", "scheduled"]);
    const asked = both[states.indexOf("invited")];
    expect(mailsTo(system, asked?.email ?? "").at(-1)).toMatch(/choose another time/);
    const { handOvers, open } = await olga.call(replacementApi.listHandOvers);
    expect([open, handOvers.length, handOvers.filter(({ to }) => to === null).length]).toEqual([0, 2, 1]);
    expect(handOvers[0]?.reason).toBe("Moved to another field");
    expect(await olga.call(vettingApi.getExpert, { params })).toMatchObject({ state: "gone", booked: 0 });
  });

  it("keeps what is booked when they only pause", async () => {
    const booked = await book("Pat Paused", 4);
    const { expert } = await detail(booked.interviewId);
    const params = { expertId: idOf(expert ?? "") };
    const { words } = await olga.call(vettingApi.moveExpert, { params, body: { to: "paused", reason: "A child" } });
    expect(words).not.toContain("given to others");
    await system.settle();
    expect(await detail(booked.interviewId)).toMatchObject({ state: "scheduled", expert });
    const { booked: still } = await olga.call(vettingApi.getExpert, { params });
    expect(still).toBeGreaterThan(0);
  });
});

describe("standby", () => {
  const ken = "ken@experts.example";
  const told = () => mailsTo(system, ken).filter((subject) => subject.includes("standby"));
  const body = (onDate: string) => ({ expertId: idOf("Ken"), onDate, fromMinute: 480, toMinute: 960 });

  it("is told to the expert by mail, in their own zone, and so is its end", async () => {
    const { id: standbyId } = await olga.call(replacementApi.addStandby, { body: body("2030-01-10") });
    await system.settle();
    expect(told()).toEqual(["On standby: Thu 10 Jan 2030, 08:00 to 16:00, UTC"]);
    await olga.call(replacementApi.endStandby, { params: { standbyId } });
    await system.settle();
    expect(told()[1]).toBe("No longer on standby: Thu 10 Jan 2030, 08:00 to 16:00, UTC");
  });

  it("that is taken back before they were told of it is not mentioned at all", async () => {
    const before = told().length;
    system.mailbox.setFaults([{ mode: "451", match: ken }]);
    const { id: standbyId } = await olga.call(replacementApi.addStandby, { body: body("2030-01-11") });
    const key = `mail.standby:${standbyId}:on_standby`;
    const { service } = system.app.parts.database;
    const mail = () => service.selectFrom("effects").select("failures").where("key", "=", key).executeTakeFirst();
    await expect.poll(async () => (await mail())?.failures).toBeGreaterThan(0);
    await olga.call(replacementApi.endStandby, { params: { standbyId } });
    system.mailbox.setFaults([]);
    await system.settle();
    expect(told()).toHaveLength(before);
  });
});
