/**
 * A busy life: one event in four repeats, some have exceptions; five zones, one of them off by half an hour. Each event brings the
 * rules of its zone, as the standard wants it and as people's calendars do. To one without them Radicale adds some, which it
 * finds by trying each day of thirty years: 50 ms for every event, most of ten minutes for ten thousand, and wrong for zones of half
 * hours (what we make of those, calendar-busy.test.ts says). Every rule ends: the other library follows an endless one to the end of time.
 */
const two = (n: number) => String(n).padStart(2, "0");

interface Turn {
  /** First time, local. */
  at: string;
  rule: string;
  from: string;
  to: string;
}

const european = (winter: string, summer: string, hour: number): Turn[] => [
  { at: `19961027T${two(hour + 1)}0000`, rule: "BYMONTH=10;BYDAY=-1SU", from: summer, to: winter },
  { at: `19960331T${two(hour)}0000`, rule: "BYMONTH=3;BYDAY=-1SU", from: winter, to: summer },
];

const turns = {
  "Europe/Berlin": european("+0100", "+0200", 2),
  "America/New_York": [
    { at: "20071104T020000", rule: "BYMONTH=11;BYDAY=1SU", from: "-0400", to: "-0500" },
    { at: "20070311T020000", rule: "BYMONTH=3;BYDAY=2SU", from: "-0500", to: "-0400" },
  ],
  "Europe/Paris": european("+0100", "+0200", 2),
  "Asia/Kolkata": [{ at: "19451015T000000", rule: "", from: "+0630", to: "+0530" }],
  "Europe/London": european("+0000", "+0100", 1),
} satisfies Record<string, Turn[]>;

const zones = Object.keys(turns) as (keyof typeof turns)[];

function rulesOf(zone: keyof typeof turns): string[] {
  const parts = turns[zone].flatMap(({ at, rule, from, to }, place) => {
    const kind = place === 0 ? "STANDARD" : "DAYLIGHT";
    const yearly = rule === "" ? [] : [`RRULE:FREQ=YEARLY;${rule}`];
    return [`BEGIN:${kind}`, `DTSTART:${at}`, `TZOFFSETFROM:${from}`, `TZOFFSETTO:${to}`, ...yearly, `END:${kind}`];
  });
  return ["BEGIN:VTIMEZONE", `TZID:${zone}`, ...parts, "END:VTIMEZONE"];
}

const repeats = [
  "FREQ=WEEKLY;COUNT=300",
  "FREQ=MONTHLY;BYDAY=2TU;COUNT=120",
  "FREQ=DAILY;INTERVAL=5;COUNT=500",
  "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;COUNT=400",
];

/** File name to text, one event each. */
export function lifeOf(count: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, at) => [`life-${at}.ics`, eventOf(at)]));
}

function eventOf(at: number): string {
  const zone = zones[at % zones.length] ?? "Europe/Berlin";
  const date = `${2016 + (at % 12)}${two(1 + (at % 12))}${two(1 + (at % 28))}`;
  const time = `T${two((at * 7) % 24)}${two((at % 4) * 15)}00`;
  const repeated =
    at % 4 === 0 ? [`RRULE:${repeats[(at / 4) % repeats.length]}`, `EXDATE;TZID=${zone}:20270104${time}`] : [];
  return [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//test//EN",
    ...rulesOf(zone),
    "BEGIN:VEVENT",
    `UID:life-${at}`,
    "DTSTAMP:20260101T000000Z",
    `DTSTART;TZID=${zone}:${date}${time}`,
    `DURATION:PT${15 + (at % 4) * 15}M`,
    `SUMMARY:Event ${at}`,
    ...repeated,
    "END:VEVENT",
    "END:VCALENDAR",
    "",
  ].join("\r\n");
}
