/** The rules of a zone that a calendar brings along (VTIMEZONE, RFC 5545, section 3.6.5), as stretches of one offset each. */
import { type Component, linesOf, valueOf } from "./lines.ts";
import { momentOf, readMoment } from "./moment.ts";
import { expand } from "./recurrence.ts";
import { readRule } from "./rule.ts";

/** One offset from an instant on, until the next stretch. Wall clock = instant + offset. */
export interface Stretch {
  fromMs: number;
  offsetMs: number;
}

/** Thousands of objects of one calendar bring the same rules, each its own copy. */
const kept = new Map<string, Stretch[] | null>();

/** Null when the rules can't be read. Until `toMs`; after that the last offset goes on. */
export function readOwnZone(zone: Component, toMs: number): Stretch[] | null {
  const key = `${toMs} ${JSON.stringify(zone.parts.map(({ name, lines }) => [name, lines.map((line) => [line.name, line.value])]))}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  const stretches = readStretches(zone, toMs);
  if (kept.size > 200) kept.clear();
  kept.set(key, stretches);
  return stretches;
}

function readStretches(zone: Component, toMs: number): Stretch[] | null {
  const onsets: (Stretch & { beforeMs: number })[] = [];
  for (const part of zone.parts) {
    if (part.name !== "STANDARD" && part.name !== "DAYLIGHT") continue;
    const [beforeMs, offsetMs] = [readOffset(valueOf(part, "TZOFFSETFROM")), readOffset(valueOf(part, "TZOFFSETTO"))];
    const starts = onsetWalls(part, beforeMs, toMs);
    if (beforeMs === null || offsetMs === null || starts === null) return null;
    for (const wallMs of starts) onsets.push({ fromMs: wallMs - beforeMs, offsetMs, beforeMs });
  }
  const sorted = onsets.sort((left, right) => left.fromMs - right.fromMs);
  const [first] = sorted;
  if (!first) return null;
  return [
    { fromMs: -Infinity, offsetMs: first.beforeMs },
    ...sorted.map(({ fromMs, offsetMs }) => ({ fromMs, offsetMs })),
  ];
}

/** When the clocks are changed, on the wall clock before the change. */
function onsetWalls(part: Component, beforeMs: number | null, toMs: number): number[] | null {
  const startLine = part.lines.find(({ name }) => name === "DTSTART");
  const start = startLine && readMoment(startLine.value, undefined);
  if (!start) return null;
  const walls = [start.wallMs];
  for (const line of linesOf(part, "RRULE")) {
    const rule = readRule(line.value);
    if (!rule) return null;
    const untilMs = rule.until === null ? null : rule.until.wallMs + (rule.until.tzid === "UTC" ? (beforeMs ?? 0) : 0);
    walls.push(...expand(rule, { startMs: start.wallMs, fromMs: start.wallMs, toMs, untilMs }).starts);
  }
  for (const line of linesOf(part, "RDATE")) {
    for (const value of line.value.split(",")) {
      const moment = momentOf({ ...line, value });
      if (!moment) return null;
      walls.push(moment.wallMs);
    }
  }
  return [...new Set(walls)];
}

function readOffset(value: string | undefined): number | null {
  const match = /^([+-])(\d{2}):?(\d{2})(\d{2})?$/.exec(value ?? "");
  if (!match) return null;
  const ms = (Number(match[2]) * 3600 + Number(match[3]) * 60 + Number(match[4] ?? 0)) * 1000;
  return match[1] === "-" ? -ms : ms;
}
