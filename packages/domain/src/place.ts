/** IANA zones as people know them: the place. It holds no offsets: those come from the runtime's zone data. */

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

/** "Kolkata" for `Asia/Calcutta`; null for zones that name no place (`UTC`, `Etc/GMT+3`, `CET`, `+05:30`). */
export function placeOf(zone: string): string | null {
  const known = places[zone];
  if (known !== undefined) return known;
  const parts = zone.split("/");
  const last = parts.at(-1);
  if (parts.length < 2 || last === undefined || parts[0] === "Etc" || parts[0] === "SystemV") return null;
  return last.replaceAll("_", " ");
}
