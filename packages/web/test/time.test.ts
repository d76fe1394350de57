import { expect, it } from "vitest";
import { countdownWords, dayKey, fullTime, instantOf, rangeWords, zoneWords } from "../src/time.ts";

it("names day, time and zone", () => {
  expect(fullTime("2026-12-08T09:00:00Z", "Asia/Kolkata")).toBe("Tue 8 Dec 2026, 14:30, Kolkata (GMT+5:30)");
  expect(zoneWords("America/New_York", "2026-07-01T00:00:00Z")).toBe("New York (GMT−4)");
  expect(zoneWords("UTC")).toBe("UTC");
  expect(zoneWords("Etc/UTC")).toBe("UTC");
  expect(zoneWords("Etc/GMT+3")).toBe("GMT−3");
});

it("names the day of a range once, or both days over midnight", () => {
  expect(rangeWords("2026-12-08T09:00:00Z", "2026-12-08T10:30:00Z", "Europe/Berlin")).toBe(
    "Tue 8 Dec 2026, 10:00–11:30, Berlin (GMT+1)",
  );
  expect(rangeWords("2026-12-08T22:00:00Z", "2026-12-09T00:00:00Z", "Europe/Berlin")).toBe(
    "Tue 8 Dec, 23:00 – Wed 9 Dec 2026, 01:00, Berlin (GMT+1)",
  );
});

it("reads a wall clock in its zone, in summer and in winter", () => {
  expect(instantOf("2026-07-01", "14:30", "Europe/Berlin")).toBe("2026-07-01T12:30:00.000Z");
  expect(instantOf("2026-12-08", "14:30", "Asia/Kolkata")).toBe("2026-12-08T09:00:00.000Z");
  expect(instantOf("2026-12-08", "14:30", "America/New_York")).toBe("2026-12-08T19:30:00.000Z");
  expect(instantOf("2026-10-25", "12:00", "Europe/Berlin")).toBe("2026-10-25T11:00:00.000Z");
});

it("puts an instant on the day of the zone", () => {
  expect(dayKey("2026-12-08T20:00:00Z", "Asia/Tokyo")).toBe("2026-12-09");
});

it("counts down in what one can act on", () => {
  expect(countdownWords(80 * 60_000)).toBe("1 h 20 min");
  expect(countdownWords(45_000)).toBe("45 s");
});
