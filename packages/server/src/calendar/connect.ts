/** Connecting, changing and removing calendars, each only by the expert whose they are. Every address is looked into before it is kept. */
import { sql } from "kysely";
import type { calendarApi, BodyOf } from "@interviewvector/domain";
import type { Tx } from "../db/database.ts";
import { HttpProblem, invalid, notFound } from "../http/problem.ts";
import type { CalendarDeps } from "./deps.ts";
import { oweEntries } from "./entry-owed.ts";
import { type Look, lookInto, type Looking } from "./look.ts";
import { CalendarProblem } from "./problem.ts";
import { sealSecrets } from "./secrets.ts";
import { type CalendarRow, planReading, readSource, type SourceRow } from "./source.ts";

const MOST_SOURCES = 10;

export function createLooks(deps: CalendarDeps) {
  // One at a time for each expert: looking makes requests to wherever they say.
  const looking = new Set<string>();
  return async (expert: Looking["expert"], access: Looking["access"]): Promise<Look> => {
    if (looking.has(expert.id)) throw new HttpProblem(409, "busy", "We are still looking into a calendar of yours.");
    looking.add(expert.id);
    try {
      return await lookInto(deps, { expert, access });
    } catch (error) {
      if (!(error instanceof CalendarProblem)) throw error;
      const field = error.code === "credentials" && access.kind === "caldav" ? "password" : "address";
      throw invalid(error.message, { [field]: error.message });
    } finally {
      looking.delete(expert.id);
    }
  };
}

export type LookAt = ReturnType<typeof createLooks>;

export async function addSource(
  deps: CalendarDeps,
  look: LookAt,
  expert: Looking["expert"],
  body: BodyOf<typeof calendarApi.addCalendar>,
): Promise<string> {
  const { door, crypt } = deps;
  const known = await door.database.service
    .selectFrom("calendar_sources")
    .select("id")
    .where("expert_id", "=", expert.id)
    .execute();
  if (known.length >= MOST_SOURCES)
    throw new HttpProblem(
      409,
      "too_many",
      `You have ${MOST_SOURCES} calendars connected, the most that we read. Remove one first.`,
    );
  const found = await look(expert, body.access);
  const id = door.newId();
  const now = door.clock.now();
  await door.database.service.transaction().execute(async (tx) => {
    await tx
      .insertInto("calendar_sources")
      .values({
        id,
        expert_id: expert.id,
        kind: body.access.kind,
        provider: body.provider,
        name: body.name,
        host: found.host,
        secrets: sealSecrets(crypt, id, found.secrets),
        state: "new",
        problem: null,
        read_zone: null,
        read_rules: null,
        etag: null,
        last_modified: null,
        owners: found.owners,
        created_at: new Date(now),
      })
      .execute();
    const rows = found.calendars.length > 0 ? found.calendars : [{ url: "", name: found.name, mayWrite: false }];
    const counts = body.counts && found.calendars.length > 0 ? new Set(body.counts) : null;
    for (const row of rows) {
      await tx
        .insertInto("calendars")
        .values({
          id: door.newId(),
          source_id: id,
          url: row.url,
          name: row.name,
          counts: counts?.has(row.url) ?? true,
          may_write: row.mayWrite,
          sync_token: null,
          ctag: null,
        })
        .execute();
    }
    const receiver = body.receives ? await calendarByUrl(tx, id, body.receives) : null;
    if (body.receives) await receive(deps, tx, expert.id, mayReceive(receiver));
    await planReading(door, tx, { sourceId: id, runAt: now });
  });
  deps.wake();
  return id;
}

async function calendarByUrl(tx: Tx, sourceId: string, url: string): Promise<CalendarRow | null> {
  const row = await tx
    .selectFrom("calendars")
    .selectAll()
    .where("source_id", "=", sourceId)
    .where("url", "=", url)
    .executeTakeFirst();
  return row ?? null;
}

function mayReceive(calendar: CalendarRow | null | undefined): string {
  if (!calendar) throw invalid("This calendar is not there.", { receives: "This calendar is not there." });
  if (!calendar.may_write)
    throw invalid("This calendar can't be written to.", { receives: "This calendar can't be written to." });
  return calendar.id;
}

/** At most one calendar of an expert; what stands in the former one is moved, by effects. */
async function receive({ door }: CalendarDeps, tx: Tx, expertId: string, calendarId: string | null): Promise<void> {
  await sql`
    update calendars c set receives = (c.id is not distinct from ${calendarId}::uuid)
    from calendar_sources s
    where s.id = c.source_id and s.expert_id = ${expertId} and c.receives is distinct from (c.id is not distinct from ${calendarId}::uuid)`.execute(
    tx,
  );
  await oweEntries(door, tx, expertId);
}

export async function changeSource(
  deps: CalendarDeps,
  look: LookAt,
  who: { expert: Looking["expert"]; sourceId: string },
  body: BodyOf<typeof calendarApi.changeCalendar>,
): Promise<void> {
  const { door, crypt } = deps;
  const owned = await readSource(door.database.service, who.sourceId, who.expert.id);
  if (!owned) throw notFound("This calendar");
  if (body.access && body.access.kind !== owned.source.kind)
    throw invalid("A feed and an account are connected apart: add the other one, then remove this.");
  const found = body.access ? await look(who.expert, body.access) : null;
  await door.database.service.transaction().execute(async (tx) => {
    // Gone meanwhile: nothing to change.
    const row = await tx
      .selectFrom("calendar_sources")
      .selectAll()
      .where("id", "=", who.sourceId)
      .forNoKeyUpdate()
      .executeTakeFirst();
    if (!row) throw notFound("This calendar");
    if (body.name !== undefined)
      await tx.updateTable("calendar_sources").set({ name: body.name }).where("id", "=", row.id).execute();
    if (found) await newAccess(tx, row, found, sealSecrets(crypt, row.id, found.secrets));
    const isAnew = body.counts ? await count(tx, row, owned.calendars, new Set(body.counts)) : false;
    if (body.receives !== undefined) {
      const chosen = body.receives === null ? null : mayReceive(owned.calendars.find(({ id }) => id === body.receives));
      const had = owned.calendars.find(({ receives }) => receives)?.id ?? null;
      if (chosen !== null || had !== null) await receive(deps, tx, who.expert.id, chosen);
    }
    if (found || isAnew) await planReading(door, tx, { sourceId: row.id, runAt: door.clock.now() });
  });
  deps.wake();
}

/** Another address may be another calendar: nothing that was read before is kept as known. */
async function newAccess(tx: Tx, row: SourceRow, found: Look, secrets: Buffer): Promise<void> {
  await tx
    .updateTable("calendar_sources")
    .set({
      secrets,
      host: found.host,
      owners: found.owners,
      etag: null,
      last_modified: null,
      read_zone: null,
      failures: 0,
    })
    .where("id", "=", row.id)
    .execute();
  await tx.updateTable("calendars").set({ sync_token: null, ctag: null }).where("source_id", "=", row.id).execute();
}

/** A calendar that begins to count is unread: until it is read, its expert is not booked. Returns whether there is one. */
async function count(
  tx: Tx,
  row: SourceRow,
  calendars: readonly CalendarRow[],
  counting: Set<string>,
): Promise<boolean> {
  let isAnew = false;
  for (const { id, counts } of calendars) {
    if (counts === counting.has(id)) continue;
    await tx
      .updateTable("calendars")
      .set({ counts: !counts, sync_token: null, ctag: null })
      .where("id", "=", id)
      .execute();
    if (counts) {
      await tx.deleteFrom("expert_busy").where("calendar_id", "=", id).execute();
      await tx.deleteFrom("calendar_objects").where("calendar_id", "=", id).execute();
    } else isAnew = true;
  }
  if (isAnew) await tx.updateTable("calendar_sources").set({ state: "new" }).where("id", "=", row.id).execute();
  return isAnew;
}

export async function refreshSource(deps: CalendarDeps, expertId: string, sourceId: string): Promise<void> {
  const { door } = deps;
  await door.database.service.transaction().execute(async (tx) => {
    if (!(await readSource(tx, sourceId, expertId))) throw notFound("This calendar");
    await planReading(door, tx, { sourceId, runAt: door.clock.now() });
  });
  deps.wake();
}

export async function removeSource({ door }: CalendarDeps, expertId: string, sourceId: string): Promise<void> {
  const { numDeletedRows } = await door.database.service
    .deleteFrom("calendar_sources")
    .where("id", "=", sourceId)
    .where("expert_id", "=", expertId)
    .executeTakeFirst();
  if (Number(numDeletedRows) === 0) throw notFound("This calendar");
}
