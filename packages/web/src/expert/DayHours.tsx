/** The hours of one day as plain times: the way in for everybody to whom a grid says nothing. */
import { Button } from "../look/Button.tsx";
import { DAY_MINUTES, minuteOf, minuteWords, type Interval } from "./hours.ts";

interface Props {
  name: string;
  /** A heading above says the name already. */
  headed?: boolean;
  intervals: readonly Interval[];
  onIntervals: (intervals: Interval[]) => void;
  empty?: string;
  children?: React.ReactNode;
}

export function DayHours({ name, headed = false, intervals, onIntervals, empty = "not available", children }: Props) {
  const set = (place: number, part: Partial<Interval>) =>
    onIntervals(intervals.map((one, at) => (at === place ? { ...one, ...part } : one)));
  return (
    <fieldset className="flex min-w-0 flex-wrap items-start gap-x-4 gap-y-2">
      <legend className="sr-only">{name}</legend>
      {!headed && (
        <span aria-hidden="true" className="w-full font-medium sm:w-28 sm:pt-1.5">
          {name}
        </span>
      )}
      <div className="min-w-0 flex-1 basis-full space-y-2 sm:basis-0">
        {intervals.length === 0 && <p className="pt-1.5 text-sm text-soft">{empty}</p>}
        {intervals.map((interval, place) => (
          // Rows have no identity of their own; their place is what the person sees.
          <div key={`${place}`} className="flex flex-wrap items-center gap-1.5">
            <TimeField
              label={`${name}, from`}
              minute={interval.fromMinute}
              onMinute={(fromMinute) => set(place, { fromMinute })}
            />
            <span aria-hidden="true">–</span>
            <TimeField
              end
              label={`${name}, to`}
              minute={interval.toMinute}
              onMinute={(toMinute) => set(place, { toMinute })}
            />
            <Button
              icon="cross"
              className="px-2!"
              label={`Remove ${minuteWords(interval.fromMinute)} to ${minuteWords(interval.toMinute)} on ${name}`}
              onPress={() => onIntervals(intervals.filter((_, at) => at !== place))}
            >
              <span className="sr-only">Remove</span>
            </Button>
            {interval.toMinute <= interval.fromMinute && (
              <span className="text-sm text-bad">The end must lie after the beginning.</span>
            )}
          </div>
        ))}
      </div>
      <div className="flex gap-2">
        <Button label={`Add hours on ${name}`} onPress={() => onIntervals([...intervals, nextFree(intervals)])}>
          Add hours
        </Button>
        {children}
      </div>
    </fieldset>
  );
}

interface TimeProps {
  label: string;
  minute: number;
  onMinute: (minute: number) => void;
  end?: boolean;
}

function TimeField({ label, minute, onMinute, end = false }: TimeProps) {
  return (
    <input
      type="time"
      aria-label={label}
      className="field w-auto! px-2!"
      step={300}
      value={minuteWords(minute % DAY_MINUTES)}
      onChange={(event) => {
        const typed = minuteOf(event.target.value, end);
        if (typed !== null) onMinute(typed);
      }}
    />
  );
}

function nextFree(intervals: readonly Interval[]): Interval {
  const last = Math.max(0, ...intervals.map((one) => one.toMinute));
  if (intervals.length === 0) return { fromMinute: 9 * 60, toMinute: 12 * 60 };
  const fromMinute = Math.min(last + 60, DAY_MINUTES - 60);
  return { fromMinute, toMinute: Math.min(fromMinute + 120, DAY_MINUTES) };
}
