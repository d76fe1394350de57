/**
 * From the wall clock of a calendar to instants. A zone is known by its IANA name, by a Windows name, or by the rules that the
 * calendar brings along (VTIMEZONE). Where a name and brought rules say different things, both readings count: somebody's
 * rules are out of date, and what can't be checked is not free. A zone that nobody knows is any zone.
 */
import { isKnownZone, zoneTable } from "@interviewvector/slots";
import { type Component, valueOf } from "./lines.ts";
import { DAY_MS } from "./moment.ts";
import { readOwnZone, type Stretch } from "./own-zone.ts";
import { windowsZones } from "./windows-zones.ts";

/** Instants that a wall reading may be: one, or one for each way to read the zone. */
export interface Zone {
  known: boolean;
  toInstants(wallMs: number): number[];
  toWall(instantMs: number): number;
}

export interface Zones {
  /** `tzid` null: floating, on the clock of the person whose calendar it is. */
  of(tzid: string | null): Zone;
}

export interface ZoneWindow {
  /** IANA, of the person whose calendar it is. */
  own: string;
  fromMs: number;
  toMs: number;
}

export function zonesOf(calendar: Component, window: ZoneWindow): Zones {
  const brought = new Map<string, Component>();
  for (const part of calendar.parts) {
    const tzid = part.name === "VTIMEZONE" ? valueOf(part, "TZID") : undefined;
    if (tzid !== undefined) brought.set(tzid, part);
  }
  const made = new Map<string | null, Zone>();
  return {
    of(tzid) {
      let zone = made.get(tzid);
      if (!zone) {
        zone = tzid === null ? ianaZone(window.own) : makeZone(tzid, brought.get(tzid), window);
        made.set(tzid, zone);
      }
      return zone;
    },
  };
}

function makeZone(tzid: string, brought: Component | undefined, window: ZoneWindow): Zone {
  const name = ianaName(tzid) ?? ianaName((brought && valueOf(brought, "X-LIC-LOCATION")) ?? "");
  const rules = brought ? readOwnZone(brought, window.toMs + 2 * DAY_MS) : null;
  const own = rules ? stretchesZone(rules) : null;
  const iana = name === null ? null : ianaZone(name);
  if (iana && own) return agree(iana, own, window) ? iana : either(iana, own);
  return iana ?? own ?? anyZone;
}

/** "Europe/Berlin", "W. Europe Standard Time", "/freeassociation.sourceforge.net/Europe/Berlin" … */
export function ianaName(tzid: string): string | null {
  const plain = tzid.trim().replaceAll(/^"|"$/g, "");
  if (plain === "" || plain.length > 120) return null;
  if (/^(utc|gmt|z|etc\/utc|tzone:\/\/microsoft\/utc)$/i.test(plain)) return "UTC";
  if (isKnownZone(plain)) return plain;
  const windows = windowsZones.get(plain.toLowerCase());
  if (windows !== undefined) return windows;
  const parts = plain.split("/");
  for (let taken = 3; taken >= 2; taken--) {
    const end = parts.slice(-taken).join("/");
    if (parts.length > taken && isKnownZone(end)) return end;
  }
  return null;
}

/** Asking the runtime for one instant costs a tenth of a millisecond, a table of eighty years about twenty, once for each zone. */
const TABLE = { fromMs: Date.UTC(1970, 0, 1), toMs: Date.UTC(2050, 0, 1) };

function ianaZone(name: string): Zone {
  const near = stretchesZone(zoneTable(name, TABLE.fromMs, TABLE.toMs));
  const inside = (ms: number) => ms >= TABLE.fromMs + DAY_MS && ms < TABLE.toMs - DAY_MS;
  return {
    known: true,
    toInstants: (wallMs) => (inside(wallMs) ? near.toInstants(wallMs) : [farInstant(name, wallMs)]),
    toWall: (instantMs) => (inside(instantMs) ? near.toWall(instantMs) : instantMs + farOffset(name, instantMs)),
  };
}

function floorDay(ms: number): number {
  return Math.floor(ms / DAY_MS) * DAY_MS;
}

/** Outside of the table the runtime is asked; it reads skipped and repeated times as the RFC wants them. */
function farInstant(name: string, wallMs: number): number {
  const wall = Temporal.Instant.fromEpochMilliseconds(wallMs).toZonedDateTimeISO("UTC").toPlainDateTime();
  return wall.toZonedDateTime(name, { disambiguation: "compatible" }).epochMilliseconds;
}

function farOffset(name: string, instantMs: number): number {
  return Temporal.Instant.fromEpochMilliseconds(instantMs).toZonedDateTimeISO(name).offsetNanoseconds / 1_000_000;
}

/** `stretches`: sorted, at least one; the first reaches back without end. */
function stretchesZone(stretches: readonly Stretch[]): Zone {
  const offsetOf = (instantMs: number): number => (stretches[indexAt(stretches, instantMs)] as Stretch).offsetMs;
  return {
    known: true,
    toWall: (instantMs) => instantMs + offsetOf(instantMs),
    toInstants(wallMs) {
      // A time that comes twice is the first of them; one that is skipped is read with the offset before the gap (RFC 5545, section 3.3.5).
      const around = indexAt(stretches, wallMs - DAY_MS);
      for (let index = around; index < stretches.length; index++) {
        const stretch = stretches[index] as Stretch;
        const next = stretches[index + 1]?.fromMs ?? Infinity;
        const instant = wallMs - stretch.offsetMs;
        if (instant < next)
          return [instant >= stretch.fromMs || index === 0 ? instant : beforeGap(stretches, index, wallMs)];
      }
      return [wallMs];
    },
  };
}

function beforeGap(stretches: readonly Stretch[], index: number, wallMs: number): number {
  return wallMs - (stretches[index - 1] as Stretch).offsetMs;
}

function indexAt(stretches: readonly Stretch[], instantMs: number): number {
  let [low, high] = [0, stretches.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((stretches[middle] as Stretch).fromMs <= instantMs) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Looked at every half hour of the window: changes of zone rules lie on half hours. */
function agree(left: Zone, right: Zone, { fromMs, toMs }: ZoneWindow): boolean {
  for (let at = floorDay(fromMs); at < toMs; at += 1_800_000) {
    if (left.toWall(at) !== right.toWall(at)) return false;
  }
  return true;
}

function either(left: Zone, right: Zone): Zone {
  return {
    known: true,
    toInstants: (wallMs) => [...new Set([...left.toInstants(wallMs), ...right.toInstants(wallMs)])],
    toWall: left.toWall,
  };
}

/** Clocks on earth are at most 14 hours ahead of UTC and 12 behind; every quarter of an hour between them is possible. */
const anyZone: Zone = {
  known: false,
  toInstants: (wallMs) => Array.from({ length: 105 }, (_, step) => wallMs - 14 * 3_600_000 + step * 900_000),
  toWall: (instantMs) => instantMs,
};
