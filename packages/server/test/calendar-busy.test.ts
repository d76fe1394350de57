import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Interval, readBusy, type ReadOptions } from "../src/calendar/read/busy.ts";
import { oursBy } from "../src/calendar/read/ours.ts";
import { UnreadableCalendarError } from "../src/calendar/read/unreadable.ts";
import { byIcalJs } from "./calendar-second.ts";

const instant = (text: string) => Date.parse(text);
const expertId = "0b7a4c1e-8e0f-4d52-9d2c-5b8b7d0f6a11";
const interviewId = "6f3f3c56-4a0e-4a62-8a6f-0f5b3c1d2e4f";
const publicUrl = "https://iv.example";

const options = (change: Partial<ReadOptions> = {}): ReadOptions => ({
  zone: "Europe/Istanbul",
  fromMs: instant("2026-11-27T00:00Z"),
  toMs: instant("2027-04-15T00:00Z"),
  soonMs: instant("2026-12-11T00:00Z"),
  owners: ["esra@experts.example"],
  isOurs: oursBy({ expertId, publicUrl }),
  ...change,
});

function calendar(...parts: string[]): string {
  return ["BEGIN:VCALENDAR", "VERSION:2.0", ...parts, "END:VCALENDAR", ""].join("\r\n");
}

function event(...lines: string[]): string {
  return ["BEGIN:VEVENT", "UID:one@calendar.example", ...lines, "END:VEVENT"].join("\r\n");
}

function busy(text: string, change?: Partial<ReadOptions>): string[] {
  return readBusy(text, options(change)).busy.map(words);
}

function words([from, to]: Interval): string {
  const iso = (ms: number) => new Date(ms).toISOString().slice(0, 16);
  return `${iso(from)}/${iso(to)}`;
}

describe("when a person is busy", () => {
  const cases: [name: string, lines: string[], wanted: string[]][] = [
    [
      "by an event in UTC",
      ["DTSTART:20261201T090000Z", "DTEND:20261201T100000Z"],
      ["2026-12-01T09:00/2026-12-01T10:00"],
    ],
    [
      "by one in an IANA zone",
      ["DTSTART;TZID=America/New_York:20261201T090000", "DURATION:PT45M"],
      ["2026-12-01T14:00/2026-12-01T14:45"],
    ],
    [
      "by one in a Windows zone",
      ['DTSTART;TZID="W. Europe Standard Time":20261201T090000', "DURATION:PT1H"],
      ["2026-12-01T08:00/2026-12-01T09:00"],
    ],
    [
      "by one in a zone named by a path",
      ["DTSTART;TZID=/freeassociation.sourceforge.net/Asia/Kolkata:20261201T090000", "DURATION:PT1H"],
      ["2026-12-01T03:30/2026-12-01T04:30"],
    ],
    [
      "by a floating time, on their own clock",
      ["DTSTART:20261201T090000", "DURATION:PT1H"],
      ["2026-12-01T06:00/2026-12-01T07:00"],
    ],
    ["all day, on their own clock", ["DTSTART;VALUE=DATE:20261201"], ["2026-11-30T21:00/2026-12-01T21:00"]],
    [
      "for three whole days",
      ["DTSTART;VALUE=DATE:20261201", "DTEND;VALUE=DATE:20261204"],
      ["2026-11-30T21:00/2026-12-03T21:00"],
    ],
    [
      "by a tentative event",
      ["DTSTART:20261201T090000Z", "DURATION:PT1H", "STATUS:TENTATIVE"],
      ["2026-12-01T09:00/2026-12-01T10:00"],
    ],
    ["not by a cancelled one", ["DTSTART:20261201T090000Z", "DURATION:PT1H", "STATUS:CANCELLED"], []],
    ["not by one that is shown as free", ["DTSTART:20261201T090000Z", "DURATION:PT1H", "TRANSP:TRANSPARENT"], []],
    [
      "not by one that Outlook shows as free",
      ["DTSTART:20261201T090000Z", "DURATION:PT1H", "X-MICROSOFT-CDO-BUSYSTATUS:FREE"],
      [],
    ],
    [
      "not by what they declined",
      ["DTSTART:20261201T090000Z", "DURATION:PT1H", "ATTENDEE;CN=Esra;PARTSTAT=DECLINED:mailto:Esra@experts.example"],
      [],
    ],
    [
      "by what another one declined",
      [
        "DTSTART:20261201T090000Z",
        "DURATION:PT1H",
        "ATTENDEE;PARTSTAT=DECLINED:mailto:ken@experts.example",
        "ATTENDEE;PARTSTAT=ACCEPTED:mailto:esra@experts.example",
      ],
      ["2026-12-01T09:00/2026-12-01T10:00"],
    ],
    ["not by a moment without length", ["DTSTART:20261201T090000Z"], []],
    [
      "by what ends in another zone than it begins",
      ["DTSTART;TZID=Europe/Berlin:20261201T090000", "DTEND;TZID=Asia/Tokyo:20261202T050000"],
      ["2026-12-01T08:00/2026-12-01T20:00"],
    ],
    [
      "each week but the deleted one",
      [
        "DTSTART;TZID=Europe/Berlin:20261201T090000",
        "DURATION:PT1H",
        "RRULE:FREQ=WEEKLY;COUNT=4",
        "EXDATE;TZID=Europe/Berlin:20261208T090000",
      ],
      ["2026-12-01T08:00/2026-12-01T09:00", "2026-12-15T08:00/2026-12-15T09:00", "2026-12-22T08:00/2026-12-22T09:00"],
    ],
    [
      "but not on a date deleted in UTC",
      [
        "DTSTART;TZID=Europe/Berlin:20261201T090000",
        "DURATION:PT1H",
        "RRULE:FREQ=DAILY;COUNT=2",
        "EXDATE:20261202T080000Z",
      ],
      ["2026-12-01T08:00/2026-12-01T09:00"],
    ],
    [
      "but not on a day deleted as a whole",
      [
        "DTSTART;TZID=Europe/Berlin:20261201T090000",
        "DURATION:PT1H",
        "RRULE:FREQ=DAILY;COUNT=2",
        "EXDATE;VALUE=DATE:20261202",
      ],
      ["2026-12-01T08:00/2026-12-01T09:00"],
    ],
    [
      "on further dates, one of them with its own length",
      [
        "DTSTART:20261201T090000Z",
        "DURATION:PT1H",
        "RDATE:20261203T090000Z",
        "RDATE;VALUE=PERIOD:20261205T100000Z/PT2H",
      ],
      ["2026-12-01T09:00/2026-12-01T10:00", "2026-12-03T09:00/2026-12-03T10:00", "2026-12-05T10:00/2026-12-05T12:00"],
    ],
    [
      "at nine of Berlin before and after its clocks change",
      ["DTSTART;TZID=Europe/Berlin:20270326T090000", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=4"],
      [
        "2027-03-26T08:00/2027-03-26T09:00",
        "2027-03-27T08:00/2027-03-27T09:00",
        "2027-03-28T07:00/2027-03-28T08:00",
        "2027-03-29T07:00/2027-03-29T08:00",
      ],
    ],
    [
      "through an hour that is skipped, read with the clock before it",
      ["DTSTART;TZID=Europe/Berlin:20270328T023000", "DURATION:PT30M"],
      ["2027-03-28T01:30/2027-03-28T02:00"],
    ],
    [
      "until a day named in UTC, inclusive",
      ["DTSTART;TZID=America/New_York:20261201T190000", "DURATION:PT1H", "RRULE:FREQ=DAILY;UNTIL=20261203T000000Z"],
      ["2026-12-02T00:00/2026-12-02T01:00", "2026-12-03T00:00/2026-12-03T01:00"],
    ],
  ];
  test.each(cases)("%s", (_, lines, wanted) => {
    expect(busy(calendar(event(...lines)))).toEqual(wanted);
  });
});

describe("a series with exceptions", () => {
  const series = ["DTSTART;TZID=Europe/Berlin:20261201T090000", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=4"];

  test("one instance is moved, made longer, freed or cancelled", () => {
    const moved = event(
      "RECURRENCE-ID;TZID=Europe/Berlin:20261202T090000",
      "DTSTART;TZID=Europe/Berlin:20261202T140000",
      "DURATION:PT2H",
    );
    const freed = event(
      "RECURRENCE-ID:20261203T080000Z",
      "DTSTART;TZID=Europe/Berlin:20261203T090000",
      "DURATION:PT1H",
      "TRANSP:TRANSPARENT",
    );
    const gone = event(
      "RECURRENCE-ID;TZID=Europe/Berlin:20261204T090000",
      "DTSTART;TZID=Europe/Berlin:20261204T090000",
      "STATUS:CANCELLED",
    );
    expect(busy(calendar(event(...series), moved, freed, gone))).toEqual([
      "2026-12-01T08:00/2026-12-01T09:00",
      "2026-12-02T13:00/2026-12-02T15:00",
    ]);
  });

  test("of two versions of one instance the later holds, wherever it stands", () => {
    const version = (sequence: number, hour: string) =>
      event(
        `SEQUENCE:${sequence}`,
        "RECURRENCE-ID;TZID=Europe/Berlin:20261202T090000",
        `DTSTART;TZID=Europe/Berlin:20261202T${hour}0000`,
        "DURATION:PT1H",
      );
    const once = ["DTSTART;TZID=Europe/Berlin:20261202T090000", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=1"];
    for (const order of [
      [version(2, "16"), version(1, "12")],
      [version(1, "12"), version(2, "16")],
    ])
      expect(busy(calendar(...order, event(...once)))).toEqual(["2026-12-02T15:00/2026-12-02T16:00"]);
  });

  test("this one and all that follow are moved together", () => {
    const following = event(
      "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20261203T090000",
      "DTSTART;TZID=Europe/Berlin:20261203T110000",
      "DURATION:PT30M",
    );
    expect(busy(calendar(event(...series), following))).toEqual([
      "2026-12-01T08:00/2026-12-01T09:00",
      "2026-12-02T08:00/2026-12-02T09:00",
      "2026-12-03T10:00/2026-12-03T10:30",
      "2026-12-04T10:00/2026-12-04T10:30",
    ]);
  });

  test("an instance without its series stands for itself", () => {
    const alone = event("RECURRENCE-ID:20261202T080000Z", "DTSTART:20261202T100000Z", "DURATION:PT1H");
    expect(busy(calendar(alone))).toEqual(["2026-12-02T10:00/2026-12-02T11:00"]);
  });
});

describe("zones", () => {
  const ownZone = (tzid: string, winter: string, summer: string) =>
    [
      "BEGIN:VTIMEZONE",
      `TZID:${tzid}`,
      "BEGIN:STANDARD",
      "DTSTART:19701025T030000",
      "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
      `TZOFFSETFROM:${summer}`,
      `TZOFFSETTO:${winter}`,
      "END:STANDARD",
      "BEGIN:DAYLIGHT",
      "DTSTART:19700329T020000",
      "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
      `TZOFFSETFROM:${winter}`,
      `TZOFFSETTO:${summer}`,
      "END:DAYLIGHT",
      "END:VTIMEZONE",
    ].join("\r\n");
  const daily = (tzid: string) =>
    event(`DTSTART;TZID=${tzid}:20270327T090000`, "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=2");

  test("a zone of the calendar's own is read by the rules that it brings", () => {
    expect(busy(calendar(ownZone("Office", "+0100", "+0200"), daily("Office")))).toEqual([
      "2027-03-27T08:00/2027-03-27T09:00",
      "2027-03-28T07:00/2027-03-28T08:00",
    ]);
  });

  test("when the calendar changes the rules of its zone, the busy times follow", () => {
    expect(busy(calendar(ownZone("Office", "+0300", "+0300"), daily("Office")))).toEqual([
      "2027-03-27T06:00/2027-03-27T07:00",
      "2027-03-28T06:00/2027-03-28T07:00",
    ]);
  });

  test("rules that say the same as the name change nothing", () => {
    expect(busy(calendar(ownZone("Europe/Berlin", "+0100", "+0200"), daily("Europe/Berlin")))).toEqual([
      "2027-03-27T08:00/2027-03-27T09:00",
      "2027-03-28T07:00/2027-03-28T08:00",
    ]);
  });

  test("rules that contradict the name of their zone make both readings busy", () => {
    expect(busy(calendar(ownZone("Europe/Berlin", "+0200", "+0200"), daily("Europe/Berlin")))).toEqual([
      "2027-03-27T07:00/2027-03-27T09:00",
      "2027-03-28T07:00/2027-03-28T08:00",
    ]);
  });

  test("a zone that nobody knows may be any zone, and is said", () => {
    const reading = readBusy(calendar(event("DTSTART;TZID=Middle Earth:20261201T120000", "DURATION:PT1H")), options());
    expect(reading.busy.map(words)).toEqual(["2026-11-30T22:00/2026-12-02T01:00"]);
    expect(reading.unknownZones).toEqual(["Middle Earth"]);
  });
});

describe("our own interviews", () => {
  const at9 = ["DTSTART:20261201T090000Z", "DURATION:PT1H"];
  const own = `${interviewId}-expert-${expertId}@interviewvector.example`;
  const withUid = (uid: string) => calendar(["BEGIN:VEVENT", `UID:${uid}`, ...at9, "END:VEVENT"].join("\r\n"));
  const inHex = (text: string) => Buffer.from(text).toString("hex").toUpperCase();
  const wrapped = `040000008200E00074C5B7101A82E008000000000000000000000000000000000000000031000000${inHex("vCal-Uid")}01000000${inHex(own)}00`;

  test("are told by their UID, also as Exchange wraps it", () => {
    expect(busy(withUid(own))).toEqual([]);
    expect(busy(withUid(wrapped))).toEqual([]);
  });

  test("are told by the link to the interview where the UID is another one", () => {
    expect(
      busy(
        calendar(event(...at9, `DESCRIPTION:Prepare and report: ${publicUrl}/expert/in`, ` terviews/${interviewId}`)),
      ),
    ).toEqual([]);
  });

  test("of another expert are busy time", () => {
    expect(busy(withUid(own.replace(expertId, interviewId)))).toHaveLength(1);
  });
});

test("what the calendar is called tells whose it is: Google calls it after the address", () => {
  const declined = event(
    "DTSTART:20261201T090000Z",
    "DURATION:PT1H",
    "ATTENDEE;PARTSTAT=DECLINED:mailto:esra.private@mail.example",
  );
  expect(busy(calendar("X-WR-CALNAME:esra.private@mail.example", declined))).toEqual([]);
  expect(busy(calendar("X-WR-CALNAME:Work", declined))).toHaveLength(1);
});

test("free-busy lists count but for what they call free", () => {
  const list = [
    "BEGIN:VFREEBUSY",
    "FREEBUSY:20261201T090000Z/PT1H,20261202T090000Z/20261202T093000Z",
    "FREEBUSY;FBTYPE=FREE:20261203T090000Z/PT1H",
    "END:VFREEBUSY",
  ].join("\r\n");
  expect(busy(calendar(list))).toEqual(["2026-12-01T09:00/2026-12-01T10:00", "2026-12-02T09:00/2026-12-02T09:30"]);
});

test("figures: all events, and those that take time in the next two weeks", () => {
  const one = (uid: string, ...lines: string[]) => ["BEGIN:VEVENT", `UID:${uid}`, ...lines, "END:VEVENT"].join("\r\n");
  const reading = readBusy(
    calendar(
      one("a", "DTSTART:20261201T090000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=3"),
      one("b", "DTSTART:20261201T090000Z", "DURATION:PT1H", "TRANSP:TRANSPARENT"),
      one("c", "DTSTART:20270301T090000Z", "DURATION:PT1H"),
      one("d", "DTSTART:20200101T090000Z", "DURATION:PT1H", "RRULE:FREQ=YEARLY"),
    ),
    options(),
  );
  expect(reading).toMatchObject({ events: 4, soon: 3, goesOn: true });
});

test("figures: one event is one, however many readings its zone leaves open", () => {
  const meeting = (zone: string) => event(`DTSTART;TZID=${zone}:20261201T090000`, "DURATION:PT1H");
  const stale = ["BEGIN:VTIMEZONE", "TZID:Europe/Istanbul", "BEGIN:STANDARD", "DTSTART:19700101T000000"];
  const rules = [...stale, "TZOFFSETFROM:+0200", "TZOFFSETTO:+0200", "END:STANDARD", "END:VTIMEZONE"].join("\r\n");
  const list = ["BEGIN:VFREEBUSY", "FREEBUSY;TZID=Mars/Olympus:20261203T090000/PT1H", "END:VFREEBUSY"].join("\r\n");
  for (const text of [calendar(meeting("Mars/Olympus")), calendar(rules, meeting("Europe/Istanbul")), calendar(list)])
    expect(readBusy(text, options()).soon).toBe(1);
});

describe("what can't be read is refused in words, never taken as free", () => {
  const refusals: [name: string, text: string, code: string, words: RegExp][] = [
    ["a web page", "<!doctype html><html><body>Sign in</body></html>", "web_page", /web page/],
    ["plain words", "Hello, this is not a calendar", "not_a_calendar", /not a calendar/],
    ["nothing", "", "not_a_calendar", /not a calendar/],
    [
      "a calendar that ends in the middle",
      "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20261201T090000Z\r\n",
      "cut_short",
      /missing/,
    ],
    ["a contact", "BEGIN:VCARD\r\nEND:VCARD\r\n", "not_a_calendar", /not a calendar/],
    ["an event without a start", calendar(event("DURATION:PT1H")), "unreadable_event", /begins at a time/],
    [
      "an impossible date",
      calendar(event("DTSTART:20260231T090000Z", "DURATION:PT1H")),
      "unreadable_event",
      /2026-02-31/,
    ],
    [
      "a rule of another world",
      calendar(event("DTSTART:20261201T090000Z", "DURATION:PT1H", "RRULE:FREQ=LUNAR")),
      "unreadable_event",
      /2026-12-01 repeats/,
    ],
    [
      "an end that is no time",
      calendar(event("DTSTART:20261201T090000Z", "DTEND:later")),
      "unreadable_event",
      /ends at a time/,
    ],
  ];
  test.each(refusals)("%s", (_, text, code, sentence) => {
    const refused = (() => {
      try {
        return readBusy(text, options());
      } catch (error) {
        return error;
      }
    })();
    expect(refused).toBeInstanceOf(UnreadableCalendarError);
    expect(refused).toMatchObject({ code, message: expect.stringMatching(sentence) });
  });

  test("but what takes no time may be as odd as it likes", () => {
    expect(
      busy(
        calendar(event("DTSTART:whenever", "TRANSP:TRANSPARENT"), event("DTSTART:20261201T090000Z", "DURATION:PT1H")),
      ),
    ).toHaveLength(1);
  });
});

test("odd line ends, byte order marks, unknown properties, long folds and alarms are no obstacle", () => {
  const text = `\uFEFFBEGIN:VCALENDAR\nX-ODD;A="b;c:d":e\n\nBEGIN:VEVENT\nUID:x\nDTSTART:20261201T0\n 90000Z\nDURATION:PT1H\nDESCRIPTION:${"long\n  ".repeat(500)}\nBEGIN:VALARM\nTRIGGER:-PT5M\nDURATION:PT9H\nEND:VALARM\nEND:VEVENT\nEND:VCALENDAR`;
  expect(busy(text)).toEqual(["2026-12-01T09:00/2026-12-01T10:00"]);
});

test("random calendars in ten zones: the same busy times as another library gives", () => {
  const zones = [
    "Europe/Berlin",
    "America/New_York",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "America/Sao_Paulo",
    "Asia/Tokyo",
    "Pacific/Apia",
    "Europe/London",
    "America/St_Johns",
  ];
  const two = (n: number) => String(n).padStart(2, "0");
  const one = fc.record({
    zone: fc.constantFrom(...zones),
    day: fc.integer({ min: 1, max: 28 }),
    month: fc.constantFrom("202503", "202610", "202611", "202612"),
    hour: fc.integer({ min: 0, max: 23 }),
    minutes: fc.constantFrom(15, 30, 45, 60, 90),
    rule: fc.constantFrom(
      "",
      "FREQ=DAILY;INTERVAL=3",
      "FREQ=WEEKLY",
      "FREQ=WEEKLY;INTERVAL=2",
      "FREQ=MONTHLY",
      "FREQ=DAILY;COUNT=200",
    ),
  });
  fc.assert(
    fc.property(fc.array(one, { minLength: 1, maxLength: 12 }), (events) => {
      const text = calendar(
        ...events.map(({ zone, day, month, hour, minutes, rule }, at) =>
          [
            "BEGIN:VEVENT",
            `UID:${at}@calendar.example`,
            `DTSTART;TZID=${zone}:${month}${two(day)}T${two(hour)}0000`,
            `DURATION:PT${minutes}M`,
            ...(rule ? [`RRULE:${rule}`] : []),
            "END:VEVENT",
          ].join("\r\n"),
        ),
      );
      const window = options();
      expect(readBusy(text, window).busy.map(words)).toEqual(byIcalJs(text, window).map(words));
    }),
    { numRuns: 60 },
  );
});
