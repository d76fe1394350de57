/** Reading a CalDAV account again: the calendars that count, and of them the objects that changed. */
import { sql } from "kysely";
import type { Tx } from "../../db/database.ts";
import { saveBusy, withHandOvers } from "../busy-store.ts";
import { type CalendarDeps, readFor, zoneRules } from "../deps.ts";
import { asProblem, CalendarProblem } from "../problem.ts";
import type { CaldavSecrets } from "../secrets.ts";
import { type CalendarRow, lockSource, markRead, type Owned, type SourceRow } from "../source.ts";
import { needsAll, readWords } from "../need.ts";
import { type Changes, changesOf, type Known } from "./changes.ts";
import { createDavClient, type DavClient } from "./client.ts";
import { type FoundCalendar, listCalendars } from "./discover.ts";
import { CALENDAR_TRUST_MS } from "../../scheduling/calendar-times.ts";

interface Pair {
  row: CalendarRow;
  found: FoundCalendar;
}

export async function syncCaldav(
  deps: CalendarDeps,
  owned: Owned,
  secrets: CaldavSecrets,
  signal?: AbortSignal,
): Promise<string> {
  const outside = deps.reach.open();
  try {
    const client = createDavClient({
      outside,
      reader: deps.reader,
      account: secrets,
      patient: true,
      ...(signal ? { signal } : {}),
    });
    const there = await listCalendars(client, secrets.places, { withTags: true });
    const changes = await readAll(deps, client, owned, there);
    return await save(deps, owned, there, changes);
  } catch (error) {
    throw asProblem(error);
  } finally {
    outside.close();
  }
}

type ChangesOf = Map<string, Changes>;

async function readAll(
  deps: CalendarDeps,
  client: DavClient,
  owned: Owned,
  there: FoundCalendar[],
): Promise<ChangesOf> {
  const { source, expert } = owned;
  const now = deps.door.clock.now();
  const as = readFor(deps, expert, { now, owners: source.owners });
  const need = needsAll(owned, now);
  const changes: ChangesOf = new Map();
  for (const { row, found } of pairs(owned.calendars, there)) {
    if (!row.counts) continue;
    const known = await readKnown(deps, row, need);
    const changed = await changesOf(client, found, known, as);
    if (changed) changes.set(row.id, changed);
  }
  return changes;
}

function pairs(rows: readonly CalendarRow[], there: readonly FoundCalendar[]): Pair[] {
  return rows.flatMap((row) => {
    const found = there.find(({ url }) => url === row.url);
    return found ? [{ row, found }] : [];
  });
}

async function readKnown({ door }: CalendarDeps, calendar: CalendarRow, need: "all" | "ahead" | "no"): Promise<Known> {
  const objects = await door.database.service
    .selectFrom("calendar_objects")
    .select(["href", "etag", "goes_on"])
    .where("calendar_id", "=", calendar.id)
    .execute();
  const stillTrue = objects.filter((object) => need === "no" || (need === "ahead" && !object.goes_on));
  return {
    syncToken: calendar.sync_token,
    ctag: calendar.ctag,
    etags: new Map(stillTrue.map(({ href, etag }) => [href, etag])),
    paths: new Set(objects.map(({ href }) => href)),
  };
}

async function save(deps: CalendarDeps, owned: Owned, there: FoundCalendar[], changes: ChangesOf): Promise<string> {
  const { door } = deps;
  const { source, expert } = owned;
  const now = door.clock.now();
  const need = needsAll(owned, now);
  let words = "unchanged";
  // One event that can't be read makes the whole source unread, since it may lie anywhere; what else was read is kept.
  let problem: string | null = null;
  await door.database.service.transaction().execute(async (tx) => {
    const row = await lockSource(tx, source);
    if (!row) {
      words = "the calendar was removed or changed meanwhile";
      return;
    }
    const firstReading = row.read_at === null;
    const owed = await withHandOvers(door, tx, { expertId: expert.id, firstReading }, async () => {
      await saveCalendars(tx, deps, owned, there);
      for (const [calendarId, changed] of changes) await saveChanges(tx, { expertId: expert.id, calendarId }, changed);
    });
    const { problem: found, ...sums } = await sumUp(tx, row);
    const { toMs } = readFor(deps, expert, { now, owners: row.owners });
    const anew = need === "no" ? {} : { readUntil: toMs, readZone: expert.zone, readRules: zoneRules };
    problem = found?.words ?? null;
    if (problem === null) await markRead(tx, row, { ...sums, ...anew }, { now, trustMs: CALENDAR_TRUST_MS });
    else if (need !== "no") await markKnown(tx, row.id, { toMs, zone: expert.zone });
    if (changes.size > 0) words = readWords(sums.events, owed);
  });
  if (problem !== null) throw new CalendarProblem("unreadable_event", problem);
  return words;
}

async function markKnown(tx: Tx, id: string, known: { toMs: number; zone: string }): Promise<void> {
  await tx
    .updateTable("calendar_sources")
    .set({ read_until: new Date(known.toMs), read_zone: known.zone, read_rules: zoneRules })
    .where("id", "=", id)
    .execute();
}

/** Calendars that appear in the account count until the expert says otherwise; those that vanished take their times along. */
async function saveCalendars(
  tx: Tx,
  { door }: CalendarDeps,
  { source, calendars }: Owned,
  there: FoundCalendar[],
): Promise<void> {
  for (const found of there) {
    const row = calendars.find(({ url }) => url === found.url);
    if (row) {
      if (row.name !== found.name || row.may_write !== found.mayWrite)
        await tx
          .updateTable("calendars")
          .set({ name: found.name, may_write: found.mayWrite })
          .where("id", "=", row.id)
          .execute();
      continue;
    }
    await tx
      .insertInto("calendars")
      .values({
        id: door.newId(),
        source_id: source.id,
        url: found.url,
        name: found.name,
        counts: true,
        may_write: found.mayWrite,
        sync_token: null,
        ctag: null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  const urls = there.map(({ url }) => url);
  await sql`delete from calendars where source_id = ${source.id} and url <> all(${urls}::text[])`.execute(tx);
}

async function saveChanges(tx: Tx, whose: { expertId: string; calendarId: string }, changes: Changes): Promise<void> {
  const { calendarId } = whose;
  const touched = [...changes.gone, ...changes.read.map(({ path }) => path)];
  await sql`delete from calendar_objects where calendar_id = ${calendarId} and href = any(${touched}::text[])`.execute(
    tx,
  );
  for (let at = 0; at < changes.read.length; at += 1_000) {
    const part = changes.read.slice(at, at + 1_000);
    await tx
      .insertInto("calendar_objects")
      .values(
        part.map(({ path, etag, read }) => ({
          calendar_id: calendarId,
          href: path,
          etag,
          events: read.ok ? read.reading.events : 1,
          soon: read.ok ? read.reading.soon : 0,
          goes_on: read.ok && read.reading.goesOn,
          unknown_zones: read.ok ? read.reading.unknownZones : [],
          problem: read.ok ? null : JSON.stringify({ code: read.code, words: read.words }),
        })),
      )
      .execute();
  }
  const busy = changes.read.map(({ path, read }) => ({ href: path, busy: read.ok ? read.reading.busy : [] }));
  await saveBusy(tx, whose, [...busy, ...changes.gone.map((href) => ({ href, busy: [] }))]);
  await tx
    .updateTable("calendars")
    .set({ sync_token: changes.syncToken, ctag: changes.ctag })
    .where("id", "=", calendarId)
    .execute();
}

interface Sums {
  events: number;
  soon: number;
  unknownZones: string[];
  problem: { words: string } | null;
}

async function sumUp(tx: Tx, source: SourceRow): Promise<Sums> {
  const { rows } = await sql<{
    events: number;
    soon: number;
    problem: { words: string } | null;
    zones: string[] | null;
  }>`
    select coalesce(sum(o.events), 0)::int as events, coalesce(sum(o.soon), 0)::int as soon,
           (array_agg(o.problem) filter (where o.problem is not null))[1] as problem,
           (select array_agg(distinct z) from calendar_objects x join calendars k on k.id = x.calendar_id, unnest(x.unknown_zones) z
            where k.source_id = ${source.id} and k.counts) as zones
    from calendar_objects o join calendars c on c.id = o.calendar_id
    where c.source_id = ${source.id} and c.counts`.execute(tx);
  const sum = rows[0];
  const { events = 0, soon = 0, problem = null } = sum ?? {};
  return { events, soon, problem, unknownZones: sum?.zones ?? [] };
}
