/** A calendar day of a zone as an interval of instants. Half-open; 23 to 25 hours long. */
import { isKnownZone } from "../time/zone.ts";

export function dayBounds(at: number, zone: string): { fromAt: number; toAt: number } {
  const start = Temporal.Instant.fromEpochMilliseconds(Math.trunc(at))
    .toZonedDateTimeISO(isKnownZone(zone) ? zone : "UTC")
    .startOfDay();
  return { fromAt: start.epochMilliseconds, toAt: start.add({ days: 1 }).epochMilliseconds };
}
