/**
 * What experts' own calendars say, for the engine: when they are busy, and for how long that is known. A calendar that has not
 * been read for too long, or in another zone than the expert's, or not far enough ahead, is not known, and what is not known
 * is not free.
 */
import { sql } from "kysely";
import { hours } from "@interviewvector/domain";
import type { BusyInterval, Horizon } from "@interviewvector/slots";
import type { Db } from "../db/database.ts";

/** For so long after a reading a calendar is believed: its server may be away for a while. */
export const CALENDAR_TRUST_MS = hours(1);

export interface CalendarTimes {
  busy: Map<string, BusyInterval[]>;
  /** ms; experts without calendars that count are absent. */
  trueUntil: Map<string, number>;
}

export async function readCalendarTimes(
  db: Db,
  expertIds: readonly string[],
  horizon: Horizon,
): Promise<CalendarTimes> {
  const window = sql`tstzrange(${new Date(horizon.fromMs)}, ${new Date(horizon.toMs)})`;
  const [intervals, sources] = await Promise.all([
    sql<{ expert_id: string; from_at: Date; to_at: Date }>`
      select x.expert_id, lower(r) as from_at, upper(r) as to_at
      from (select b.expert_id, range_agg(b.during) as during
            from expert_busy b join calendars c on c.id = b.calendar_id
            where b.expert_id = any(${expertIds}::uuid[]) and c.counts and b.during && ${window}
            group by b.expert_id) x, unnest(x.during) r`.execute(db),
    sql<{ expert_id: string; state: string; read_at: Date | null; read_until: Date | null; same_zone: boolean }>`
      select s.expert_id, s.state, s.read_at, s.read_until, s.read_zone is not distinct from e.zone as same_zone
      from calendar_sources s join experts e on e.id = s.expert_id
      where s.expert_id = any(${expertIds}::uuid[]) and exists (select from calendars c where c.source_id = s.id and c.counts)`.execute(
      db,
    ),
  ]);
  const busy = new Map<string, BusyInterval[]>();
  const add = (expertId: string, fromMs: number, toMs: number): void => {
    busy.set(expertId, [...(busy.get(expertId) ?? []), { fromMs, toMs }]);
  };
  for (const { expert_id, from_at, to_at } of intervals.rows) add(expert_id, from_at.getTime(), to_at.getTime());
  const trueUntil = new Map<string, number>();
  for (const { expert_id, state, read_at, read_until, same_zone } of sources.rows) {
    const isKnown = state === "working" && read_at !== null && read_until !== null && same_zone;
    const until = isKnown ? read_at.getTime() + CALENDAR_TRUST_MS : -Infinity;
    trueUntil.set(expert_id, Math.min(trueUntil.get(expert_id) ?? Infinity, until));
    if (read_until && read_until.getTime() < horizon.toMs) add(expert_id, read_until.getTime(), horizon.toMs);
  }
  return { busy, trueUntil };
}
