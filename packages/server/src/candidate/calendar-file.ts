/**
 * The booked interview as a file for the candidate's calendar. The same UID as in the mail, so that both are one entry;
 * no attendee, because the page's link is no proof of who holds it and must not tell an address.
 */
import ical, { ICalCalendarMethod, ICalEventStatus } from "ical-generator";
import { calendarUid } from "../calendar/ics.ts";
import { isWebAddress } from "../mail/web-address.ts";
import { oneLine } from "../mail/plain-words.ts";
import { senderOf } from "../mail/sender.ts";
import type { Visit } from "./visit.ts";

export function calendarFile(
  visit: Visit,
  booking: { startAt: number; endAt: number },
  { publicUrl, mailFrom }: { publicUrl: string; mailFrom: string },
): string {
  const { facts, joinUrl, loaded } = visit;
  const calendar = ical({ prodId: "//InterviewVector//Interviews//EN", method: ICalCalendarMethod.PUBLISH });
  const page = `${publicUrl}${visit.base}`;
  calendar.createEvent({
    id: calendarUid(facts.row.id, "candidate", senderOf(mailFrom).host),
    sequence: loaded.interview.sequence,
    stamp: new Date(Math.floor(facts.row.changed_at.getTime() / 1000) * 1000),
    start: new Date(booking.startAt),
    end: new Date(booking.endAt),
    summary: oneLine(`Interview: ${facts.company.name}, ${facts.position.role}`, 200),
    description: `${joinUrl ? `Join: ${joinUrl}\n` : ""}Change or cancel: ${page}`,
    location: joinUrl !== null && isWebAddress(joinUrl) ? joinUrl : page,
    status: ICalEventStatus.CONFIRMED,
  });
  return calendar.toString();
}
