import { zoneChoices } from "@interviewvector/domain";
import { NumberField, SelectField } from "../look/Field.tsx";
import { Card } from "../look/Page.tsx";
import { zoneWords } from "../time.ts";
import { mostOf, type PartProps } from "./availability-part.ts";

export function Caps({ value, change }: PartProps) {
  const zones = zoneChoices(value.zone);
  return (
    <Card title="Limits">
      <div className="grid gap-4 sm:grid-cols-2">
        <NumberField
          label="At most a day"
          unit="interviews"
          min={0}
          max={mostOf.maxPerDay}
          value={value.maxPerDay}
          onValue={(maxPerDay) => change({ maxPerDay })}
        />
        <NumberField
          label="At most a week"
          unit="interviews"
          min={0}
          max={mostOf.maxPerWeek}
          value={value.maxPerWeek}
          onValue={(maxPerWeek) => change({ maxPerWeek })}
        />
        <NumberField
          label="Notice I need"
          unit="hours"
          min={0}
          max={mostOf.noticeHours}
          value={value.noticeMinutes / 60}
          onValue={(hours) => change({ noticeMinutes: Math.round(hours * 60) })}
        />
        <SelectField
          label="My time zone"
          value={value.zone}
          onValue={(zone) => change({ zone })}
          choices={zones.map((one) => ({
            value: one,
            words: one === value.zone ? zoneWords(one) : one.replaceAll("_", " "),
          }))}
          hint="Your hours stay the same on the clock when you change it."
        />
      </div>
    </Card>
  );
}
