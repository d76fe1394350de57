/** Busy times by a second library, ical.js. */
import ICAL from "ical.js";
import { type Interval, merged } from "../src/calendar/read/busy.ts";

/** Every busy minute by another library: each event is expanded by ical.js from its very start. */
export function byIcalJs(text: string, { fromMs, toMs }: { fromMs: number; toMs: number }): Interval[] {
  const root = new ICAL.Component(ICAL.parse(text) as [string, unknown[], unknown[]]);
  const found: [number, number][] = [];
  for (const part of root.getAllSubcomponents("vevent")) {
    const one = new ICAL.Event(part);
    const zone = part.getFirstProperty("dtstart")?.getParameter("tzid") as string;
    const instant = (time: ICAL.Time) =>
      Temporal.PlainDateTime.from(time.toString().slice(0, 19)).toZonedDateTime(zone).epochMilliseconds;
    const iterator = one.iterator();
    const length = one.duration.toSeconds() * 1000;
    for (let time = iterator.next(); time; time = iterator.next()) {
      const from = instant(time);
      if (from >= toMs) break;
      found.push([from, from + length]);
    }
  }
  return merged(found, { fromMs, toMs });
}
