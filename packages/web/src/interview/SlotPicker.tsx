/** Days, then the times of the chosen day. */
import { useState } from "react";
import { clockTime, dayKey, dayWords } from "../time.ts";

interface Props {
  slots: readonly string[];
  zone: string;
  chosen: string | null;
  onChoose: (startAt: string) => void;
}

export function SlotPicker({ slots, zone, chosen, onChoose }: Props) {
  const days = Map.groupBy(slots, (slot) => dayKey(slot, zone));
  const [picked, setPicked] = useState<string | null>(null);
  const first = [...days.keys()][0];
  const day = picked !== null && days.has(picked) ? picked : first;
  if (day === undefined) return null;
  return (
    <div className="space-y-3">
      <fieldset className="flex min-w-0 gap-1.5 overflow-x-auto pb-1.5">
        <legend className="sr-only">Day</legend>
        {[...days].map(([key, ofDay]) => (
          <button
            key={key}
            type="button"
            aria-pressed={key === day}
            onClick={() => setPicked(key)}
            className={`rounded-md border px-3 py-1.5 text-sm whitespace-nowrap ${key === day ? "border-accent bg-accent-wash font-medium text-accent" : "border-line hover:bg-sunk"}`}
          >
            {dayWords(ofDay[0] ?? key, zone)}
            <span className="block text-xs text-soft">{ofDay.length === 1 ? "1 time" : `${ofDay.length} times`}</span>
          </button>
        ))}
      </fieldset>
      <fieldset className="grid max-h-56 grid-cols-4 gap-1.5 overflow-y-auto sm:grid-cols-6">
        <legend className="sr-only">Time</legend>
        {(days.get(day) ?? []).map((slot) => (
          <button
            key={slot}
            type="button"
            aria-pressed={slot === chosen}
            onClick={() => onChoose(slot)}
            className={`min-h-10 rounded-md border text-sm ${slot === chosen ? "border-accent bg-accent font-semibold text-on-accent" : "border-edge hover:bg-sunk"}`}
          >
            {clockTime(slot, zone)}
          </button>
        ))}
      </fieldset>
    </div>
  );
}
