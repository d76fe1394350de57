/**
 * The instances of one UID that take time, as intervals of instants. A series is its rule and further dates, less the deleted
 * ones, with single instances replaced (RECURRENCE-ID), or this one and all that follow (RANGE=THISANDFUTURE).
 */
import type { EventFacts } from "./event.ts";
import { DAY_MS, type Duration, type Moment } from "./moment.ts";
import { expand } from "./recurrence.ts";
import type { Zone, Zones } from "./zone.ts";

export interface Window {
  fromMs: number;
  toMs: number;
}

export interface AskedWindow extends Window {
  soonMs: number;
}

export interface Occurrences {
  busy: [fromMs: number, toMs: number][];
  /** How many begin before `soonMs`; one that may lie at several times, since its zone is doubtful, is one. */
  soon: number;
  goesOn: boolean;
}

/** Wall clocks and instants differ by at most 14 hours; a day is on the safe side. */
const WALL_PAD_MS = DAY_MS;

/** `events`: all of one UID. */
export function occurrences(events: readonly EventFacts[], zones: Zones, window: AskedWindow): Occurrences {
  const answer: Occurrences = { busy: [], soon: 0, goesOn: false };
  const replacements = newestReplacements(events);
  for (const event of events) if (event.instead === null) addSeries(event, replacements, { zones, window, answer });
  for (const event of replacements)
    if (event.blocks) addOne(event, startOf(event.start, zones), { zones, window, answer });
  return answer;
}

interface Task {
  zones: Zones;
  window: AskedWindow;
  answer: Occurrences;
}

/** Of two versions of one instance the later one holds. */
function newestReplacements(events: readonly EventFacts[]): EventFacts[] {
  const newest = new Map<string, EventFacts>();
  for (const event of events) {
    if (event.instead === null) continue;
    const key = `${event.instead.at.tzid} ${event.instead.at.wallMs}`;
    if ((newest.get(key)?.sequence ?? -1) <= event.sequence) newest.set(key, event);
  }
  return [...newest.values()];
}

function addSeries(master: EventFacts, replacements: readonly EventFacts[], task: Task): void {
  const { zones, window, answer } = task;
  const zone = zones.of(master.start.tzid);
  const wallOf = (moment: Moment): number => toWallOf(moment, master.start, zones);
  const gone = new Set(master.lessStarts.map(wallOf));
  // A date without a time takes out all instances of that day.
  const goneDays = new Set(master.lessStarts.filter(({ isDate }) => isDate).map(({ wallMs }) => wallMs));
  for (const one of replacements) if (one.instead) gone.add(wallOf(one.instead.at));
  const following = replacements
    .flatMap((event) => (event.instead?.andFollowing ? [{ fromWall: wallOf(event.instead.at), event }] : []))
    .sort((left, right) => right.fromWall - left.fromWall);
  const longest = Math.max(lengthMs(master, zones), ...following.map(({ event }) => lengthMs(event, zones)));
  const shifts = following.map(({ fromWall, event }) =>
    Math.abs(toWallOf(event.start, master.start, zones) - fromWall),
  );
  const pad = WALL_PAD_MS + Math.max(0, ...shifts);
  const span = { fromMs: window.fromMs - longest - pad, toMs: window.toMs + pad };
  const { starts, goesOn } = wallStarts(master, zones, span);
  if (goesOn && (master.blocks || following.some(({ event }) => event.blocks))) answer.goesOn = true;
  for (const wallMs of starts) {
    if (gone.has(wallMs) || goneDays.has(Math.floor(wallMs / DAY_MS) * DAY_MS)) continue;
    const later = following.find(({ fromWall }) => wallMs >= fromWall);
    const event = later?.event ?? master;
    if (!event.blocks) continue;
    const moved = later ? wallMs + toWallOf(event.start, master.start, zones) - later.fromWall : wallMs;
    addOne(event, later ? { wallMs: moved, zone: zone } : { wallMs, zone }, task);
  }
  for (const more of master.moreStarts) {
    if (!master.blocks || gone.has(wallOf(more.start))) continue;
    const event =
      more.end || more.duration ? { ...master, start: more.start, end: more.end, duration: more.duration } : master;
    addOne(event, startOf(more.start, zones), task);
  }
}

interface WallStart {
  wallMs: number;
  zone: Zone;
}

function startOf(moment: Moment, zones: Zones): WallStart {
  return { wallMs: moment.wallMs, zone: zones.of(moment.tzid) };
}

/** DTSTART is an instance, whether or not the rule would give it. */
function wallStarts(master: EventFacts, zones: Zones, span: Window): { starts: Set<number>; goesOn: boolean } {
  const startMs = master.start.wallMs;
  const starts = new Set([startMs]);
  let goesOn = false;
  for (const rule of master.rules) {
    const untilMs = rule.until === null ? null : untilWall(rule.until, master.start, zones);
    const given = expand(rule, { startMs, fromMs: span.fromMs, toMs: span.toMs, untilMs });
    for (const wallMs of given.starts) starts.add(wallMs);
    goesOn ||= given.goesOn;
    // Too many to follow: from the last one that is known on, everything is taken.
    if (!given.complete) fillUp(starts, given.starts.at(-1) ?? Math.max(startMs, span.fromMs), span.toMs);
  }
  return { starts, goesOn };
}

function fillUp(starts: Set<number>, fromMs: number, toMs: number): void {
  for (let wallMs = fromMs; wallMs < toMs; wallMs += 900_000) starts.add(wallMs);
}

function untilWall(until: Moment, start: Moment, zones: Zones): number {
  if (until.isDate) return start.isDate ? until.wallMs : until.wallMs + DAY_MS - 1;
  return toWallOf(until, start, zones);
}

/** A moment on the wall clock of the series. */
function toWallOf(moment: Moment, like: Moment, zones: Zones): number {
  const wallMs =
    moment.isDate || moment.tzid === like.tzid
      ? moment.wallMs
      : zones.of(like.tzid).toWall(zones.of(moment.tzid).toInstants(moment.wallMs)[0] ?? moment.wallMs);
  return like.isDate ? Math.floor(wallMs / DAY_MS) * DAY_MS : wallMs;
}

function addOne(event: EventFacts, start: WallStart, { zones, window, answer }: Task): void {
  let isSoon = false;
  for (const from of start.zone.toInstants(start.wallMs)) {
    const to = endOf(event, start, from, zones);
    if (to <= from) continue;
    if (to > window.toMs) answer.goesOn = true;
    if (to <= window.fromMs || from >= window.toMs) continue;
    answer.busy.push([from, to]);
    isSoon ||= from < window.soonMs;
  }
  if (isSoon) answer.soon++;
}

function endOf(event: EventFacts, start: WallStart, fromMs: number, zones: Zones): number {
  const days = wholeDays(event);
  if (days !== null) {
    const rest = event.duration?.ms ?? 0;
    return Math.max(...start.zone.toInstants(start.wallMs + days * DAY_MS)) + rest;
  }
  return fromMs + lengthMs(event, zones);
}

/** Whole days and durations in days follow the calendar: 23 or 25 hours where the clocks change. */
function wholeDays({ start, end, duration }: EventFacts): number | null {
  if (duration) return duration.days === 0 && !start.isDate ? null : duration.days;
  if (!start.isDate) return null;
  return end ? Math.round((end.wallMs - start.wallMs) / DAY_MS) : 1;
}

/** An end that is given as a time makes every instance exactly as long as the first (RFC 5545, section 3.8.5.3). */
function lengthMs({ start, end, duration }: EventFacts, zones: Zones): number {
  if (duration) return nominalMs(duration);
  if (start.isDate) return end ? end.wallMs - start.wallMs : DAY_MS;
  if (!end) return 0;
  const [from, to] = [start, end].map((moment) => zones.of(moment.tzid).toInstants(moment.wallMs)[0] ?? 0) as [
    number,
    number,
  ];
  return Math.max(0, to - from);
}

function nominalMs({ days, ms }: Duration): number {
  return days * DAY_MS + ms;
}
