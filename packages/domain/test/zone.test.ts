/** Zones by the names of today, as people know the places. */
import { describe, expect, test } from "vitest";
import { placeOf, zoneChoices, zoneNow } from "../src/zone.ts";

describe("the zones to choose from", () => {
  test("have no name of former days, none twice, and each is one that the runtime knows", () => {
    const choices = zoneChoices();
    expect(choices).toContain("Asia/Kolkata");
    expect(choices).toContain("Europe/Kyiv");
    expect(choices.filter((zone) => zoneNow(zone) !== zone)).toEqual([]);
    expect(new Set(choices).size).toBe(choices.length);
    for (const timeZone of choices) expect(() => new Intl.DateTimeFormat("en", { timeZone })).not.toThrow();
  });
  test("leave out none that the runtime lists", () => {
    const choices = new Set(zoneChoices());
    expect(Intl.supportedValuesOf("timeZone").filter((zone) => !choices.has(zoneNow(zone)))).toEqual([]);
  });
  test("hold what is chosen already, whatever it is called", () => {
    expect(zoneChoices("Asia/Calcutta")[0]).toBe("Asia/Calcutta");
    expect(zoneChoices("Europe/Berlin")).toEqual(zoneChoices());
  });
});

test.each([
  ["Asia/Calcutta", "Kolkata"],
  ["Asia/Kolkata", "Kolkata"],
  ["Asia/Saigon", "Ho Chi Minh City"],
  ["America/Argentina/Buenos_Aires", "Buenos Aires"],
  ["America/Sao_Paulo", "São Paulo"],
  ["UTC", null],
  ["Etc/GMT+3", null],
])("%s is the place %s", (zone, place) => {
  expect(placeOf(zone)).toBe(place);
});
