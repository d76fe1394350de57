/**
 * A season of a pool: experts of unequal hours in many zones, candidates who book through the real door on a real
 * database, and life going on: experts join, go away for a while, leave, change their hours; candidates cancel. Seeded.
 * It keeps its own book of who offered what, so that what the product believes is judged from outside.
 */
import { sql } from "kysely";
import { days, hours, isRefusal } from "@interviewvector/domain";
import { act } from "../../packages/server/src/interview/act.ts";
import { writeDownOffered } from "../../packages/server/src/scheduling/offered.ts";
import { bookingWorld, invite, MONDAY } from "../../packages/server/test/booking-world.ts";
import { mulberry32 } from "../slots/team.ts";

export interface SeasonSize {
  experts: number;
  bookings: number;
  weeks: number;
  seed: number;
}

export interface SeasonExpert {
  id: string;
  zone: string;
  hoursADay: number;
  /** From when to when they were in the pool with how many hours a day; the last span may be open. */
  spans: { fromAt: number; toAt: number | null; fromHour: number; hoursADay: number }[];
}

const zones = ["Europe/Istanbul", "Europe/Berlin", "Asia/Kolkata", "Europe/London", "Asia/Dubai", "Africa/Cairo"];

export type World = Awaited<ReturnType<typeof bookingWorld>>;
export type Season = Awaited<ReturnType<typeof playSeason>>;

export async function playSeason(size: SeasonSize, world: World) {
  const { experts: count, bookings, weeks, seed } = size;
  const random = mulberry32(seed);
  // Ids too come from the seed: a lot is drawn by them.
  world.door.newId = () => uuidFrom(random);
  await world.database.service
    .updateTable("positions")
    .set({ settings: JSON.stringify({ bufferAfterMinutes: 0, minimumNoticeMinutes: 0 }) })
    .execute();
  const pool = new Pool(world, random);
  const desk = new Desk(world, random);
  const late = Math.floor(count / 5);
  for (let at = 0; at < count - late; at++) await pool.join();
  const endAt = MONDAY + days(7 * weeks);
  for (let made = 0; made < bookings; made++) {
    // Spread over the season, in the order of the clock.
    world.clock.set(MONDAY + Math.floor(((endAt - MONDAY) * (made + random())) / bookings));
    const joined = pool.experts.length - count + late;
    if (joined < late && made / bookings > 0.1 + (0.4 * joined) / late) await pool.join();
    await pool.comeBack();
    // Every fourth expert does something of the kind in the season.
    if (random() < 0.25 * (count / bookings)) await pool.somethingHappens();
    await desk.book(pool.here());
    if (random() < 0.1) await desk.cancelOne();
  }
  world.clock.set(endAt);
  const experts = pool.experts.map((one) => ({ ...one, isHere: isHere(one) }));
  return { experts, said: { joined: late, ...pool.said, ...desk.said }, endAt };
}

function pick<One>(random: () => number, of: readonly One[]): One {
  return of[Math.floor(random() * of.length)] as One;
}

function isHere(expert: SeasonExpert): boolean {
  return expert.spans.at(-1)?.toAt === null;
}

/** The experts, and what happens to them. */
class Pool {
  readonly experts: SeasonExpert[] = [];
  readonly said = { left: 0, away: 0, changed: 0 };
  readonly #world: World;
  readonly #random: () => number;
  readonly #back: { expert: SeasonExpert; at: number }[] = [];

  constructor(world: World, random: () => number) {
    this.#world = world;
    this.#random = random;
  }

  here(): SeasonExpert[] {
    return this.experts.filter(isHere);
  }

  async join(): Promise<void> {
    const { clock, database, door } = this.#world;
    const hoursADay = 2 + Math.floor(this.#random() * 7);
    const zone = pick(this.#random, zones);
    const fromHour = 8 + Math.floor(this.#random() * 4);
    const id = await this.#world.addExpert({
      id: door.newId(),
      name: `Expert ${this.experts.length + 1}`,
      zone,
      fromMinute: fromHour * 60,
      toMinute: (fromHour + hoursADay) * 60,
      maxPerDay: 20,
      maxPerWeek: 80,
    });
    await database.service
      .updateTable("experts")
      .set({ offer_counted_at: new Date(clock.now()) })
      .where("id", "=", id)
      .execute();
    this.experts.push({ id, zone, hoursADay, spans: [{ fromAt: clock.now(), toAt: null, fromHour, hoursADay }] });
  }

  async comeBack(): Promise<void> {
    const now = this.#world.clock.now();
    for (const one of this.#back.filter(({ at }) => at <= now)) {
      await this.#change(one.expert, { state: "active", hoursADay: one.expert.hoursADay });
      this.#back.splice(this.#back.indexOf(one), 1);
    }
  }

  async somethingHappens(): Promise<void> {
    const expert = pick(this.#random, this.here());
    const what = this.#random();
    if (what >= 0.6) {
      await this.#change(expert, { state: "active", hoursADay: 2 + Math.floor(this.#random() * 7) });
      this.said.changed++;
      return;
    }
    await this.#change(expert, { state: "paused", hoursADay: expert.hoursADay });
    if (what < 0.4) {
      this.#back.push({ expert, at: this.#world.clock.now() + days(7 + Math.floor(this.#random() * 14)) });
      this.said.away++;
    } else this.said.left++;
  }

  /** Leaves the pool, comes back, or changes hours, as the product's own pages would do it. */
  async #change(expert: SeasonExpert, to: { state: "active" | "paused"; hoursADay: number }): Promise<void> {
    const now = this.#world.clock.now();
    const last = expert.spans.at(-1);
    const fromHour = last?.fromHour ?? 9;
    await this.#world.database.service.transaction().execute(async (tx) => {
      await writeDownOffered(tx, expert.id, now);
      await tx.updateTable("experts").set({ state: to.state }).where("id", "=", expert.id).execute();
      await tx
        .updateTable("expert_hours")
        .set({ to_minute: (fromHour + to.hoursADay) * 60 })
        .where("expert_id", "=", expert.id)
        .execute();
    });
    if (last && last.toAt === null) last.toAt = now;
    if (to.state === "active") expert.spans.push({ fromAt: now, toAt: null, fromHour, hoursADay: to.hoursADay });
    expert.hoursADay = to.hoursADay;
  }
}

/** The candidates, through the real door. */
class Desk {
  readonly said = { booked: 0, refused: 0, cancelled: 0 };
  readonly #world: World;
  readonly #random: () => number;
  readonly #standing: { interviewId: string; startAt: number }[] = [];

  constructor(world: World, random: () => number) {
    this.#world = world;
    this.#random = random;
  }

  async book(here: readonly SeasonExpert[]): Promise<void> {
    const { clock, company, door, scheduling } = this.#world;
    const startAt = wantedTime(here, clock.now(), this.#random);
    if (startAt === null) return;
    const { interviewId } = await invite(door, company, `Candidate ${this.said.booked}`, {
      candidateId: door.newId(),
    });
    const request = { startAt, idempotencyKey: `season-${interviewId}` };
    const result = await scheduling.bookSlot(interviewId, { kind: "candidate" }, request);
    if (isRefusal(result)) this.said.refused++;
    else {
      this.said.booked++;
      this.#standing.push({ interviewId, startAt });
    }
  }

  async cancelOne(): Promise<void> {
    const ahead = this.#standing.filter(({ startAt }) => startAt > this.#world.clock.now());
    if (ahead.length === 0) return;
    const one = pick(this.#random, ahead);
    this.#standing.splice(this.#standing.indexOf(one), 1);
    await act(this.#world.door, one.interviewId, { kind: "candidate" }, { type: "cancelled", reason: "" });
    this.said.cancelled++;
  }
}

function uuidFrom(random: () => number): string {
  const hex = Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16)).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** An hour that somebody offers in the next ten days: every offered hour is wanted equally often. */
function wantedTime(here: readonly SeasonExpert[], now: number, random: () => number): number | null {
  const total = here.reduce((sum, one) => sum + one.hoursADay, 0);
  let mark = random() * total;
  const expert = here.find((one) => (mark -= one.hoursADay) < 0);
  const span = expert?.spans.at(-1);
  if (!expert || !span) return null;
  for (;;) {
    const day = Temporal.Instant.fromEpochMilliseconds(Math.round(now + hours(6) + days(10 * random())))
      .toZonedDateTimeISO(expert.zone)
      .startOfDay();
    if (day.dayOfWeek > 5) continue;
    const startAt = day.add({ hours: span.fromHour + Math.floor(random() * span.hoursADay) }).epochMilliseconds;
    if (startAt > now) return startAt;
  }
}

/** Hours that an expert had offered between two instants, by the season's own book. */
export function hoursInBook(expert: SeasonExpert, fromAt: number, toAt: number): number {
  let sum = 0;
  for (const span of expert.spans) {
    const [from, to] = [Math.max(fromAt, span.fromAt), Math.min(toAt, span.toAt ?? toAt)];
    let day = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(expert.zone).startOfDay();
    for (; day.epochMilliseconds < to; day = day.add({ days: 1 })) {
      if (day.dayOfWeek > 5) continue;
      const opens = day.add({ hours: span.fromHour }).epochMilliseconds;
      const closes = day.add({ hours: span.fromHour + span.hoursADay }).epochMilliseconds;
      sum += Math.max(0, Math.min(to, closes) - Math.max(from, opens)) / hours(1);
    }
  }
  return sum;
}

/** Interviews that were booked with each expert from `fromAt` on and still stand. */
export async function interviewsIn(world: World, fromAt: number): Promise<Map<string, number>> {
  const { rows } = await sql<{ expert_id: string; n: number }>`
    select expert_id, count(*)::int as n from bookings
    where status in ('confirmed', 'done') and created_at >= ${new Date(fromAt)} group by expert_id`.execute(
    world.database.service,
  );
  return new Map(rows.map((row) => [row.expert_id, row.n]));
}
