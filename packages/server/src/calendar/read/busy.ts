/**
 * When somebody is busy by their calendar: events, series with their exceptions, free-busy lists in; merged intervals out.
 * Pure. Whatever can't be understood and may take time is an error, never free time.
 */
import { type EventFacts, readEvent, type Whose } from "./event.ts";
import { type Component, linesOf, plainText, readComponents, valueOf } from "./lines.ts";
import { readPeriod } from "./moment.ts";
import { occurrences } from "./series.ts";
import { UnreadableCalendarError } from "./unreadable.ts";
import { type Zones, zonesOf } from "./zone.ts";

export interface ReadOptions extends Whose {
  /** IANA; the person's own: for whole days and for times that name no zone. */
  zone: string;
  /** The window that is asked for, ms, half-open. */
  fromMs: number;
  toMs: number;
  /** Until then the events that take time are counted, for people to compare with what they see. */
  soonMs: number;
}

export type Interval = readonly [fromMs: number, toMs: number];

export interface Reading {
  /** As the calendar calls itself. */
  name: string | null;
  events: number;
  /** Sorted, merged, cut to the window. */
  busy: Interval[];
  /** Events that take time and begin before `soonMs`. */
  soon: number;
  /** There are events after the window: they have to be read again before it ends. */
  goesOn: boolean;
  /** Names of zones that nobody knows: their events count as busy wherever they may lie. */
  unknownZones: string[];
}

const MOST_INTERVALS = 300_000;

export function readBusy(text: string, options: ReadOptions): Reading {
  const calendars = readComponents(text);
  const found: Found = { intervals: [], soon: 0, goesOn: false, unknown: new Set() };
  const names = calendars.flatMap((calendar) => valueOf(calendar, "X-WR-CALNAME") ?? valueOf(calendar, "NAME") ?? []);
  // Many calendars are called after the address of whom they belong to.
  const whose = { ...options, owners: [...options.owners, ...names.map((name) => name.toLowerCase())] };
  let events = 0;
  for (const calendar of calendars) {
    const zones = watched(zonesOf(calendar, { own: options.zone, fromMs: options.fromMs, toMs: options.toMs }), found);
    const facts = calendar.parts.filter(({ name }) => name === "VEVENT").map((part) => readEvent(part, whose));
    events += facts.length;
    readSeries(
      facts.filter((one) => one !== null),
      { zones, options, found },
    );
    for (const part of calendar.parts) if (part.name === "VFREEBUSY") readFreeBusy(part, { zones, options, found });
  }
  return {
    name: names[0] === undefined ? null : plainText(names[0]).slice(0, 120),
    events,
    busy: merged(found.intervals, options),
    soon: found.soon,
    goesOn: found.goesOn,
    unknownZones: [...found.unknown],
  };
}

interface Found {
  intervals: Interval[];
  soon: number;
  goesOn: boolean;
  unknown: Set<string>;
}

interface Task {
  zones: Zones;
  options: ReadOptions;
  found: Found;
}

/** Remembers which zones nobody knew. */
function watched(zones: Zones, { unknown }: Found): Zones {
  return {
    of(tzid) {
      const zone = zones.of(tzid);
      if (!zone.known && tzid !== null) unknown.add(tzid.slice(0, 60));
      return zone;
    },
  };
}

function readSeries(events: EventFacts[], { zones, options, found }: Task): void {
  for (const series of Map.groupBy(events, (event) => event.uid || Symbol("no UID")).values()) {
    const answer = occurrences(series, zones, options);
    found.goesOn ||= answer.goesOn;
    found.soon += answer.soon;
    for (const interval of answer.busy) found.intervals.push(interval);
    if (found.intervals.length > MOST_INTERVALS)
      throw new UnreadableCalendarError("too_much", "The calendar holds more events than we can work through.");
  }
}

function readFreeBusy(part: Component, { zones, options, found }: Task): void {
  for (const line of linesOf(part, "FREEBUSY")) {
    if (line.params["FBTYPE"]?.toUpperCase() === "FREE") continue;
    for (const value of line.value.split(",")) {
      const period = readPeriod(value, line.params["TZID"]);
      if (!period) throw new UnreadableCalendarError("unreadable_event", "A busy time of the calendar can't be read.");
      let isSoon = false;
      for (const start of zones.of(period.start.tzid).toInstants(period.start.wallMs)) {
        const end = period.end
          ? (zones.of(period.end.tzid).toInstants(period.end.wallMs)[0] ?? start)
          : start + (period.duration?.days ?? 0) * 86_400_000 + (period.duration?.ms ?? 0);
        if (end > options.toMs) found.goesOn = true;
        if (end <= options.fromMs || start >= options.toMs || end <= start) continue;
        found.intervals.push([start, end]);
        isSoon ||= start < options.soonMs;
      }
      if (isSoon) found.soon++;
    }
  }
}

/** Touching intervals are one. */
export function merged(intervals: readonly Interval[], { fromMs, toMs }: { fromMs: number; toMs: number }): Interval[] {
  const out: [number, number][] = [];
  for (const [from, to] of intervals.toSorted((left, right) => left[0] - right[0])) {
    const [start, end] = [Math.max(from, fromMs), Math.min(to, toMs)];
    if (end <= start) continue;
    const last = out.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else out.push([start, end]);
  }
  return out;
}
