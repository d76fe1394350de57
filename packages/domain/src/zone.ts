/** IANA zones as people know them. No offsets: those come from the runtime's zone data. */

/** Names of former days, which runtimes still list and browsers report, and what the zone is called now. */
const renamed: Record<string, string> = {
  "Africa/Asmera": "Africa/Asmara",
  "America/Buenos_Aires": "America/Argentina/Buenos_Aires",
  "America/Catamarca": "America/Argentina/Catamarca",
  "America/Coral_Harbour": "America/Atikokan",
  "America/Cordoba": "America/Argentina/Cordoba",
  "America/Godthab": "America/Nuuk",
  "America/Indianapolis": "America/Indiana/Indianapolis",
  "America/Jujuy": "America/Argentina/Jujuy",
  "America/Louisville": "America/Kentucky/Louisville",
  "America/Mendoza": "America/Argentina/Mendoza",
  "Asia/Calcutta": "Asia/Kolkata",
  "Asia/Dacca": "Asia/Dhaka",
  "Asia/Katmandu": "Asia/Kathmandu",
  "Asia/Rangoon": "Asia/Yangon",
  "Asia/Saigon": "Asia/Ho_Chi_Minh",
  "Asia/Thimbu": "Asia/Thimphu",
  "Asia/Ujung_Pandang": "Asia/Makassar",
  "Atlantic/Faeroe": "Atlantic/Faroe",
  "Europe/Kiev": "Europe/Kyiv",
  "Pacific/Enderbury": "Pacific/Kanton",
  "Pacific/Ponape": "Pacific/Pohnpei",
  "Pacific/Truk": "Pacific/Chuuk",
};

/** Where the zone's name is not spelled as the place is. */
const spelled: Record<string, string> = {
  "America/Asuncion": "Asunción",
  "America/Bogota": "Bogotá",
  "America/Cancun": "Cancún",
  "America/Mazatlan": "Mazatlán",
  "America/Merida": "Mérida",
  "America/Sao_Paulo": "São Paulo",
  "America/St_Johns": "St. John's",
  "Asia/Ho_Chi_Minh": "Ho Chi Minh City",
  "Atlantic/Reykjavik": "Reykjavík",
};

/** The zone's name of today: "Asia/Kolkata" for `Asia/Calcutta`; any other name as it is. */
export function zoneNow(zone: string): string {
  return renamed[zone] ?? zone;
}

/** "Kolkata" for `Asia/Kolkata`; null for zones that name no place (`UTC`, `Etc/GMT+3`, `CET`). Whether there is such a zone, the runtime knows. */
export function placeOf(zone: string): string | null {
  const name = zoneNow(zone);
  const parts = name.split("/");
  const last = parts.at(-1);
  if (parts.length < 2 || last === undefined || parts[0] === "Etc" || parts[0] === "SystemV") return null;
  return spelled[name] ?? last.replaceAll("_", " ");
}

/** The zones to choose from, by the names of today, in the order of the alphabet; and the one that is chosen, should it not be among them. */
export function zoneChoices(chosen = "UTC"): string[] {
  const all = new Set(["UTC", ...Intl.supportedValuesOf("timeZone").map(zoneNow).toSorted()]);
  return all.has(chosen) ? [...all] : [chosen, ...all];
}
