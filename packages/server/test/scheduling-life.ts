/**
 * A world in which people do what they may in any order, and the clock goes on; the oracle judges after each act. All of it
 * follows from one seed. Two instances of the server share its database, and either may be asked.
 */
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { days, hours, minutes } from "@interviewvector/domain";
import type { FreshDatabase } from "../../../test/support/database.ts";
import { openDatabase } from "../src/db/database.ts";
import { saveAvailability } from "../src/expert/availability.ts";
import { imagined } from "../src/scheduling/imagined.ts";
import { createScheduling, type Scheduling } from "../src/scheduling/index.ts";
import { explainSlots } from "../src/scheduling/why-slots.ts";
import { type BookingWorld, bookingWorld, type Company, invite } from "./booking-world.ts";
import {
  askOf,
  clockIn,
  fitsPosition,
  inPool,
  readTruth,
  type Settings,
  startsOf,
  stepOf,
  type TrueInterview,
  type Truth,
  whyNot,
} from "./scheduling-oracle.ts";

// Clocks change soon after some of these, at midnight, by half an hour, or twice in one hour.
const beginnings = [
  "2026-12-07T09:00Z",
  "2027-03-11T22:40Z",
  "2027-03-26T07:10Z",
  "2027-04-02T12:00Z",
  "2027-10-29T15:20Z",
];
const zones = [
  "UTC",
  "America/New_York",
  "Europe/Berlin",
  "Asia/Kolkata",
  "Australia/Lord_Howe",
  "Pacific/Auckland",
  "Africa/Cairo",
  "America/Santiago",
  "Asia/Beirut",
  "Asia/Tokyo",
];

export interface Life {
  world: BookingWorld;
  servers: readonly Scheduling[];
  experts: readonly string[];
  places: readonly Company[];
  interviews: { id: string; candidateId: string }[];
  chance: Chance;
  /** What the oracle found wrong, in words. */
  faults: string[];
  truth(): Promise<Truth>;
  interview(id: string): Promise<{ truth: Truth; interview: TrueInterview }>;
  end(): Promise<void>;
}

export interface Chance {
  below(limit: number): number;
  of(share: number): boolean;
  pick<One>(list: readonly One[]): One;
  id(): string;
}

function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  const random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(random() * limit);
  return {
    below,
    of: (share) => random() < share,
    pick: (list) => list[below(list.length)]!,
    id: () => "xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx".replaceAll("x", () => below(16).toString(16)),
  };
}

export async function begin(fresh: FreshDatabase, seed: number): Promise<Life> {
  const chance = chanceOf(seed);
  const world = await bookingWorld({ ...fresh, drop: () => Promise.resolve() });
  const { clock, database } = world;
  const door = { ...world.door, newId: chance.id };
  clock.set(Date.parse(chance.pick(beginnings)) + minutes(chance.below(60)));
  const second = openDatabase({ url: fresh.url, onError: () => {} });
  const truth = () => readTruth(database, clock.now());
  const life: Life = {
    world,
    servers: [createScheduling(door), createScheduling({ ...door, database: second })],
    experts: Array.from({ length: 7 }, () => chance.id()),
    places: [world.company, await world.addCompany("Globex"), await anotherPosition(world)],
    interviews: [],
    chance,
    faults: [],
    truth,
    async interview(id) {
      const now = await truth();
      return { truth: now, interview: now.interviews.find((one) => one.id === id)! };
    },
    async end() {
      await second.close();
      await world.close();
    },
  };
  for (const place of life.places) {
    await editSettings(life, place);
    const length = chance.pick([15, 20, 33, 40, 60, 60, 90]);
    await sql`update rounds set duration_minutes = ${length} where id = ${place.roundId}`.execute(database.service);
  }
  for (const id of life.experts) {
    await world.addExpert({ id, name: `Expert ${id.slice(0, 4)}` });
    await saveAvailability(door, id, someHours(life));
  }
  for (let one = 0; one < 6; one++) await enter(life);
  return life;
}

/** A second position of the first company, for which more people are good enough. */
async function anotherPosition({ database, company }: BookingWorld): Promise<Company> {
  const [positionId, roundId] = [randomUUID(), randomUUID()];
  await sql`
    insert into positions (id, company_id, connection_id, posting_id, title, state, category, role, seniority, skills, languages)
    select ${positionId}, company_id, connection_id, ${`posting-${positionId}`}, 'Data Engineer', 'active', 'Backend', 'SDE-1', 'junior',
      array['SQL'], array['de', 'en'] from positions where id = ${company.positionId}`.execute(database.service);
  await sql`
    insert into rounds (id, company_id, position_id, number, name, guide_id, duration_minutes)
    select ${roundId}, company_id, ${positionId}, 1, 'Quick', guide_id, 20 from rounds where id = ${company.roundId}`.execute(
    database.service,
  );
  return { ...company, positionId, roundId };
}

export async function editSettings({ world, chance: { pick } }: Life, { positionId }: Company): Promise<void> {
  const settings = {
    minimumNoticeMinutes: pick([0, 0, 60, 360]),
    bufferBeforeMinutes: pick([0, 0, 5, 30]),
    bufferAfterMinutes: pick([0, 15, 15, 60]),
    interviewWithinDays: pick([2, 4, 6]),
    maxReschedules: 10,
    rescheduleCutoffMinutes: 0,
  };
  await sql`update positions set settings = ${JSON.stringify(settings)}::jsonb where id = ${positionId}`.execute(
    world.database.service,
  );
}

/** Somebody new, or somebody who is known at another position; now and then the same person is there under two names. */
export async function enter({ world, places, interviews, chance }: Life): Promise<void> {
  const known = interviews.length > 0 && chance.of(0.3) ? chance.pick(interviews) : null;
  const place = known ? places[0]! : chance.pick(places);
  const mine = known && (await companyOf(world, known.candidateId)) === place.companyId ? known.candidateId : null;
  const name = chance.pick(["Kim Lee", "Bo  Berg", "Maya Sen"]);
  const ids = { candidateId: mine ?? chance.id(), opportunityId: chance.id() };
  const { interviewId, candidateId } = await invite(world.door, place, name, ids);
  if (known && mine === null)
    await sql`
      update candidates set emails = emails || (select emails from candidates where id = ${known.candidateId})
      where id = ${candidateId}`.execute(world.database.service);
  interviews.push({ id: interviewId, candidateId });
}

async function companyOf({ database }: BookingWorld, candidateId: string): Promise<string> {
  const row = await database.service
    .selectFrom("candidates")
    .select("company_id")
    .where("id", "=", candidateId)
    .executeTakeFirstOrThrow();
  return row.company_id;
}

export function someHours({ world, chance: { below, of, pick } }: Life) {
  const zone = pick(zones);
  const now = world.clock.now();
  const [from, to] = [pick([0, 360, 540, 547]), pick([720, 1020, 1080, 1440])];
  const whole = [{ fromMinute: from, toMinute: to }];
  const hoursOfDay = of(0.4)
    ? [
        { fromMinute: from, toMinute: from + 120 },
        { fromMinute: from + 165, toMinute: to },
      ]
    : whole;
  const dates = new Set(Array.from({ length: below(3) }, () => clockIn(zone, now + days(below(7))).date));
  const offAt = now + minutes(below(7 * 1440));
  return {
    zone,
    weekly: [1, 2, 3, 4, 5, 6, 7]
      .filter((weekday) => of(weekday < 6 ? 0.9 : 0.4))
      .flatMap((weekday) => hoursOfDay.map((one) => ({ weekday, ...one }))),
    overrides: [...dates].map((onDate) => ({
      onDate,
      intervals: pick([[], [{ fromMinute: 0, toMinute: 1440 }], [{ fromMinute: 60, toMinute: 330 }]]),
    })),
    timeOff: of(0.3)
      ? [
          {
            fromAt: new Date(offAt).toISOString(),
            toAt: new Date(offAt + minutes(30 + below(1440))).toISOString(),
            note: "",
          },
        ]
      : [],
    maxPerDay: pick([1, 2, 3, 20]),
    maxPerWeek: pick([1, 2, 6, 20]),
    noticeMinutes: pick([0, 0, 60, 600]),
  };
}

const inWords = (instants: readonly number[]) =>
  `${instants
    .slice(0, 3)
    .map((at) => new Date(at).toISOString())
    .join(" ")} (${instants.length})`;

/** Both servers offer exactly what the oracle does, and what is booked agrees with itself. Returns how many times were compared. */
export async function judge(life: Life, ids: readonly string[]): Promise<number> {
  const truth = await life.truth();
  let compared = 0;
  for (const id of new Set(ids)) {
    const interview = truth.interviews.find((one) => one.id === id)!;
    const wanted = startsOf(truth, interview);
    compared += wanted.length;
    for (const [place, server] of life.servers.entries()) {
      const offers = life.chance.of(0.5) ? await server.offersFor(id) : await (await server.lookAt(id, {}))?.offers();
      const got = offers?.starts ?? [];
      const [extra, missing] = [got.filter((at) => !wanted.includes(at)), wanted.filter((at) => !got.includes(at))];
      if (extra.length > 0) life.faults.push(`server ${place} offers too much: ${inWords(extra)}`);
      if (missing.length > 0) life.faults.push(`server ${place} offers too little: ${inWords(missing)}`);
    }
  }
  life.faults.push(...contradictions(truth));
  return compared;
}

function contradictions({ bookings, interviews }: Truth): string[] {
  const found: string[] = [];
  const firm = bookings.filter(({ status }) => status === "confirmed");
  const stands = (one: TrueInterview) => one.state === "scheduled" || one.state === "live";
  for (const one of firm) {
    const same = (other: typeof one) => other.expertId === one.expertId || other.candidateId === one.candidateId;
    if (firm.some((other) => other.id < one.id && same(other) && other.from < one.to && other.to > one.from))
      found.push("two bookings of one person overlap");
    const own = interviews.find(({ booking }) => booking?.id === one.id);
    if (!own || !stands(own) || own.booking?.from !== one.from || own.booking.expertId !== one.expertId)
      found.push("a booking that its interview knows nothing of");
  }
  if (interviews.some((one) => stands(one) && !firm.some(({ id }) => id === one.booking?.id)))
    found.push("an interview is scheduled, and nothing is booked");
  const met = bookings.filter(({ status }) => status === "confirmed" || status === "done");
  if (
    met.some((one) =>
      met.some(
        (other) =>
          one.interviewId < other.interviewId &&
          one.expertId === other.expertId &&
          one.candidateId === other.candidateId,
      ),
    )
  )
    found.push("an expert has two interviews with one candidate");
  return found;
}

/** "Why these slots?" for one of the positions: each start of each expert is given to one rule, and to the right one. */
export async function judgeReasons(life: Life): Promise<void> {
  const { database, clock } = life.world;
  const { positionId } = life.chance.pick(life.places);
  const { rows } = await sql<Parameters<typeof fitsPosition>[1] & { settings: Settings; minutes: number }>`
    select c.name as company, p.category, p.seniority, p.skills, p.languages, p.settings, r.duration_minutes as minutes
    from positions p join companies c on c.id = p.company_id join rounds r on r.position_id = p.id
    where p.id = ${positionId}`.execute(database.service);
  const position = rows[0]!;
  const truth = await life.truth();
  const roster = await life.chance.pick(life.servers).experts.current();
  const asked = { ...position, companyName: position.company, durationMinutes: position.minutes };
  const said = explainSlots(roster, imagined(asked), clock.now());
  const pool = truth.experts.filter((one) => inPool(truth, one) && fitsPosition(one, position));
  const ask = askOf(position, []);
  const step = minutes(stepOf(position.minutes));
  const sums: Record<string, number> = {};
  let slots = 0;
  for (let at = Math.ceil(clock.now() / step) * step; at < clock.now() + days(7); at += step) {
    const rules = pool.map((expert) => whyNot(truth, expert, ask, at) ?? "offered");
    for (const rule of rules) sums[rule] = (sums[rule] ?? 0) + 1;
    if (rules.includes("offered")) slots++;
  }
  const inHours = (starts: number) => Math.round(((starts * step) / hours(1)) * 100) / 100;
  const { offered = 0, ...removed } = sums;
  const active = truth.experts.filter(({ state }) => state === "active").length;
  const wanted = {
    slots,
    fitting: pool.length,
    unfit: active - pool.length,
    offered: inHours(offered),
    removed: Object.entries(removed).map(([rule, starts]) => `${rule} ${inHours(starts)}`),
  };
  const got = {
    slots: said.slots,
    fitting: said.fitting,
    unfit: said.unfit.reduce((sum, { experts }) => sum + experts, 0),
    offered: said.hours.offered,
    removed: said.removed.map((one) => `${one.rule} ${one.hours}`),
  };
  for (const one of [wanted, got]) one.removed.sort();
  if (JSON.stringify(got) !== JSON.stringify(wanted))
    life.faults.push(`reasons ${JSON.stringify(got)} instead of ${JSON.stringify(wanted)}`);
}
