/**
 * What the clock on somebody's wall shows at an instant. Between two changes of a zone's clock that is one addition, so each
 * stretch is asked of the runtime's zone data once and remembered: a page of times reads the clock a thousand times.
 */
import { isKnownZone } from "./zone.ts";

/** The offset holds in [fromMs, toMs). */
interface Stretch {
  fromMs: number;
  toMs: number;
  offsetMs: number;
}

const remembered = new Map<string, Stretch[]>();

/** An unknown zone is read as UTC: what is said of it then says UTC, so that the time given is still true. */
export function offsetMsAt(zone: string, at: number): number {
  return stretchAt(zone, at).offsetMs;
}

function stretchAt(zone: string, at: number): Stretch {
  const stretches = remembered.get(zone);
  const known = stretches?.find(({ fromMs, toMs }) => at >= fromMs && at < toMs);
  if (known) return known;
  const read = readStretch(isKnownZone(zone) ? zone : "UTC", Math.floor(at));
  // Bounded: names of zones come from people's browsers, and instants from their requests.
  if (stretches === undefined) {
    if (remembered.size >= 1000) remembered.clear();
    remembered.set(zone, [read]);
  } else if (stretches.length < 200) stretches.push(read);
  return read;
}

/** The wall clock as a `Date` whose UTC fields are what the clock shows. It is no instant: only its fields are to be read. */
export function wallClock(zone: string, at: number): Date {
  return new Date(Math.trunc(at) + offsetMsAt(zone, at));
}

/** Counts the dates of this clock: equal for two instants of one date, one more on the next. */
export function dayNumber(zone: string, at: number): number {
  return Math.floor((at + offsetMsAt(zone, at)) / 86_400_000);
}

/** Every instant from `at` until then has the date of `at`; it may go on after a change of the clock. */
export function sameDateUntil(zone: string, at: number): number {
  const { toMs, offsetMs } = stretchAt(zone, at);
  const midnight = (Math.floor((at + offsetMs) / 86_400_000) + 1) * 86_400_000 - offsetMs;
  return Math.min(midnight, toMs);
}

/** "2026-12-08" */
export function dateIn(zone: string, at: number): string {
  return wallClock(zone, at).toISOString().slice(0, 10);
}

/** The hour (0 to 23) that the clock shows. */
export function hourIn(zone: string, at: number): number {
  return wallClock(zone, at).getUTCHours();
}

/** Between 22:00 and 07:00 of the person's own clock. */
export function isUnusualHour(at: number, zone: string): boolean {
  const hour = hourIn(zone, at);
  return hour >= 22 || hour < 7;
}

function readStretch(zone: string, at: number): Stretch {
  const time = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  // A millisecond later: a change at exactly this instant has happened.
  const before = time.add({ milliseconds: 1 }).getTimeZoneTransition("previous");
  const after = time.getTimeZoneTransition("next");
  return {
    fromMs: before?.epochMilliseconds ?? -Infinity,
    toMs: after?.epochMilliseconds ?? Infinity,
    offsetMs: time.offsetNanoseconds / 1_000_000,
  };
}
