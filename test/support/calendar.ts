/** Calendar objects out of mails, read as strictly as a calendar program may. */
import ICAL from "ical.js";
import type { System } from "../../dev/system.ts";

export interface Invitation {
  method: string;
  uid: string;
  sequence: number;
  startAt: number;
  endAt: number;
  status: string;
  attendees: string[];
  organiser: string;
  text: string;
}

/** Of all mails to an address, oldest first. Throws where a line or a property breaks RFC 5545. */
export function calendarsTo({ mailbox }: Pick<System, "mailbox">, address: string): Invitation[] {
  return mailbox
    .messages()
    .filter(({ envelope }) => envelope.to.includes(address))
    .flatMap(({ calendars }) => calendars.map(({ method, content }) => readStrictly(content, method)));
}

function readStrictly(content: string, methodOfPart: string | null): Invitation {
  if (!content.endsWith("\r\n")) throw new Error("the object does not end with CRLF");
  for (const line of content.slice(0, -2).split("\r\n")) {
    if (/[\r\n]/.test(line)) throw new Error(`a line break of its own: ${line}`);
    if (Buffer.byteLength(line) > 75) throw new Error(`longer than 75 octets: ${line}`);
  }
  const calendar = new ICAL.Component(ICAL.parse(content) as unknown[] as [string, unknown[], unknown[]]);
  const events = calendar.getAllSubcomponents("vevent");
  const [event] = events;
  if (events.length !== 1 || event === undefined) throw new Error(`${events.length} events in one object`);
  const method = textOf(calendar, "method");
  if (method !== methodOfPart) throw new Error(`METHOD ${method} in a part that says ${methodOfPart}`);
  return {
    method,
    uid: textOf(event, "uid"),
    sequence: Number(textOf(event, "sequence")),
    startAt: instantOf(event, "dtstart"),
    endAt: instantOf(event, "dtend"),
    status: textOf(event, "status"),
    attendees: event.getAllProperties("attendee").map((property) => addressOf(property.getFirstValue())),
    organiser: addressOf(textOf(event, "organizer")),
    text: content.replaceAll("\r\n ", ""),
  };
}

/** The scheme may be written in any case. */
function addressOf(value: unknown): string {
  return String(value).replace(/^mailto:/i, "");
}

function textOf(component: ICAL.Component, name: string): string {
  const values = component.getAllProperties(name);
  if (values.length !== 1) throw new Error(`${values.length} × ${name.toUpperCase()}`);
  return String(values[0]?.getFirstValue());
}

function instantOf(component: ICAL.Component, name: string): number {
  const value = component.getFirstPropertyValue(name);
  if (!(value instanceof ICAL.Time) || value.zone !== ICAL.Timezone.utcTimezone)
    throw new Error(`${name.toUpperCase()} is no instant in UTC`);
  return value.toJSDate().getTime();
}
