/**
 * How instants are said to people: always with the zone, in words ("Tue 8 Dec 2026, 14:30, Kolkata (GMT+5:30)").
 * Instants are ms since the epoch. Nothing here is parsed back, and nothing computes with these texts.
 */
import { cityOf } from "./zone.ts";
import { offsetMsAt, wallClock } from "./wall-clock.ts";

const weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** "Tue 8 Dec 2026, 14:30, Kolkata (GMT+5:30)" */
export function whenWords(at: number, zone: string): string {
  return `${dayWords(at, zone)}, ${clockWords(at, zone)}, ${zoneWords(at, zone)}`;
}

/** "14:30 your time, Kolkata (GMT+5:30)" */
export function yourTimeWords(at: number, zone: string): string {
  return `${clockWords(at, zone)} your time, ${zoneWords(at, zone)}`;
}

/** "Tue 8 Dec 2026, 14:30 to 16:00, Kolkata (GMT+5:30)"; both days are named when the range leaves the day. */
export function rangeWords(range: { fromAt: number; toAt: number }, zone: string): string {
  const from = `${dayWords(range.fromAt, zone)}, ${clockWords(range.fromAt, zone)}`;
  const sameDay = dayWords(range.fromAt, zone) === dayWords(range.toAt, zone);
  const to = sameDay ? clockWords(range.toAt, zone) : `${dayWords(range.toAt, zone)}, ${clockWords(range.toAt, zone)}`;
  // The clocks may change within the range: then each end carries the offset that holds there.
  if (offsetWords(range.fromAt, zone) !== offsetWords(range.toAt, zone)) {
    return `${from} (${offsetWords(range.fromAt, zone)}) to ${to}, ${zoneWords(range.toAt, zone)}`;
  }
  return `${from} to ${to}, ${zoneWords(range.fromAt, zone)}`;
}

/** "Tue 8 Dec 2026" */
export function dayWords(at: number, zone: string): string {
  const local = wallClock(zone, at);
  return `${weekdays[local.getUTCDay()]} ${local.getUTCDate()} ${months[local.getUTCMonth()]} ${local.getUTCFullYear()}`;
}

/** "14:30" */
export function clockWords(at: number, zone: string): string {
  const local = wallClock(zone, at);
  return `${twoDigits(local.getUTCHours())}:${twoDigits(local.getUTCMinutes())}`;
}

/** "Kolkata (GMT+5:30)", by the offset that holds at that instant. A zone without a place: "GMT+5:30", "UTC". */
export function zoneWords(at: number, zone: string): string {
  const city = cityOf(zone);
  const offset = offsetWords(at, zone);
  // As the screens call it, which operators read beside their mails.
  if (city === null) return offset === "GMT" ? "UTC" : offset;
  return `${city} (${offset})`;
}

/** "45 minutes", "1 hour", "2 hours 30 minutes". Rounded to whole minutes; never below zero. */
export function durationWords(totalMinutes: number): string {
  const whole = Math.max(0, Math.round(totalMinutes));
  const hours = Math.floor(whole / 60);
  const minutes = whole % 60;
  const parts = [
    ...(hours > 0 ? [count(hours, "hour")] : []),
    ...(minutes > 0 || hours === 0 ? [count(minutes, "minute")] : []),
  ];
  return parts.join(" ");
}

function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? "" : "s"}`;
}

function offsetWords(at: number, zone: string): string {
  const totalMinutes = Math.round(offsetMsAt(zone, at) / 60_000);
  if (totalMinutes === 0) return "GMT";
  // A minus, not a hyphen: no line is broken at it.
  const sign = totalMinutes < 0 ? "−" : "+";
  const hours = Math.floor(Math.abs(totalMinutes) / 60);
  const minutes = Math.abs(totalMinutes) % 60;
  return `GMT${sign}${hours}${minutes === 0 ? "" : `:${twoDigits(minutes)}`}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}
