/** What people do in the world of `scheduling-life.ts`; each act is judged by what the oracle had said before. */
import { sql } from "kysely";
import { type Actor, days, hours, type InterviewEvent, isRefusal, minutes } from "@interviewvector/domain";
import { saveBusy, withHandOvers } from "../src/calendar/busy-store.ts";
import { effectOf, type EffectRow } from "../src/effects/effect.ts";
import { saveAvailability } from "../src/expert/availability.ts";
import { act } from "../src/interview/act.ts";
import { timerHandler } from "../src/interview/timer.ts";
import { oweHandOvers } from "../src/scheduling/owed-hand-over.ts";
import { editSettings, enter, type Life, someHours } from "./scheduling-life.ts";
import {
  type Ask,
  freeAt,
  maySee,
  ownAsk,
  startsOf,
  stepOf,
  suits,
  type TrueExpert,
  type TrueInterview,
  type Truth,
  whyNot,
} from "./scheduling-oracle.ts";

const member: Actor = { kind: "member", id: "rui", name: "Rui" };
const candidate: Actor = { kind: "candidate" };
const olga: Actor = { kind: "operator", id: "olga", name: "Olga" };

/** Returns the interview it was about, if one. */
export type Deed = (life: Life) => Promise<string | void>;

function mayBook({ state, position }: TrueInterview): boolean {
  return state === "scheduled" || (position === "active" && (state === "invited" || state === "proposed"));
}

/** Mostly a time that is offered; else any. */
function someStart({ chance, world }: Life, truth: Truth, interview: TrueInterview): number {
  const starts = startsOf(truth, interview);
  if (starts.length > 0 && chance.of(0.85)) return chance.pick(starts);
  return Math.ceil(world.clock.now() / minutes(30)) * minutes(30) + minutes(10) * chance.below(500);
}

async function book(life: Life) {
  const { chance, faults, interviews, servers } = life;
  const { id } = chance.pick(interviews);
  const { truth, interview } = await life.interview(id);
  const startAt = someStart(life, truth, interview);
  const free = mayBook(interview) ? freeAt(truth, interview, startAt) : [];
  const request = { startAt, idempotencyKey: chance.id() };
  const result = await chance.pick(servers).bookSlot(id, chance.pick([member, candidate]), request);
  if (!isRefusal(result)) {
    if (!free.includes(result.booking.expertId)) faults.push("booked with somebody who is not free");
    return id;
  }
  if (free.length > 0 && result.code !== "reschedule_limit")
    faults.push(`refused (${result.code}), though somebody is free`);
  const starts = startsOf(truth, interview);
  if (result.nearest.some((at) => !starts.includes(at))) faults.push("nearest times that are not offered");
  return id;
}

async function hold(life: Life) {
  const { id } = life.chance.pick(life.interviews);
  const { truth, interview } = await life.interview(id);
  const startAt = someStart(life, truth, interview);
  const free = mayBook(interview) ? freeAt(truth, interview, startAt) : [];
  const result = await life.chance.pick(life.servers).holdSlot(id, member, { startAt });
  if (isRefusal(result) !== (free.length === 0))
    life.faults.push(`${free.length} are free, and a hold said ${JSON.stringify(result)}`);
  return id;
}

/** Who is to take it over: the first group that is not empty. */
function replacements(truth: Truth, interview: TrueInterview): string[] {
  const { booking } = interview;
  if (booking === null) return [];
  const ask: Ask = { ...ownAsk(truth, interview), minutes: (booking.to - booking.from) / minutes(1), notice: 0 };
  const isFree = (expert: TrueExpert, anyHour: boolean) =>
    [null, "notice"].includes(whyNot(truth, { ...expert, notice: 0 }, { ...ask, anyHour }, booking.from));
  const fit = truth.experts.filter((one) => one.id !== booking.expertId && maySee(truth, one, interview));
  const isNoticed = ({ notice }: TrueExpert) => booking.from >= Math.min(truth.now, booking.from) + minutes(notice);
  const free = fit.filter((one) => isNoticed(one) && isFree(one, false));
  const covers = (one: TrueExpert) => one.standby.some(({ from, to }) => from <= booking.from && to >= booking.to);
  return (free.length > 0 ? free : fit.filter((one) => covers(one) && isFree(one, true))).map(({ id }) => id);
}

/** Runs what hands an interview over, and looks at who has it then. */
async function handedOver(life: Life, id: string, run: () => Promise<unknown>): Promise<void> {
  const { truth, interview: before } = await life.interview(id);
  const wanted = replacements(truth, before);
  const result = await run();
  const { interview: after } = await life.interview(id);
  if (before.booking === null || before.booking.expertId === after.booking?.expertId) return;
  if (after.booking === null ? wanted.length > 0 : !wanted.includes(after.booking.expertId))
    life.faults.push(
      `handed over to ${after.booking?.expertId ?? "nobody"} of ${wanted.length}: ${JSON.stringify(result)}`,
    );
}

async function handOver(life: Life) {
  const truth = await life.truth();
  const booked = truth.interviews.filter(({ state, booking }) => state === "scheduled" && booking!.to > truth.now);
  if (booked.length === 0) return;
  const { id, booking } = life.chance.pick(booked);
  const cause = life.chance.pick(["handed_over", "ill", "removed"] as const);
  const wish = { fromExpertId: booking!.expertId, cause, reason: "the dentist" };
  await handedOver(life, id, async () => {
    const result = await life.chance.pick(life.servers).handOver(id, olga, wish);
    if (isRefusal(result)) life.faults.push(`not handed over: ${result.code}`);
    return result;
  });
  return id;
}

async function matched(life: Life, id: string, run: () => Promise<unknown>): Promise<void> {
  const { truth, interview: before } = await life.interview(id);
  const length = minutes(ownAsk(truth, before).minutes);
  const within = (at: number) => before.ranges.some(({ fromAt, toAt }) => at >= fromAt && at + length <= toAt);
  const wanted = startsOf(truth, before).filter(within);
  const result = await run();
  if (before.state !== "proposed") return;
  const { booking } = (await life.interview(id)).interview;
  if ((booking === null) !== (wanted.length === 0))
    life.faults.push(`${wanted.length} times fit, and a match said ${String(result)}`);
  if (booking && !(wanted.includes(booking.from) && freeAt(truth, before, booking.from).includes(booking.expertId)))
    life.faults.push("matched to a time, or an expert, that is not free");
}

async function suggest(life: Life) {
  const truth = await life.truth();
  const waiting = truth.interviews.filter(({ state }) => state === "proposed");
  if (waiting.length === 0) return;
  const interview = life.chance.pick(waiting);
  const ask = { ...ownAsk(truth, interview), notice: 0 };
  const free = (at: number) =>
    suits(truth, interview, at, false)
      ? truth.experts.filter(
          (one) => maySee(truth, one, interview) && whyNot(truth, { ...one, notice: 0 }, ask, at) === null,
        )
      : [];
  const step = minutes(stepOf(interview.minutes));
  let possible = 0;
  for (const { fromAt, toAt } of interview.ranges) {
    for (let at = Math.ceil(Math.max(fromAt, truth.now) / step) * step; at + minutes(ask.minutes) <= toAt; at += step)
      possible += free(at).length;
  }
  const suggested = await life.chance.pick(life.servers).suggestions(interview.id);
  if (suggested.some(({ startAt, expertId }) => !free(startAt).some(({ id }) => id === expertId)))
    life.faults.push("suggested somebody who is not free");
  if ((possible === 0) !== (suggested.length === 0)) life.faults.push(`${suggested.length} suggestions of ${possible}`);
  const [first] = suggested;
  if (!first || life.chance.of(0.5)) return interview.id;
  const match = { startAt: first.startAt, expertId: first.expertId, idempotencyKey: life.chance.id() };
  const result = await life.chance.pick(life.servers).matchProposal(interview.id, olga, match);
  if (isRefusal(result) && interview.position === "active")
    life.faults.push(`a suggestion was refused: ${result.code}`);
  return interview.id;
}

const owed = ["interview.handover", "interview.match", "proposal.match", "booking.sweep", "interview.timer"];

/** Whatever scheduling owes until now, as the runner would do it. */
export async function runDue(life: Life): Promise<void> {
  const { database, clock, door } = life.world;
  const attempt = {
    mayStillWrite: () => true,
    sending: () => Promise.resolve(true),
    signal: AbortSignal.timeout(60_000),
  };
  for (;;) {
    const row: EffectRow | undefined = await database.service
      .selectFrom("effects")
      .selectAll()
      .where("kind", "in", owed)
      .where("state", "=", "pending")
      .where("run_after", "<=", new Date(clock.now()))
      .orderBy("run_after")
      .orderBy("seq")
      .limit(1)
      .executeTakeFirst();
    if (!row) return;
    await database.service.updateTable("effects").set({ state: "done" }).where("id", "=", row.id).execute();
    const handlers = [...life.chance.pick(life.servers).handlers, timerHandler(door)];
    const run = async () => (await handlers.find(({ kind }) => kind === row.kind)!.run(effectOf(row), attempt)).words;
    if (row.kind === "interview.handover") await handedOver(life, row.interview_id!, run);
    else if (row.kind === "interview.match") await matched(life, row.interview_id!, run);
    else await run();
  }
}

function event(...of: InterviewEvent[]): Deed {
  return async ({ world, chance, interviews }) => {
    const { id } = chance.pick(interviews);
    await act(world.door, id, chance.pick([member, candidate]), chance.pick(of));
    return id;
  };
}

async function propose({ world, chance, interviews }: Life) {
  const { id } = chance.pick(interviews);
  const ranges = [1, 2].map(() => {
    const fromAt = world.clock.now() + minutes(15 * chance.below(400));
    return { fromAt, toAt: fromAt + minutes(30 + 15 * chance.below(40)) };
  });
  await act(world.door, id, candidate, { type: "timesProposed", ranges, comment: "" });
  return id;
}

/** From some hour on, not far away. */
function someTime({ world, chance }: Life, length: number) {
  const fromAt = world.clock.now() + minutes(chance.below(3 * 1440));
  return { fromAt, toAt: fromAt + length, range: sql`tstzrange(${new Date(fromAt)}, ${new Date(fromAt + length)})` };
}

async function fallIll(life: Life) {
  const { chance, experts, world } = life;
  const [expertId, { fromAt, toAt, range }] = [chance.pick(experts), someTime(life, hours(24))];
  await world.database.service.transaction().execute(async (tx) => {
    await sql`insert into expert_time_off (id, expert_id, during, note) values (${chance.id()}, ${expertId}, ${range}, 'Ill')`.execute(
      tx,
    );
    await oweHandOvers(world.door, tx, { expertId, cause: "ill", reason: "flu", actor: olga, fromAt, toAt });
  });
}

async function connectCalendar({ chance, experts, world }: Life) {
  const [id, expertId, now] = [chance.id(), chance.pick(experts), world.clock.now()];
  const until = new Date(now + days(chance.pick([4, 120])));
  await sql`
    with source as (
      insert into calendar_sources (id, expert_id, kind, provider, name, host, secrets, state, read_at, read_until, read_zone, created_at)
      select ${id}, e.id, 'feed', 'other', 'Mine', 'calendar.example', '', 'working', ${new Date(now)}, ${until}, e.zone, ${new Date(now)}
      from experts e where e.id = ${expertId} and not exists (select from calendar_sources s where s.expert_id = e.id) returning id)
    insert into calendars (id, source_id, url, name, counts) select ${chance.id()}, id, 'mine', 'Mine', true from source`.execute(
    world.database.service,
  );
}

async function becomeBusy({ chance, world }: Life) {
  const { rows } = await sql<{ expertId: string; calendarId: string }>`
    select s.expert_id as "expertId", c.id as "calendarId" from calendars c join calendar_sources s on s.id = c.source_id order by c.id`.execute(
    world.database.service,
  );
  if (rows.length === 0) return;
  const whose = chance.pick(rows);
  const busy = Array.from({ length: chance.below(12) }, () => {
    const from = world.clock.now() + minutes(chance.below(6 * 1440)) + chance.below(60_000);
    return [from, from + minutes(5 + chance.below(240))] as const;
  });
  await world.database.service
    .transaction()
    .execute((tx) =>
      withHandOvers(world.door, tx, { expertId: whose.expertId, firstReading: false }, () =>
        saveBusy(tx, whose, [{ href: "", busy }]),
      ),
    );
}

/** A statement about one of the experts, or of the positions. */
function change(what: "expert" | "position", write: (life: Life, id: string) => ReturnType<typeof sql>): Deed {
  return async (life) => {
    const id = life.chance.pick(what === "expert" ? life.experts : life.places.map(({ positionId }) => positionId));
    await write(life, id).execute(life.world.database.service);
  };
}

const readCalendars = ({ world }: Life) =>
  sql`update calendar_sources s set state = 'working', read_at = ${new Date(world.clock.now())}, read_zone = e.zone
    from experts e where e.id = s.expert_id`.execute(world.database.service);

/** Not always is what is owed done at once: holds that ran out stand there until somebody looks. */
function wait(...lengths: number[]): Deed {
  return async ({ world, chance }) => world.clock.advance(chance.pick(lengths));
}

const pauseOrGoOn = change(
  "position",
  ({ chance }, id) => sql`update positions set state = ${chance.pick(["active", "paused"])} where id = ${id}`,
);

const standBy = change("expert", (life, id) => {
  const { range } = someTime(life, hours(24));
  return sql`insert into standby (id, expert_id, during, created_at) values (${life.chance.id()}, ${id}, ${range}, now()) on conflict do nothing`;
});

const often = (times: number, deed: Deed) => Array.from({ length: times }, () => deed);

export const deeds: readonly Deed[] = [
  ...often(6, book),
  ...often(3, hold),
  ...often(3, handOver),
  ...often(2, propose),
  ...often(2, suggest),
  ...often(2, becomeBusy),
  ...often(3, wait(minutes(1), minutes(5), minutes(60))),
  ...often(2, async (life) => void (await readCalendars(life))),
  wait(hours(3), hours(8), hours(24)),
  (life) => (life.interviews.length < 16 ? enter(life) : Promise.resolve()),
  connectCalendar,
  ...often(3, standBy),
  fallIll,
  event({ type: "cancelled", reason: "" }, { type: "declined", reason: "" }),
  event({ type: "retriggered", reasons: [] }),
  event({ type: "brokeOff" }, { type: "didNotCome", party: "candidate" }, { type: "didNotCome", party: "expert" }),
  async ({ chance, interviews, servers }) => chance.pick(servers).releaseHold(chance.pick(interviews).id),
  async (life) => saveAvailability(life.world.door, life.chance.pick(life.experts), someHours(life)),
  async (life) => editSettings(life, life.chance.pick(life.places)),
  ...often(3, pauseOrGoOn),
  change(
    "expert",
    ({ chance }, id) => sql`update experts set state = ${chance.pick(["active", "active", "paused"])} where id = ${id}`,
  ),
  change(
    "expert",
    ({ chance: { pick } }, id) =>
      sql`update experts set max_per_day = ${pick([0, 1, 5])}, max_per_week = ${pick([1, 3, 9])}, notice_minutes = ${pick([0, 720])} where id = ${id}`,
  ),
  change(
    "expert",
    ({ chance: { pick } }, id) =>
      sql`update experts set employers = ${pick([[], [], ["ACME Inc."], ["Globex"]])}, languages = ${pick([["en"], ["de"], ["en", "de"]])},
        roles = ${pick([["mid", "junior"], ["junior"]])} where id = ${id}`,
  ),
  change("expert", ({ chance }, id) => {
    const [kind, words] = chance.pick([
      ["company", "Globex"],
      ["person", "kim  lee"],
      ["person", "Bo Berg"],
    ] as const);
    return sql`insert into expert_conflicts (id, expert_id, kind, words, added_by, added_at) values (${chance.id()}, ${id}, ${kind}, ${words}, '{}', now())`;
  }),
  change("expert", (_, id) => sql`delete from expert_conflicts where expert_id = ${id}`),
  change("expert", (_, id) => sql`update calendar_sources set state = 'broken' where expert_id = ${id}`),
  change(
    "expert",
    (_, id) =>
      sql`update calendars c set counts = not counts from calendar_sources s where s.id = c.source_id and s.expert_id = ${id}`,
  ),
];
