import type { CalendarSource } from "@interviewvector/domain";

export type Provider = CalendarSource["provider"];

export interface Kind {
  provider: Provider;
  words: string;
  hint: string;
  help: string;
  address: { label: string; placeholder: string };
}

const secret = "Secret address";

/** In the order in which people look for them. */
export const kinds: readonly Kind[] = [
  {
    provider: "google",
    words: "Google",
    hint: "by its secret address in iCal format",
    help: "/help/calendars/google",
    address: { label: secret, placeholder: "https://calendar.google.com/calendar/ical/…/basic.ics" },
  },
  {
    provider: "outlook",
    words: "Outlook, Microsoft 365",
    hint: "by its published ICS link",
    help: "/help/calendars/outlook",
    address: { label: secret, placeholder: "https://outlook.live.com/owa/calendar/…/calendar.ics" },
  },
  {
    provider: "apple",
    words: "Apple iCloud, shared address",
    hint: "by its public link; the account is better",
    help: "/help/calendars/apple",
    address: { label: secret, placeholder: "webcal://…icloud.com/published/2/…" },
  },
  {
    provider: "caldav",
    words: "Account (CalDAV)",
    hint: "Apple iCloud, Nextcloud, Fastmail and others; also receives your interviews",
    help: "/help/calendars/caldav",
    address: { label: "Address of the server", placeholder: "https://caldav.icloud.com" },
  },
  {
    provider: "other",
    words: "Another calendar",
    hint: "any address that ends in .ics",
    help: "/help/calendars",
    address: { label: "Address", placeholder: "https://…/calendar.ics" },
  },
];

export function providerWords({ provider }: Pick<CalendarSource, "provider">): string {
  return { google: "Google", outlook: "Outlook", apple: "Apple", caldav: "CalDAV account", other: "Calendar address" }[
    provider
  ];
}

export function sourceFigures({ events, soon }: Pick<CalendarSource, "events" | "soon">): string {
  return `${events} ${events === 1 ? "event" : "events"}, ${soon} busy in the next two weeks`;
}
