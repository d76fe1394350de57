/** An expert's hours as they say them, checked by the slot engine, and what candidates would be offered by them. */
import { sql } from "kysely";
import { days, type AnswerOf, type expertApi, positionSettings } from "@interviewvector/domain";
import { checkRules, compileExpert, type ExpertRules, horizonAround, isRefusal, slots } from "@interviewvector/slots";
import type { Tx } from "../db/database.ts";
import { invalid, notFound } from "../http/problem.ts";
import { markOf, refuseStale } from "../http/stale.ts";
import type { Door } from "../interview/act.ts";
import { busyOf, readExperts, readRules } from "../scheduling/expert-rows.ts";
import { writeDownOffered } from "../scheduling/offered.ts";
import { meetingClass } from "../scheduling/situation.ts";

type Availability = AnswerOf<typeof expertApi.getAvailability>;
type AvailabilityValue = expertApi.AvailabilityValue;

const AHEAD_DAYS = 14;

export async function readAvailability({ database, clock }: Door, expertId: string): Promise<Availability> {
  const now = clock.now();
  const horizon = horizonAround(now - days(1), now + days(AHEAD_DAYS + 1));
  const [record] = await readExperts(database.service, [expertId], horizon, now);
  if (!record) throw notFound("This expert");
  const timeOff = await database.service
    .selectFrom("expert_time_off")
    .select(["id", "note", sql<Date>`lower(during)`.as("from_at"), sql<Date>`upper(during)`.as("to_at")])
    .where("expert_id", "=", expertId)
    .orderBy("during")
    .execute();
  const { rules } = record;
  const row = compileExpert(rules, busyOf(record, now), horizon);
  const meeting = meetingClass(60, positionSettings.parse({}));
  const window = { fromMs: now, toMs: now + days(AHEAD_DAYS) };
  return {
    mark: markOfRules(rules),
    zone: rules.zone,
    weekly: rules.weekly.toSorted((left, right) => left.weekday - right.weekday || left.fromMinute - right.fromMinute),
    overrides: rules.overrides
      .map(({ onDate, intervals }) => ({ onDate, intervals: [...intervals] }))
      .sort((left, right) => (left.onDate < right.onDate ? -1 : 1)),
    timeOff: timeOff.map((off) => ({
      id: off.id,
      fromAt: off.from_at.toISOString(),
      toAt: off.to_at.toISOString(),
      note: off.note,
    })),
    maxPerDay: rules.caps.perDay ?? 0,
    maxPerWeek: rules.caps.perWeek ?? 0,
    noticeMinutes: rules.noticeMinutes ?? 0,
    // Rules that can't be used, and calendars that can't be read, offer nothing; the page shows them to be mended.
    offered:
      isRefusal(row) || record.calendarsTrueUntil <= now ? [] : slots([row], meeting, window, { nowMs: now }).map(iso),
    booked: record.bookings
      .filter((booking) => booking.endAt > now)
      .sort((left, right) => left.startAt - right.startAt)
      .map((booking) => ({ startAt: iso(booking.startAt), endAt: iso(booking.endAt) })),
  };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}

/** In whatever order the database says it. */
function markOfRules({ zone, weekly, overrides, timeOff, caps, noticeMinutes }: ExpertRules): string {
  const sorted = (list: readonly unknown[]) => list.map((one) => JSON.stringify(one)).sort();
  const hours = weekly.map(({ weekday, fromMinute, toMinute }) => [weekday, fromMinute, toMinute]);
  const dates = overrides.map(({ onDate, intervals }) => [
    onDate,
    sorted(intervals.map(({ fromMinute, toMinute }) => [fromMinute, toMinute])),
  ]);
  const off = timeOff.map(({ fromMs, toMs }) => [fromMs, toMs]);
  return markOf([zone, sorted(hours), sorted(dates), sorted(off), caps.perDay, caps.perWeek, noticeMinutes]);
}

export async function saveAvailability(
  door: Door,
  expertId: string,
  { basedOn, ...value }: AvailabilityValue & { basedOn?: string | undefined },
): Promise<void> {
  const refusal = checkRules(rulesOf(value));
  if (refusal) {
    const fields = Object.fromEntries(
      refusal.problems.toReversed().map(({ path, sentence }) => [fieldOf(path), sentence]),
    );
    throw invalid(refusal.sentence, fields);
  }
  await door.database.service.transaction().execute(async (tx) => {
    // It locks the expert's row.
    await writeDownOffered(tx, expertId, door.clock.now());
    const before = await readRules(tx, expertId);
    if (before) refuseStale(basedOn, markOfRules(before), "Your availability");
    // The expert's row first: two windows that save at once follow each other. Bookings skip who is locked, and wait for nobody.
    const updated = await tx
      .updateTable("experts")
      .set({
        zone: value.zone,
        max_per_day: value.maxPerDay,
        max_per_week: value.maxPerWeek,
        notice_minutes: value.noticeMinutes,
      })
      .where("id", "=", expertId)
      .executeTakeFirst();
    if (Number(updated.numUpdatedRows) === 0) throw notFound("This expert");
    await saveHours(tx, expertId, value);
    await saveTimeOff(tx, expertId, value, door.newId);
  });
}

export function rulesOf(value: AvailabilityValue): ExpertRules {
  return {
    zone: value.zone,
    weekly: value.weekly,
    overrides: value.overrides,
    timeOff: value.timeOff.map((off) => ({ fromMs: Date.parse(off.fromAt), toMs: Date.parse(off.toAt) })),
    caps: { perDay: value.maxPerDay, perWeek: value.maxPerWeek },
    noticeMinutes: value.noticeMinutes,
  };
}

/** The engine's names of places to those of the contract: `weekly[2].toMinute` is `weekly.2.toMinute`. */
function fieldOf(path: string): string {
  return path
    .replaceAll(/\[(\d+)\]/g, ".$1")
    .replace("caps.perDay", "maxPerDay")
    .replace("caps.perWeek", "maxPerWeek");
}

async function saveHours(tx: Tx, expertId: string, { weekly, overrides }: AvailabilityValue): Promise<void> {
  await tx.deleteFrom("expert_hours").where("expert_id", "=", expertId).execute();
  await tx.deleteFrom("expert_overrides").where("expert_id", "=", expertId).execute();
  // Hours that begin together are one stretch, the longest.
  const longest = new Map<string, AvailabilityValue["weekly"][number]>();
  for (const hours of weekly) {
    const key = `${hours.weekday} ${hours.fromMinute}`;
    if (hours.toMinute > (longest.get(key)?.toMinute ?? 0)) longest.set(key, hours);
  }
  if (longest.size > 0) {
    await tx
      .insertInto("expert_hours")
      .values(
        [...longest.values()].map((hours) => ({
          expert_id: expertId,
          weekday: hours.weekday,
          from_minute: hours.fromMinute,
          to_minute: hours.toMinute,
        })),
      )
      .execute();
  }
  if (overrides.length > 0) {
    await tx
      .insertInto("expert_overrides")
      .values(
        overrides.map(({ onDate, intervals }) => ({
          expert_id: expertId,
          on_date: onDate,
          intervals: JSON.stringify(intervals),
        })),
      )
      .execute();
  }
}

async function saveTimeOff(
  tx: Tx,
  expertId: string,
  { timeOff }: AvailabilityValue,
  newId: () => string,
): Promise<void> {
  const old = await tx.deleteFrom("expert_time_off").where("expert_id", "=", expertId).returning("id").execute();
  // Only ids of their own are kept: one that is somebody else's would collide.
  const free = new Set(old.map(({ id }) => id));
  for (const { id, fromAt, toAt, note } of timeOff) {
    await tx
      .insertInto("expert_time_off")
      .values({
        id: id !== undefined && free.delete(id) ? id : newId(),
        expert_id: expertId,
        during: sql<string>`tstzrange(${new Date(fromAt)}, ${new Date(toAt)})`,
        note,
      })
      .execute();
  }
}
