/** Positions: configured, activated without surprising anybody, paused; and what interviews keep when they are edited. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sql } from "kysely";
import { days, interviewApi, positionApi } from "@interviewvector/domain";
import { effectOf } from "../src/effects/effect.ts";
import { seedGuides, library } from "../src/guide/library.ts";
import { apiHouse, type ApiHouse } from "./api-house.ts";
import { timerHandler } from "../src/interview/timer.ts";
import type { Company } from "./booking-world.ts";

let house: ApiHouse;
let company: Company;
let params: { positionId: string };
beforeAll(async () => {
  house = await apiHouse();
  await house.addExpert();
});
afterAll(() => house.close());

let count = 0;
beforeEach(async () => {
  count++;
  company = await house.addCompany(`Company${count}`);
  await house.member(`Admin ${count}`, company, "admin");
  params = { positionId: company.positionId };
  house.ats.invited.length = 0;
  house.ats.reread.length = 0;
});
const admin = () => `Admin ${count}`;

type Input = Parameters<typeof input>[0];
function input(more: { rounds?: { id?: string; name: string; guideId: string; durationMinutes: number }[] } = {}) {
  return {
    category: "Backend",
    role: "SDE-2",
    seniority: "senior" as const,
    skills: ["Go", "SQL"],
    languages: ["en"],
    settings: { bookWithinDays: 5 },
    rounds: [{ name: "Technical interview", guideId: company.guideId, durationMinutes: 60 }],
    ...more,
  };
}
const configure = (more?: Input) => house.ask(admin(), positionApi.configurePosition, { params, body: input(more) });

/** Lets the events of this type that are owed happen, as the runner would. */
async function happen(type: string) {
  const handler = timerHandler(house.door);
  const rows = await house.database.service
    .selectFrom("effects")
    .selectAll()
    .where("kind", "=", "interview.timer")
    .where("state", "=", "pending")
    .where(sql<string>`payload -> 'event' ->> 'type'`, "=", type)
    .execute();
  const attempt = {
    mayStillWrite: () => true,
    sending: () => Promise.resolve(true),
    signal: AbortSignal.timeout(10_000),
  };
  for (const row of rows) await handler.run(effectOf(row), attempt);
}

async function setState(state: "pending" | "inactive", more: { category?: null } = {}) {
  await house.database.service
    .updateTable("positions")
    .set({ state, ...more })
    .where("id", "=", company.positionId)
    .execute();
}

describe("configuring", () => {
  it("keeps defaults, is read back as given, and lets what was blocked be read again", async () => {
    const saved = await configure();
    expect(saved).toMatchObject({
      seniority: "senior",
      role: "SDE-2",
      settings: { bookWithinDays: 5, maxReschedules: 2 },
    });
    expect(saved.rounds).toMatchObject([{ number: 1, guideName: "Backend", durationMinutes: 60 }]);
    expect(house.ats.reread).toEqual([company.positionId]);
  });

  it("adds, reorders and removes rounds, each number once", async () => {
    const [first] = (await configure()).rounds;
    const guideId = company.guideId;
    const two = await configure({
      rounds: [
        { name: "Quickscreen", guideId, durationMinutes: 20 },
        { id: first?.id ?? "", name: "Deep dive", guideId, durationMinutes: 60 },
      ],
    });
    expect(two.rounds.map((round) => [round.number, round.name])).toEqual([
      [1, "Quickscreen"],
      [2, "Deep dive"],
    ]);
    expect(two.rounds[1]?.id).toBe(first?.id);
    const swapped = await configure({
      rounds: two.rounds.toReversed().map(({ id, name }) => ({ id, name, guideId, durationMinutes: 30 })),
    });
    expect(swapped.rounds.map((round) => round.name)).toEqual(["Deep dive", "Quickscreen"]);
    const one = await configure({
      rounds: [{ id: swapped.rounds[1]?.id ?? "", name: "Only", guideId, durationMinutes: 30 }],
    });
    expect(one.rounds.map((round) => [round.number, round.name])).toEqual([[1, "Only"]]);
  });

  it("leaves interviews that exist with the guide and length they were made with", async () => {
    const { interviewId } = await house.invite("Kim Lee", company);
    const before = (await house.ask(admin(), positionApi.getPosition, { params })).rounds[0];
    const changed = await configure({
      rounds: [{ id: before?.id ?? "", name: "Technical interview", guideId: company.guideId, durationMinutes: 90 }],
    });
    expect(changed.rounds).toMatchObject([{ number: 1, durationMinutes: 90 }]);
    expect(changed.rounds[0]?.id).not.toBe(before?.id);
    const row = await house.database.service
      .selectFrom("interviews as i")
      .innerJoin("rounds as r", "r.id", "i.round_id")
      .select(["r.duration_minutes", "i.guide_version"])
      .where("i.id", "=", interviewId)
      .executeTakeFirstOrThrow();
    expect(row).toEqual({ duration_minutes: 60, guide_version: 1 });
    const renamed = await configure({
      rounds: [{ id: changed.rounds[0]?.id ?? "", name: "Renamed", guideId: company.guideId, durationMinutes: 90 }],
    });
    expect(renamed.rounds[0]).toMatchObject({ id: changed.rounds[0]?.id, name: "Renamed" });
  });

  it("gives who has not booked the time to book, and for the interview, that the settings say now", async () => {
    await configure();
    const { interviewId } = await house.invite("Kim Lee", company);
    const booked = await house.invite("Bo Berg", company);
    const startAt = (await house.scheduling.offersFor(booked.interviewId))?.starts[0] ?? 0;
    await house.scheduling.bookSlot(
      booked.interviewId,
      { kind: "candidate" },
      { startAt, idempotencyKey: "booked-before" },
    );
    house.clock.advance(days(1));
    const settings = { bookWithinDays: 6, interviewWithinDays: 4 };
    await house.ask(admin(), positionApi.configurePosition, { params, body: { ...input(), settings } });
    await happen("windowEdited");
    const rows = await house.database.service
      .selectFrom("interviews")
      .select(["id", "invited_at", "book_by", "latest_at"])
      .where("position_id", "=", company.positionId)
      .execute();
    const within = (id: string) => {
      const row = rows.find((one) => one.id === id);
      const from = row?.invited_at?.getTime() ?? 0;
      return [row?.book_by, row?.latest_at].map((at) => ((at?.getTime() ?? 0) - from) / days(1));
    };
    expect(within(interviewId)).toEqual([6, 4]);
    expect(within(booked.interviewId)).toEqual([5, 14]);
    const latestAt = house.clock.now() + days(3);
    const { starts } = (await house.scheduling.offersFor(interviewId)) ?? { starts: [] };
    expect(starts.length > 0 && starts.every((one) => one <= latestAt)).toBe(true);
  });

  it("saved in one window is not undone by another that was open before", async () => {
    const { mark: basedOn } = await configure();
    const save = (role: string) =>
      house.raw(admin(), positionApi.configurePosition, { params, body: { ...input(), role, basedOn } });
    const both = await Promise.all([save("SDE-3"), save("SDE-4")]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(both.find(({ status }) => status === 409)?.body).toMatchObject({ code: "stale" });
    const saved = both.find(({ status }) => status === 200)?.body;
    const read = await house.ask(admin(), positionApi.getPosition, { params });
    expect([read.role, read.mark]).toEqual([saved?.["role"], saved?.["mark"]]);
    // Whoever names no mark, as programs may, writes over it knowingly.
    await configure();
  });

  it("refuses a guide that isn't there, and a round twice", async () => {
    const [round] = (await configure()).rounds;
    const twice = { id: round?.id ?? "", name: "Twice", guideId: company.guideId, durationMinutes: 60 };
    const wrong = [
      { rounds: [{ name: "No guide", guideId: "0c0ffee0-0000-4000-8000-000000000000", durationMinutes: 60 }] },
      { rounds: [twice, twice] },
      { rounds: [] },
    ];
    for (const more of wrong) {
      const { status } = await house.raw(admin(), positionApi.configurePosition, { params, body: input(more) });
      expect(status).toBe(422);
    }
  });
});

describe("activating", () => {
  it("invites those who stand in the stage only when they are chosen", async () => {
    await setState("pending");
    await configure();
    house.ats.standing = [{ opportunityId: "opp-1", name: "Maya", enteredAt: house.clock.now(), hasInterview: false }];
    const { candidates } = await house.ask(admin(), positionApi.standing, { params });
    expect(candidates).toMatchObject([{ opportunityId: "opp-1", name: "Maya" }]);
    const active = await house.ask(admin(), positionApi.activatePosition, { params, body: {} });
    expect(active).toMatchObject({ state: "active", activatedAt: new Date(house.clock.now()).toISOString() });
    expect(house.ats.invited).toEqual([]);
    await house.ask(admin(), positionApi.activatePosition, {
      params,
      body: { inviteOpportunityIds: ["opp-1", "opp-1"] },
    });
    expect(house.ats.invited).toMatchObject([
      { opportunityIds: ["opp-1"], connectionId: company.connectionId, actor: { name: admin() } },
    ]);
    expect(house.ats.reread).toContain(company.positionId);
  });

  it("asks for a configuration first, and for the tag", async () => {
    await setState("pending", { category: null });
    const activate = () => house.refusedTo(admin(), positionApi.activatePosition, { params, body: {} });
    expect(await activate()).toMatchObject({ status: 409, code: "not_configured" });
    await setState("inactive");
    expect(await activate()).toMatchObject({ status: 409, code: "posting_inactive" });
  });

  it("pauses and goes on, without a new activation", async () => {
    const before = await house.ask(admin(), positionApi.activatePosition, { params, body: {} });
    const paused = await house.ask(admin(), positionApi.pausePosition, { params });
    expect(paused.state).toBe("paused");
    house.clock.advance(60_000);
    const resumed = await house.ask(admin(), positionApi.resumePosition, { params });
    expect(resumed).toMatchObject({ state: before.state, activatedAt: before.activatedAt });
    await setState("pending");
    expect(await house.refusedTo(admin(), positionApi.resumePosition, { params })).toMatchObject({
      code: "not_paused",
    });
  });

  it("is for the company's own people, not for agencies", async () => {
    const userId = await house.member(`Agency ${count}`, company, "agency");
    const given = { company_id: company.companyId, user_id: userId, position_id: company.positionId };
    await house.database.service.insertInto("agency_positions").values(given).execute();
    const agency = `Agency ${count}`;
    expect((await house.ask(agency, positionApi.getPosition, { params })).id).toBe(company.positionId);
    expect(await house.refusedTo(agency, positionApi.pausePosition, { params })).toMatchObject({ status: 403 });
    expect(await house.refusedTo(agency, positionApi.refreshPostings)).toMatchObject({ status: 403 });
  });
});

describe("looking ahead", () => {
  it("shows the mail and the note as they would be sent", async () => {
    await configure();
    const preview = await house.ask(admin(), positionApi.positionPreview, { params });
    expect(preview.subject).toBe(`Choose a time: ${company.name}, SDE-2`);
    expect(preview.text).toContain("60 minutes by video: two coding tasks and questions about design");
    expect(preview.note).toContain("Maya Lindqvist was invited to Technical interview for Backend Engineer");
  });

  it("counts slots for a setting that isn't saved yet", async () => {
    const some = await house.ask(admin(), positionApi.slotCount, { params, body: { durationMinutes: 60 } });
    expect(some).toMatchObject({ experts: 1 });
    expect(some.slots).toBeGreaterThan(0);
    const none = await house.ask(admin(), positionApi.slotCount, {
      params,
      body: { durationMinutes: 60, skills: ["COBOL"] },
    });
    expect(none).toMatchObject({ slots: 0, experts: 0 });
    expect(none.words).toContain("COBOL");
  });

  it("offers the library's guides once, however often they are put in", async () => {
    await Promise.all([seedGuides(house.database.service), seedGuides(house.database.service)]);
    expect(await seedGuides(house.database.service)).toBe(0);
    const names = await house.ask(admin(), positionApi.listGuideNames);
    for (const guide of library) expect(names.guides.filter((one) => one.id === guide.id)).toHaveLength(1);
    expect(names.categories).toEqual(expect.arrayContaining(["Backend", "Frontend", "System design", "Data"]));
    expect(names.skills).toEqual(["Go", "SQL"]);
  });

  it("counts the interviews of a position", async () => {
    const { interviewId } = await house.invite("Kim Lee", company);
    await house.invite("Lou", company);
    await house.ask(admin(), interviewApi.cancelInterview, { params: { interviewId }, body: {} });
    const { positions } = await house.ask(admin(), positionApi.listPositions);
    expect(positions.map((position) => position.counts)).toEqual([
      { open: 1, booked: 0, completed: 0, waiting: 0, undecided: 0 },
    ]);
  });
});
