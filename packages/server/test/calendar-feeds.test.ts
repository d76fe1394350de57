import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Actor, days, hours, isRefusal, minutes } from "@interviewvector/domain";
import { readHeldBack } from "../src/calendar/held-back.ts";
import { openSecrets, sealSecrets } from "../src/calendar/secrets.ts";
import { HttpProblem } from "../src/http/problem.ts";
import { MONDAY } from "./booking-world.ts";
import { calendarOf, calendarWorld, serving, type CalendarWorld } from "./calendar-world.ts";

const olga: Actor = { kind: "operator", id: "olga", name: "Olga" };
const TUESDAY_10 = MONDAY + days(1) + hours(1);
const iso = (at: number) => new Date(at).toISOString();
const utc = (at: number) => iso(at).replaceAll(/[-:]|\.\d+/g, "");
const meeting = (from: number, to: number) => [`DTSTART:${utc(from)}`, `DTEND:${utc(to)}`];

let world: CalendarWorld;
let expertId: string;
let path: string;
beforeAll(async () => {
  world = await calendarWorld();
  await world.database.service
    .updateTable("positions")
    .set({ settings: JSON.stringify({ minimumNoticeMinutes: 0, bufferAfterMinutes: 0 }) })
    .execute();
});
afterAll(() => world.close());
beforeEach(async () => {
  world.clock.set(MONDAY);
  await world.database.service.deleteFrom("calendar_sources").execute();
  await world.database.service.updateTable("experts").set({ state: "paused" }).execute();
  await world.database.service.updateTable("interviews").set({ state: "cancelled" }).execute();
  expertId = await world.addExpert({
    name: "Esra Demir",
    zone: "UTC",
    noticeMinutes: 0,
    maxPerDay: 10,
    maxPerWeek: 20,
  });
  path = `/${randomUUID()}.ics`;
});

const me = () => world.as(expertId);
const feedAt = (address: string) => ({
  access: { kind: "feed" as const, address },
  provider: "other" as const,
  name: "Work",
});

async function connected(text = calendarOf(), at = path) {
  world.server.paths.set(at, serving(text));
  const { id } = await me().add(feedAt(world.server.url(at)));
  await world.runner.settle();
  return id;
}

async function offered(): Promise<number[]> {
  const { interviewId } = await world.invite();
  return (await world.scheduling.offersFor(interviewId))?.starts ?? [];
}

const source = async () => (await me().list()).sources[0];

describe("a calendar by its address", () => {
  it("is looked into before it is kept: what it holds is said, and nothing is stored", async () => {
    world.server.paths.set(
      path,
      serving(calendarOf(meeting(TUESDAY_10, TUESDAY_10 + hours(1)), meeting(MONDAY + days(60), MONDAY + days(61)))),
    );
    const found = await me().test({ kind: "feed", address: world.server.url(path) });
    expect(found).toEqual({
      name: "Work",
      events: 2,
      soon: 1,
      calendars: [],
      words: "2 events, 1 busy in the next two weeks.",
    });
    expect((await me().list()).sources).toEqual([]);
  });

  it("needs an address: one word is none, and is not looked for as the name of a host", async () => {
    const problem = await me()
      .test({ kind: "feed", address: " hello " })
      .catch((error: HttpProblem) => error);
    expect(problem).toMatchObject({ status: 422, fields: { address: expect.stringMatching(/begins with https:/) } });
  });

  it("makes its expert busy, keeps its address sealed, and never shows it", async () => {
    expect(await offered()).toContain(TUESDAY_10);
    const id = await connected(calendarOf(meeting(TUESDAY_10, TUESDAY_10 + hours(1))));
    const starts = await offered();
    expect(starts).not.toContain(TUESDAY_10);
    expect(starts).not.toContain(TUESDAY_10 + minutes(30));
    expect(starts).toContain(TUESDAY_10 + hours(1));
    expect(await source()).toMatchObject({
      state: "working",
      events: 1,
      soon: 1,
      host: world.server.host,
      problem: null,
    });
    expect(JSON.stringify(await me().list())).not.toContain(path);
    const row = await world.database.service
      .selectFrom("calendar_sources")
      .selectAll()
      .where("id", "=", id)
      .executeTakeFirstOrThrow();
    expect(row.secrets.toString("latin1")).not.toContain(path);
    const other = { id: randomUUID(), secrets: row.secrets };
    expect(() => openSecrets(world.crypt, other)).toThrow();
    expect(
      openSecrets(world.crypt, { id, secrets: sealSecrets(world.crypt, id, { kind: "feed", address: "x" }) }),
    ).toEqual({ kind: "feed", address: "x" });
  });

  it("is not fetched again while it has not changed, and read anew when it has", async () => {
    await connected(calendarOf(meeting(TUESDAY_10, TUESDAY_10 + hours(1))));
    world.server.asked.length = 0;
    await world.pass(20);
    expect(
      world.server.asked
        .filter((one) => one.path === path)
        .every(({ headers }) => headers["if-none-match"] !== undefined),
    ).toBe(true);
    expect(world.server.asked.length).toBeGreaterThanOrEqual(2);
    expect(await offered()).not.toContain(TUESDAY_10);
    world.server.paths.set(path, serving(calendarOf()));
    await world.pass(10);
    expect(await offered()).toContain(TUESDAY_10);
  });

  it("whose zone changes its rules moves its busy times", async () => {
    const zone = (offset: string) =>
      [
        "BEGIN:VTIMEZONE",
        "TZID:Office",
        "BEGIN:STANDARD",
        "DTSTART:19700101T000000",
        `TZOFFSETFROM:${offset}`,
        `TZOFFSETTO:${offset}`,
        "END:STANDARD",
        "END:VTIMEZONE",
      ].join("\r\n");
    const text = (offset: string) =>
      calendarOf(["DTSTART;TZID=Office:20261208T110000", "DURATION:PT1H"]).replace(
        "BEGIN:VEVENT",
        `${zone(offset)}\r\nBEGIN:VEVENT`,
      );
    await connected(text("+0100"));
    expect(await offered()).not.toContain(TUESDAY_10);
    world.server.paths.set(path, serving(text("+0300")));
    await world.pass(10);
    const starts = await offered();
    expect(starts).toContain(TUESDAY_10);
  });

  it("is worked out anew when the expert moves to another zone; until then they are not booked", async () => {
    await connected(calendarOf(["DTSTART:20261208T100000", "DURATION:PT1H"]));
    expect(await offered()).not.toContain(TUESDAY_10);
    await world.database.service
      .updateTable("experts")
      .set({ zone: "Europe/Berlin" })
      .where("id", "=", expertId)
      .execute();
    expect(await offered()).toEqual([]);
    await world.pass(10);
    const starts = await offered();
    expect(starts).toContain(TUESDAY_10);
    expect(starts).not.toContain(TUESDAY_10 - hours(1));
  });
});

describe("a calendar that can't be read", () => {
  const mails = () =>
    world.database.service
      .selectFrom("effects")
      .select(["payload", "run_after"])
      .where("kind", "=", "mail.calendar")
      .execute();

  it("is believed for an hour, then takes its expert out of the pool, tells them each day, and lets them back in by itself", async () => {
    const id = await connected();
    world.server.paths.set(path, (_, response) => response.writeHead(503).end("secret words of a proxy"));
    await world.pass(50);
    expect(await offered()).not.toEqual([]);
    expect(await source()).toMatchObject({ state: "working", problem: { code: "server_trouble" } });
    await world.pass(20);
    expect(await offered()).toEqual([]);
    const list = await me().list();
    expect(list.heldBack).toMatch(/can't be read/);
    expect(JSON.stringify(list)).not.toContain("secret words");
    expect((await mails()).filter(({ payload }) => payload["sourceId"] === id)).toHaveLength(1);
    world.clock.advance(days(1));
    await world.pass(10);
    expect((await mails()).filter(({ payload }) => payload["sourceId"] === id)).toHaveLength(2);
    world.server.paths.set(path, serving(calendarOf()));
    await me().refresh(id);
    await world.runner.settle();
    expect(await offered()).not.toEqual([]);
    expect((await me().list()).heldBack).toBeNull();
  });

  it("stands on the operators' pages with its reason as long as its expert is active, and is nobody's trouble once they have left", async () => {
    const held = () => readHeldBack(world.database.service, world.clock.now());
    const id = await connected();
    expect(await held()).toEqual([]);
    world.server.paths.delete(path);
    await world.pass(20);
    expect(await held()).toMatchObject([
      { expertId, expert: "Esra Demir", words: expect.stringMatching(/no calendar/) },
    ]);
    const told = async () => (await mails()).filter(({ payload }) => payload["sourceId"] === id);
    expect(await told()).toHaveLength(1);
    await world.database.service.updateTable("experts").set({ state: "gone" }).where("id", "=", expertId).execute();
    world.clock.advance(days(1));
    await world.pass(10);
    expect(await held()).toEqual([]);
    expect(await told()).toHaveLength(1);
  });

  it("is not believed either when nobody reads it at all", async () => {
    await connected();
    expect(await offered()).not.toEqual([]);
    // As if no process took up work.
    await world.database.service.deleteFrom("effects").where("kind", "=", "calendar.read").execute();
    world.clock.advance(hours(1) + minutes(1));
    expect(await offered()).toEqual([]);
  });

  it("breaks at the second refusal when trying again won't help, and the pool goes on for the others", async () => {
    await connected();
    await world.addExpert({ name: "Ken Mori", zone: "UTC", noticeMinutes: 0 });
    world.server.paths.delete(path);
    await world.pass(20);
    expect(await source()).toMatchObject({ state: "broken", problem: { code: "gone" } });
    expect(await offered()).toContain(TUESDAY_10);
  });

  const refusals: [name: string, answer: Parameters<CalendarWorld["server"]["paths"]["set"]>[1], words: RegExp][] = [
    [
      "a web page that calls itself a calendar",
      (_, response) =>
        response.writeHead(200, { "content-type": "text/calendar" }).end("<!doctype html><title>Sign in</title>"),
      /web page/,
    ],
    [
      "a picture that calls itself a calendar",
      (_, response) =>
        response
          .writeHead(200, { "content-type": "text/calendar" })
          .end(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 255])),
      /not a calendar/,
    ],
    ["half a calendar", (_, response) => response.writeHead(200).end("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n"), /missing/],
    [
      "50 MB",
      (_, response) => {
        response.writeHead(200, { "content-type": "text/calendar" });
        const line = `X-A:${"x".repeat(65_000)}\r\n`;
        const more = (): void => {
          if (response.destroyed) return;
          if (response.write(line)) setImmediate(more);
          else response.once("drain", more);
        };
        response.write("BEGIN:VCALENDAR\r\n");
        more();
      },
      /larger than 5 MiB/,
    ],
    [
      "50 MB, said beforehand",
      (_, response) => response.writeHead(200, { "content-length": String(50 * 1024 * 1024) }).end("BEGIN"),
      /larger than 5 MiB/,
    ],
    [
      "a redirect into a private network",
      (_, response) => response.writeHead(302, { location: "https://169.254.169.254/latest/meta-data/" }).end(),
      /private network/,
    ],
    [
      "a redirect to loopback by name",
      (_, response) => response.writeHead(302, { location: "https://localhost:1/x" }).end(),
      /private network/,
    ],
    [
      "a redirect without end",
      (request, response) => response.writeHead(302, { location: request.url ?? "/" }).end(),
      /again and again/,
    ],
    ["a wish for a password", (_, response) => response.writeHead(401).end(), /wants a password/],
    ["nothing there", (_, response) => response.writeHead(410).end(), /no calendar at this address/],
  ];
  it.each(refusals)("is refused in words before it is kept: %s", async (_, answer, words) => {
    world.server.paths.set(path, answer);
    await expect(me().add(feedAt(world.server.url(path)))).rejects.toThrow(HttpProblem);
    const problem = await me()
      .test({ kind: "feed", address: world.server.url(path) })
      .catch((error: HttpProblem) => error);
    expect(problem).toMatchObject({ status: 422, fields: { address: expect.stringMatching(words) } });
    expect((await me().list()).sources).toEqual([]);
  });

  it("that turns into something else later breaks with the same words", async () => {
    await connected();
    world.server.paths.set(path, refusals[0]![1]);
    await world.pass(20);
    expect(await source()).toMatchObject({ state: "broken", problem: { code: "web_page" } });
  });
});

describe("interviews that are booked already", () => {
  async function booked() {
    const { interviewId } = await world.invite();
    const result = await world.scheduling.bookSlot(interviewId, olga, {
      startAt: TUESDAY_10,
      idempotencyKey: randomUUID(),
    });
    if (isRefusal(result)) throw new Error(result.words);
    await world.runner.settle();
    return interviewId;
  }
  const holder = async (id: string) =>
    (
      await world.database.service
        .selectFrom("interviews")
        .select("expert_id")
        .where("id", "=", id)
        .executeTakeFirstOrThrow()
    ).expert_id;

  it("are handed over when something else appears at their time", async () => {
    await connected();
    const interviewId = await booked();
    expect(await holder(interviewId)).toBe(expertId);
    const ken = await world.addExpert({ name: "Ken Mori", zone: "UTC", noticeMinutes: 0 });
    world.server.paths.set(path, serving(calendarOf(meeting(TUESDAY_10 + minutes(30), TUESDAY_10 + hours(2)))));
    await world.pass(10);
    expect(await holder(interviewId)).toBe(ken);
  });

  it("stay when what meets them stood there before the calendar was connected; the expert is shown which", async () => {
    const interviewId = await booked();
    await connected(calendarOf(meeting(TUESDAY_10, TUESDAY_10 + hours(1))));
    await world.pass(20);
    expect(await holder(interviewId)).toBe(expertId);
    expect((await me().list()).clashes).toEqual([expect.objectContaining({ interviewId, startAt: iso(TUESDAY_10) })]);
  });

  it("are no busy time when the calendar holds the entry of our own mail", async () => {
    await connected();
    const interviewId = await booked();
    const ours = calendarOf(meeting(TUESDAY_10, TUESDAY_10 + hours(1))).replace(
      "UID:0@calendar.example",
      `UID:${interviewId}-expert-${expertId}@interviewvector.example`,
    );
    world.server.paths.set(path, serving(ours));
    await world.pass(10);
    expect(await holder(interviewId)).toBe(expertId);
    expect((await me().list()).clashes).toEqual([]);
  });
});

it("belongs to one expert: others can neither see, change, read nor remove it", async () => {
  const id = await connected();
  const ken = world.as(await world.addExpert({ name: "Ken Mori" }));
  expect((await ken.list()).sources).toEqual([]);
  for (const attempt of [() => ken.refresh(id), () => ken.remove(id), () => ken.change(id, { name: "Mine" })])
    await expect(attempt()).rejects.toMatchObject({ status: 404 });
  await me().remove(id);
  expect((await me().list()).sources).toEqual([]);
  expect(
    await world.database.service.selectFrom("expert_busy").selectAll().where("expert_id", "=", expertId).execute(),
  ).toEqual([]);
});
