/** Our side of CalDAV against a real server: finding calendars, thousands of events, changes, and our bookings written back. */
import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Actor, days, hours, isRefusal } from "@interviewvector/domain";
import { merged, readBusy, type Interval } from "../../packages/server/src/calendar/read/busy.ts";
import { MONDAY } from "../../packages/server/test/booking-world.ts";
import { calendarWorld, type CalendarWorld } from "../../packages/server/test/calendar-world.ts";
import { byIcalJs } from "../../packages/server/test/calendar-second.ts";
import { lifeOf } from "./life.ts";
import { password, startRadicale, user, type Radicale } from "./radicale.ts";

/** `npm run test:caldav -- --events 10000` */
const EVENTS = Number(process.env["CALDAV_EVENTS"] ?? 1000);
const olga: Actor = { kind: "operator", id: "olga", name: "Olga" };
const TUESDAY_10 = MONDAY + days(1) + hours(1);

function eventText(uid: string, from: number, to: number, more: string[] = []): string {
  const utc = (at: number) => new Date(at).toISOString().replaceAll(/[-:]|\.\d+/g, "");
  return [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//test//EN",
    "BEGIN:VEVENT",
    `UID:${uid}`,
    "DTSTAMP:20260101T000000Z",
    `DTSTART:${utc(from)}`,
    `DTEND:${utc(to)}`,
    ...more,
    "END:VEVENT",
    "END:VCALENDAR",
    "",
  ].join("\r\n");
}

let world: CalendarWorld;
let server: Radicale;
let expertId: string;
const life = lifeOf(EVENTS);

beforeAll(async () => {
  server = await startRadicale({ calendars: { life, work: {} } });
  world = await calendarWorld([server.host]);
  await world.database.service
    .updateTable("positions")
    .set({ settings: JSON.stringify({ minimumNoticeMinutes: 0, bufferAfterMinutes: 0 }) })
    .execute();
});
afterAll(async () => {
  // Either may be missing, when something did not start.
  try {
    await world?.close();
  } finally {
    await server?.stop();
  }
});

const me = () => world.as(expertId);
const account = (address = server.url) => ({ kind: "caldav" as const, address, user, password });
const addExpert = async (name: string) => {
  await world.database.service.updateTable("experts").set({ state: "paused" }).execute();
  expertId = await world.addExpert({ name, zone: "UTC", noticeMinutes: 0, maxPerDay: 10, maxPerWeek: 20 });
};
const source = async () => (await me().list()).sources[0];

/** Asks all the while what a candidate is offered, as their page does. Ends with how long each look took, ms. */
function keepLooking(interviewId: string): { end(): Promise<number[]> } {
  const waits: number[] = [];
  const over = new AbortController();
  const looking = (async () => {
    while (!over.signal.aborted) {
      const began = performance.now();
      const offers = await world.scheduling.offersFor(interviewId);
      waits.push(performance.now() - began);
      expect(offers?.starts.length).toBeGreaterThan(0);
      await wait(50);
    }
  })();
  return {
    async end() {
      over.abort();
      await looking;
      return waits.sort((left, right) => left - right);
    },
  };
}

async function busyOf(): Promise<Interval[]> {
  const rows = await world.database.service
    .selectFrom("expert_busy")
    .select("during")
    .where("expert_id", "=", expertId)
    .execute();
  const intervals = rows.map(({ during }) => {
    const [from = "", to = ""] = during.replaceAll(/[[\]()"]/g, "").split(",");
    return [
      Date.parse(from.replace(" ", "T").replace(/\+00$/, "Z")),
      Date.parse(to.replace(" ", "T").replace(/\+00$/, "Z")),
    ] as const;
  });
  return merged(intervals, { fromMs: MONDAY, toMs: MONDAY + days(100) });
}

describe(`a calendar of ${EVENTS.toLocaleString("en")} events`, () => {
  beforeAll(() => addExpert("Esra Demir"));

  it("is found by the address of the server, of the account and of the calendar; a wrong password is said", async () => {
    for (const address of [server.url, `${server.url}/${user}/`, `${server.url}/${user}/work/`]) {
      const found = await me().test({ ...account(`${server.url}/${user}/work/`), address });
      expect(found.calendars.map(({ name }) => name)).toContain("work");
    }
    const refused = me().test({ ...account(), password: "guessed" });
    await expect(refused).rejects.toMatchObject({
      status: 422,
      fields: { password: expect.stringMatching(/does not accept/) },
    });
  });

  it("gives the busy times that another library gives, while the event loop hardly notices and a candidate sees others' times", async () => {
    await world.addExpert({ name: "Priya Rao" });
    const { interviewId } = await world.invite();
    const candidate = keepLooking(interviewId);
    let worst = 0;
    let last = performance.now();
    const ticking = setInterval(() => {
      const now = performance.now();
      worst = Math.max(worst, now - last - 10);
      last = now;
    }, 10);
    const began = performance.now();
    await me().add({ access: account(), provider: "caldav", name: "All of it" });
    await world.runner.settle(500_000);
    // A busy server may be too slow at first; it is asked again a minute later, by itself.
    for (let minutes = 0; minutes < 10 && (await source())?.state !== "working"; minutes++)
      await world.pass(1, 500_000);
    const seconds = (performance.now() - began) / 1000;
    clearInterval(ticking);
    const looks = await candidate.end();
    expect(await source()).toMatchObject({ state: "working", events: EVENTS });
    const second = Object.values(life).flatMap((text) => byIcalJs(text, { fromMs: MONDAY, toMs: MONDAY + days(100) }));
    expect(await busyOf()).toEqual(merged(second, { fromMs: MONDAY, toMs: MONDAY + days(100) }));
    process.stdout.write(
      `connected and read in ${seconds.toFixed(1)} s; the event loop was never held for longer than ${worst.toFixed(0)} ms; ${looks.length} looks at free times beside it took at most ${looks.at(-1)?.toFixed(0)} ms\n`,
    );
  });

  it("is read again by its changes alone: added, moved and deleted ones", async () => {
    const at = MONDAY + days(30);
    await server.put("life/new.ics", eventText("new", at, at + hours(1)));
    await server.put("life/life-1.ics", eventText("life-1", at + hours(2), at + hours(3)));
    await server.send("DELETE", `/${user}/life/life-0.ics`);
    await world.pass(10, 500_000);
    expect(await source()).toMatchObject({ state: "working", events: EVENTS });
    const busy = await busyOf();
    const isBusy = (from: number, to: number) => busy.some(([start, end]) => start <= from && end >= to);
    expect([isBusy(at, at + hours(1)), isBusy(at + hours(2), at + hours(3))]).toEqual([true, true]);
    const { rows } = await world.query<{ href: string }>(
      "select href from calendar_objects where href like '%/life-0.ics'",
    );
    expect(rows).toEqual([]);
  });

  it("keeps nothing of what the events are about", async () => {
    const { rows } = await world.query<{ found: string }>(
      "select (select count(*) from calendar_objects o where o::text like '%Event %')::text as found",
    );
    expect(rows[0]?.found).toBe("0");
  });
});

describe("our interviews in the expert's calendar", () => {
  let interviewId: string;
  const standing = async () => {
    const text = await server.all("work");
    return readBusy(text, {
      zone: "UTC",
      fromMs: MONDAY,
      toMs: MONDAY + days(60),
      soonMs: MONDAY,
      owners: [],
      isOurs: () => false,
    }).busy;
  };

  beforeAll(async () => {
    await addExpert("Ken Mori");
    const found = await me().test(account(`${server.url}/${user}/work/`));
    const [work] = found.calendars;
    await me().add({
      access: account(`${server.url}/${user}/work/`),
      provider: "caldav",
      name: "Work",
      receives: work?.url ?? null,
    });
    await world.runner.settle();
  });

  it("are written when booked, once, and are no busy time of somebody else's", async () => {
    ({ interviewId } = await world.invite());
    const result = await world.scheduling.bookSlot(interviewId, olga, {
      startAt: TUESDAY_10,
      idempotencyKey: randomUUID(),
    });
    if (isRefusal(result)) throw new Error(result.words);
    await world.runner.settle();
    expect(await standing()).toEqual([[TUESDAY_10, TUESDAY_10 + hours(1)]]);
    const text = await server.all("work");
    expect(text).toContain("Interview (InterviewVector)");
    expect(text).not.toMatch(/ATTENDEE|ORGANIZER/);
    await world.pass(10);
    expect(await busyOf()).toEqual([]);
    expect((await me().list()).clashes).toEqual([]);
  });

  it("move with the interview", async () => {
    const result = await world.scheduling.bookSlot(interviewId, olga, {
      startAt: TUESDAY_10 + hours(2),
      idempotencyKey: randomUUID(),
    });
    if (isRefusal(result)) throw new Error(result.words);
    await world.runner.settle();
    expect(await standing()).toEqual([[TUESDAY_10 + hours(2), TUESDAY_10 + hours(3)]]);
  });

  it("follow when another calendar is to receive them, and leave when none is", async () => {
    await server.makeCalendar("second");
    await me().add({ access: account(), provider: "caldav", name: "Account", counts: [] });
    await world.runner.settle(500_000);
    const { sources } = await me().list();
    const other = sources.find(({ name }) => name === "Account");
    const second = other?.calendars.find(({ name }) => name === "second");
    await me().change(other?.id ?? "", { receives: second?.id ?? null });
    await world.runner.settle();
    expect(await standing()).toEqual([]);
    expect(await server.all("second")).toContain("Interview (InterviewVector)");
    const work = sources.find(({ name }) => name === "Work");
    await me().change(work?.id ?? "", { receives: work?.calendars[0]?.id ?? null });
    await world.runner.settle();
    expect(await server.all("second")).not.toContain("Interview (InterviewVector)");
    expect(await standing()).toHaveLength(1);
  });

  it("are mended when somebody has changed or deleted them, at the next change of the interview", async () => {
    const path = (await world.query<{ href: string }>("select href from calendar_entries")).rows[0]?.href ?? "";
    await server.send("DELETE", new URL(path).pathname);
    const result = await world.scheduling.bookSlot(interviewId, olga, {
      startAt: TUESDAY_10 + hours(4),
      idempotencyKey: randomUUID(),
    });
    if (isRefusal(result)) throw new Error(result.words);
    await world.runner.settle();
    expect(await standing()).toEqual([[TUESDAY_10 + hours(4), TUESDAY_10 + hours(5)]]);
  });

  it("are taken out when the interview is cancelled", async () => {
    await world.giveBack(interviewId, olga);
    await world.runner.settle();
    expect(await standing()).toEqual([]);
    expect((await world.query("select * from calendar_entries")).rows).toEqual([]);
  });
});
