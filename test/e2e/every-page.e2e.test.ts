/**
 * Every page of the product in a real browser, with a life in it: no violation that axe finds, nothing that scrolls
 * sideways, no complaint of the browser, on a phone and on a desk, in light and in dark. A page without a row fails.
 */
import { request } from "node:http";
import { interviewStates, positionApi } from "@interviewvector/domain";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { password } from "../../dev/cast.ts";
import { expertOf, posting } from "../../dev/life.ts";
import type { System } from "../../dev/system.ts";
import { appPages, itsExpert, type AppPage } from "../support/app-pages.ts";
import { launchBrowser } from "../support/browser.ts";
import { addressOf, faces, furtherStates, type Face } from "../support/candidate-faces.ts";
import { clientRoutes } from "../support/client-routes.ts";
import { inspect } from "../support/inspect.ts";
import { liveIn, type LivedIn } from "../support/lived-in.ts";
import { phone, visit, type Visitor } from "../support/visitor.ts";
import { startWorld } from "../support/world.ts";

let system: System;
let browser: Browser;
let lived: LivedIn;
const visitors = new Map<string | null, Visitor>();

beforeAll(async () => {
  [system, browser] = await Promise.all([
    // Lever's rate is not what is looked at here.
    startWorld({
      environment: { LEVER_RATE_PER_S: "1000", LEVER_BURST: "1000" },
      emulator: { behaviours: { ratePerSecond: 10_000, rateBurst: 10_000 } },
    }),
    launchBrowser(),
  ]);
  lived = await liveIn(system);
}, 180_000);
afterAll(async () => {
  await browser.close();
  await system.stop();
});

/** The person at a browser of their own, signed in once. */
async function visitorFor(who: string | null): Promise<Visitor> {
  const known = visitors.get(who);
  if (known) return known;
  // Who is not signed in is told so by the API, and an address that leads nowhere answers so.
  const visitor = await visit(browser, { reducedMotion: "reduce", expected: /401|404/ });
  visitors.set(who, visitor);
  if (who === null) return visitor;
  const email =
    who === itsExpert ? (await expertOf(system, lived.ada, lived.lives.awaiting_report.interviewId)).email : who;
  const { platform } = system.urls;
  const answer = await visitor.page.request.post(`${platform}/api/auth/sign-in/email`, {
    data: { email, password },
    headers: { origin: platform },
  });
  expect(answer.status()).toBe(200);
  return visitor;
}

const titleOf = ({ route, face }: AppPage): string => (face === undefined ? route : `${route}, ${face}`);

describe("every page of those who sign in", () => {
  it("has a row here, and every row is a page", async () => {
    expect([...new Set(appPages.map(({ route }) => route))].toSorted()).toEqual((await clientRoutes()).toSorted());
  });

  it.each(appPages.map((row) => [titleOf(row), row] as const))("%s", async (_, row) => {
    const { page, complaints } = await visitorFor(row.as);
    const before = complaints.length;
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(system.urls.platform + row.path(lived));
    await page.getByText(row.sees).first().waitFor();
    await expect.poll(() => page.getByRole("status", { name: "Loading" }).count(), { timeout: 15_000 }).toBe(0);
    await row.first?.(page);
    expect(await inspect(page)).toEqual([]);
    expect(complaints.slice(before)).toEqual([]);
  });
});

it("what is being read anew stays readable", async () => {
  const { page } = await visitorFor("ada@acme.example");
  await page.goto(`${system.urls.platform}/app/positions/${lived.positionId}?step=scheduling`);
  const count = page.getByRole("status", { name: "Slots" });
  await count.getByText(/in the next 7 days/).waitFor();
  await page.route("**/slot-count", () => undefined);
  await page.getByLabel("Free after").fill("25");
  await expect.poll(() => count.getAttribute("class")).toMatch(/\bstale\b/);
  expect(await inspect(page)).toEqual([]);
  await page.unrouteAll();
});

describe("every page behind a link", () => {
  let reader: Visitor;
  /** What stands for names in a face's address and form. */
  let words: Record<string, string>;

  beforeAll(async () => {
    // In the zone that the pages are shown in: no page is asked for twice.
    reader = await visit(browser, { ...phone, timezoneId: "Europe/Berlin", expected: /404|409|410|422/ });
    const { clock } = system;
    const day = new Date(clock.now() + 72 * 3_600_000).toISOString().slice(0, 10);
    const { browser: plain } = lived.lives.invited;
    await plain?.open(`?zone=Etc/UTC&day=${day}`);
    const hourOf = (at: number): number => new Date(at).getUTCHours();
    const at = (from: number, to: number): string =>
      String(plain?.shownTimes().find((time) => hourOf(time) >= from && hourOf(time) < to));
    words = { free: at(9, 17), night: at(0, 5), past: String(clock.now() - 7 * 24 * 3_600_000), full: day };
  });
  afterAll(() => reader.leave());

  const filled = (text: string): string =>
    text.replaceAll(/\{(\w+)\}/g, (_, name: string) => words[name] ?? `no ${name}`);

  /** Opens it, or sends its form. */
  async function open(face: Face): Promise<string> {
    const { page } = reader;
    const url = filled(await addressOf(system, lived, face));
    const { form } = face;
    if (form) {
      const fields = Object.entries(form).map(([name, value]) => [name, filled(value)]);
      const postData = new URLSearchParams(fields).toString();
      const headers = { "content-type": "application/x-www-form-urlencoded" };
      await page.route(url, (route) => route.continue({ method: "POST", postData, headers }));
    }
    await page.goto(url);
    await page.unrouteAll();
    return url;
  }

  it.each(faces.map((face) => [nameOf(face), face] as const))("%s", async (_, face) => {
    const { page, complaints } = reader;
    const before = complaints.length;
    const url = await open(face);
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toContain(face.title);
    expect(await inspect(page)).toEqual([]);
    expect(complaints.slice(before)).toEqual([]);
    if (face.form) return; // the page that holds the form was weighed
    const files = await page
      .locator("link[rel=stylesheet], script")
      .evaluateAll((elements) =>
        elements.map((element) => element.getAttribute("href") ?? element.getAttribute("src") ?? ""),
      );
    const weights = await Promise.all([url, ...files].map((file) => weightOf(new URL(file, url).href)));
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeLessThanOrEqual(20_000);
    // Nor is a page large by itself, where something between us and the phone takes the compression off.
    expect(await weightOf(url, "identity")).toBeLessThanOrEqual(20_000);
  });

  it("has a face here for every state that an interview can be in", async () => {
    const { page } = reader;
    const seen = new Set<string>(faces.map(({ of }) => of));
    expect(interviewStates.filter((state) => !seen.has(state))).toEqual(furtherStates.map(({ state }) => state));
    const { interviewId } = lived.lives.cancelled;
    for (const { state, title } of furtherStates) {
      // Nobody got there in this world; the page hangs on the state alone.
      const { service } = system.app.parts.database;
      await service.updateTable("interviews").set({ state }).where("id", "=", interviewId).execute();
      await open({ of: "cancelled", below: "", title });
      expect(await page.getByRole("heading", { level: 1 }).textContent()).toContain(title);
      expect(await inspect(page)).toEqual([]);
    }
  });
});

describe("every other page that needs no sign-in", () => {
  it.each([
    ["the front page of the world", "/", "Move a candidate in Lever"],
    ["help", "/help", "Help"],
    ["a link that leads nowhere", "/i/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "doesn’t lead anywhere"],
    ["a re-trigger link that leads nowhere", "/retrigger/nothing", "doesn’t lead anywhere"],
    ["the API for people", "/api/v1/docs", "API of InterviewVector"],
    ["all mails", "/dev/mails", "Mails and notes"],
    ["a mail", "/dev/mails/mail/0", ""],
    ["notes in Lever", "/dev/mails/notes", "Notes in Lever"],
  ])("%s", async (_, path, title) => {
    const { page, complaints } = await visitorFor(null);
    const before = complaints.length;
    await page.goto(system.urls.platform + path);
    expect(await page.getByRole("heading", { level: 1 }).first().textContent()).toContain(title);
    expect(await inspect(page)).toEqual([]);
    expect(complaints.slice(before)).toEqual([]);
  });

  it("a marker in Lever, for somebody who may not see the interview", async () => {
    const { page, complaints } = await visitorFor("gil@globex.example");
    const before = complaints.length;
    const { id } = await system.app.parts.database.service
      .selectFrom("effects")
      .select("id")
      .where("interview_id", "=", lived.lives.completed.interviewId)
      .where("kind", "=", "ats.note")
      .limit(1)
      .executeTakeFirstOrThrow();
    await page.goto(`${system.urls.platform}/r/${id}`);
    await page.getByRole("heading", { name: "This link doesn’t lead anywhere" }).waitFor();
    expect(await inspect(page)).toEqual([]);
    expect(complaints.slice(before)).toEqual([]);
  });
});

// Last, because nobody is invited for the position any more.
describe("a posting that is closed while an interview is booked", () => {
  const positions = "/app/positions";
  const note: Face = { of: "scheduled", below: "", purpose: "decide", title: "Keep this interview?" };

  beforeAll(async () => {
    system.emulator.account("acme").closePosting(posting);
    await lived.ada.call(positionApi.refreshPostings);
    await system.settle();
  });

  const asking: [name: string, path: () => string, sees: string | RegExp][] = [
    ["Home, which asks", () => "/app", "Sid Scheduled"],
    [
      "the interview, which asks",
      () => `/app/interviews/${lived.lives.scheduled.interviewId}`,
      /the posting was closed/,
    ],
    ["the positions", () => positions, /^Decide on 1 booked/],
  ];

  it.each(asking)("%s", async (_, path, sees) => {
    const { page, complaints } = await visitorFor("ada@acme.example");
    const before = complaints.length;
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(system.urls.platform + path());
    await page.getByText(sees).first().waitFor();
    expect(await inspect(page)).toEqual([]);
    expect(complaints.slice(before)).toEqual([]);
  });

  it("the question about all of them at once, each answer chosen", async () => {
    const { page, complaints } = await visitorFor("ada@acme.example");
    const before = complaints.length;
    await page.goto(system.urls.platform + positions);
    await page.getByRole("link", { name: /^Decide on 1 booked/ }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("Sid Scheduled").waitFor();
    expect(await inspect(page)).toEqual([]);
    await dialog.getByRole("radio", { name: "Cancel them" }).check();
    await dialog.getByRole("button", { name: "Cancel all" }).waitFor();
    expect(await inspect(page)).toEqual([]);
    expect(complaints.slice(before)).toEqual([]);
  });

  it("the page behind the note's link: the question, and what came of the answer", async () => {
    const { page, complaints } = await visitorFor(null);
    const before = complaints.length;
    await page.goto(await addressOf(system, lived, note));
    await page.getByRole("heading", { level: 1, name: note.title }).waitFor();
    expect(await inspect(page)).toEqual([]);
    await page.getByRole("button", { name: "Keep the interview" }).click();
    await page.getByRole("heading", { level: 1, name: "This interview takes place" }).waitFor();
    expect(await inspect(page)).toEqual([]);
    expect(complaints.slice(before)).toEqual([]);
  });
});

/** Bytes on the wire of an answer, as a browser gets it. */
function weightOf(url: string, encodings = "gzip, deflate, br"): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  request(url, { headers: { accept: "text/html", "accept-encoding": encodings } }, (answer) => {
    let bytes = 0;
    answer.on("data", (chunk: Buffer) => (bytes += chunk.length));
    answer.on("end", () => resolve(bytes));
    answer.on("error", reject);
  })
    .on("error", reject)
    .end();
  return promise;
}

function nameOf({ purpose, of, below, form, older }: Face): string {
  const about = { candidate: "", retrigger: "to trigger again, ", decide: "to decide, ", rating: "to rate, " }[
    purpose ?? "candidate"
  ];
  return `${older ? "by an older link, " : ""}${about}${of} ${below}${form ? " (sent)" : ""}`;
}
