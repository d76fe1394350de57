/**
 * Hours of somebody's day, by their own clock: when mail that isn't urgent may come. Zones are known through the runtime;
 * what time it is now, the caller says.
 */
const FROM_HOUR = 8;
const TO_HOUR = 21;
const EVENING_HOUR = 18;
const MORNING_HOUR = 9;

function read(at: number, zone: string): Temporal.ZonedDateTime {
  const instant = Temporal.Instant.fromEpochMilliseconds(at);
  try {
    return instant.toZonedDateTimeISO(zone);
  } catch {
    // Unknown to the runtime counts as UTC: better a reminder at an odd hour than none.
    return instant.toZonedDateTimeISO("UTC");
  }
}

/** The instant at which the clock reads `hour` on that day; clocks that change are the calendar's to know. */
function atHour(day: Temporal.ZonedDateTime, hour: number): number {
  return day.toPlainDate().toZonedDateTime({ timeZone: day.timeZoneId, plainTime: { hour } }).epochMilliseconds;
}

/** 18:00 of the day before the one that `at` lies in, there. */
export function eveningBefore(at: number, zone: string): number {
  return atHour(read(at, zone).subtract({ days: 1 }), EVENING_HOUR);
}

/** `at` between eight and nine in the evening there; where it falls at night, the next morning at nine. */
export function orNextMorning(at: number, zone: string): number {
  if (byDay(at, zone) === at) return at;
  const there = read(at, zone);
  const past = at >= atHour(there, TO_HOUR);
  return atHour(past ? there.add({ days: 1 }) : there, MORNING_HOUR);
}

/** `at`, or the next eight in the morning where it lies between nine in the evening and eight. */
export function byDay(at: number, zone: string): number {
  const there = read(at, zone);
  const opens = atHour(there, FROM_HOUR);
  if (at < opens) return opens;
  return at < atHour(there, TO_HOUR) ? at : atHour(there.add({ days: 1 }), FROM_HOUR);
}
