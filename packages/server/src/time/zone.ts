/** IANA zones as people know them. It holds no offsets: those come from the runtime's zone data. */

/** Browsers still report some old names; and a few ids are not spelled as the place is. */
const places: Record<string, string> = {
  "Asia/Calcutta": "Kolkata",
  "Asia/Katmandu": "Kathmandu",
  "Asia/Rangoon": "Yangon",
  "Asia/Saigon": "Ho Chi Minh City",
  "Asia/Ho_Chi_Minh": "Ho Chi Minh City",
  "Asia/Dacca": "Dhaka",
  "Asia/Thimbu": "Thimphu",
  "Asia/Ujung_Pandang": "Makassar",
  "Europe/Kiev": "Kyiv",
  "America/Godthab": "Nuuk",
  "America/Sao_Paulo": "São Paulo",
  "America/Bogota": "Bogotá",
  "America/Asuncion": "Asunción",
  "America/Cancun": "Cancún",
  "America/Merida": "Mérida",
  "America/Mazatlan": "Mazatlán",
  "America/St_Johns": "St. John's",
  "Atlantic/Faeroe": "Faroe",
  "Pacific/Enderbury": "Kanton",
  "Africa/Asmera": "Asmara",
  "Atlantic/Reykjavik": "Reykjavík",
};

/** "Kolkata" for `Asia/Kolkata`; null for zones that name no place (`UTC`, `Etc/GMT+3`, `CET`, `+05:30`) or are unknown. */
export function cityOf(zone: string): string | null {
  if (!isKnownZone(zone)) return null;
  const known = places[zone];
  if (known !== undefined) return known;
  const parts = zone.split("/");
  const last = parts.at(-1);
  if (parts.length < 2 || last === undefined || parts[0] === "Etc" || parts[0] === "SystemV") return null;
  return last.replaceAll("_", " ");
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

/** The hour (0 to 23) that a clock in this zone shows; an unknown zone reads as UTC. */
export function hourIn(zone: string, at: number): number {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(isKnownZone(zone) ? zone : "UTC").hour;
}
