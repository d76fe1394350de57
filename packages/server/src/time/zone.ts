/** Which zones there are, and what a clock shows in one. */
import { placeOf } from "@interviewvector/domain";

/** "Kolkata" for `Asia/Kolkata`; null for zones that name no place (`UTC`, `Etc/GMT+3`, `CET`, `+05:30`) or are unknown. */
export function cityOf(zone: string): string | null {
  return isKnownZone(zone) ? placeOf(zone) : null;
}

const known = new Map<string, boolean>();

export function isKnownZone(zone: string): boolean {
  const remembered = known.get(zone);
  if (remembered !== undefined) return remembered;
  const answer = readsAsZone(zone);
  // Zones come from people's browsers too: bounded, so that made-up names can't fill the memory.
  if (known.size < 1000) known.set(zone, answer);
  return answer;
}

function readsAsZone(zone: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    // Temporal also reads a whole ISO date-time as the zone that it carries; here only the id itself counts.
    return !/^\d|[[\]]/.test(zone);
  } catch {
    // Not a zone: the caller falls back to UTC and says so.
    return false;
  }
}
