/** One VEVENT as far as it says when somebody is busy. What it is about is looked at only to tell our own entries, and not kept. */
import { type Component, type Line, linesOf, plainText, valueOf } from "./lines.ts";
import { type Duration, type Moment, momentOf, readDuration, readMoment, readPeriod } from "./moment.ts";
import { type Rule, readRule } from "./rule.ts";
import { UnreadableCalendarError } from "./unreadable.ts";

export interface EventFacts {
  uid: string;
  sequence: number;
  /** The instance of a series that this event stands for. */
  instead: { at: Moment; andFollowing: boolean } | null;
  start: Moment;
  end: Moment | null;
  duration: Duration | null;
  rules: Rule[];
  moreStarts: { start: Moment; end: Moment | null; duration: Duration | null }[];
  lessStarts: Moment[];
  /** It takes the person's time: not cancelled, not shown as free, not declined by them, not an interview of ours. */
  blocks: boolean;
}

export interface Whose {
  /** Addresses of the person, in lower case: what they declined is free. */
  owners: readonly string[];
  isOurs(uid: string, texts: () => string[]): boolean;
}

export function readEvent(component: Component, whose: Whose): EventFacts | null {
  const uid = valueOf(component, "UID") ?? "";
  const blocks = doesBlock(component, whose, uid);
  const startLine = component.lines.find(({ name }) => name === "DTSTART");
  const instead = readInstead(component);
  const start = startLine ? momentOf(startLine) : null;
  if (start === null || instead === "unreadable") {
    // What takes no time can't hide a meeting, unless it stands for an instance of a series: then that instance stays.
    if (!blocks) return null;
    throw unreadable(startLine, "begins at a time that we can't read");
  }
  const endLine = component.lines.find(({ name }) => name === "DTEND");
  const length = valueOf(component, "DURATION");
  const end = endLine ? momentOf(endLine) : null;
  const duration = length === undefined ? null : readDuration(length);
  const rules = linesOf(component, "RRULE").map((line) => readRule(line.value));
  if (blocks && ((endLine && !end) || (length !== undefined && !duration)))
    throw unreadable(startLine, "ends at a time that we can't read");
  if (blocks && rules.includes(null)) throw unreadable(startLine, "repeats by a rule that we can't read");
  return {
    uid,
    sequence: Number.parseInt(valueOf(component, "SEQUENCE") ?? "0", 10) || 0,
    instead,
    start,
    end,
    duration,
    rules: rules.filter((rule) => rule !== null),
    moreStarts: readMore(component, blocks, startLine),
    // A deleted instance that can't be read stays busy.
    lessStarts: linesOf(component, "EXDATE").flatMap((line) =>
      line.value.split(",").flatMap((value) => readMoment(value, line.params["TZID"]) ?? []),
    ),
    blocks,
  };
}

function readInstead(component: Component): EventFacts["instead"] | "unreadable" {
  const line = component.lines.find(({ name }) => name === "RECURRENCE-ID");
  if (!line) return null;
  const at = momentOf(line);
  return at ? { at, andFollowing: line.params["RANGE"]?.toUpperCase() === "THISANDFUTURE" } : "unreadable";
}

function readMore(component: Component, blocks: boolean, startLine: Line | undefined): EventFacts["moreStarts"] {
  return linesOf(component, "RDATE").flatMap((line) =>
    line.value.split(",").flatMap((value) => {
      const tzid = line.params["TZID"];
      const period = value.includes("/") ? readPeriod(value, tzid) : null;
      const start = period ? null : readMoment(value, tzid);
      if (period) return [period];
      if (start) return [{ start, end: null, duration: null }];
      if (blocks) throw unreadable(startLine, "has a further date that we can't read");
      return [];
    }),
  );
}

function doesBlock(component: Component, { owners, isOurs }: Whose, uid: string): boolean {
  if (valueOf(component, "STATUS")?.toUpperCase() === "CANCELLED") return false;
  if (valueOf(component, "TRANSP")?.toUpperCase() === "TRANSPARENT") return false;
  if (valueOf(component, "X-MICROSOFT-CDO-BUSYSTATUS")?.toUpperCase() === "FREE") return false;
  const declined = linesOf(component, "ATTENDEE").some(
    (line) => line.params["PARTSTAT"]?.toUpperCase() === "DECLINED" && owners.includes(addressOf(line)),
  );
  if (declined) return false;
  return !isOurs(uid, () =>
    ["DESCRIPTION", "LOCATION", "URL"].map((name) => plainText(valueOf(component, name) ?? "")),
  );
}

function addressOf(line: Line): string {
  return (line.params["EMAIL"] ?? line.value)
    .trim()
    .toLowerCase()
    .replace(/^mailto:/, "");
}

/** It is said by its date, which the person can find; never by what it is about. */
function unreadable(startLine: Line | undefined, what: string): UnreadableCalendarError {
  const day = startLine && /^(\d{4})(\d{2})(\d{2})/.exec(startLine.value);
  const which = day ? `An event of ${day[1]}-${day[2]}-${day[3]}` : "An event";
  return new UnreadableCalendarError("unreadable_event", `${which} ${what}. Delete it, or enter it anew.`);
}
