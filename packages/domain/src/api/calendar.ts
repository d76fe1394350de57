/** An expert's own calendars: what is read of them, and where our bookings are written. Addresses and passwords only ever go in. */
import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { id, instant, ok } from "./values.ts";

export const calendarProviders = ["google", "outlook", "apple", "caldav", "other"] as const;
const address = z.string().trim().min(4).max(2000);
const feed = z.object({ kind: z.literal("feed"), address });
const caldav = z.object({
  kind: z.literal("caldav"),
  address,
  user: z.string().trim().min(1).max(200),
  password: z.string().min(1).max(500),
});
export const calendarAccess = z.discriminatedUnion("kind", [feed, caldav]);
export type CalendarAccess = z.infer<typeof calendarAccess>;

export const calendarSource = z.object({
  id,
  kind: z.enum(["feed", "caldav"]),
  provider: z.enum(calendarProviders),
  name: z.string(),
  /** Where it is; the address itself is a secret and stays with us. */
  host: z.string(),
  /** `new`: not read yet. Only `working` lets the expert be booked. */
  state: z.enum(["new", "working", "broken"]),
  problem: z.object({ code: z.string(), words: z.string(), since: instant.nullable() }).nullable(),
  readAt: instant.nullable(),
  triedAt: instant.nullable(),
  nextAt: instant.nullable(),
  events: z.int(),
  /** Events that take time in the two weeks after the last reading. */
  soon: z.int(),
  unknownZones: z.array(z.string()),
  calendars: z.array(
    z.object({ id, name: z.string(), counts: z.boolean(), receives: z.boolean(), mayWrite: z.boolean() }),
  ),
});
export type CalendarSource = z.infer<typeof calendarSource>;

/** Interviews that overlap with what stands in a calendar; nothing is done about them by itself. */
const clash = z.object({ interviewId: id, startAt: instant, endAt: instant, company: z.string() });
export const calendarsAnswer = z.object({
  sources: z.array(calendarSource),
  clashes: z.array(clash),
  /** Null while bookings are possible; else why not, in words. */
  heldBack: z.string().nullable(),
});

export const listCalendars = endpoint({
  method: "get",
  path: "/expert/calendars",
  summary: "My calendars, and how they are",
  audience: "expert",
  answer: calendarsAnswer,
});
export const testCalendar = endpoint({
  method: "post",
  path: "/expert/calendars/test",
  summary: "Look into a calendar without keeping anything",
  audience: "expert",
  body: calendarAccess,
  answer: z.object({
    name: z.string(),
    /** Null: a large account that takes too long to say so at once. */
    events: z.int().nullable(),
    soon: z.int().nullable(),
    /** Of an account; empty for a feed. */
    calendars: z.array(z.object({ url: z.string(), name: z.string(), mayWrite: z.boolean() })),
    words: z.string(),
  }),
});
export const addCalendar = endpoint({
  method: "post",
  path: "/expert/calendars",
  summary: "Connect a calendar; it is tested first, and read at once",
  audience: "expert",
  body: z.object({
    access: calendarAccess,
    provider: z.enum(calendarProviders),
    name: z.string().trim().min(1).max(120),
    /** Of an account, by address: absent = all count, none receives. */
    counts: z.array(z.string()).max(200).optional(),
    receives: z.string().nullable().default(null),
  }),
  answer: calendarSource,
});
export const changeCalendar = endpoint({
  method: "put",
  path: "/expert/calendars/{sourceId}",
  summary: "Another name, another address or password, which calendars count and which one receives our bookings",
  audience: "expert",
  body: z.object({
    name: z.string().trim().min(1).max(120).optional(),
    access: calendarAccess.optional(),
    counts: z.array(id).max(200).optional(),
    /** Only one calendar of an expert receives bookings; null: none of this source. */
    receives: id.nullable().optional(),
  }),
  answer: calendarSource,
});
export const refreshCalendar = endpoint({
  method: "post",
  path: "/expert/calendars/{sourceId}/refresh",
  summary: "Read it now",
  audience: "expert",
  answer: calendarSource,
});
export const removeCalendar = endpoint({
  method: "delete",
  path: "/expert/calendars/{sourceId}",
  summary: "Forget a calendar: its busy times no longer count, and bookings are no longer written to it",
  audience: "expert",
  answer: ok,
});
