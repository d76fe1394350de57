/** Calendar entries read out as a calendar program would understand them; the source stays beside for the rest. */
import { html } from "hono/html";
import ICAL from "ical.js";
import type { Message } from "./message.ts";

type Html = ReturnType<typeof html>;

export function calendarView(message: Message): Html {
  const parts = message.calendars.length > 0 ? message.calendars : attachedCalendars(message);
  if (parts.length === 0) return html`<p class="empty">This mail has no calendar entry.</p>`;
  return html`${parts.map(
    ({ method, content }) =>
      html`${readOut(content, method)}
        <pre tabindex="0" role="region" aria-label="Calendar source">${content}</pre>`,
  )}`;
}

function attachedCalendars(message: Message): Message["calendars"] {
  return message.attachments.flatMap(({ contentType, method, content }) =>
    content !== null && contentType !== "text/plain" ? [{ method, content }] : [],
  );
}

function readOut(content: string, method: string | null): Html {
  try {
    const calendar = new ICAL.Component(ICAL.parse(content));
    return html`${calendar.getAllSubcomponents("vevent").map((event) => eventFacts(event, method))}`;
  } catch (error) {
    return html`<p class="empty">
      This calendar entry cannot be read: ${error instanceof Error ? error.message : String(error)}
    </p>`;
  }
}

function eventFacts(component: ICAL.Component, method: string | null): Html {
  const event = new ICAL.Event(component);
  const facts: [string, string][] = [
    ["What", event.summary],
    ["Method", method ?? "none"],
    ["Starts", timeText(component, "dtstart")],
    ["Ends", timeText(component, "dtend")],
    ["Where", event.location],
    ["Organiser", personText(component.getFirstProperty("organizer"))],
    ["Invited", event.attendees.map(personText).join(", ")],
    ["Status", String(component.getFirstPropertyValue("status") ?? "")],
    ["UID", event.uid],
    ["Sequence", String(event.sequence ?? 0)],
    ["Notes", event.description],
  ];
  return html`<dl class="head">
    ${facts
      .filter(([, text]) => text)
      .map(
        ([name, text]) =>
          html`<dt>${name}</dt>
            <dd>${text}</dd>`,
      )}
  </dl>`;
}

function timeText(component: ICAL.Component, name: string): string {
  const property = component.getFirstProperty(name);
  const time = property?.getFirstValue();
  if (!(time instanceof ICAL.Time)) return "";
  const zone = property?.getFirstParameter("tzid") || (time.zone === ICAL.Timezone.utcTimezone ? "UTC" : "no zone");
  return `${time.toString().replace("T", " ").replace("Z", "").slice(0, 16)} (${zone})`;
}

function personText(property: ICAL.Property | null): string {
  if (property === null) return "";
  const address = String(property.getFirstValue()).replace(/^mailto:/i, "");
  const name = property.getFirstParameter("cn");
  return name ? `${name} <${address}>` : address;
}
