import { assert, constantFrom, integer, property } from "fast-check";
import { describe, expect, test } from "vitest";
import {
  clockWords,
  dayWords,
  durationWords,
  rangeWords,
  whenWords,
  yourTimeWords,
  zoneWords,
} from "../src/time/wording.ts";
import { cityOf, isKnownZone } from "../src/time/zone.ts";

const at = Date.UTC(2026, 11, 8, 9, 0);

describe("an instant, said to a person", () => {
  test("carries day, clock, place and offset", () => {
    expect(whenWords(at, "Asia/Kolkata")).toBe("Tue 8 Dec 2026, 14:30, Kolkata (GMT+5:30)");
    expect(whenWords(at, "America/New_York")).toBe("Tue 8 Dec 2026, 04:00, New York (GMT−5)");
    expect(whenWords(at, "Asia/Tokyo")).toBe("Tue 8 Dec 2026, 18:00, Tokyo (GMT+9)");
    expect(whenWords(at, "America/Argentina/Buenos_Aires")).toBe("Tue 8 Dec 2026, 06:00, Buenos Aires (GMT−3)");
    expect(whenWords(at, "Pacific/Apia")).toBe("Tue 8 Dec 2026, 22:00, Apia (GMT+13)");
  });

  test("has shorter forms for lines that name the day already", () => {
    expect(yourTimeWords(at, "Asia/Kolkata")).toBe("14:30 your time, Kolkata (GMT+5:30)");
    expect(dayWords(at, "Asia/Kolkata")).toBe("Tue 8 Dec 2026");
    expect(clockWords(Date.UTC(2026, 0, 1, 0, 5), "UTC")).toBe("00:05");
    expect(zoneWords(at, "Europe/London")).toBe("London (GMT)");
  });

  test("uses the offset of that instant: before and after the clocks change", () => {
    expect(whenWords(Date.UTC(2026, 9, 25, 0, 30), "Europe/Berlin")).toBe("Sun 25 Oct 2026, 02:30, Berlin (GMT+2)");
    expect(whenWords(Date.UTC(2026, 9, 25, 1, 30), "Europe/Berlin")).toBe("Sun 25 Oct 2026, 02:30, Berlin (GMT+1)");
    expect(zoneWords(Date.UTC(2026, 5, 1), "Europe/London")).toBe("London (GMT+1)");
  });

  test("names places as people know them, and no place where the zone names none", () => {
    expect(cityOf("Asia/Calcutta")).toBe("Kolkata");
    expect(cityOf("Europe/Kiev")).toBe("Kyiv");
    expect(cityOf("America/Sao_Paulo")).toBe("São Paulo");
    for (const zone of ["UTC", "Etc/GMT+3", "CET", "+05:30", "No/Where"]) expect(cityOf(zone), zone).toBeNull();
    expect(whenWords(at, "UTC")).toBe("Tue 8 Dec 2026, 09:00, UTC");
    expect(whenWords(at, "+05:30")).toBe("Tue 8 Dec 2026, 14:30, GMT+5:30");
  });

  test("reads an unknown zone as UTC and says so, so that the words stay true", () => {
    for (const zone of ["", "Mars/Olympus", "2026-01-01T00:00[Asia/Tokyo]", "Asia/Tokyo\r\nX", "x".repeat(5000)]) {
      expect(whenWords(at, zone)).toBe("Tue 8 Dec 2026, 09:00, UTC");
    }
  });

  test("law: for every zone and instant the words name the wall clock of that zone", () => {
    const zones = Intl.supportedValuesOf("timeZone");
    assert(
      property(constantFrom(...zones), integer({ min: 0, max: 4e12 }), (zone, instant) => {
        const words = whenWords(instant, zone);
        const wall = new Intl.DateTimeFormat("en-GB", {
          timeZone: zone,
          hour: "2-digit",
          minute: "2-digit",
          hourCycle: "h23",
        }).format(instant);
        const year = new Intl.DateTimeFormat("en-GB", { timeZone: zone, year: "numeric" }).format(instant);
        expect(words).toContain(`, ${wall}, `);
        expect(words).toContain(` ${year}, `);
        expect(words).toMatch(/GMT([+−]\d{1,2}(:\d\d)?)?\)?$/);
      }),
      { numRuns: 300 },
    );
  });
});

describe("a range of time", () => {
  test("names the day once, and twice when it ends on another", () => {
    expect(rangeWords({ fromAt: at, toAt: at + 5_400_000 }, "Asia/Kolkata")).toBe(
      "Tue 8 Dec 2026, 14:30 to 16:00, Kolkata (GMT+5:30)",
    );
    expect(rangeWords({ fromAt: at, toAt: at + 12 * 3_600_000 }, "Asia/Kolkata")).toBe(
      "Tue 8 Dec 2026, 14:30 to Wed 9 Dec 2026, 02:30, Kolkata (GMT+5:30)",
    );
  });

  test("gives each end its offset when the clocks change in between", () => {
    expect(rangeWords({ fromAt: Date.UTC(2026, 9, 25, 0), toAt: Date.UTC(2026, 9, 25, 4) }, "Europe/Berlin")).toBe(
      "Sun 25 Oct 2026, 02:00 (GMT+2) to 05:00, Berlin (GMT+1)",
    );
  });
});

test("durations are said in hours and minutes", () => {
  expect([0, 1, 45, 60, 61, 90, 120, 150, -5].map(durationWords)).toEqual([
    "0 minutes",
    "1 minute",
    "45 minutes",
    "1 hour",
    "1 hour 1 minute",
    "1 hour 30 minutes",
    "2 hours",
    "2 hours 30 minutes",
    "0 minutes",
  ]);
});

test("a zone is known when the runtime knows it", () => {
  expect(isKnownZone("Asia/Tokyo")).toBe(true);
  expect(isKnownZone("Asia/Nowhere")).toBe(false);
});
