/** An expert connects a calendar, is shown how it is, and what to do when it can't be read; by what stands on the screen. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { days, hours } from "@interviewvector/domain";
import type { System } from "../../dev/system.ts";
import { calendarOf, type PlayedServer, playServer, serving } from "../../packages/server/test/calendar-world.ts";
import { checkAccessibility } from "../support/accessibility.ts";
import { launchBrowser } from "../support/browser.ts";
import { phone, visit, type Visitor } from "../support/visitor.ts";
import { startWorld } from "../support/world.ts";

let system: System;
let browser: Browser;
let server: PlayedServer;
let esra: Visitor;
let olga: Visitor;
let page: Page;

beforeAll(async () => {
  [system, browser, server] = await Promise.all([startWorld(), launchBrowser(), playServer()]);
  esra = await visit(browser, { expected: /422/ });
  ({ page } = esra);
  await page.goto(system.urls.platform);
  await page.getByRole("button", { name: /^Esra Demir/ }).click();
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  await page.goto(`${system.urls.platform}/expert/availability`);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
  await system.stop();
});

const dialog = () => page.getByRole("dialog");
const utc = (at: number) => new Date(at).toISOString().replaceAll(/[-:]|\.\d+/g, "");
const lunch = () => {
  const at = Math.floor(system.clock.now() / days(1)) * days(1) + days(2) + hours(10);
  return calendarOf(
    [`DTSTART:${utc(at)}`, `DTEND:${utc(at + hours(1))}`],
    [`DTSTART:${utc(at + days(40))}`, "DURATION:PT1H"],
  );
};

describe("an expert's calendar", () => {
  it(
    "is connected by keyboard: what was found is shown first, and what is wrong beside the field",
    { timeout: 90_000 },
    async () => {
      await page.getByText("No calendar is connected").waitFor();
      await page.getByRole("button", { name: "Add a calendar" }).focus();
      await page.keyboard.press("Enter");
      expect(await checkAccessibility(page)).toEqual([]);
      await dialog().getByRole("radio", { name: "Another calendar" }).focus();
      await page.keyboard.press("Space");
      await dialog().getByLabel("Address", { exact: true }).focus();
      await page.keyboard.type("https://192.168.1.1/calendar.ics");
      await dialog().getByRole("button", { name: "Test" }).focus();
      await page.keyboard.press("Enter");
      await dialog()
        .getByText(/leads into a private network/)
        .waitFor();
      server.paths.set("/work.ics", serving(lunch()));
      await dialog().getByLabel("Address", { exact: true }).fill(server.url("/work.ics"));
      await dialog().getByRole("button", { name: "Test" }).press("Enter");
      await dialog().getByText("Found: 2 events, 1 busy in the next two weeks.").waitFor();
      expect(await dialog().getByLabel("Name", { exact: true }).inputValue()).toBe("Work");
      await dialog().getByRole("button", { name: "Connect" }).press("Enter");
      const work = page.getByRole("listitem", { name: "Work" });
      await work.getByText("Working").waitFor();
      await work.getByText("2 events, 1 busy in the next two weeks").waitFor();
      expect(await checkAccessibility(page)).toEqual([]);
    },
  );

  it(
    "that can't be read says why, what it means and when it is tried again; mended, it works again",
    { timeout: 90_000 },
    async () => {
      const work = page.getByRole("listitem", { name: "Work" });
      server.paths.set("/work.ics", (_, response) =>
        response.writeHead(200).end("<html><body>Please sign in</body></html>"),
      );
      for (const _ of [1, 2]) {
        await page.getByRole("button", { name: "Read now: Work" }).click();
        await system.settle();
      }
      await page.reload();
      await work.getByText("Can’t be read").waitFor();
      await work.getByText(/This address shows a web page, not a calendar/).waitFor();
      await page.getByText("You can’t be booked at the moment").waitFor();
      // The times beside it are no promise: they are offered once the calendar can be read.
      await page.getByText("A calendar of yours can’t be read: see Calendars.").waitFor();
      expect(await checkAccessibility(page)).toEqual([]);
      const mails = system.mailbox.messages().map(({ to, subject }) => `${String(to)}: ${subject}`);
      expect(mails.filter((one) => one.includes("calendar can't be read"))).toHaveLength(2);
      await operatorsSee();
      server.paths.set("/work.ics", serving(lunch()));
      await page.getByRole("button", { name: "Read now: Work" }).click();
      await system.settle();
      await page.reload();
      await work.getByText("Working").waitFor();
      await olga.page.goto(`${system.urls.platform}/ops`);
      await olga.page.getByRole("heading", { name: /^At risk/ }).waitFor();
      expect(await olga.page.getByText(/^Out of the pool/).count()).toBe(0);
    },
  );

  /** On today's board, on the experts' board, in their list and on her page: why she is not booked, and what to do. */
  async function operatorsSee() {
    olga = await visit(browser);
    const { page: ops } = olga;
    await ops.goto(system.urls.platform);
    await ops.getByRole("button", { name: /^Olga/ }).click();
    await ops.getByRole("heading", { name: "Out of the pool (1)" }).waitFor();
    await ops.getByText(/This address shows a web page, not a calendar.*Last read/).waitFor();
    await ops.getByRole("link", { name: "Write a mail to Esra Demir" }).waitFor();
    expect(await checkAccessibility(ops)).toEqual([]);
    await ops.getByRole("link", { name: "Open the expert Esra Demir" }).click();
    await ops.getByText("Out of the pool: their calendar can’t be read").waitFor();
    expect(await checkAccessibility(ops)).toEqual([]);
    for (const view of ["", "?view=list"]) {
      await ops.goto(`${system.urls.platform}/ops/experts${view}`);
      await ops.getByText("Out of the pool: calendar can’t be read").waitFor();
      expect(await checkAccessibility(ops)).toEqual([]);
    }
  }

  it("is removed after one question", async () => {
    await page.getByRole("button", { name: "Remove Work" }).click();
    await dialog().getByRole("button", { name: "Remove" }).click();
    await page.getByText("No calendar is connected").waitFor();
    expect(esra.complaints).toEqual([]);
  });

  it("has help for each kind, readable on a phone and without JavaScript", async () => {
    const reader = await visit(browser, { ...phone, javaScriptEnabled: false });
    for (const name of ["", "/google", "/outlook", "/apple", "/caldav"]) {
      await reader.page.goto(`${system.urls.platform}/help/calendars${name}`);
      await reader.page.getByRole("heading", { level: 1, name: /^Connect/ }).waitFor();
      const width = await reader.page.locator("main").evaluate((main) => main.scrollWidth);
      expect(width).toBeLessThanOrEqual(390);
    }
    expect(reader.complaints).toEqual([]);
    await reader.leave();
    for (const name of ["", "/google", "/outlook", "/apple", "/caldav"]) {
      await page.goto(`${system.urls.platform}/help/calendars${name}`);
      expect(await checkAccessibility(page)).toEqual([]);
    }
  });
});
