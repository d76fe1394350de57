import { useState } from "react";
import { now } from "../clock.ts";
import { Button } from "../look/Button.tsx";
import { Card } from "../look/Page.tsx";
import { dayKey, dayWords } from "../time.ts";
import type { PartProps } from "./availability-part.ts";
import { DayHours } from "./DayHours.tsx";
import { minuteWords, type Interval } from "./hours.ts";
import { MonthGrid, weekdayOf, type DayLook } from "./MonthGrid.tsx";

/** Single days that differ from the week, on a calendar: other hours, or none. */
export function Overrides({ value, change }: PartProps) {
  const today = dayKey(now(), value.zone);
  const [day, setDay] = useState(today);
  const name = dayWords(`${day}T12:00:00Z`, "UTC");
  const own = value.overrides.find((one) => one.onDate === day);
  const weekly = (of: string) =>
    value.weekly
      .filter((one) => one.weekday === weekdayOf(of))
      .map(({ fromMinute, toMinute }) => ({ fromMinute, toMinute }));
  const others = value.overrides.filter((one) => one.onDate !== day);
  const set = (intervals: Interval[] | null) =>
    change({ overrides: intervals === null ? others : [...others, { onDate: day, intervals }] });

  function lookOf(of: string): { look: DayLook; words: string } {
    const override = value.overrides.find((one) => one.onDate === of);
    if (override) {
      if (override.intervals.length === 0) return { look: "closed", words: "not available" };
      return { look: "other", words: `other hours, ${hoursWords(override.intervals)}` };
    }
    const hours = weekly(of);
    return hours.length === 0
      ? { look: "none", words: "as every week, none" }
      : { look: "week", words: `as every week, ${hoursWords(hours)}` };
  }

  return (
    <Card title="Single days">
      <div className="grid gap-x-6 gap-y-4 lg:grid-cols-[18rem_1fr]">
        <div>
          <MonthGrid chosen={day} onChosen={setDay} earliest={today} lookOf={lookOf} />
          <p className="mt-1 text-sm text-soft">Bold and framed: other hours. Struck out: closed.</p>
        </div>
        <section aria-label="The chosen day" className="min-w-0">
          <h3 className="mb-2 font-medium">{name}</h3>
          <div className="mb-3 flex flex-wrap gap-2">
            <Button
              label={`As every week on ${name}`}
              why={own === undefined ? "This day is as every week." : null}
              onPress={() => set(null)}
            >
              As every week
            </Button>
            <Button
              label={`Not available on ${name}`}
              why={own?.intervals.length === 0 ? "This day is closed." : null}
              onPress={() => set([])}
            >
              Not available
            </Button>
            <Button
              label={`Other hours on ${name}`}
              why={own !== undefined && own.intervals.length > 0 ? "This day has hours of its own." : null}
              onPress={() => set(weekly(day).length > 0 ? weekly(day) : [{ fromMinute: 540, toMinute: 720 }])}
            >
              Other hours
            </Button>
          </div>
          {own === undefined ? (
            <p className="text-soft">
              {weekly(day).length === 0
                ? "As every week: not available."
                : `As every week: ${hoursWords(weekly(day))}.`}
            </p>
          ) : (
            <DayHours
              name={name}
              headed
              empty="not available on this day"
              intervals={own.intervals}
              onIntervals={(intervals) => set(intervals)}
            />
          )}
          <Coming overrides={value.overrides} today={today} onDay={setDay} />
        </section>
      </div>
    </Card>
  );
}

function Coming({
  overrides,
  today,
  onDay,
}: {
  overrides: PartProps["value"]["overrides"];
  today: string;
  onDay: (day: string) => void;
}) {
  const coming = overrides.filter((one) => one.onDate >= today).sort((a, b) => a.onDate.localeCompare(b.onDate));
  if (coming.length === 0) return null;
  return (
    <>
      <h3 className="mt-5 mb-1 font-medium">Days that differ</h3>
      <ul className="text-sm">
        {coming.map((one) => (
          <li key={one.onDate}>
            <button type="button" className="link py-0.5 text-left" onClick={() => onDay(one.onDate)}>
              {`${dayWords(`${one.onDate}T12:00:00Z`, "UTC")}: ${one.intervals.length === 0 ? "not available" : hoursWords(one.intervals)}`}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function hoursWords(intervals: readonly Interval[]): string {
  return intervals
    .toSorted((left, right) => left.fromMinute - right.fromMinute)
    .map((one) => `${minuteWords(one.fromMinute)}–${minuteWords(one.toMinute)}`)
    .join(", ");
}
