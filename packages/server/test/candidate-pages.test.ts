import { Hono } from "hono";
import { sql } from "kysely";
import { pino } from "pino";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { days, hours, isRefusal, type InterviewState, refuse } from "@interviewvector/domain";
import { markerRoutes } from "../src/candidate/marker-routes.ts";
import { createCandidatePages } from "../src/candidate/pages.ts";
import { candidateUrl, linkToken, retriggerUrl } from "../src/interview/link.ts";
import { act } from "../src/interview/act.ts";
import { ownOriginOnly, requestId } from "../src/http/headers.ts";
import { HttpProblem, type Variables } from "../src/http/problem.ts";
import { nobody, type Subject } from "../src/http/subject.ts";
import { eraseAskedHandler } from "../src/candidate/own-data/erase.ts";
import { makePass } from "../src/candidate/own-data/code.ts";
import { effectOf } from "../src/effects/effect.ts";
import { bookingWorld, MONDAY, type BookingWorld } from "./booking-world.ts";

const config = {
  publicUrl: "https://interviews.example",
  supportEmail: "support@interviews.example",
  mailFrom: "InterviewVector <interviews@interviews.example>",
  kept: { contactMs: 180 * 86_400_000, reportMs: 730 * 86_400_000 },
  sms: { url: "https://texts.example/send", token: null },
};

let world: BookingWorld;
let site: Hono<{ Variables: Variables }>;
let retriggered: string[] = [];
beforeAll(async () => {
  world = await bookingWorld();
  await world.addExpert({ name: "Priya Rao" });
  site = siteWith(config);
});
afterAll(() => world.close());
beforeEach(() => {
  world.clock.set(MONDAY);
  retriggered = [];
});

function siteWith(configured: Parameters<typeof createCandidatePages>[0]["config"]) {
  const made = new Hono<{ Variables: Variables }>();
  made.use(requestId, ownOriginOnly);
  made.onError((error) => new Response(null, { status: error instanceof HttpProblem ? error.status : 500 }));
  const log = pino({ level: "silent" });
  const retrigger = async (interviewId: string) => {
    retriggered.push(interviewId);
    return refuse("still_blocked", "Still blocked: phone number missing.");
  };
  made.route("/", createCandidatePages({ ...world, config: configured, log, retrigger }));
  return made;
}

async function get(path: string, init?: RequestInit, on = site) {
  const response = await on.request(path, init);
  return { status: response.status, headers: response.headers, text: await response.text() };
}

function post(path: string, fields: Record<string, string | string[]> = {}) {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) body.append(name, one);
  return get(path, { method: "POST", body, headers: { "content-type": "application/x-www-form-urlencoded" } });
}

async function guest(name = "Kim Lee") {
  const invited = await world.invite(name);
  return { ...invited, page: pageOf(invited.interviewId) };
}

function pageOf(interviewId: string, generation = 1) {
  return candidateUrl(world.crypt, "", { interviewId, generation });
}

/** Another position of the company, for this interview alone. */
async function moveToOwnPosition(interviewId: string): Promise<string> {
  const { positionId } = world.company;
  const { rows } = await sql<{ id: string }>`
    insert into positions (id, company_id, connection_id, posting_id, title, state)
    select gen_random_uuid(), company_id, connection_id, gen_random_uuid()::text, title, state from positions where id = ${positionId}
    returning id`.execute(world.database.service);
  const id = rows[0]?.id ?? "";
  await world.database.service
    .updateTable("interviews")
    .set({ position_id: id })
    .where("id", "=", interviewId)
    .execute();
  return id;
}

async function firstStart(interviewId: string): Promise<number> {
  const offers = await world.scheduling.offersFor(interviewId);
  const startAt = offers?.starts[0];
  if (startAt === undefined) throw new Error("nothing is offered");
  return startAt;
}

function row(interviewId: string) {
  return world.database.service
    .selectFrom("interviews")
    .selectAll()
    .where("id", "=", interviewId)
    .executeTakeFirstOrThrow();
}

function setState(interviewId: string, state: InterviewState) {
  return world.database.service.updateTable("interviews").set({ state }).where("id", "=", interviewId).execute();
}

test("a body that says it is a form and is none is the sender's mistake", async () => {
  const { page } = await guest();
  const headers = { "content-type": "multipart/form-data; boundary=abc" };
  for (const path of ["/book", "/cancel", "/data/code"])
    expect((await get(`${page}${path}`, { method: "POST", headers, body: "no form" })).status).toBe(400);
});

let keys = 0;
const form = (startAt: number, more: Record<string, string | string[]> = {}) => ({
  start: String(startAt),
  key: `page-key-${++keys}`,
  zone: "Europe/Berlin",
  ...more,
});

describe("a candidate books", () => {
  test("from the list, over a page that says everything beforehand, to a booked time; without scripts", async () => {
    const { page, interviewId } = await guest();
    const list = await get(`${page}?zone=Asia/Kolkata`);
    for (const said of [
      "Acme",
      "60 minutes by video",
      "two coding tasks",
      "Recording",
      "Please book by",
      "Kolkata (GMT+5:30)",
      "None of these times work",
      "More time",
      "support@interviews.example",
    ])
      expect(list.text).toContain(said);
    const startAt = await firstStart(interviewId);
    expect(list.text).toContain(`<button name="start" value="${startAt}">`);
    const kept = await post(`${page}/hold`, { start: String(startAt), zone: "Asia/Kolkata", extra: "0" });
    expect(kept.status).toBe(303);
    const confirm = await get(kept.headers.get("location") ?? "");
    expect(confirm.text).toMatch(/We keep this time for you until \d\d:\d\d/);
    const key = /name="key" value="([^"]+)"/.exec(confirm.text)?.[1] ?? "";
    expect(key).not.toBe("");
    const booked = await post(`${page}/book`, {
      start: String(startAt),
      key,
      zone: "Asia/Kolkata",
      arrange: ["captions"],
      wish: "A quiet\n<room>",
    });
    expect([booked.status, booked.headers.get("location")]).toEqual([303, page]);
    expect(await row(interviewId)).toMatchObject({ state: "scheduled", accommodation: "Captions; A quiet <room>" });
    const after = await get(page);
    expect(after.text).toContain("Your interview is booked");
    expect(after.text).toContain("Kolkata (GMT+5:30)");
    expect(after.text).toContain("A quiet &lt;room&gt;");
    expect(after.text).toContain("https://meet.example/");
  });

  test("and goes back to all times: what was kept for them is let go", async () => {
    const { page, interviewId } = await guest();
    const startAt = await firstStart(interviewId);
    await post(`${page}/hold`, { start: String(startAt) });
    expect((await get(`${page}/confirm?start=${startAt}`)).text).toContain(`data-leave="${page}/release"`);
    const away = await post(`${page}/release`, { day: "2026-12-10", extra: "15" });
    expect(away.headers.get("location")).toBe(`${page}?day=2026-12-10&extra=15`);
    expect((await get(`${page}/confirm?start=${startAt}`)).text).not.toContain("We keep this time");
    expect((await post(`${page}/hold`, { start: "never" })).headers.get("location")).toBe(page);
  });

  test("pressing the button twice books once", async () => {
    const { page, interviewId } = await guest();
    const fields = form(await firstStart(interviewId));
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => post(`${page}/book`, fields)));
    expect(answers.map((answer) => answer.status)).toEqual([303, 303, 303, 303, 303]);
    const bookings = await world.database.service
      .selectFrom("bookings")
      .select("id")
      .where("interview_id", "=", interviewId)
      .execute();
    expect(bookings).toHaveLength(1);
  });

  test("in a crowd, and is told that not all that is free is shown", async () => {
    const guests = await Promise.all(Array.from({ length: 80 }, (_, at) => guest(`Candidate ${at}`)));
    const pages = [];
    for (const { page } of guests) pages.push((await get(page)).text);
    expect(pages[0]).not.toContain("Many people are choosing");
    expect(pages.at(-1)).toContain("Many people are choosing a time right now");
    const first = (text: string | undefined) => /name="start" value="(\d+)"/.exec(text ?? "")?.[1];
    expect(new Set(pages.slice(-20).map(first)).size).toBeGreaterThan(1);
    // Whoever comes when the others are gone sees everything again.
    world.clock.set(MONDAY + hours(1));
    expect((await get(guests[5]?.page ?? "")).text).not.toContain("Many people are choosing");
  });

  test("and loses the race: what was typed stays, and the nearest times are offered", async () => {
    const [one, other] = [await guest("Kim"), await guest("Bo")];
    const startAt = await firstStart(one.interviewId);
    expect((await post(`${one.page}/book`, form(startAt))).status).toBe(303);
    const lost = await post(
      `${other.page}/book`,
      form(startAt, { arrange: ["breaks"], wish: "Slow speech", extra: "15" }),
    );
    expect(lost.status).toBe(409);
    expect(lost.text).toContain("Slow speech");
    expect(lost.text).toMatch(/value="breaks"\s+checked/);
    expect(lost.text).toMatch(/value="15"\s+selected/);
    const nearest = [...lost.text.matchAll(/type="radio" name="start" value="(\d+)"/g)].map((match) =>
      Number(match[1]),
    );
    expect(nearest.length).toBeGreaterThan(2);
    // A second tap on the same button, which stands there again, must not book a time that nobody chose.
    expect(lost.text).not.toMatch(/type="radio"[^>]*checked/);
    expect((await post(`${other.page}/book`, form(nearest[0] ?? 0, { extra: "15" }))).status).toBe(303);
    expect(await row(other.interviewId)).toMatchObject({ state: "scheduled", extra_minutes: 15 });
  });

  test("at night only after saying that it is meant", async () => {
    const { page, interviewId } = await guest();
    const startAt = await firstStart(interviewId);
    const fields = { ...form(startAt), zone: "America/Los_Angeles" };
    const asked = await post(`${page}/book`, fields);
    expect(asked.status).toBe(422);
    expect(asked.text).toContain("suits me");
    expect((await row(interviewId)).state).toBe("invited");
    expect((await post(`${page}/book`, { ...fields, unusual: "yes" })).status).toBe(303);
  });

  test("more time makes the interview longer at once", async () => {
    const { page, interviewId } = await guest();
    const startAt = await firstStart(interviewId);
    await post(`${page}/book`, form(startAt, { extra: "30" }));
    const { starts_at: from, ends_at: to } = await row(interviewId);
    expect((to?.getTime() ?? 0) - (from?.getTime() ?? 0)).toBe(hours(1.5));
  });
});

describe("a candidate changes their mind", () => {
  async function booked() {
    const person = await guest();
    await post(`${person.page}/book`, form(await firstStart(person.interviewId)));
    return person;
  }

  test("moves, within the limit that is said before it bites", async () => {
    const { page, interviewId } = await booked();
    expect((await get(page)).text).toContain("2 more times");
    const move = async () => {
      const startAt = (await world.scheduling.offersFor(interviewId))?.starts.at(-1) ?? 0;
      return post(`${page}/book`, form(startAt));
    };
    expect((await move()).status).toBe(303);
    expect((await get(page)).text).toContain("once more");
    expect((await move()).status).toBe(303);
    const third = await move();
    expect(third.status).toBe(409);
    expect((await get(`${page}/reschedule`)).text).toContain("which is the limit");
    expect((await row(interviewId)).reschedules).toBe(2);
  });

  test("cancels with a reason, and only once", async () => {
    const { page, interviewId } = await booked();
    expect((await get(`${page}/cancel`)).text).toContain("Cancel your interview?");
    const cancel = () => post(`${page}/cancel`, { reason: "Another\u0000 offer\n@lena" });
    expect((await cancel()).status).toBe(303);
    expect((await cancel()).status).toBe(303);
    expect(await row(interviewId)).toMatchObject({ state: "cancelled", cancel_reason: "Another offer @lena" });
    const { text } = await get(page);
    expect(text).toContain("This interview is cancelled");
    expect(text).toContain("As you asked");
  });

  test("goes back in the browser to the question that was answered, and reads that the time is theirs", async () => {
    const person = await guest();
    const startAt = await firstStart(person.interviewId);
    await post(`${person.page}/book`, form(startAt));
    const { text } = await get(`${person.page}/confirm?start=${startAt}`);
    expect(text).toContain("Your interview is booked");
    expect(text).not.toContain("no longer free");
  });

  test("declines before booking", async () => {
    const { page, interviewId } = await guest();
    expect((await post(`${page}/decline`)).status).toBe(303);
    expect((await row(interviewId)).state).toBe("cancelled");
  });

  test("adds the interview to a calendar by a file that tells nobody's address", async () => {
    const { page } = await booked();
    const file = await get(`${page}/interview.ics`);
    expect(file.headers.get("content-type")).toContain("text/calendar");
    expect(file.text).toContain("METHOD:PUBLISH");
    expect(file.text).not.toContain("@candidates.example");
    expect(file.text).not.toContain("ATTENDEE");
  });

  test("the expert of the booking stays when they are free at the new time", async () => {
    const { page, interviewId } = await booked();
    const before = await row(interviewId);
    const startAt = (await world.scheduling.offersFor(interviewId))?.starts[3] ?? 0;
    await post(`${page}/book`, form(startAt));
    const after = await row(interviewId);
    expect([after.booking_id, after.expert_id]).toEqual([before.booking_id, before.expert_id]);
    expect(after.starts_at?.getTime()).toBe(startAt);
  });
});

describe("preferred times", () => {
  test("are kept, shown, and may be changed or replaced by a booking", async () => {
    const { page, interviewId } = await guest();
    const fields = {
      zone: "Asia/Kolkata",
      on: ["2026-12-10", ""],
      from: ["18:00", ""],
      to: ["21:00", ""],
      comment: "Evenings",
    };
    expect((await post(`${page}/propose`, fields)).status).toBe(303);
    const { proposal } = await row(interviewId);
    expect(proposal?.ranges).toEqual([
      { fromAt: Date.parse("2026-12-10T12:30:00Z"), toAt: Date.parse("2026-12-10T15:30:00Z") },
    ]);
    const shown = await get(page);
    expect(shown.text).toContain("We have your times");
    expect(shown.text).toContain("Thu 10 Dec 2026, 18:00 to 21:00, Kolkata (GMT+5:30)");
    // Sent twice: no second mail.
    await post(`${page}/propose`, fields);
    expect((await row(interviewId)).version).toBe(2);
    expect((await get(`${page}/times`)).text).toContain("Choose a time");
    expect((await post(`${page}/book`, form(await firstStart(interviewId)))).status).toBe(303);
  });

  test("may come with more time: the interview is longer at once, and shorter ranges are told so", async () => {
    const { page, interviewId } = await guest();
    expect((await get(`${page}?extra=30`)).text).toContain(`href="${page}/propose?extra=30"`);
    const asked = (await get(`${page}/propose?extra=30`)).text;
    expect(asked).toContain("each at least 90 minutes long");
    expect(asked).toMatch(/<option value="30" +selected>/);
    const fields = { zone: "UTC", on: "2026-12-10", from: "10:00", to: "11:00", extra: "30", arrange: "captions" };
    const short = await post(`${page}/propose`, fields);
    expect([short.status, (await row(interviewId)).state]).toEqual([422, "invited"]);
    expect(short.text).toContain("With 30 minutes more, the interview takes 90 minutes; this is shorter.");
    expect(short.text).toMatch(/<option value="30" +selected>/);
    expect((await post(`${page}/propose`, { ...fields, to: "12:00" })).status).toBe(303);
    const { state, extra_minutes, accommodation } = await row(interviewId);
    expect([state, extra_minutes, accommodation]).toEqual(["proposed", 30, "Captions"]);
    expect((await get(page)).text).toContain("30 minutes more; Captions");
    // The same times without it are another wish, not the same one twice.
    expect((await post(`${page}/propose`, { ...fields, to: "12:00", extra: "0" })).status).toBe(303);
    expect((await row(interviewId)).extra_minutes).toBe(0);
    expect((await get(`${page}/propose`)).text).toContain("each at least 60 minutes long");
  });

  test("that lie at night are taken only after saying that they are meant: a match is a firm booking", async () => {
    const { page, interviewId } = await guest();
    const night = { zone: "Europe/Oslo", on: "2026-12-10", from: "02:00", to: "04:00" };
    const asked = await post(`${page}/propose`, night);
    expect([asked.status, (await row(interviewId)).state]).toEqual([422, "invited"]);
    expect(asked.text).toContain("Thu 10 Dec 2026, 02:00 to 04:00, Oslo (GMT+1): this is at night.");
    // Above the times: who sent the form stands at the top of the page again.
    expect(asked.text.indexOf("this is at night")).toBeLessThan(asked.text.indexOf("First choice"));
    expect(asked.text).toContain('value="2026-12-10"');
    // Whoever gives the whole day, or begins early and goes on into the morning, is asked nothing.
    for (const wide of [
      { from: "00:00", to: "00:00" },
      { from: "06:00", to: "12:00" },
    ])
      expect((await post(`${page}/propose`, { ...night, ...wide })).status).toBe(303);
    expect((await post(`${page}/propose`, { ...night, unusual: "yes" })).status).toBe(303);
    expect((await row(interviewId)).proposal?.ranges).toHaveLength(1);
  });

  test("may be changed five times an hour: each change is a mail and a note", async () => {
    const { page, interviewId } = await guest();
    const give = (hour: number) =>
      post(`${page}/propose`, { zone: "UTC", on: "2026-12-10", from: `${hour}:00`, to: `${hour + 2}:00` });
    for (const hour of [10, 11, 12, 13, 14]) expect((await give(hour)).status).toBe(303);
    const { version } = await row(interviewId);
    const sixth = await give(15);
    expect([sixth.status, (await row(interviewId)).version]).toEqual([409, version]);
    expect(sixth.text).toContain("Those that you gave last count");
    world.clock.set(MONDAY + hours(1));
    expect((await give(15)).status).toBe(303);
  });

  test("that can't be meant come back with what was typed and what is wrong", async () => {
    const { page, interviewId } = await guest();
    const wrong = await post(`${page}/propose`, {
      zone: "Asia/Kolkata",
      on: ["2026-12-10", "2026-12-11", "2027-02-01", "2026-12-12", "2026-02-30"],
      from: ["18:00", "10:00", "10:00", "", "10:00"],
      to: ["17:00", "10:30", "12:00", "12:00", "12:00"],
      comment: "Please",
    });
    expect(wrong.status).toBe(422);
    for (const words of [
      "ends before it begins",
      "takes 60 minutes",
      "until Mon 21 Dec 2026",
      "from when and until when",
      "not a day and a time",
      "Please</textarea>",
    ])
      expect(wrong.text).toContain(words);
    expect(wrong.text).toContain('value="2026-12-11"');
    expect((await post(`${page}/propose`, { zone: "UTC" })).text).toContain("at least one day");
    expect((await row(interviewId)).state).toBe("invited");
  });
});

describe("the zone by city", () => {
  test("is found by the start of a name, whatever its accents and case, and leads back to where one came from", async () => {
    const { page } = await guest();
    for (const [typed, zone] of [
      ["mumb", "Asia%2FKolkata"],
      ["SAO PAU", "America%2FSao_Paulo"],
      ["wroclaw", "Europe%2FWarsaw"],
      ["york", "America%2FNew_York"],
      ["calcutta", "Asia%2FKolkata"],
      ["Kiev", "Europe%2FKyiv"],
    ] as const) {
      const { text } = await get(`${page}/zone?back=propose&city=${encodeURIComponent(typed)}`);
      expect(text).toContain(`href="${page}/propose?zone=${zone}"`);
    }
    const nothing = await get(`${page}/zone?city=${encodeURIComponent("<b>nowhere")}`);
    expect(nothing.text).toContain("No city begins with “&lt;b&gt;nowhere”");
    expect(nothing.text).toContain("region=Asia");
    expect((await get(`${page}/zone?city=%20`)).text).not.toContain("No city begins");
    expect((await get(`${page}/zone?city=istanbul`)).text).toContain(">Istanbul (GMT+3)<");
  });
});

describe("a link", () => {
  test("changes nothing by being looked at, by whatever and however often", async () => {
    const { page, interviewId } = await guest();
    const before = [await row(interviewId), await counts()];
    const startAt = await firstStart(interviewId);
    const below = [
      "",
      "/times",
      "/reschedule",
      `/confirm?start=${startAt}`,
      "/propose",
      "/cancel",
      "/decline",
      "/privacy",
      "/zone",
      "/zone?region=Asia",
      "/interview.ics",
      "/book",
      "/rebook",
    ];
    for (const path of below) {
      for (const method of ["GET", "HEAD"]) await get(`${page}${path}`, { method, headers: { purpose: "prefetch" } });
    }
    expect([await row(interviewId), await counts()]).toEqual(before);
  });

  async function counts() {
    const of = (table: "effects" | "history" | "bookings") =>
      world.database.service
        .selectFrom(table)
        .select((count) => count.fn.countAll<string>().as("n"))
        .executeTakeFirstOrThrow();
    return [await of("effects"), await of("history"), await of("bookings")];
  }

  test("that is unknown, altered, of another purpose, never made, or of an erased person: the same page", async () => {
    const { page, interviewId, candidateId } = await guest();
    const last = page.at(-1) === "A" ? "B" : "A";
    const wrong = [
      "/i/nothing",
      `/i/${"A".repeat(48)}`,
      page.slice(0, -1),
      `${page.slice(0, -1)}${last}`,
      pageOf(interviewId, 2),
      `/i/${linkToken(world.crypt, "retrigger", { interviewId, generation: 1 })}`,
      pageOf("00000000-0000-4000-8000-000000000000"),
    ];
    const pages = await Promise.all(wrong.map((path) => get(path)));
    await world.database.service
      .updateTable("candidates")
      .set({ erased_at: new Date(MONDAY) })
      .where("id", "=", candidateId)
      .execute();
    pages.push(await get(page));
    expect(new Set(pages.map((one) => one.status))).toEqual(new Set([404]));
    expect(new Set(pages.map((one) => one.text)).size).toBe(1);
    expect(pages[0]?.text).toContain("support@interviews.example");
    expect((await post(`${pageOf(interviewId, 2)}/cancel`)).status).toBe(404);
  });

  test("is told to nobody: strict headers on every page, no cookie, no inline script, small", async () => {
    const { page, interviewId } = await guest();
    const startAt = await firstStart(interviewId);
    for (const path of [
      page,
      `${page}/confirm?start=${startAt}`,
      `${page}/propose`,
      `${page}/zone?region=America`,
      `${page}/privacy`,
      "/i/nothing",
      "/help",
    ]) {
      const { headers, text } = await get(path);
      expect(headers.get("referrer-policy")).toBe("no-referrer");
      expect(headers.get("x-robots-tag")).toContain("noindex");
      expect(headers.get("cache-control")).toBe("no-store");
      expect(headers.get("content-security-policy")).toContain("default-src 'none'");
      expect(headers.get("content-security-policy")).not.toContain("unsafe");
      expect(headers.get("set-cookie")).toBeNull();
      expect(text).not.toMatch(/<script(?![^>]*src=)|style="|onclick/);
      expect(text.length).toBeLessThan(20_000);
    }
  });

  test("tells of a text message, and of who gets the number for it, only where one will be sent", async () => {
    const { page, interviewId } = await guest();
    const told = async (on = site) => (await get(`${page}/privacy`, {}, on)).text.includes("Your phone number");
    expect(await told()).toBe(false);
    const id = await moveToOwnPosition(interviewId);
    await world.database.service
      .updateTable("positions")
      .set({ settings: JSON.stringify({ textReminders: true }) })
      .where("id", "=", id)
      .execute();
    expect(await told()).toBe(true);
    expect(await told(siteWith({ ...config, sms: null }))).toBe(false);
  });

  test("works for somebody who is signed in as well: such a form comes without its origin", async () => {
    const { page, interviewId } = await guest();
    const decline = (from: string) =>
      get(`${page}/decline`, {
        method: "POST",
        body: new URLSearchParams(),
        headers: { cookie: "session=1", origin: "null", "sec-fetch-site": from },
      });
    expect((await decline("cross-site")).status).toBe(403);
    expect((await row(interviewId)).state).toBe("invited");
    expect((await decline("same-origin")).status).toBe(303);
    expect((await row(interviewId)).state).toBe("cancelled");
  });

  test("that is asked for again and again is asked to wait", async () => {
    const { page } = await guest();
    const answers = [];
    for (let at = 0; at < 45; at++) answers.push((await post(`${page}/book`)).status);
    expect(answers).toContain(429);
    world.clock.advance(hours(1));
    expect((await get(page)).status).toBe(200);
  });
});

describe("each state has a page that says what to do", () => {
  test.each([
    ["blocked", "isn’t ready yet"],
    ["completed", "Thank you for the interview"],
    ["awaiting_report", "Thank you for the interview"],
    ["cancelled", "is cancelled"],
    ["expired", "has ended"],
    ["unschedulable", "We keep looking"],
  ] as const)("%s", async (state, words) => {
    const { page, interviewId } = await guest();
    await setState(interviewId, state);
    const shown = await get(page);
    expect(shown.status).toBe(200);
    expect(shown.text).toContain(words);
    expect(shown.text).not.toContain("/rebook");
    expect((await post(`${page}/rebook`)).status).toBe(303);
    expect((await row(interviewId)).state).toBe(state);
    expect((await post(`${page}/book`, form(await firstStartOr(interviewId)))).status).toBe(409);
  });

  async function firstStartOr(interviewId: string) {
    return (await world.scheduling.offersFor(interviewId))?.starts[0] ?? MONDAY + days(1);
  }

  test.each(["candidate_no_show", "expert_no_show", "interrupted"] as const)(
    "%s: a new time by one button, under a new link",
    async (state) => {
      const { page, interviewId } = await guest();
      await setState(interviewId, state);
      expect((await get(page)).text).toContain("Choose another time");
      const again = await post(`${page}/rebook`);
      expect([again.status, again.headers.get("location")]).toEqual([303, pageOf(interviewId, 2)]);
      expect((await get(pageOf(interviewId, 2))).text).toContain("Choose a time");
      const old = await get(page);
      expect([old.status, old.text.includes("This link has been replaced")]).toEqual([410, true]);
    },
  );

  test.each(["candidate_no_show", "expert_no_show", "interrupted"] as const)(
    "%s, thirty days later: the link does nothing any more, and says whom to write to",
    async (state) => {
      const { page, interviewId } = await guest();
      await setState(interviewId, state);
      world.clock.set(MONDAY + days(30) + 1);
      const { text } = await get(page);
      expect(text).not.toContain("Choose another time");
      expect(text).toContain("lease write to us below");
      expect((await post(`${page}/rebook`)).status).toBe(303);
      expect((await row(interviewId)).state).toBe(state);
    },
  );

  test("on hold while the position is paused; the invitation stays valid", async () => {
    const globex = await world.addCompany("Globex");
    const { interviewId } = await world.invite("Hal", globex);
    const position = world.database.service.updateTable("positions").where("id", "=", globex.positionId);
    await position.set({ state: "paused" }).execute();
    const page = pageOf(interviewId);
    for (const path of [page, `${page}/propose`, `${page}/times`]) expect((await get(path)).text).toContain("on hold");
    expect((await post(`${page}/book`, form(MONDAY + days(1)))).status).toBe(409);
    await position.set({ state: "active" }).execute();
    expect((await get(page)).text).toContain("Choose a time");
  });
});

describe("links in notes", () => {
  test("the re-trigger page of somebody whose address went away reads the ATS again, and says what stays", async () => {
    const { interviewId } = await guest("Rita Removed");
    const page = retriggerUrl(world.crypt, "", interviewId);
    expect((await get(page)).text).not.toContain("<button");
    await act(world.door, interviewId, { kind: "ats" }, { type: "addressRemoved" });
    const { text } = await get(page);
    expect(text).toContain("The e-mail address is missing: our mails do not arrive.");
    expect(text).toMatch(/<button>Read again and go on<\/button>/);
    expect((await post(page)).status).toBe(303);
    expect(retriggered).toEqual([interviewId]);
    expect((await get(`${page}?asked=1`)).text).toContain("There is still no address");
  });

  test("the re-trigger page names what is missing, and only its button reads the ATS", async () => {
    const { interviewId } = await guest("Kim Lee");
    await world.database.service
      .updateTable("interviews")
      .set({ state: "blocked", blocked_reasons: ["phone_missing"] })
      .where("id", "=", interviewId)
      .execute();
    const page = retriggerUrl(world.crypt, "", interviewId);
    const shown = await get(page);
    expect(shown.text).toContain("Kim Lee");
    expect(shown.text).toContain("phone number missing");
    expect(shown.text).not.toContain("@candidates.example");
    // Invited once already, before something was in the way.
    expect(shown.text).toContain("The candidate is not told of this.");
    expect(shown.text).not.toContain("has not been contacted");
    expect(retriggered).toEqual([]);
    const pressed = await post(page);
    expect([pressed.status, pressed.headers.get("location")]).toEqual([303, `${page}?asked=1`]);
    expect(retriggered).toEqual([interviewId]);
    expect((await get(`${page}?asked=1`)).text).toContain("Something is still missing");
    await act(world.door, interviewId, { kind: "ats" }, { type: "retriggered", reasons: [] });
    expect((await get(page)).text).toContain("The candidate is invited");
    expect((await get("/retrigger/nothing")).status).toBe(404);
  });

  test("the marker of an effect leads its company's members to the interview, and tells nobody else anything", async () => {
    const { interviewId } = await guest();
    const { id, company_id: companyId } = await world.database.service
      .selectFrom("effects")
      .select(["id", "company_id"])
      .where("interview_id", "=", interviewId)
      .executeTakeFirstOrThrow();
    const globex = await world.addCompany("Globex");
    const unknown = "00000000-0000-4000-8000-000000000000";
    const asked = async (effectId: string, as: Subject) => {
      const subjectIn = async () => as;
      const answer = await markerRoutes({ door: world.door, config, subjectIn }).request(`/r/${effectId}`);
      return [answer.status, answer.headers.get("location"), await answer.text()];
    };
    const member = (ofCompany: string, positionIds: string[] | null = null): Subject => ({
      ...nobody,
      company: { companyId: ofCompany, role: "recruiter", positionIds, actor: { kind: "system" } },
    });
    expect(await asked(id, member(companyId ?? ""))).toEqual([
      302,
      `/app/interviews/${interviewId}?company=${companyId}`,
      "",
    ]);
    expect(await asked(id, nobody)).toEqual([302, `/sign-in?next=/r/${id}`, ""]);
    expect(await asked(unknown, nobody)).toEqual([302, `/sign-in?next=/r/${unknown}`, ""]);
    const nothing = await asked(unknown, member(companyId ?? ""));
    expect(nothing[0]).toBe(404);
    expect(await asked(id, member(globex.companyId))).toEqual(nothing);
    expect(await asked(id, member(companyId ?? "", []))).toEqual(nothing);
  });
});

test("the logo of the company is shown from our own address only", async () => {
  const umbrella = await world.addCompany("Umbrella");
  await world.database.service
    .updateTable("companies")
    .set({ logo: Buffer.from("x"), logo_type: "image/png", logo_version: 3 })
    .where("id", "=", umbrella.companyId)
    .execute();
  const { interviewId } = await world.invite("Al", umbrella);
  expect((await get(pageOf(interviewId))).text).toContain(`src="/logos/${umbrella.companyId}/3"`);
});

test("what was booked is what the database holds", async () => {
  const { interviewId } = await guest();
  const startAt = await firstStart(interviewId);
  const refused = await world.scheduling.bookSlot(
    interviewId,
    { kind: "candidate" },
    { startAt: startAt + 60_000, idempotencyKey: "odd-minute" },
  );
  expect(isRefusal(refused) && refused.code).toBe("not_offered");
});

// Last, since it is in another month: who looked then would count as a crowd before.
test("reads the first free time with its own offset, where the clocks change before the day that is shown", async () => {
  world.clock.set(Date.parse("2027-03-08T14:00:00Z"));
  const { page } = await guest();
  const first = async (query: string) =>
    /First free time: <strong>([^<]+)</.exec((await get(`${page}?zone=America/New_York${query}`)).text)?.[1];
  expect(await first("")).toMatch(/^Tue 9 Mar 2027, \d\d:\d\d$/);
  expect(await first("&day=2027-03-15")).toMatch(/^Tue 9 Mar 2027, \d\d:\d\d \(GMT−5\)$/);
});

test("an erasure that breaks off half way is owed all the same: what is still open is cancelled first, and then all of it goes", async () => {
  const [one, other] = [await guest("Nia Okafor"), await guest("Nia Okafor")];
  const db = world.database.service;
  const { candidate_id: candidateId } = await row(one.interviewId);
  await db.updateTable("interviews").set({ candidate_id: candidateId }).where("id", "=", other.interviewId).execute();
  const positionId = await moveToOwnPosition(other.interviewId);
  const settings = (value: object) =>
    db
      .updateTable("positions")
      .set({ settings: JSON.stringify(value) })
      .where("id", "=", positionId)
      .execute();
  await settings({ bookWithinDays: "soon" });
  const pass = makePass(world.crypt, { candidateId, until: MONDAY + hours(1) });
  expect(await post(`${one.page}/data/erase`, { pass, sure: "yes" })).toMatchObject({ status: 500 });

  await settings({});
  const owed = await db.selectFrom("effects").selectAll().where("kind", "=", "candidate.erase").execute();
  expect(owed).toHaveLength(1);
  const attempt = {
    mayStillWrite: () => true,
    sending: () => Promise.resolve(true),
    signal: new AbortController().signal,
  };
  const erase = () => eraseAskedHandler(world.door).run(effectOf(owed[0]!), attempt);
  expect(await erase()).toMatchObject({ result: "later" });
  expect([(await row(one.interviewId)).state, (await row(other.interviewId)).state]).toEqual([
    "cancelled",
    "cancelled",
  ]);
  expect(await erase()).toMatchObject({ result: "done", words: expect.stringContaining("2 interviews erased") });
});
