/**
 * iCalendar text as components and lines (RFC 5545, section 3.1). Lenient where calendars of the wild are: any line end,
 * lines without a name, properties we don't know. Strict in one thing: a calendar that ends in the middle is no calendar,
 * because the rest may hold the meeting that matters.
 */
import { UnreadableCalendarError } from "./unreadable.ts";

export interface Line {
  name: string;
  params: Readonly<Record<string, string>>;
  value: string;
}

export interface Component {
  name: string;
  lines: Line[];
  parts: Component[];
}

/** Everything else (attachments, alarms' texts, pictures) is passed over without being cut up. */
const wanted = new Set(
  [
    "UID SEQUENCE DTSTART DTEND DURATION RRULE RDATE EXDATE RECURRENCE-ID STATUS TRANSP ATTENDEE ORGANIZER FREEBUSY",
    "SUMMARY DESCRIPTION LOCATION URL TZID TZOFFSETFROM TZOFFSETTO X-LIC-LOCATION X-WR-CALNAME NAME",
    "X-MICROSOFT-CDO-BUSYSTATUS",
  ].flatMap((names) => names.split(" ")),
);

/** The calendars of a text, usually one. */
export function readComponents(text: string): Component[] {
  const root: Component = { name: "", lines: [], parts: [] };
  const open: Component[] = [root];
  for (const raw of unfolded(text)) {
    const top = open[open.length - 1] ?? root;
    const end = nameEnd(raw);
    const name = raw.slice(0, end).toUpperCase();
    if (name === "BEGIN") {
      const component: Component = {
        name: raw
          .slice(end + 1)
          .trim()
          .toUpperCase(),
        lines: [],
        parts: [],
      };
      if (open.length === 1 && component.name !== "VCALENDAR") throw notACalendar(text);
      // Deeper than any calendar goes: somebody plays.
      if (open.length > 8) throw notACalendar(text);
      top.parts.push(component);
      open.push(component);
    } else if (name === "END") {
      if (open.length > 1) open.pop();
    } else if (open.length === 1) throw notACalendar(text);
    else if (wanted.has(name)) top.lines.push(lineOf(name, raw, end));
  }
  if (root.parts.length === 0) throw notACalendar(text);
  if (open.length > 1)
    throw new UnreadableCalendarError(
      "cut_short",
      "What came ends in the middle of the calendar; the rest is missing.",
    );
  return root.parts;
}

function notACalendar(text: string): UnreadableCalendarError {
  return /^\s*<(!doctype|html|\?xml|head|body)/i.test(text.slice(0, 500))
    ? new UnreadableCalendarError("web_page", "This address shows a web page, not a calendar.")
    : new UnreadableCalendarError("not_a_calendar", "What stands at this address is not a calendar (iCalendar, .ics).");
}

function* unfolded(text: string): Generator<string> {
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  let held = "";
  const { length } = text;
  while (at < length) {
    let end = text.indexOf("\n", at);
    if (end < 0) end = length;
    const stop = end > at && text.charCodeAt(end - 1) === 13 ? end - 1 : end;
    const first = text.charCodeAt(at);
    if ((first === 32 || first === 9) && held !== "") held += text.slice(at + 1, stop);
    else {
      if (held.trim() !== "") yield held;
      held = text.slice(at, stop);
    }
    at = end + 1;
  }
  if (held.trim() !== "") yield held;
}

function nameEnd(raw: string): number {
  for (let at = 0; at < raw.length; at++) {
    const code = raw.charCodeAt(at);
    if (code === 58 || code === 59) return at;
  }
  return raw.length;
}

function lineOf(name: string, raw: string, nameStop: number): Line {
  const params: Record<string, string> = Object.create(null);
  let at = nameStop;
  while (raw[at] === ";") {
    const equals = raw.indexOf("=", at);
    if (equals < 0) return { name, params, value: "" };
    const key = raw.slice(at + 1, equals).toUpperCase();
    at = equals + 1;
    let value = "";
    while (at < raw.length && raw[at] !== ";" && raw[at] !== ":") {
      if (raw[at] === '"') {
        const close = raw.indexOf('"', at + 1);
        const stop = close < 0 ? raw.length : close;
        value += raw.slice(at + 1, stop);
        at = stop + 1;
      } else value += raw[at++];
    }
    params[key] = value;
  }
  return { name, params, value: raw.slice(at + 1) };
}

export function valueOf(component: Component, name: string): string | undefined {
  return component.lines.find((line) => line.name === name)?.value.trim();
}

export function linesOf(component: Component, name: string): Line[] {
  return component.lines.filter((line) => line.name === name);
}

/** TEXT without its escapes. */
export function plainText(value: string): string {
  return value.replaceAll(/\\([\\;,nN])/g, (_, escaped: string) => (escaped.toLowerCase() === "n" ? "\n" : escaped));
}
