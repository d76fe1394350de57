/** A company with a position, experts and candidates in a database of its own; what tests of booking start from. */
import { randomUUID } from "node:crypto";
import { isRefusal, type Actor, type BlockReason, type GuideContent } from "@interviewvector/domain";
import type { FreshDatabase } from "../../../test/support/database.ts";
import type { Clock } from "../src/clock.ts";
import { createCrypt } from "../src/crypt.ts";
import { openDatabase, type Database } from "../src/db/database.ts";
import { act, enterIn, undoOnRefusal, type Door } from "../src/interview/act.ts";
import { createScheduling } from "../src/scheduling/index.ts";

/** Monday, 09:00 UTC. */
export const MONDAY = Date.parse("2026-12-07T09:00:00Z");

export interface MovableClock extends Clock {
  set(at: number): void;
  advance(byMs: number): void;
}

export function clockAt(at: number): MovableClock {
  let now = at;
  return {
    now: () => now,
    set: (to) => {
      now = to;
    },
    advance: (byMs) => {
      now += byMs;
    },
  };
}

export const guide: GuideContent = {
  format: "two coding tasks and questions about design",
  equipment: "a computer with camera and microphone, and a quiet place",
  sections: [
    {
      name: "Warm-up",
      minutes: 10,
      questions: [{ id: "warm-up", text: "Tell me of a bug.", hints: [], expected: [], followUps: [] }],
    },
  ],
  competencies: [
    { id: "coding", name: "Coding", mandatory: true, anchors: ["No code", "Some code", "Good code", "Great code"] },
  ],
};

export interface ExpertOptions {
  id?: string;
  name?: string;
  zone?: string;
  skills?: { skill: string; level: number }[];
  employers?: string[];
  weekdays?: number[];
  fromMinute?: number;
  toMinute?: number;
  maxPerDay?: number;
  maxPerWeek?: number;
  noticeMinutes?: number;
}

/** On a database of its own, unless one is given. */
export async function bookingWorld(given?: FreshDatabase) {
  // Only when it is wanted: it belongs to the test runner, and benchmarks bring a database of their own.
  const fresh = given ?? (await (await import("../../../test/support/database.ts")).freshDatabase());
  const clock = clockAt(MONDAY);
  const database = openDatabase({ url: fresh.url, onError: () => {} });
  const crypt = createCrypt(new Uint8Array(32).fill(7));
  const door: Door = { database, clock, newId: randomUUID };
  const company = await makeCompany(database, "Acme");
  const scheduling = createScheduling(door);
  return {
    database,
    clock,
    crypt,
    door,
    scheduling,
    company,
    addExpert: (options: ExpertOptions = {}) => addExpert(database, options),
    /** A candidate with an invitation. */
    invite: (name = "Kim Lee", at = company) => invite(door, at, name),
    giveBack: (interviewId: string, actor: Actor) => giveBack(door, interviewId, actor),
    addCompany: (name: string) => makeCompany(database, name),
    async close() {
      await database.close();
      await fresh.drop();
    },
  };
}

export type BookingWorld = Awaited<ReturnType<typeof bookingWorld>>;
export type Company = Awaited<ReturnType<typeof makeCompany>>;

async function makeCompany(database: Database, name: string) {
  const db = database.service;
  const ids = { companyId: randomUUID(), connectionId: randomUUID(), positionId: randomUUID(), roundId: randomUUID() };
  const guideId = randomUUID();
  const slug = `${name.toLowerCase()}-${ids.companyId.slice(0, 8)}`;
  await db
    .insertInto("companies")
    .values({ id: ids.companyId, name, slug, zone: "Europe/Berlin", privacy_url: null, logo: null, logo_type: null })
    .execute();
  await db
    .insertInto("connections")
    .values({
      id: ids.connectionId,
      company_id: ids.companyId,
      ats: "lever",
      environment: "sandbox",
      kind: "api_key",
      state: "connected",
      account_id: null,
      account_name: null,
      secrets: Buffer.from("sealed"),
      stage_id: null,
      acting_user: null,
      feedback_template: null,
      broken_reason: null,
      last_poll_error: null,
      created_by: null,
    })
    .execute();
  await db.insertInto("guides").values({ id: guideId, name: "Backend", category: "Backend" }).execute();
  await db
    .insertInto("guide_versions")
    .values({ guide_id: guideId, version: 1, content: JSON.stringify(guide), created_by: "test" })
    .execute();
  await db
    .insertInto("positions")
    .values({
      id: ids.positionId,
      company_id: ids.companyId,
      connection_id: ids.connectionId,
      posting_id: `posting-${ids.positionId}`,
      title: "Backend Engineer",
      state: "active",
      state_before_inactive: null,
      category: "Backend",
      role: "SDE-2",
      seniority: "mid",
      skills: ["Go", "SQL"],
      languages: ["en"],
    })
    .execute();
  await db
    .insertInto("rounds")
    .values({
      id: ids.roundId,
      company_id: ids.companyId,
      position_id: ids.positionId,
      number: 1,
      name: "Technical interview",
      guide_id: guideId,
      duration_minutes: 60,
    })
    .execute();
  return { ...ids, guideId, name };
}

async function addExpert(database: Database, options: ExpertOptions): Promise<string> {
  const id = options.id ?? randomUUID();
  const name = options.name ?? "Priya Rao";
  await database.service
    .insertInto("experts")
    .values({
      id,
      user_id: null,
      name,
      first_name: name.split(" ")[0] ?? name,
      email: `${id}@experts.example`,
      zone: options.zone ?? "UTC",
      state: "active",
      skills: JSON.stringify(
        options.skills ?? [
          { skill: "Go", level: 3 },
          { skill: "SQL", level: 3 },
        ],
      ),
      categories: ["Backend"],
      roles: ["mid", "senior"],
      employers: options.employers ?? [],
      meeting_url: `https://meet.example/${id}`,
      max_per_day: options.maxPerDay ?? 20,
      max_per_week: options.maxPerWeek ?? 80,
      notice_minutes: options.noticeMinutes ?? 0,
      offer_counted_at: new Date(MONDAY),
    })
    .execute();
  const weekdays = options.weekdays ?? [1, 2, 3, 4, 5];
  if (weekdays.length > 0) {
    await database.service
      .insertInto("expert_hours")
      .values(
        weekdays.map((weekday) => ({
          expert_id: id,
          weekday,
          from_minute: options.fromMinute ?? 540,
          to_minute: options.toMinute ?? 1020,
        })),
      )
      .execute();
  }
  return id;
}

/** Each person has an address of their own: two with one address are one person. */
export function emailOf(candidateId: string): string {
  return `kim.${candidateId.slice(0, 8)}@candidates.example`;
}

interface Entry {
  /** Who was here before. */
  candidateId?: string;
  opportunityId?: string;
  /** Why they are blocked; none: they are invited. */
  reasons?: BlockReason[];
}

async function invite(door: Door, company: Company, name: string, entry: Entry = {}) {
  const now = door.clock.now();
  const candidateId = entry.candidateId ?? randomUUID();
  const entered = await undoOnRefusal(door, async (tx) => {
    await tx
      .insertInto("candidates")
      .values({
        id: candidateId,
        company_id: company.companyId,
        connection_id: company.connectionId,
        contact_id: `contact-${candidateId}`,
        name,
        emails: [emailOf(candidateId)],
        zone: null,
        read_at: new Date(now),
        created_at: new Date(now),
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    return enterIn(
      door,
      tx,
      {
        companyId: company.companyId,
        connectionId: company.connectionId,
        candidateId,
        positionId: company.positionId,
        roundId: company.roundId,
        roundNumber: 1,
        opportunityId: entry.opportunityId ?? randomUUID(),
        enteredAt: now,
        stageId: null,
        repeat: 0,
        guide: { id: company.guideId, version: 1 },
        owner: null,
      },
      { actor: { kind: "ats" }, event: { type: "candidateEntered", reasons: entry.reasons ?? [] } },
    );
  });
  if (isRefusal(entered)) throw new Error(entered.words);
  return { interviewId: entered.id, candidateId };
}

/** The expert drops out, and nobody is looked for. */
function giveBack(door: Door, interviewId: string, actor: Actor) {
  return act(door, interviewId, actor, async (_tx, { interview }) => ({
    type: "expertGaveBack",
    fromExpertId: interview.booking?.expertId ?? "",
    cause: "ill",
    reason: "flu",
  }));
}

export { invite };
