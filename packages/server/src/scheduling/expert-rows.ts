/**
 * What the database says about experts, as the slot engine wants it: rules, busy times, abilities, and the figures that
 * fairness needs. It reads; it keeps nothing and decides nothing.
 */
import { sql } from "kysely";
import type { BusyInterval, ExpertRules, Horizon } from "@interviewvector/slots";
import type { Db, Tx } from "../db/database.ts";
import { days } from "@interviewvector/domain";
import { type OfferHistory, windowFrom } from "./fairness.ts";
import { calendarTimes, type ReadCalendar } from "./calendar-times.ts";

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

/** As `read_experts` says it (migration 0182); instants in ms, and lists that hold nothing are null. */
interface ExpertRow {
  id: string;
  version: string;
  name: string;
  zone: string;
  meetingUrl: string | null;
  categories: string[];
  roles: string[];
  languages: string[];
  employers: string[];
  skills: { skill: string; level: number }[];
  lastBookedAt: number | null;
  perDay: number;
  perWeek: number;
  noticeMinutes: number;
  countedAt: number;
  weekly: ExpertRules["weekly"] | null;
  overrides: ExpertRules["overrides"] | null;
  timeOff: ExpertRules["timeOff"] | null;
  bookings: ExpertBooking[] | null;
  offered: { onDate: string; minutes: number }[] | null;
  conflicts: Conflict[] | null;
  busy: BusyInterval[] | null;
  calendars: ReadCalendar[] | null;
}

/**
 * Reads the given experts, in one question. Bookings from nine days before the horizon on (week caps see across its edge), and
 * those made in the rolling window that fairness counts.
 */
export async function readExperts(
  db: Db,
  ids: readonly string[],
  horizon: Horizon,
  now: number,
): Promise<ExpertRecord[]> {
  if (ids.length === 0) return [];
  const window = { from: new Date(horizon.fromMs), to: new Date(horizon.toMs) };
  const countedFrom = new Date(windowFrom(now));
  const { rows } = await sql<{ found: ExpertRow[] | null }>`
    select read_experts(${ids}::uuid[], ${window.from}, ${window.to}, ${new Date(horizon.fromMs - days(9))},
      ${countedFrom}, ${countedFrom.toISOString().slice(0, 10)}::date) as found`.execute(db);
  return (rows[0]?.found ?? []).map((row) => recordOf(row, horizon));
}

function recordOf(row: ExpertRow, horizon: Horizon): ExpertRecord {
  return {
    id: row.id,
    version: row.version,
    name: row.name,
    zone: row.zone,
    meetingUrl: row.meetingUrl,
    roles: row.roles,
    languages: row.languages,
    employers: row.employers,
    lastBookedAt: row.lastBookedAt,
    countedAt: row.countedAt,
    categories: row.categories.map(folded),
    conflicts: row.conflicts ?? [],
    skills: Object.fromEntries(row.skills.map(({ skill, level }) => [folded(skill), level])),
    rules: {
      zone: row.zone,
      weekly: row.weekly ?? [],
      overrides: row.overrides ?? [],
      timeOff: row.timeOff ?? [],
      caps: { perDay: row.perDay, perWeek: row.perWeek },
      noticeMinutes: row.noticeMinutes,
    },
    bookings: row.bookings ?? [],
    written: (row.offered ?? []).map(({ onDate, minutes }) => ({ dayAt: Date.parse(`${onDate}T00:00:00Z`), minutes })),
    ...calendarTimes({ busy: row.busy ?? [], calendars: row.calendars ?? [] }, horizon),
  };
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
  return {
    zone: expert.zone,
    weekly: hours.map((hour) => ({ weekday: hour.weekday, fromMinute: hour.from_minute, toMinute: hour.to_minute })),
    overrides: overrides.map((day) => ({ onDate: day.on_date, intervals: day.intervals })),
    timeOff: timeOff.map((off) => ({ fromMs: off.from_at.getTime(), toMs: off.to_at.getTime() })),
    caps: { perDay: expert.max_per_day, perWeek: expert.max_per_week },
    noticeMinutes: expert.notice_minutes,
  };
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
