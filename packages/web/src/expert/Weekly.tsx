import { useState } from "react";
import { Button } from "../look/Button.tsx";
import { Dialog } from "../look/Dialog.tsx";
import { Tick } from "../look/Field.tsx";
import { Card } from "../look/Page.tsx";
import type { PartProps } from "./availability-part.ts";
import { DayHours } from "./DayHours.tsx";
import { weekdays, type Interval } from "./hours.ts";
import { WeekGrid } from "./WeekGrid.tsx";

const DAY_START = 7;
const DAY_END = 22;

export function Weekly({ value, change }: PartProps) {
  const [whole, setWhole] = useState(false);
  const [copying, setCopying] = useState<number | null>(null);
  const week = weekdays.map((_, day) =>
    value.weekly.filter((one) => one.weekday === day + 1).map(({ fromMinute, toMinute }) => ({ fromMinute, toMinute })),
  );
  const setWeek = (next: readonly (readonly Interval[])[]) =>
    change({ weekly: next.flatMap((intervals, day) => intervals.map((one) => ({ weekday: day + 1, ...one }))) });
  const setDay = (day: number, intervals: Interval[]) =>
    setWeek(week.map((former, at) => (at === day ? intervals : former)));
  const earliest = Math.min(DAY_START, ...value.weekly.map((one) => Math.floor(one.fromMinute / 60)));
  const latest = Math.max(DAY_END, ...value.weekly.map((one) => Math.ceil(one.toMinute / 60)));
  return (
    <Card title="Weekly hours" actions={<Tick label="Whole day" checked={whole} onValue={setWhole} />}>
      <p className="mb-3 text-sm text-soft">
        Drag over the times you offer; on a phone tap, or hold and drag. With the keyboard: arrows, Space, and Shift
        with arrows.
      </p>
      <WeekGrid week={week} onWeek={setWeek} fromHour={whole ? 0 : earliest} toHour={whole ? 24 : latest} />
      <h3 className="mt-6 mb-2 font-medium">The same as times</h3>
      <ul className="divide-y divide-line">
        {weekdays.map((name, day) => (
          <li key={name} className="py-2.5">
            <DayHours name={name} intervals={week[day] ?? []} onIntervals={(intervals) => setDay(day, intervals)}>
              <Button label={`Copy ${name} to other days`} onPress={() => setCopying(day)}>
                Copy
              </Button>
            </DayHours>
          </li>
        ))}
      </ul>
      {copying !== null && (
        <CopyDay
          day={copying}
          onCopy={(days) => setWeek(week.map((former, at) => (days.includes(at) ? (week[copying] ?? []) : former)))}
          onClose={() => setCopying(null)}
        />
      )}
    </Card>
  );
}

interface CopyProps {
  day: number;
  onCopy: (days: number[]) => void;
  onClose: () => void;
}

function CopyDay({ day, onCopy, onClose }: CopyProps) {
  const [days, setDays] = useState<readonly number[]>([0, 1, 2, 3, 4].filter((one) => one !== day));
  return (
    <Dialog
      title={`Copy ${weekdays[day]} to`}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>Not now</Button>
          <Button
            weight="primary"
            why={days.length === 0 ? "Tick a day first." : null}
            onPress={() => {
              onCopy([...days]);
              onClose();
            }}
          >
            Copy
          </Button>
        </>
      }
    >
      <div className="space-y-2">
        {weekdays.map(
          (name, at) =>
            at !== day && (
              <Tick
                key={name}
                label={name}
                checked={days.includes(at)}
                onValue={(on) => setDays(on ? [...days, at] : days.filter((one) => one !== at))}
              />
            ),
        )}
      </div>
    </Dialog>
  );
}
