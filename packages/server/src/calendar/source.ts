/** The rows of sources and calendars, and how they are marked: read, failed, broken. Sources belong to one expert each. */
import { type Selectable, sql } from "kysely";
import { days } from "@interviewvector/domain";
import type { CalendarSourcesTable, CalendarsTable } from "../db/tables.ts";
import type { Db, Tx } from "../db/database.ts";
import { addEffects } from "../effects/ledger.ts";
import type { Door } from "../interview/act.ts";
import { readOperators } from "../mail/reader.ts";
import type { CalendarProblem } from "./problem.ts";

export type SourceRow = Selectable<CalendarSourcesTable>;
export type CalendarRow = Selectable<CalendarsTable>;

export interface Owned {
  source: SourceRow;
  expert: { id: string; email: string; zone: string };
  calendars: CalendarRow[];
}

/** With `expertId`: only if it is theirs. */
export async function readSource(db: Db | Tx, sourceId: string, expertId?: string): Promise<Owned | null> {
  let query = db.selectFrom("calendar_sources").selectAll().where("id", "=", sourceId);
  if (expertId !== undefined) query = query.where("expert_id", "=", expertId);
  const source = await query.executeTakeFirst();
  if (!source) return null;
  const expert = await db
    .selectFrom("experts")
    .select(["id", "email", "zone"])
    .where("id", "=", source.expert_id)
    .executeTakeFirstOrThrow();
  const calendars = await db
    .selectFrom("calendars")
    .selectAll()
    .where("source_id", "=", sourceId)
    .orderBy("name")
    .execute();
  return { source, expert, calendars };
}

/** Locks the row, so that a removal, a change of the address and a reading follow each other. */
export async function lockSource(
  tx: Tx,
  { id, secrets }: Pick<SourceRow, "id" | "secrets">,
): Promise<SourceRow | null> {
  const row = await tx
    .selectFrom("calendar_sources")
    .selectAll()
    .where("id", "=", id)
    .forNoKeyUpdate()
    .executeTakeFirst();
  // Another address by now: what was read belongs to the old one.
  return row && row.secrets.equals(secrets) ? row : null;
}

/** Once more than a fleeting failure, or for so long that what we know is no longer to be trusted. */
function mustBreak(
  { state, failures, read_at }: SourceRow,
  problem: CalendarProblem,
  { now, trustMs }: { now: number; trustMs: number },
): boolean {
  if (state === "broken") return true;
  if (problem.lasting && failures >= 1) return true;
  return now - (read_at?.getTime() ?? now) >= trustMs;
}

/** Returns whether the source is broken now. People are told when it breaks, and every day after. */
export async function markFailed(
  door: Door,
  source: SourceRow,
  problem: CalendarProblem,
  trustMs: number,
): Promise<boolean> {
  const now = door.clock.now();
  return door.database.service.transaction().execute(async (tx) => {
    const row = await lockSource(tx, source);
    if (!row) return false;
    const breaks = mustBreak(row, problem, { now, trustMs });
    const brokenAt = breaks ? (row.broken_at ?? new Date(now)) : null;
    await tx
      .updateTable("calendar_sources")
      .set({
        failures: row.failures + 1,
        tried_at: new Date(now),
        problem: JSON.stringify({ code: problem.code, words: problem.message }),
        broken_at: brokenAt,
        // Named only when it changes: a trigger tells the pool.
        ...(breaks && row.state !== "broken" ? { state: "broken" as const } : {}),
      })
      .where("id", "=", row.id)
      .execute();
    if (brokenAt) await tell(door, tx, row, brokenAt);
    return breaks;
  });
}

async function tell({ clock, newId }: Door, tx: Tx, row: SourceRow, brokenAt: Date): Promise<void> {
  const now = clock.now();
  const day = Math.floor((now - brokenAt.getTime()) / days(1));
  const expert = await tx.selectFrom("experts").select("state").where("id", "=", row.expert_id).executeTakeFirst();
  // Who has left is not booked in any case; and only who is in the pool can be missing from it.
  if (!expert || expert.state === "gone") return;
  const operators = expert.state === "active" ? await readOperators(tx as unknown as Db) : [];
  const people = [
    { to: "expert" as const, userId: null },
    ...operators.map(({ userId }) => ({ to: "operator" as const, userId })),
  ];
  await addEffects(
    tx,
    people.map(({ to, userId }) => {
      const key = `mail.calendar:${row.id}:${brokenAt.getTime()}:day${day}:${userId ?? to}`;
      return {
        id: newId(),
        kind: "mail.calendar",
        key,
        lane: key,
        payload: { mail: "calendar_broken", sourceId: row.id, to, userId },
        runAt: now,
      };
    }),
    "ignore",
  );
}

export interface ReadMarks {
  etag?: string | null;
  lastModified?: string | null;
  /** Only when everything was read anew, or there was nothing left to read. */
  readUntil?: number;
  readZone?: string;
  readRules?: string;
  name?: string;
  events?: number;
  soon?: number;
  unknownZones?: string[];
  owners?: string[];
}

/** `trustMs`: one that was read too long ago counted as not known until now, so the pool has to hear of it as well. */
export async function markRead(
  tx: Tx,
  row: SourceRow,
  marks: ReadMarks,
  { now, trustMs }: { now: number; trustMs: number },
): Promise<void> {
  const wasTrusted = row.state === "working" && row.read_at !== null && now - row.read_at.getTime() < trustMs;
  await tx
    .updateTable("calendar_sources")
    .set({
      failures: 0,
      problem: null,
      broken_at: null,
      tried_at: new Date(now),
      read_at: new Date(now),
      ...(wasTrusted ? {} : { state: "working" as const }),
      ...(marks.readUntil === undefined ? {} : { read_until: new Date(marks.readUntil) }),
      ...(marks.readZone === undefined ? {} : { read_zone: marks.readZone }),
      ...(marks.readRules === undefined ? {} : { read_rules: marks.readRules }),
      ...(marks.etag === undefined ? {} : { etag: marks.etag }),
      ...(marks.lastModified === undefined ? {} : { last_modified: marks.lastModified }),
      ...(marks.events === undefined ? {} : { events: marks.events }),
      ...(marks.soon === undefined ? {} : { soon: marks.soon }),
      ...(marks.unknownZones === undefined ? {} : { unknown_zones: marks.unknownZones }),
      ...(marks.owners === undefined ? {} : { owners: marks.owners }),
    })
    .where("id", "=", row.id)
    .execute();
}

/** Asks for a reading at `runAt` or earlier; one that is planned already is moved there. */
export async function planReading(
  { newId }: Pick<Door, "newId">,
  tx: Tx,
  { sourceId, runAt, exceptId = null }: { sourceId: string; runAt: number; exceptId?: string | null },
): Promise<void> {
  const lane = readingLane(sourceId);
  await sql`select pg_advisory_xact_lock(hashtextextended(${lane}, 0))`.execute(tx);
  const moved = await sql`
    update effects set run_after = least(run_after, ${new Date(runAt)}), not_before = now()
    where lane = ${lane} and state = 'pending' and id is distinct from ${exceptId}::uuid`.execute(tx);
  if (Number(moved.numAffectedRows ?? 0) === 0) {
    const key = `${lane}:${newId()}`;
    await addEffects(tx, [{ id: newId(), kind: "calendar.read", key, lane, payload: { sourceId }, runAt }]);
  } else await sql`select pg_notify('effects', '')`.execute(tx);
}

export function readingLane(sourceId: string): string {
  return `calendar.read:${sourceId}`;
}
