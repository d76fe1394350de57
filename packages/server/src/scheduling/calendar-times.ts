/**
 * What experts' own calendars say, for the engine: when they are busy, and for how long that is known. A calendar that has not
 * been read for too long, or in another zone than the expert's, or not far enough ahead, is not known, and what is not known
 * is not free.
 */
import { hours } from "@interviewvector/domain";
import type { BusyInterval, Horizon } from "@interviewvector/slots";

/** For so long after a reading a calendar is believed: its server may be away for a while. */
export const CALENDAR_TRUST_MS = hours(1);

/** A source with calendars that count. */
export interface ReadCalendar {
  isWorking: boolean;
  /** ms; null: never. */
  readAt: number | null;
  /** It was read as far ahead as this. */
  readUntil: number | null;
  /** In the zone that is the expert's now. */
  isSameZone: boolean;
}

export interface CalendarTimes {
  busy: BusyInterval[];
  /** ms; Infinity without calendars that count. */
  calendarsTrueUntil: number;
}

/** `busy`: what stands in the calendars, merged. */
export function calendarTimes(
  { busy, calendars }: { busy: readonly BusyInterval[]; calendars: readonly ReadCalendar[] },
  horizon: Horizon,
): CalendarTimes {
  const times: CalendarTimes = { busy: [...busy], calendarsTrueUntil: Infinity };
  for (const { isWorking, readAt, readUntil, isSameZone } of calendars) {
    const isKnown = isWorking && readAt !== null && readUntil !== null && isSameZone;
    times.calendarsTrueUntil = Math.min(times.calendarsTrueUntil, isKnown ? readAt + CALENDAR_TRUST_MS : -Infinity);
    if (readUntil !== null && readUntil < horizon.toMs) times.busy.push({ fromMs: readUntil, toMs: horizon.toMs });
  }
  return times;
}
