/**
 * A week of half hours to be painted: with the mouse by dragging, with a finger by tapping or by holding and dragging,
 * with the keyboard by arrows (Shift paints along) and Space. A press that comes from neither, as a screen reader or a voice
 * makes it, is one of the button itself. The same hours stand as plain times below the grid.
 */
import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from "react";
import { add, cover, minuteWords, remove, weekdays, type Interval } from "./hours.ts";

const STEP = 30;
const HOLD_MS = 280;

interface Props {
  /** By weekday, Monday first. */
  week: readonly (readonly Interval[])[];
  onWeek: (week: Interval[][]) => void;
  fromHour: number;
  toHour: number;
}

interface Cell {
  day: number;
  minute: number;
}

interface Stroke {
  on: boolean;
  start: Cell;
  end: Cell;
}

export function WeekGrid({ week, onWeek, fromHour, toHour }: Props) {
  const [stroke, setStroke] = useState<Stroke | null>(null);
  const [focus, setFocus] = useState<Cell>({ day: 0, minute: 9 * 60 });
  const hold = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const table = useRef<HTMLTableElement>(null);
  const painting = stroke !== null;
  const shown = stroke === null ? week : painted(week, stroke);
  const minutes = Array.from({ length: ((toHour - fromHour) * 60) / STEP }, (_, row) => fromHour * 60 + row * STEP);

  useEffect(() => {
    const element = table.current;
    if (!painting || element === null) return;
    // While a finger paints, the page must not scroll under it.
    const still = (event: TouchEvent) => event.preventDefault();
    element.addEventListener("touchmove", still, { passive: false });
    return () => element.removeEventListener("touchmove", still);
  }, [painting]);

  const isOn = ({ day, minute }: Cell) => cover(week[day] ?? [], pieceOf(minute)) === "all";
  const begin = (cell: Cell) => setStroke({ on: !isOn(cell), start: cell, end: cell });
  const toggle = (cell: Cell) => onWeek(painted(week, { on: !isOn(cell), start: cell, end: cell }));

  function onDown(event: PointerEvent, cell: Cell) {
    setFocus(cell);
    if (event.pointerType === "mouse") {
      if (event.button === 0) begin(cell);
      return;
    }
    hold.current = setTimeout(() => begin(cell), HOLD_MS);
  }

  function onMove(event: PointerEvent) {
    if (stroke === null) return;
    const end = cellAt(event.clientX, event.clientY);
    if (end !== null && (end.day !== stroke.end.day || end.minute !== stroke.end.minute)) setStroke({ ...stroke, end });
  }

  function finish(cell: Cell | null) {
    clearTimeout(hold.current);
    if (stroke !== null) onWeek(painted(week, stroke));
    else if (cell !== null) toggle(cell);
    setStroke(null);
  }

  function onKey(event: KeyboardEvent, cell: Cell) {
    const step = arrows[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = {
      day: clamp(cell.day + step.day, 0, weekdays.length - 1),
      minute: clamp(cell.minute + step.minute, fromHour * 60, toHour * 60 - STEP),
    };
    if (event.shiftKey) onWeek(painted(week, { on: isOn(cell), start: cell, end: next }));
    setFocus(next);
    table.current?.querySelector<HTMLElement>(`[data-cell="${next.day} ${next.minute}"]`)?.focus();
  }

  return (
    <div
      role="presentation"
      onPointerMove={onMove}
      onPointerUp={(event) => finish(event.pointerType === "mouse" ? null : cellAt(event.clientX, event.clientY))}
      onPointerCancel={() => {
        clearTimeout(hold.current);
        setStroke(null);
      }}
      onPointerLeave={() => stroke !== null && finish(null)}
      onContextMenu={(event) => painting && event.preventDefault()}
    >
      <table
        ref={table}
        aria-label="Weekly hours"
        className="w-full table-fixed border-collapse touch-pan-y select-none"
      >
        <thead>
          <tr className="text-sm">
            <th scope="col" className="w-12">
              <span className="sr-only">Time</span>
            </th>
            {weekdays.map((day) => (
              <th key={day} scope="col" className="pb-1 text-center font-medium">
                <abbr title={day} className="no-underline">
                  {day.slice(0, 3)}
                </abbr>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {minutes.map((minute) => (
            <tr key={minute} className="h-4.5">
              {minute % 60 === 0 && (
                <th
                  scope="row"
                  rowSpan={2}
                  className="pr-2 text-right align-top text-xs leading-none font-normal text-soft"
                >
                  {minuteWords(minute)}
                </th>
              )}
              {weekdays.map((name, day) => {
                const state = cover(shown[day] ?? [], pieceOf(minute));
                const cell = { day, minute };
                const here = focus.day === day && clamp(focus.minute, fromHour * 60, toHour * 60 - STEP) === minute;
                return (
                  <td
                    key={name}
                    className={`border-x border-line p-0 ${minute % 60 === 0 ? "border-t" : "border-t border-t-line/40"}`}
                  >
                    <button
                      type="button"
                      data-cell={`${day} ${minute}`}
                      tabIndex={here ? 0 : -1}
                      aria-pressed={state === "all" ? true : state === "some" ? "mixed" : false}
                      aria-label={`${name} ${minuteWords(minute)} to ${minuteWords(minute + STEP)}`}
                      className={`block h-4.5 w-full focus-visible:relative focus-visible:z-10 ${fills[state]}`}
                      onPointerDown={(event) => onDown(event, cell)}
                      onKeyDown={(event) => onKey(event, cell)}
                      // Space, Enter, and whatever presses without a pointer; a pointer's own click has painted already.
                      onClick={(event) => event.detail === 0 && toggle(cell)}
                    />
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const fills = { all: "bg-accent", some: "bg-accent/45", none: "hover:bg-accent-wash" };

const arrows: Record<string, Cell> = {
  ArrowUp: { day: 0, minute: -STEP },
  ArrowDown: { day: 0, minute: STEP },
  ArrowLeft: { day: -1, minute: 0 },
  ArrowRight: { day: 1, minute: 0 },
};

function pieceOf(minute: number): Interval {
  return { fromMinute: minute, toMinute: minute + STEP };
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}

function cellAt(x: number, y: number): Cell | null {
  const place = document.elementFromPoint(x, y)?.closest<HTMLElement>("[data-cell]")?.dataset["cell"];
  const [day, minute] = (place ?? "").split(" ").map(Number);
  return place === undefined || day === undefined || minute === undefined ? null : { day, minute };
}

/** The week with the rectangle between the two ends of a stroke filled or emptied. */
function painted(week: Props["week"], { on, start, end }: Stroke): Interval[][] {
  const [firstDay, lastDay] = [Math.min(start.day, end.day), Math.max(start.day, end.day)];
  const piece = {
    fromMinute: Math.min(start.minute, end.minute),
    toMinute: Math.max(start.minute, end.minute) + STEP,
  };
  return week.map((intervals, day) => {
    if (day < firstDay || day > lastDay) return [...intervals];
    return on ? add(intervals, piece) : remove(intervals, piece);
  });
}
