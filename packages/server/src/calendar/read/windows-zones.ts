/** Windows names of zones ("W. Europe Standard Time"), as Outlook and Exchange write them, to IANA names; from Unicode's CLDR. */
import { WINDOWS_TO_IANA_MAP } from "windows-iana";

/** By the name in lower case. "001" is the zone's own place, where no country is named. */
export const windowsZones: ReadonlyMap<string, string> = new Map(
  WINDOWS_TO_IANA_MAP.filter(({ territory }) => territory === "001").map(({ windowsName, iana }) => [
    windowsName.toLowerCase(),
    iana[0] ?? "UTC",
  ]),
);
