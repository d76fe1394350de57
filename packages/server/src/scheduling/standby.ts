/** Experts on standby for a day of theirs: who may be called in at short notice when somebody drops out. */
import { sql } from "kysely";
import type { AnswerOf, replacementApi } from "@interviewvector/domain";
import { HttpProblem, notFound } from "../http/problem.ts";
import type { Door } from "../interview/act.ts";
import { oweStandbyMail } from "../mail/standby-effects.ts";
import { AHEAD_MS } from "./owed-hand-over.ts";

type StandbyRow = AnswerOf<typeof replacementApi.addStandby>;

export interface StandbyDay {
  expertId: string;
  /** In the expert's own zone. */
  onDate: string;
  fromMinute: number;
  toMinute: number;
}

export async function listStandby({ database, clock }: Door): Promise<StandbyRow[]> {
  return rowsOf(
    await readStandby(database.service)
      .where(sql<boolean>`upper(during) > ${new Date(clock.now())}`)
      .execute(),
  );
}

/** An expert's own, from now on. */
export async function standbyOf({ database, clock }: Door, expertId: string) {
  const rows = await readStandby(database.service)
    .where("s.expert_id", "=", expertId)
    .where(sql<boolean>`upper(during) > ${new Date(clock.now())}`)
    .execute();
  return rows.map((row) => ({ fromAt: row.from_at.toISOString(), toAt: row.to_at.toISOString() }));
}

export async function addStandby({ database, clock, newId }: Door, day: StandbyDay): Promise<StandbyRow> {
  const expert = await database.service
    .selectFrom("experts")
    .select(["zone", "state"])
    .where("id", "=", day.expertId)
    .executeTakeFirst();
  if (!expert) throw notFound("This expert");
  if (expert.state !== "active") throw new HttpProblem(409, "not_active", "Only active experts can be on standby.");
  const [fromAt, toAt] = [day.fromMinute, day.toMinute].map((minute) => instantOn(day.onDate, minute, expert.zone));
  if (fromAt === undefined || toAt === undefined || toAt <= fromAt)
    throw new HttpProblem(422, "no_time", "Standby must end after it begins.");
  if (toAt <= clock.now()) throw new HttpProblem(422, "past", "This day is over for them.");
  if (fromAt > clock.now() + AHEAD_MS) throw new HttpProblem(422, "too_far", "Nothing is booked that far ahead.");
  const id = newId();
  await database.service.transaction().execute(async (tx) => {
    const result = await sql`
      insert into standby (id, expert_id, during, created_at)
      values (${id}, ${day.expertId}, tstzrange(${new Date(fromAt)}, ${new Date(toAt)}), ${new Date(clock.now())})
      on conflict do nothing`.execute(tx);
    if (Number(result.numAffectedRows ?? 0) === 0)
      throw new HttpProblem(409, "already_on_standby", "This expert is on standby then already.");
    const time = { standbyId: id, expertId: day.expertId, fromAt, toAt };
    await oweStandbyMail(tx, "on_standby", time, { newId, at: clock.now() });
  });
  const [row] = rowsOf(await readStandby(database.service).where("s.id", "=", id).execute());
  if (!row) throw notFound("This standby");
  return row;
}

export async function endStandby({ database, clock, newId }: Door, standbyId: string): Promise<void> {
  await database.service.transaction().execute(async (tx) => {
    const ended = await tx
      .deleteFrom("standby")
      .where("id", "=", standbyId)
      .returning(["expert_id", sql<Date>`lower(during)`.as("from_at"), sql<Date>`upper(during)`.as("to_at")])
      .executeTakeFirst();
    if (!ended) throw notFound("This standby");
    const [fromAt, toAt] = [ended.from_at.getTime(), ended.to_at.getTime()];
    const time = { standbyId, expertId: ended.expert_id, fromAt, toAt };
    await oweStandbyMail(tx, "off_standby", time, { newId, at: clock.now() });
  });
}

/** The instant of a minute of a local day; 24:00 is the next day's 00:00. */
export function instantOn(onDate: string, minute: number, zone: string): number {
  const day = Temporal.PlainDate.from(onDate).add({ days: Math.floor(minute / 1440) });
  const time = new Temporal.PlainTime(Math.floor((minute % 1440) / 60), minute % 60);
  return day.toZonedDateTime({ timeZone: zone, plainTime: time }).epochMilliseconds;
}

function readStandby(db: Door["database"]["service"]) {
  return db
    .selectFrom("standby as s")
    .innerJoin("experts as e", "e.id", "s.expert_id")
    .select(["s.id", "s.expert_id", "e.name", "e.zone"])
    .select([sql<Date>`lower(s.during)`.as("from_at"), sql<Date>`upper(s.during)`.as("to_at")])
    .orderBy("s.during");
}

function rowsOf(rows: { id: string; expert_id: string; name: string; zone: string; from_at: Date; to_at: Date }[]) {
  return rows.map((row) => ({
    id: row.id,
    expertId: row.expert_id,
    expert: row.name,
    zone: row.zone,
    fromAt: row.from_at.toISOString(),
    toAt: row.to_at.toISOString(),
  }));
}
