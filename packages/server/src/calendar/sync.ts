/**
 * Reading one source again: what changed is fetched and worked out outside of any transaction, and written in one. It knows
 * feeds and CalDAV accounts; when a source is to be read, `reading.ts` decides.
 */
import type { CalendarDeps } from "./deps.ts";
import { readFor, zoneRules } from "./deps.ts";
import { syncCaldav } from "./caldav/sync.ts";
import { readFeed } from "./feed.ts";
import { needsAll, readWords } from "./need.ts";
import { saveBusy, withHandOvers } from "./busy-store.ts";
import { openSecrets } from "./secrets.ts";
import { lockSource, markRead, type Owned } from "./source.ts";
import { CALENDAR_TRUST_MS } from "../scheduling/calendar-times.ts";

/** What changed, in a few words for the ledger. */
export async function syncSource(deps: CalendarDeps, owned: Owned, signal?: AbortSignal): Promise<string> {
  const secrets = openSecrets(deps.crypt, owned.source);
  if (secrets.kind === "caldav") return syncCaldav(deps, owned, secrets, signal);
  return syncFeed(deps, owned, secrets.address, signal);
}

async function syncFeed(deps: CalendarDeps, owned: Owned, address: string, signal?: AbortSignal): Promise<string> {
  const { door } = deps;
  const { source, expert, calendars } = owned;
  const [calendar] = calendars;
  if (!calendar) return "the calendar was removed";
  const now = door.clock.now();
  const trust = { now, trustMs: CALENDAR_TRUST_MS };
  const as = readFor(deps, expert, { now, owners: source.owners });
  const marks = needsAll(owned, now) === "no" ? { etag: source.etag, lastModified: source.last_modified } : null;
  const answer = await readFeed(deps, { address, marks, ...(signal ? { signal } : {}) }, as);
  return door.database.service.transaction().execute(async (tx) => {
    const row = await lockSource(tx, source);
    if (!row) return "the calendar was removed or changed meanwhile";
    if (!answer.changed) {
      await markRead(tx, row, {}, trust);
      return "unchanged";
    }
    const { reading } = answer;
    const owed = await withHandOvers(
      door,
      tx,
      { expertId: expert.id, firstReading: row.read_at === null },
      async () => {
        await saveBusy(tx, { expertId: expert.id, calendarId: calendar.id }, [{ href: "", busy: reading.busy }]);
        const read = {
          ...answer.marks,
          readUntil: as.toMs,
          readZone: expert.zone,
          readRules: zoneRules,
          events: reading.events,
          soon: reading.soon,
          unknownZones: reading.unknownZones,
        };
        await markRead(tx, row, read, trust);
      },
    );
    return readWords(reading.events, owed);
  });
}
