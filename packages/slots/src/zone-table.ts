/**
 * A time zone as a list of stretches with one offset each, read once from the runtime's own time zone data. The engine
 * reads this list and nothing else: a lookup costs a comparison instead of a Temporal call. It is no calendar and does
 * no disambiguation: going from instants to the wall clock is a function, and the engine only ever goes that way.
 */

/** The offset holds for instants in `[fromMs, toMs)`. Wall clock = instant + offsetMs. */
export interface ZoneSegment {
  readonly fromMs: number;
  readonly toMs: number;
  readonly offsetMs: number;
}

/** Sorted, without gaps, covering the asked range exactly. */
export type ZoneTable = readonly ZoneSegment[];

// A name, not an offset or a whole date-time, both of which Temporal would take for a zone as well.
const zoneName = /^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/;
const known = new Map<string, boolean>();

/** Whether the runtime knows `zone` as an IANA name ("Europe/Berlin", "UTC"). Offsets such as "+05:30" are no zones. */
export function isKnownZone(zone: string): boolean {
  const seen = known.get(zone);
  if (seen !== undefined) return seen;
  let answer = false;
  if (zoneName.test(zone)) {
    try {
      Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
      answer = true;
    } catch {
      // Unknown to the runtime: "no" is the safe answer, the expert stays out until the zone is right.
      answer = false;
    }
  }
  // Bounded, since names may come from outside.
  if (known.size > 2000) known.clear();
  known.set(zone, answer);
  return answer;
}

const tables = new Map<string, ZoneTable>();

/**
 * The offsets of `zone` for instants in `[fromMs, toMs)` (ms since the epoch, UTC).
 * Tables are kept by zone and range: the data they come from can't change while the process runs.
 * Throws RangeError for an unknown zone: check with `isKnownZone` first.
 */
export function zoneTable(zone: string, fromMs: number, toMs: number): ZoneTable {
  const key = `${zone} ${fromMs} ${toMs}`;
  const kept = tables.get(key);
  if (kept !== undefined) return kept;
  if (!isKnownZone(zone)) throw new RangeError(`Unknown time zone: ${zone}`);
  const table = readTable(zone, fromMs, toMs);
  if (tables.size > 2000) tables.clear();
  tables.set(key, table);
  return table;
}

function readTable(zone: string, fromMs: number, toMs: number): ZoneTable {
  const segments: ZoneSegment[] = [];
  let at = Temporal.Instant.fromEpochMilliseconds(fromMs).toZonedDateTimeISO(zone);
  let from = fromMs;
  while (from < toMs) {
    const offsetMs = at.offsetNanoseconds / 1_000_000;
    // The transition after this one; one that keeps the offset (a change of name only) doesn't end a segment.
    let next = at.getTimeZoneTransition("next");
    while (next !== null && next.offsetNanoseconds === at.offsetNanoseconds) next = next.getTimeZoneTransition("next");
    const to = next === null ? toMs : Math.min(next.epochMilliseconds, toMs);
    segments.push({ fromMs: from, toMs: to, offsetMs });
    if (next === null) break;
    at = next;
    from = to;
  }
  return segments;
}

/** The offset in ms at an instant inside the table. Throws RangeError outside of it. */
export function offsetAt(table: ZoneTable, instantMs: number): number {
  for (const segment of table) {
    if (instantMs >= segment.fromMs && instantMs < segment.toMs) return segment.offsetMs;
  }
  throw new RangeError(`Instant ${instantMs} lies outside of the zone table`);
}
