import ICAL from "ical.js";
import { describe, expect, test } from "vitest";
import { calendarPart, calendarUid, type CalendarFacts } from "../src/calendar/ics.ts";
import { hostileStrings } from "./hostile.ts";

const facts: CalendarFacts = {
  method: "REQUEST",
  uid: calendarUid("0197-abc", "candidate", "interviewvector.example"),
  sequence: 3,
  stampAt: Date.UTC(2026, 11, 1, 9, 0, 0, 123),
  startAt: Date.UTC(2026, 11, 8, 9, 0),
  endAt: Date.UTC(2026, 11, 8, 10, 0),
  title: "Interview: Acme, SDE-2",
  description: ["60 minutes by video.", "To change or cancel: https://iv.example/i/abc"],
  joinLink: "https://iv.example/room/1?a=1,2;b",
  organiser: { name: "Acme interviews", address: "interviews@interviewvector.example" },
  attendee: { name: "Maya Rao", address: "maya@candidates.example" },
};

/** Reads an object line by line, by the letter of RFC 5545 3.1: CRLF, at most 75 octets, UTF-8 whole in each line. */
function strictLines(content: string): string[] {
  expect(content.endsWith("\r\n")).toBe(true);
  const physical = content.slice(0, -2).split("\r\n");
  for (const line of physical) {
    expect(line).not.toMatch(/[\r\n]/);
    const octets = Buffer.from(line, "utf8");
    expect(octets.length).toBeLessThanOrEqual(75);
    expect(octets.toString("utf8")).toBe(line);
    expect(line).not.toMatch(/\p{Cc}/u);
  }
  const logical: string[] = [];
  for (const line of physical) {
    if (/^[ \t]/.test(line)) logical[logical.length - 1] += line.slice(1);
    else logical.push(line);
  }
  for (const line of logical)
    expect(line).toMatch(/^[A-Z][A-Z0-9-]*(;[A-Z][A-Z0-9-]*=("[^"]*"|[^",;:]*)(,("[^"]*"|[^",;:]*))*)*:/);
  return logical;
}

const expectedNames = [
  "BEGIN",
  "VERSION",
  "PRODID",
  "METHOD",
  "BEGIN",
  "UID",
  "SEQUENCE",
  "DTSTAMP",
  "DTSTART",
  "DTEND",
  "SUMMARY",
  "TRANSP",
  "LOCATION",
  "DESCRIPTION",
  "ORGANIZER",
  "ATTENDEE",
  "URL",
  "STATUS",
  "END",
  "END",
];

function names(content: string): string[] {
  return strictLines(content).map((line) => /^[A-Z-]+/.exec(line)?.[0] ?? "");
}

function parsed(content: string): { calendar: ICAL.Component; event: ICAL.Component } {
  const calendar = new ICAL.Component(ICAL.parse(content) as unknown[] as never);
  const events = calendar.getAllSubcomponents();
  expect(events.map((component) => component.name)).toEqual(["vevent"]);
  const event = events[0];
  if (!event) throw new Error("no event");
  expect(event.getAllSubcomponents()).toEqual([]);
  return { calendar, event };
}

describe("an invitation", () => {
  const part = calendarPart(facts);

  test("holds exactly the intended properties", () => {
    expect(names(part.content)).toEqual(expectedNames);
    const { calendar, event } = parsed(part.content);
    expect(calendar.getFirstPropertyValue("method")).toBe("REQUEST");
    expect(part.method).toBe("REQUEST");
    expect(event.getFirstPropertyValue("uid")).toBe("0197-abc-candidate@interviewvector.example");
    expect(event.getFirstPropertyValue("sequence")).toBe(3);
    expect(event.getFirstPropertyValue("status")).toBe("CONFIRMED");
    expect(String(event.getFirstPropertyValue("dtstamp"))).toBe("2026-12-01T09:00:00Z");
    expect(String(event.getFirstPropertyValue("dtstart"))).toBe("2026-12-08T09:00:00Z");
    expect(String(event.getFirstPropertyValue("dtend"))).toBe("2026-12-08T10:00:00Z");
    expect(event.getFirstPropertyValue("summary")).toBe("Interview: Acme, SDE-2");
    expect(event.getFirstPropertyValue("location")).toBe("https://iv.example/room/1?a=1,2;b");
    expect(event.getFirstPropertyValue("url")).toBe("https://iv.example/room/1?a=1%2C2%3Bb");
    expect(event.getFirstPropertyValue("description")).toBe(
      "60 minutes by video.\nTo change or cancel: https://iv.example/i/abc\nhttps://iv.example/room/1?a=1,2;b",
    );
  });

  test("has the service as organiser and one attendee", () => {
    const { event } = parsed(part.content);
    expect(
      event.getAllProperties("attendee").map((attendee) => String(attendee.getFirstValue()).toLowerCase()),
    ).toEqual(["mailto:maya@candidates.example"]);
    expect(event.getFirstProperty("attendee")?.getParameter("cn")).toBe("Maya Rao");
    expect(event.getFirstPropertyValue("organizer")).toBe("mailto:interviews@interviewvector.example");
  });

  test("is the same for the same facts", () => {
    expect(calendarPart(structuredClone(facts))).toEqual(part);
  });
});

test("a cancellation says so in method and status, with the same UID", () => {
  const part = calendarPart({ ...facts, method: "CANCEL", sequence: 4 });
  const { calendar, event } = parsed(part.content);
  expect(names(part.content)).toEqual(expectedNames);
  expect(part.method).toBe("CANCEL");
  expect(calendar.getFirstPropertyValue("method")).toBe("CANCEL");
  expect(event.getFirstPropertyValue("status")).toBe("CANCELLED");
  expect(event.getFirstPropertyValue("uid")).toBe(facts.uid);
  expect(event.getFirstPropertyValue("sequence")).toBe(4);
});

test("the expert's entry is private and has a UID of its own, one per expert", () => {
  const { event } = parsed(calendarPart({ ...facts, isPrivate: true }).content);
  expect(event.getFirstPropertyValue("class")).toBe("PRIVATE");
  const uids = ["candidate", { expertId: "e1" }, { expertId: "e2" }].map((whose) =>
    calendarUid("i", whose as "candidate", "h.example"),
  );
  expect(new Set(uids).size).toBe(3);
});

test("an address or a link that is none stops it: it must not go out without", () => {
  for (const address of hostileStrings) {
    expect(() => calendarPart({ ...facts, attendee: { name: "x", address: `${address}@` } })).toThrow(TypeError);
  }
  for (const joinLink of [
    "javascript:alert(1)",
    "https://x\r\nATTENDEE:x",
    "ftp://x.example/",
    "https://a@b.example/",
    "",
  ]) {
    expect(() => calendarPart({ ...facts, joinLink })).toThrow(TypeError);
  }
});

describe.each(hostileStrings.map((words) => [words]))("with %j", (words) => {
  test.each([
    ["title", { title: words }],
    ["description", { description: [words, words] }],
    ["uid", { uid: `${words}@x` }],
    ["organiser's name", { organiser: { name: words, address: "a@b.example" } }],
    ["attendee's name", { attendee: { name: words, address: "a@b.example" } }],
  ])("as %s it stays one value", (_where, change) => {
    const { content } = calendarPart({ ...facts, ...change });
    expect(names(content)).toEqual(expectedNames);
    const { event } = parsed(content);
    expect(event.getAllProperties("attendee")).toHaveLength(1);
    if ("title" in change) {
      const title = String(event.getFirstPropertyValue("summary") ?? "");
      if (words.trim() !== "" && words.length < 150 && /^[\u0020-\u007e]+$/.test(words))
        expect(title).toBe(words.replace(/\s+/g, " ").trim());
    }
  });
});
