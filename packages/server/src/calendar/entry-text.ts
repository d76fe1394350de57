/**
 * One of our bookings as an entry of the expert's own calendar. Without organiser and attendees, so that no calendar server
 * sends invitations of its own; with the UID of the mail's entry, so that a calendar that has taken that one in knows it again.
 */
import ical, {
  ICalCalendarMethod,
  ICalEventBusyStatus,
  ICalEventClass,
  ICalEventStatus,
  ICalEventTransparency,
} from "ical-generator";
import { webAddress } from "../mail/web-address.ts";
import { oneLine } from "../mail/plain-words.ts";

export interface EntryFacts {
  uid: string;
  sequence: number;
  startAt: number;
  endAt: number;
  /** The interview's page. */
  link: string;
  joinLink: string;
}

/** The same facts give the same bytes, so that what stands there can be compared. */
export function entryText(facts: EntryFacts): string {
  const calendar = ical({ prodId: "//InterviewVector//Interviews//EN", method: ICalCalendarMethod.PUBLISH });
  calendar.method(null);
  calendar.createEvent({
    id: oneLine(facts.uid, 200),
    sequence: facts.sequence,
    stamp: new Date(Math.floor(facts.startAt / 1000) * 1000),
    start: new Date(facts.startAt),
    end: new Date(facts.endAt),
    summary: "Interview (InterviewVector)",
    description: [`Prepare and report: ${webAddress(facts.link)}`, `Join: ${webAddress(facts.joinLink)}`].join("\n"),
    location: webAddress(facts.joinLink),
    status: ICalEventStatus.CONFIRMED,
    transparency: ICalEventTransparency.OPAQUE,
    busystatus: ICalEventBusyStatus.BUSY,
    class: ICalEventClass.PRIVATE,
  });
  const text = calendar.toString();
  return text.endsWith("\r\n") ? text : `${text}\r\n`;
}
