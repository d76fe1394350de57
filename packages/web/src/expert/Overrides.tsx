import { useState } from "react";
import { now } from "../clock.ts";
import { Button } from "../look/Button.tsx";
import { TextField } from "../look/Field.tsx";
import { Card } from "../look/Page.tsx";
import { dayKey, dayWords } from "../time.ts";
import type { PartProps } from "./availability-part.ts";
import { DayHours } from "./DayHours.tsx";

/** Single days that differ from the week: other hours, or none. */
export function Overrides({ value, change }: PartProps) {
  const [day, setDay] = useState("");
  const today = dayKey(now(), value.zone);
  const coming = value.overrides.filter((one) => one.onDate >= today).sort((a, b) => a.onDate.localeCompare(b.onDate));
  const taken = value.overrides.some((one) => one.onDate === day);
  return (
    <Card title="Single days">
      <ul className="divide-y divide-line">
        {coming.map((override) => (
          <li key={override.onDate} className="py-2.5 first:pt-0">
            <DayHours
              name={dayWords(`${override.onDate}T12:00:00Z`, "UTC")}
              empty="not available on this day"
              intervals={override.intervals}
              onIntervals={(intervals) =>
                change({
                  overrides: value.overrides.map((one) =>
                    one.onDate === override.onDate ? { ...one, intervals } : one,
                  ),
                })
              }
            >
              <Button
                label={`As every week on ${dayWords(`${override.onDate}T12:00:00Z`, "UTC")}`}
                onPress={() => change({ overrides: value.overrides.filter((one) => one.onDate !== override.onDate) })}
              >
                As every week
              </Button>
            </DayHours>
          </li>
        ))}
      </ul>
      {coming.length === 0 && <p className="mb-3 text-sm text-soft">Every day is as its weekday says.</p>}
      <form
        className="mt-3 flex flex-wrap items-end gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          change({ overrides: [...value.overrides, { onDate: day, intervals: [] }] });
          setDay("");
        }}
      >
        <TextField label="Another day" type="date" min={today} value={day} onValue={setDay} />
        <Button submit why={day === "" ? "Choose a day first." : taken ? "This day is in the list already." : null}>
          Add this day
        </Button>
      </form>
    </Card>
  );
}
