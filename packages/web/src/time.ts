/** Instants in words. A time never stands without its zone: either beside it, or once in the head of its list. */
import { placeOf, zoneNow } from "@interviewvector/domain";

const DAY_MS = 86_400_000;

export const ownZone = zoneNow(Intl.DateTimeFormat().resolvedOptions().timeZone);

type Part = "weekday" | "day" | "month" | "year" | "hour" | "minute";

function parts(at: string | number, zone: string): Record<Part, string> {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  const found: Partial<Record<string, string>> = {};
  for (const part of format.formatToParts(new Date(at))) found[part.type] = part.value;
  return found as Record<Part, string>;
}

/** "Kolkata (GMT+5:30)": the place people know, and the offset that holds at that time. A zone without a place: "UTC", "GMT+3". */
export function zoneWords(zone: string, at: string | number = Date.now()): string {
  const place = placeOf(zone);
  const offset = new Intl.DateTimeFormat("en-GB", { timeZone: zone, timeZoneName: "shortOffset" })
    .formatToParts(new Date(at))
    .find((part) => part.type === "timeZoneName")?.value;
  // A minus, not a hyphen: no line is broken at it.
  const offsetWords = offset?.replace("-", "−");
  if (place === null) return offsetWords === undefined || /^GMT(\+0)?$/.test(offsetWords) ? "UTC" : offsetWords;
  return offsetWords === undefined ? place : `${place} (${offsetWords})`;
}

/** "14:30" */
export function clockTime(at: string | number, zone: string): string {
  const { hour, minute } = parts(at, zone);
  return `${hour}:${minute}`;
}

/** "Tue 8 Dec" */
export function dayWords(at: string | number, zone: string): string {
  const { weekday, day, month } = parts(at, zone);
  return `${weekday} ${day} ${month}`;
}

/** "Tue 8 Dec, 14:30", for lists whose head names the zone. */
export function dayAndTime(at: string | number, zone: string): string {
  return `${dayWords(at, zone)}, ${clockTime(at, zone)}`;
}

/** "Tue 8 Dec 2026, 14:30, Kolkata (GMT+5:30)" */
export function fullTime(at: string | number, zone: string): string {
  const { year } = parts(at, zone);
  return `${dayWords(at, zone)} ${year}, ${clockTime(at, zone)}, ${zoneWords(zone, at)}`;
}

/** "Tue 8 Dec 2026, 14:30–16:00, Kolkata (GMT+5:30)"; over midnight both days are named. */
export function rangeWords(fromAt: string, toAt: string, zone: string): string {
  if (dayKey(fromAt, zone) !== dayKey(toAt, zone)) return `${dayAndTime(fromAt, zone)} – ${fullTime(toAt, zone)}`;
  const { year } = parts(fromAt, zone);
  return `${dayWords(fromAt, zone)} ${year}, ${clockTime(fromAt, zone)}–${clockTime(toAt, zone)}, ${zoneWords(zone, fromAt)}`;
}

/** "09:31:04", for the timeline. */
export function exactTime(at: string, zone: string): string {
  return new Intl.DateTimeFormat("en-GB", { timeZone: zone, timeStyle: "medium", hourCycle: "h23" }).format(
    new Date(at),
  );
}

/** "2026-12-08" in the zone: names a calendar day. */
export function dayKey(at: string | number, zone: string): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" }).format(new Date(at));
}

/** "4 s", "12 min", "3 h", "2 days": how long something takes or took. */
export function spanWords(ms: number): string {
  const span = Math.abs(ms);
  if (span < 60_000) return `${Math.floor(span / 1000)} s`;
  if (span < 3_600_000) return `${Math.floor(span / 60_000)} min`;
  if (span < 36 * 3_600_000) return `${Math.floor(span / 3_600_000)} h`;
  const days = Math.round(span / DAY_MS);
  return days === 1 ? "1 day" : `${days} days`;
}

/** "1 h 20 min": a countdown that one can act on. */
export function countdownWords(ms: number): string {
  const minutes = Math.floor(Math.abs(ms) / 60_000);
  if (minutes < 1) return `${Math.floor(Math.abs(ms) / 1000)} s`;
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  return spanWords(ms);
}

/** "3 min ago", "in 2 h" */
export function distanceWords(at: string, now: number): string {
  const distance = Date.parse(at) - now;
  if (Math.abs(distance) < 5000) return "just now";
  return distance < 0 ? `${spanWords(distance)} ago` : `in ${spanWords(distance)}`;
}

/** The instant of a wall clock reading ("2026-12-08", "14:30") in a zone. A reading that a clock change skips or repeats is taken by the offset before it. */
export function instantOf(day: string, time: string, zone: string): string {
  const reading = Date.parse(`${day}T${time}:00Z`);
  const before = offsetMs(reading - DAY_MS, zone);
  const first = reading - before;
  const offset = offsetMs(first, zone);
  return new Date(offset === before ? first : reading - offset).toISOString();
}

function offsetMs(at: number, zone: string): number {
  const words = new Intl.DateTimeFormat("en-GB", { timeZone: zone, timeZoneName: "longOffset" })
    .formatToParts(new Date(at))
    .find((part) => part.type === "timeZoneName")?.value;
  const [, sign, hour = "0", minute = "0"] = /GMT([+-])(\d{2}):?(\d{2})?/.exec(words ?? "") ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hour) * 60 + Number(minute)) * 60_000;
}
