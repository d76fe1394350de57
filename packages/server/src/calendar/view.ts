/** What an expert sees of their calendars. Reads only; no address, no password, no event. */
import { sql } from "kysely";
import type { AnswerOf, calendarApi, CalendarSource } from "@interviewvector/domain";
import type { Db } from "../db/database.ts";
import { notFound } from "../http/problem.ts";
import type { CalendarDeps } from "./deps.ts";
import { type CalendarRow, readingLane, type SourceRow } from "./source.ts";
import { CALENDAR_TRUST_MS } from "../scheduling/calendar-times.ts";

export async function viewSource(deps: CalendarDeps, expertId: string, sourceId: string): Promise<CalendarSource> {
  const found = (await viewSources(deps, expertId)).find(({ id }) => id === sourceId);
  if (!found) throw notFound("This calendar");
  return found;
}

async function viewSources({ door }: CalendarDeps, expertId: string): Promise<CalendarSource[]> {
  const db = door.database.service;
  const sources = await db
    .selectFrom("calendar_sources")
    .selectAll()
    .where("expert_id", "=", expertId)
    .orderBy("created_at")
    .execute();
  const ids = sources.map(({ id }) => id);
  const calendars = await db
    .selectFrom("calendars")
    .selectAll()
    .where(sql<boolean>`source_id = any(${ids}::uuid[])`)
    .orderBy("name")
    .execute();
  const planned = await readPlanned(db, ids);
  return sources.map((row) =>
    sourceView(
      row,
      calendars.filter((one) => one.source_id === row.id),
      planned.get(row.id) ?? null,
    ),
  );
}

async function readPlanned(db: Db, ids: readonly string[]): Promise<Map<string, Date>> {
  const rows = await db
    .selectFrom("effects")
    .select(["lane", "run_after"])
    .where(sql<boolean>`lane = any(${ids.map(readingLane)}::text[])`)
    .where("state", "in", ["pending", "running"])
    .orderBy("run_after", "desc")
    .execute();
  return new Map(
    rows.flatMap(({ lane, run_after }) =>
      ids.filter((id) => readingLane(id) === lane).map((id) => [id, run_after] as const),
    ),
  );
}

function sourceView(row: SourceRow, calendars: CalendarRow[], nextAt: Date | null): CalendarSource {
  return {
    id: row.id,
    kind: row.kind,
    provider: row.provider,
    name: row.name,
    host: row.host,
    state: row.state,
    problem: row.problem ? { ...row.problem, since: row.broken_at?.toISOString() ?? null } : null,
    readAt: row.read_at?.toISOString() ?? null,
    triedAt: row.tried_at?.toISOString() ?? null,
    nextAt: nextAt?.toISOString() ?? null,
    events: row.events,
    soon: row.soon,
    unknownZones: row.unknown_zones,
    calendars: calendars.map(({ id, name, counts, receives, may_write: mayWrite }) => ({
      id,
      name,
      counts,
      receives,
      mayWrite,
    })),
  };
}

export async function viewCalendars(
  deps: CalendarDeps,
  expertId: string,
): Promise<AnswerOf<typeof calendarApi.listCalendars>> {
  const { door } = deps;
  const now = door.clock.now();
  const sources = await viewSources(deps, expertId);
  const { rows } = await sql<{ interview_id: string; start_at: Date; end_at: Date; company: string }>`
    select b.interview_id, lower(b.during) as start_at, upper(b.during) as end_at, k.name as company
    from bookings b join companies k on k.id = b.company_id
    where b.expert_id = ${expertId} and b.status = 'confirmed' and lower(b.during) > ${new Date(now)}
      and exists (select from expert_busy x join calendars c on c.id = x.calendar_id
                  where x.expert_id = b.expert_id and c.counts and x.during && b.during)
    order by 2`.execute(door.database.service);
  return {
    sources,
    clashes: rows.map((row) => ({
      interviewId: row.interview_id,
      startAt: row.start_at.toISOString(),
      endAt: row.end_at.toISOString(),
      company: row.company,
    })),
    heldBack: heldBackWords(sources, now, CALENDAR_TRUST_MS),
  };
}

function heldBackWords(sources: readonly CalendarSource[], now: number, trust: number): string | null {
  const counting = sources.filter(({ calendars }) => calendars.some(({ counts }) => counts));
  const stale = counting.find(
    ({ state, readAt }) => state !== "working" || readAt === null || now - Date.parse(readAt) >= trust,
  );
  if (!stale) return null;
  if (stale.state === "new")
    return `"${stale.name}" is being read for the first time. You can be booked as soon as that is done.`;
  return `"${stale.name}" can't be read, so no new interviews are booked with you. Those already booked stay.`;
}
