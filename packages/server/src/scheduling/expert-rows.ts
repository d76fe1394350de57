/**
 * What the database says about experts, as the slot engine wants it: rules, busy times, abilities, and the figures that
 * fairness needs. It reads; it keeps nothing and decides nothing.
 */
import { sql } from "kysely";
import type { BusyInterval, ExpertRules, Horizon } from "@interviewvector/slots";
import type { Db, Tx } from "../db/database.ts";
import { days } from "@interviewvector/domain";
import { type OfferHistory, windowFrom } from "./fairness.ts";
import { readCalendarTimes } from "./calendar-times.ts";

/** A booking that stands; `heldUntil` null: firm. */
export interface ExpertBooking {
  id: string;
  startAt: number;
  endAt: number;
  madeAt: number;
  heldUntil: number | null;
}

export interface ExpertRecord {
  id: string;
  version: string;
  name: string;
  zone: string;
  meetingUrl: string | null;
  categories: readonly string[];
  roles: readonly string[];
  languages: readonly string[];
  /** Of today and of before. */
  employers: readonly string[];
  /** Companies and persons that they must not interview for, or not interview. */
  conflicts: readonly Conflict[];
  /** Skill in lower case to level 1–4. */
  skills: Readonly<Record<string, number>>;
  lastBookedAt: number | null;
  rules: ExpertRules;
  bookings: readonly ExpertBooking[];
  /** Until when their offered hours are written down, and what is written. */
  countedAt: number;
  written: OfferHistory["days"];
  /** By their own calendars; never part of what they offer. */
  busy: readonly BusyInterval[];
  /** Until then their calendars are believed; Infinity without calendars. Later nobody knows when they are free. */
  calendarsTrueUntil: number;
}

export interface Conflict {
  kind: "company" | "person";
  words: string;
}

/** What has changed since a snapshot, and the snapshot to ask from next time. */
export interface Changes {
  since: string;
  experts: { id: string; version: string; active: boolean }[];
}

/**
 * One indexed round trip, whatever the size of the pool: asked for every page of times. `since` null: everybody. A change
 * whose transaction was still open at the last look has a number that is not below that snapshot's (migration 0081).
 */
export async function readChanges(db: Db, since: string | null): Promise<Changes> {
  const { rows } = await sql<{ since: string; experts: Changes["experts"] | null }>`
    select pg_snapshot_xmin(pg_current_snapshot())::text as since, changed_experts(${since ?? "0"}::xid8) as experts`.execute(
    db,
  );
  return { since: rows[0]?.since ?? "0", experts: rows[0]?.experts ?? [] };
}

/**
 * Reads the given experts. Bookings from nine days before the horizon on (week caps see across its edge), and those made
 * in the rolling window that fairness counts.
 */
export async function readExperts(
  db: Db,
  ids: readonly string[],
  horizon: Horizon,
  now: number,
): Promise<ExpertRecord[]> {
  if (ids.length === 0) return [];
  const theirs = sql<boolean>`expert_id = any(${ids}::uuid[])`;
  // The version first: what is read after it may be newer, which the next check mends, but never older.
  const experts = await db
    .selectFrom("experts as e")
    .innerJoin("expert_changes as c", "c.expert_id", "e.id")
    .selectAll("e")
    .select(["c.version", "c.last_booked_at"])
    .where(sql<boolean>`e.id = any(${ids}::uuid[])`)
    .execute();
  const [hours, overrides, timeOff, bookings, offered, conflicts, calendars] = await Promise.all([
    db.selectFrom("expert_hours").selectAll().where(theirs).execute(),
    db.selectFrom("expert_overrides").selectAll().where(theirs).execute(),
    db
      .selectFrom("expert_time_off")
      .select(["expert_id", sql<Date>`lower(during)`.as("from_at"), sql<Date>`upper(during)`.as("to_at")])
      .where(theirs)
      .execute(),
    readBookings(db, ids, horizon, now),
    db
      .selectFrom("expert_offered")
      .selectAll()
      .where(theirs)
      .where("on_date", ">=", new Date(windowFrom(now)).toISOString().slice(0, 10))
      .execute(),
    db.selectFrom("expert_conflicts").select(["expert_id", "kind", "words"]).where(theirs).execute(),
    readCalendarTimes(db, ids, horizon),
  ]);
  const rows = { hours: byExpert(hours), overrides: byExpert(overrides), timeOff: byExpert(timeOff) };
  const [bookingsOf, offeredOf, conflictsOf] = [byExpert(bookings), byExpert(offered), byExpert(conflicts)];
  return experts.map((row) => ({
    id: row.id,
    version: row.version,
    name: row.name,
    zone: row.zone,
    meetingUrl: row.meeting_url,
    categories: row.categories.map(folded),
    roles: row.roles,
    languages: row.languages,
    employers: [...row.employers, ...row.former_employers],
    conflicts: (conflictsOf.get(row.id) ?? []).map(({ kind, words }) => ({ kind, words })),
    skills: Object.fromEntries(row.skills.map(({ skill, level }) => [folded(skill), level])),
    lastBookedAt: row.last_booked_at?.getTime() ?? null,
    rules: rulesOf(row, {
      hours: rows.hours.get(row.id) ?? [],
      overrides: rows.overrides.get(row.id) ?? [],
      timeOff: rows.timeOff.get(row.id) ?? [],
    }),
    bookings: (bookingsOf.get(row.id) ?? []).map((booking) => ({
      id: booking.id,
      startAt: booking.start_at.getTime(),
      endAt: booking.end_at.getTime(),
      madeAt: booking.created_at.getTime(),
      heldUntil: booking.status === "held" ? (booking.hold_expires_at?.getTime() ?? null) : null,
    })),
    countedAt: row.offer_counted_at.getTime(),
    written: (offeredOf.get(row.id) ?? []).map((day) => ({
      dayAt: Date.parse(`${day.on_date}T00:00:00Z`),
      minutes: day.minutes,
    })),
    busy: calendars.busy.get(row.id) ?? [],
    calendarsTrueUntil: calendars.trueUntil.get(row.id) ?? Infinity,
  }));
}

function readBookings(db: Db, ids: readonly string[], horizon: Horizon, now: number) {
  return db
    .selectFrom("bookings")
    .select(["id", "expert_id", "status", "hold_expires_at", "created_at"])
    .select([sql<Date>`lower(during)`.as("start_at"), sql<Date>`upper(during)`.as("end_at")])
    .where(sql<boolean>`expert_id = any(${ids}::uuid[])`)
    .where("status", "in", ["held", "confirmed", "done"])
    .where((or) =>
      or.or([
        or(sql<Date>`upper(during)`, ">", new Date(horizon.fromMs - days(9))),
        or("created_at", ">=", new Date(windowFrom(now))),
      ]),
    )
    .execute();
}

/** The rules of one expert, whatever their state; null when there is no such expert. */
export async function readRules(db: Db | Tx, expertId: string): Promise<ExpertRules | null> {
  const expert = await db.selectFrom("experts").selectAll().where("id", "=", expertId).executeTakeFirst();
  if (!expert) return null;
  const [hours, overrides, timeOff] = await Promise.all([
    db.selectFrom("expert_hours").selectAll().where("expert_id", "=", expertId).execute(),
    db.selectFrom("expert_overrides").selectAll().where("expert_id", "=", expertId).execute(),
    db
      .selectFrom("expert_time_off")
      .select([sql<Date>`lower(during)`.as("from_at"), sql<Date>`upper(during)`.as("to_at")])
      .where("expert_id", "=", expertId)
      .execute(),
  ]);
  return rulesOf(expert, { hours, overrides, timeOff });
}

interface TimeRows {
  hours: { weekday: number; from_minute: number; to_minute: number }[];
  overrides: { on_date: string; intervals: { fromMinute: number; toMinute: number }[] }[];
  timeOff: { from_at: Date; to_at: Date }[];
}

function rulesOf(
  expert: { zone: string; max_per_day: number; max_per_week: number; notice_minutes: number },
  { hours, overrides, timeOff }: TimeRows,
): ExpertRules {
  return {
    zone: expert.zone,
    weekly: hours.map((hour) => ({ weekday: hour.weekday, fromMinute: hour.from_minute, toMinute: hour.to_minute })),
    overrides: overrides.map((day) => ({ onDate: day.on_date, intervals: day.intervals })),
    timeOff: timeOff.map((off) => ({ fromMs: off.from_at.getTime(), toMs: off.to_at.getTime() })),
    caps: { perDay: expert.max_per_day, perWeek: expert.max_per_week },
    noticeMinutes: expert.notice_minutes,
  };
}

function byExpert<Row extends { expert_id: string }>(rows: Row[]): Map<string, Row[]> {
  return Map.groupBy(rows, (row) => row.expert_id);
}

/** Names of skills and categories are people's words: compared without case and outer blanks. */
export function folded(words: string): string {
  return words.trim().toLowerCase();
}

/** The busy times of an expert at `now`; a hold that has run out is nobody's, and `except` are the interview's own rows. */
export function busyOf(record: ExpertRecord, now: number, except: readonly string[] = []): BusyInterval[] {
  const booked = record.bookings
    .filter((booking) => !except.includes(booking.id) && (booking.heldUntil === null || booking.heldUntil > now))
    .map((booking) => ({ fromMs: booking.startAt, toMs: booking.endAt, countsForCaps: true }));
  return [...booked, ...record.busy];
}
