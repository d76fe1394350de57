/**
 * The day and the week in which a start counts for caps, on the clock of each zone, from the runtime's time zone data: the
 * database's own may be older, and a count that disagrees with the offer would refuse what a page has just shown.
 */

export interface CapSpans {
  zones: string[];
  /** As PostgreSQL writes ranges, in the order of `zones`; weeks begin on Mondays. */
  days: string[];
  weeks: string[];
}

export function capSpans(zonesOfExperts: readonly string[], startAt: number): CapSpans {
  const zones = [...new Set(zonesOfExperts)];
  const spans = zones.map((zone) => {
    const day = Temporal.Instant.fromEpochMilliseconds(startAt).toZonedDateTimeISO(zone).startOfDay();
    const monday = day.subtract({ days: day.dayOfWeek - 1 }).startOfDay();
    return {
      day: range(day, day.add({ days: 1 }).startOfDay()),
      week: range(monday, monday.add({ days: 7 }).startOfDay()),
    };
  });
  return { zones, days: spans.map(({ day }) => day), weeks: spans.map(({ week }) => week) };
}

function range(from: Temporal.ZonedDateTime, to: Temporal.ZonedDateTime): string {
  return `[${from.toInstant().toString()},${to.toInstant().toString()})`;
}
