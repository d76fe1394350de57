/** A month of days that can be chosen, by mouse, touch and keyboard: arrows, Page Up and Page Down for months, Home and End for the week. */
import { useEffect, useRef, type KeyboardEvent } from "react";
import { Icon } from "../look/Icon.tsx";
import { monthWords } from "../look/money.ts";
import { dayWords } from "../time.ts";

export type DayLook = "week" | "closed" | "other" | "none";

interface Props {
  /** "2026-12-08": the chosen day; its month is shown. */
  chosen: string;
  onChosen: (day: string) => void;
  /** Days before it can't be chosen. */
  earliest: string;
  lookOf: (day: string) => { look: DayLook; words: string };
}

const heads = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

export function MonthGrid({ chosen, onChosen, earliest, lookOf }: Props) {
  const table = useRef<HTMLTableElement>(null);
  const moved = useRef(false);
  useEffect(() => {
    if (moved.current) table.current?.querySelector<HTMLElement>(`[data-day="${chosen}"]`)?.focus();
    moved.current = false;
  }, [chosen]);
  const month = chosen.slice(0, 7);
  const choose = (day: string) => onChosen(day < earliest ? earliest : day);

  function onKey(event: KeyboardEvent) {
    const next = moves[event.key]?.(chosen);
    if (next === undefined) return;
    event.preventDefault();
    moved.current = true;
    choose(next);
  }

  return (
    <div>
      <div className="mb-2 flex items-center justify-between">
        <MonthButton
          words="Month before"
          icon="left"
          dead={month <= earliest.slice(0, 7)}
          onPress={() => choose(addMonths(chosen, -1))}
        />
        <p className="font-medium" aria-live="polite">
          {monthWords(month)}
        </p>
        <MonthButton words="Month after" icon="right" onPress={() => choose(addMonths(chosen, 1))} />
      </div>
      <table
        ref={table}
        aria-label={`Days of ${monthWords(month)}`}
        className="w-full table-fixed border-separate border-spacing-1"
      >
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col" className="text-xs font-normal text-soft">
                <abbr title={head} className="no-underline">
                  {head.slice(0, 2)}
                </abbr>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(month).map((week) => (
            <tr key={week.find((day) => day !== null)}>
              {week.map((day, at) => (
                <td key={heads[at]} className="p-0">
                  {day !== null && (
                    <DayButton
                      day={day}
                      {...lookOf(day)}
                      chosen={day === chosen}
                      dead={day < earliest}
                      onPress={() => choose(day)}
                      onKey={onKey}
                    />
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface DayProps {
  day: string;
  look: DayLook;
  words: string;
  chosen: boolean;
  dead: boolean;
  onPress: () => void;
  onKey: (event: KeyboardEvent) => void;
}

function DayButton({ day, look, words, chosen, dead, onPress, onKey }: DayProps) {
  const name = dayWords(`${day}T12:00:00Z`, "UTC");
  if (dead) return <span className="flex h-10 items-center justify-center text-soft">{Number(day.slice(8))}</span>;
  return (
    <button
      type="button"
      data-day={day}
      tabIndex={chosen ? 0 : -1}
      aria-pressed={chosen}
      aria-label={`${name}: ${words}`}
      className={`flex h-10 w-full items-center justify-center rounded-md text-sm ${looks[look]} ${chosen ? "outline-2 outline-offset-1 outline-accent" : ""}`}
      onClick={onPress}
      onKeyDown={onKey}
    >
      {Number(day.slice(8))}
    </button>
  );
}

/** Never by colour alone: closed days are struck out, days with other hours are framed and bold. */
const looks: Record<DayLook, string> = {
  week: "bg-accent-wash hover:border hover:border-accent",
  none: "text-soft hover:bg-sunk",
  other: "border-2 border-accent bg-accent-wash font-bold",
  closed: "border-2 border-edge bg-sunk line-through",
};

interface MonthButtonProps {
  words: string;
  icon: "left" | "right";
  dead?: boolean;
  onPress: () => void;
}

function MonthButton({ words, icon, dead = false, onPress }: MonthButtonProps) {
  return (
    <button
      type="button"
      aria-label={words}
      disabled={dead}
      className="rounded-md border border-edge p-2 hover:bg-sunk disabled:opacity-40"
      onClick={onPress}
    >
      <Icon name={icon} />
    </button>
  );
}

function noon(day: string): Date {
  return new Date(`${day}T12:00:00Z`);
}

function addDays(day: string, count: number): string {
  return new Date(noon(day).getTime() + count * 86_400_000).toISOString().slice(0, 10);
}

/** The same day of another month, or its last one. */
export function addMonths(day: string, count: number): string {
  const first = new Date(`${day.slice(0, 7)}-01T12:00:00Z`);
  first.setUTCMonth(first.getUTCMonth() + count);
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(Number(day.slice(8)), last));
  return first.toISOString().slice(0, 10);
}

/** 1: Monday. */
export function weekdayOf(day: string): number {
  return noon(day).getUTCDay() || 7;
}

const moves: Record<string, (day: string) => string> = {
  ArrowLeft: (day) => addDays(day, -1),
  ArrowRight: (day) => addDays(day, 1),
  ArrowUp: (day) => addDays(day, -7),
  ArrowDown: (day) => addDays(day, 7),
  PageUp: (day) => addMonths(day, -1),
  PageDown: (day) => addMonths(day, 1),
  Home: (day) => addDays(day, 1 - weekdayOf(day)),
  End: (day) => addDays(day, 7 - weekdayOf(day)),
};

export function weeksOf(month: string): (string | null)[][] {
  const first = `${month}-01`;
  const start = addDays(first, 1 - weekdayOf(first));
  const weeks: (string | null)[][] = [];
  for (let monday = start; monday.slice(0, 7) <= month; monday = addDays(monday, 7)) {
    const days = Array.from({ length: 7 }, (_, place) => addDays(monday, place));
    weeks.push(days.map((day) => (day.startsWith(month) ? day : null)));
  }
  return weeks;
}
