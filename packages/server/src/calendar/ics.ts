/**
 * The calendar object that goes with a mail: one event, one attendee, organised by the service, so that no address leaks
 * from one person to another. UID stays, SEQUENCE rises, and the same facts give the same bytes. It sets no alarms.
 */
import ical, {
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalAttendeeType,
  ICalCalendarMethod,
  ICalEventClass,
  ICalEventStatus,
  ICalEventTransparency,
} from "ical-generator";
import { webAddress } from "../mail/web-address.ts";
import { isMailAddress } from "../mail/mail-address.ts";
import { oneLine } from "../mail/plain-words.ts";

export interface CalendarFacts {
  method: "REQUEST" | "CANCEL";
  uid: string;
  /** Never falls for one UID. */
  sequence: number;
  /** When the event that asked for this happened (ms): fixed, so that a repeat is the same. */
  stampAt: number;
  startAt: number;
  endAt: number;
  title: string;
  /** Lines of the description; the join link is added as the last. */
  description: string[];
  joinLink: string;
  organiser: { name: string; address: string };
  attendee: { name: string; address: string };
  /** The expert's entry: others who see the calendar see only that it is busy. */
  isPrivate?: boolean;
}

export interface CalendarPart {
  method: "REQUEST" | "CANCEL";
  content: string;
}

/** Separate objects for candidate and expert; an expert who takes over gets one of their own. */
export function calendarUid(interviewId: string, attendee: "candidate" | { expertId: string }, host: string): string {
  const whose = attendee === "candidate" ? "candidate" : `expert-${attendee.expertId}`;
  return `${idPart(interviewId)}-${idPart(whose)}@${host.replaceAll(/[^A-Za-z0-9.-]/g, "")}`;
}

export function calendarPart(facts: CalendarFacts): CalendarPart {
  const cancelled = facts.method === "CANCEL";
  const calendar = ical({
    prodId: "//InterviewVector//Interviews//EN",
    method: cancelled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.REQUEST,
  });
  calendar.createEvent({
    id: calendarText(facts.uid, 200),
    sequence: Math.max(0, Math.trunc(facts.sequence)),
    stamp: wholeSecond(facts.stampAt),
    start: wholeSecond(facts.startAt),
    end: wholeSecond(facts.endAt),
    summary: calendarText(facts.title, 200),
    description: [...facts.description.map((line) => calendarText(line, 1000)), webAddress(facts.joinLink)].join("\n"),
    location: webAddress(facts.joinLink),
    // A URI value knows no backslash escapes: what a writer of text values would escape is percent-encoded beforehand.
    url: webAddress(facts.joinLink).replaceAll(",", "%2C").replaceAll(";", "%3B"),
    status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    transparency: cancelled ? ICalEventTransparency.TRANSPARENT : ICalEventTransparency.OPAQUE,
    ...(facts.isPrivate ? { class: ICalEventClass.PRIVATE } : {}),
    organizer: { name: personName(facts.organiser), email: mailAddress(facts.organiser.address) },
    attendees: [
      {
        name: personName(facts.attendee),
        email: mailAddress(facts.attendee.address),
        role: ICalAttendeeRole.REQ,
        type: ICalAttendeeType.INDIVIDUAL,
        status: ICalAttendeeStatus.NEEDSACTION,
        rsvp: false,
      },
    ],
  });
  const text = calendar.toString();
  return { method: facts.method, content: text.endsWith("\r\n") ? text : `${text}\r\n` };
}

function idPart(value: string): string {
  return value.replaceAll(/[^A-Za-z0-9-]/g, "");
}

function calendarText(words: string, maxLength: number): string {
  return oneLine(words, maxLength);
}

/** Quotes, carets and separators would need parameter escapes that clients read differently; a name can do without. */
function personName(person: { name: string; address: string }): string {
  const name = oneLine(person.name, 100)
    .replaceAll(/["^;:,\\]/g, " ")
    .replaceAll(/ +/g, " ")
    .trim();
  return name === "" ? mailAddress(person.address) : name;
}

function mailAddress(address: string): string {
  if (!isMailAddress(address)) throw new TypeError("not a mail address");
  return address;
}

function wholeSecond(at: number): Date {
  return new Date(Math.floor(at / 1000) * 1000);
}
