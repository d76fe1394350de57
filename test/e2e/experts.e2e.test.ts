/** The life of experts and of those who run the pool, by roles and labels: from the application to the statement of a month. */
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { earningApi } from "@interviewvector/domain";
import { expertOf, interviewOf, invitationOf, letItEnd, moveIn, setUpAcme, writeReport } from "../../dev/life.ts";
import { Person } from "../../dev/person.ts";
import type { System } from "../../dev/system.ts";
import { checkAccessibility } from "../support/accessibility.ts";
import { launchBrowser } from "../support/browser.ts";
import { mailsTo } from "../support/lever-view.ts";
import { phone, visit, type Visitor } from "../support/visitor.ts";
import { startWorld } from "../support/world.ts";

let system: System;
let browser: Browser;
let ada: Person;
let visitors: Visitor[] = [];

beforeAll(async () => {
  [system, browser] = await Promise.all([startWorld(), launchBrowser()]);
  ({ ada } = await setUpAcme(system));
}, 120_000);
afterAll(async () => {
  await browser.close();
  await system.stop();
});

const heading = (name: string | RegExp, on: Page) => on.getByRole("heading", { name, level: 1 }).waitFor();
const button = (name: string | RegExp, on: Page | Locator) => on.getByRole("button", { name });

async function signedIn(name: string): Promise<Page> {
  const visitor = await visit(browser);
  visitors.push(visitor);
  const { page } = visitor;
  await page.goto(system.urls.platform);
  await button(new RegExp(`^${name}`), page).click();
  await page.getByRole("navigation").first().waitFor();
  return page;
}

/** Every page that is opened is looked at by axe, wide and narrow. */
async function isClean(page: Page): Promise<void> {
  expect(await checkAccessibility(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await checkAccessibility(page)).toEqual([]);
  expect(await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")).toBe(0);
  await page.setViewportSize({ width: 1440, height: 900 });
}

function noComplaints(): void {
  expect(visitors.flatMap(({ complaints }) => complaints)).toEqual([]);
  visitors = [];
}

describe("somebody who wants to become an expert", () => {
  it("applies without scripts, is told everything that is wrong at once, and loses nothing", async () => {
    const visitor = await visit(browser, { javaScriptEnabled: false, expected: /422/ });
    const { page } = visitor;
    await page.goto(`${system.urls.platform}/experts/apply`);
    await heading("Become an expert", page);
    await page.getByLabel("Name", { exact: true }).fill("Nina Falk");
    await page.getByLabel("E-mail").fill("nina");
    await page.getByLabel("Skills").fill("Go 7");
    await button("Send the application", page).click();
    await page.getByRole("alert").getByText("Nothing was sent yet").waitFor();
    expect(await page.getByRole("alert").getByRole("link").count()).toBe(4);
    expect(await page.getByLabel("Name", { exact: true }).inputValue()).toBe("Nina Falk");
    await page.getByLabel("E-mail").fill("nina@falk.example");
    await page.getByLabel("Time zone").selectOption("Europe/Istanbul");
    await page.getByLabel("Employer today").fill("Initech");
    await page.getByLabel("Years in the field").fill("9");
    await page.getByLabel("Skills").fill("Go 4, PostgreSQL 3");
    await page.getByLabel("LinkedIn").fill("https://www.linkedin.com/in/nina");
    await page
      .getByLabel("CV")
      .setInputFiles({ name: "cv.exe", mimeType: "application/pdf", buffer: Buffer.from("MZ") });
    await button("Send the application", page).click();
    await page.getByRole("alert").getByText("The CV must be a PDF, DOCX or ODT file.").waitFor();
    const cv = { name: "Nina's CV.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4 Nina") };
    await page.getByLabel("CV").setInputFiles(cv);
    await button("Send the application", page).click();
    await heading("Thank you, your application is here", page);
    expect(visitor.complaints).toEqual([]);
    await visitor.leave();
  });

  it("is vetted on the board, card by card with the keyboard, and invited when the time has come", async () => {
    const page = await signedIn("Olga Petrova");
    await page.getByRole("link", { name: "Experts", exact: true }).click();
    const applied = page.getByRole("region", { name: "Applied" });
    await applied.getByRole("link", { name: "Nina Falk" }).focus();
    await page.keyboard.press("ArrowRight");
    const active = page.getByRole("region", { name: "Active" }).getByRole("link").first();
    await expect.poll(() => isFocused(active)).toBe(true);
    await page.keyboard.press("ArrowLeft");
    await isClean(page);
    await page.keyboard.press("Enter");
    await heading("Nina Falk", page);
    await isClean(page);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: /Download CV/ }).click(),
    ]);
    expect(download.suggestedFilename()).toBe("Nina's CV.pdf");
    for (const to of ["Screening", "Shadow", "Active"]) {
      await button("Move", page).focus();
      await page.keyboard.press("Enter");
      const dialog = page.getByRole("dialog");
      await dialog.getByRole("radio", { name: to, exact: true }).check();
      await button(`Move to ${to}`, dialog).press("Enter");
      await page.getByRole("list", { name: "Moves" }).getByText(`→ ${to}`).waitFor();
    }
    await system.settle();
    const toNina = mailsTo(system, "nina@falk.example");
    expect(toNina).toEqual([
      "Your application to become an expert has arrived",
      "Your access to InterviewVector, as an expert",
    ]);
    noComplaints();
  });
});

describe("an expert", () => {
  it("sets week, single days and limits with the keyboard alone, and sees what they come to before saving", async () => {
    const page = await signedIn("Esra Demir");
    await page.getByRole("link", { name: "Availability" }).first().press("Enter");
    await heading("Availability", page);
    const grid = page.getByRole("table", { name: "Weekly hours" });
    await reach(page, grid.getByRole("button"));
    const offered = page.getByText(/^With your changes, once you save them/);
    // Down to 19:00 on Monday; then half an hour is added, and the same for three days with Shift.
    for (let step = 0; step < 40 && (await focusedName(page)) !== "Monday 19:00 to 19:30"; step++)
      await page.keyboard.press("ArrowDown");
    expect(await focusedName(page)).toBe("Monday 19:00 to 19:30");
    await page.keyboard.press("Space");
    await page.keyboard.press("Shift+ArrowRight");
    await page.keyboard.press("Shift+ArrowRight");
    await offered.waitFor();
    for (const day of ["Monday", "Tuesday", "Wednesday"])
      expect(await button(`${day} 19:00 to 19:30`, page).getAttribute("aria-pressed")).toBe("true");
    await copyDay(page);
    await closeDay(page);
    await page.getByRole("heading", { name: "Candidates are offered" }).waitFor();
    const save = page.getByRole("button", { name: "Save", exact: true });
    await save.focus();
    await page.keyboard.press("Enter");
    await page.getByText("Saved. This is what candidates are offered now.").waitFor();
    // It refuses now, since there is nothing to save; who pressed it still stands there.
    expect(await save.getAttribute("aria-disabled")).toBe("true");
    expect(await isFocused(save)).toBe(true);
    await page.reload();
    await button("Thursday 19:00 to 19:30", page).waitFor();
    expect(await button("Friday 19:00 to 19:30", page).getAttribute("aria-pressed")).toBe("true");
    await page.getByRole("heading", { name: "Days that differ" }).waitFor();
    await isClean(page);
    noComplaints();
  });

  it("is told which limit can't be, and marks hours by a press without any pointer or key, as a screen reader does", async () => {
    const page = await signedIn("Ken Tanaka");
    await page.getByRole("link", { name: "Availability" }).first().click();
    const cell = button("Saturday 10:00 to 10:30", page);
    await cell.dispatchEvent("click");
    expect(await cell.getAttribute("aria-pressed")).toBe("true");
    await cell.click();
    expect(await cell.getAttribute("aria-pressed")).toBe("false");
    await page.getByLabel("At most a week").fill("99");
    const why = await button("Save", page).first().getAttribute("aria-describedby");
    expect(await page.locator(`[id="${why}"]`).textContent()).toBe("At most a week must be a number from 0 to 80.");
    await button("Undo all", page).click();
    noComplaints();
  });

  it("sees the same hours on both sides of a clock change, while they move for others", async () => {
    const page = await signedIn("Liam O'Brien");
    await page.getByRole("link", { name: "Availability" }).first().click();
    const table = page.getByRole("table", { name: "First and last beginning on the days around the change" });
    await table.waitFor();
    const rows = await table.getByRole("row").allTextContents();
    const clocks = rows.slice(1).map((row) => /(\d\d:\d\d–\d\d:\d\d)(\d\d:\d\d–\d\d:\d\d)$/.exec(row)?.slice(1));
    const open = clocks.filter((one) => one !== undefined);
    expect(new Set(open.map(([own]) => own)).size).toBe(1);
    expect(new Set(open.map(([, utc]) => utc)).size).toBe(2);
    noComplaints();
  });

  it("is told of a wrong address in the profile once, by no name of the API; and nothing that one writes widens a phone", async () => {
    const { page, leave } = await visit(browser, { ...phone, expected: /422/ });
    await page.goto(system.urls.platform);
    await button(/^Ken Tanaka/, page).click();
    await page.getByRole("link", { name: "Profile" }).click();
    await heading("Profile", page);
    await page.getByLabel("Meeting link").fill("meet me");
    await button("Save", page).click();
    const alert = page.getByRole("alert");
    await alert.getByText("Meeting address: It is not a web address").waitFor();
    expect(await alert.getByText(/meetingUrl/).count()).toBe(0);
    await page.getByLabel("Meeting link").fill("https://meet.example/ken");
    await page.getByLabel("Another skill").fill("o".repeat(60));
    await page.keyboard.press("Enter");
    await button("Save", page).click();
    await page.getByText("Waiting for an operator").waitFor();
    expect(await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")).toBe(0);
    await leave();
  });

  it("keeps a profile, is asked before what is unsaved is left, and claims a skill that an operator confirms", async () => {
    const page = await signedIn("Esra Demir");
    await page.getByRole("link", { name: "Profile" }).click();
    await heading("Profile", page);
    await page.getByLabel("Another skill").fill("Rust");
    await page.keyboard.press("Enter");
    await page.getByLabel("Name of the company").fill("Globex");
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: "Agenda" }).first().click();
    const question = page.getByRole("dialog", { name: "Leave without saving?" });
    await button("Stay", question).click();
    await button("Save", page).click();
    await page.getByText("Waiting for an operator").waitFor();
    await page.getByRole("link", { name: "Agenda" }).first().click();
    await heading("Agenda", page);
    await page.getByRole("link", { name: "Profile" }).click();
    await heading("Profile", page);
    await isClean(page);
    const olga = await signedIn("Olga Petrova");
    await olga.goto(`${system.urls.platform}/ops/experts`);
    await olga.getByRole("link", { name: "Esra Demir" }).click();
    await button("Confirm", olga).click();
    await olga.getByText("These skills count now").waitFor();
    await page.reload();
    await heading("Profile", page);
    await page.getByLabel("Level in Rust").waitFor();
    expect(await page.getByText("Waiting for an operator").count()).toBe(0);
    noComplaints();
  });

  it(
    "reads why a booking came, hands it over, and finds the statement of the month",
    { timeout: 120_000 },
    async () => {
      const opportunityId = moveIn(system, "Maya Fernandez");
      await system.settle();
      const candidate = await invitationOf(system, opportunityId);
      const times = await candidate.offeredTimes();
      await candidate.book(times.find((at) => at > system.clock.now() + 24 * 3_600_000) ?? 0);
      await system.settle();
      const interviewId = await interviewOf(ada, opportunityId);
      const holder = await expertOf(system, ada, interviewId);
      const page = await signedIn(nameOf(holder));
      await page.getByRole("link", { name: "Why" }).click();
      const bookings = page.getByRole("list", { name: "Bookings with their reasons" });
      await bookings.getByText("Came to you").waitFor();
      await isClean(page);
      await page.getByRole("link", { name: "Agenda" }).click();
      await button("I can’t hold it: Maya", page).click();
      await page.getByLabel("Why").fill("A funeral");
      await button("Hand it over", page.getByRole("dialog")).click();
      await page.getByText("takes it over at the same time").waitFor();
      await page.getByText("Nothing is booked").waitFor();
      await system.settle();
      const next = await expertOf(system, ada, interviewId);
      expect(next.email).not.toBe(holder.email);
      await letItEnd(system, ada, interviewId);
      await writeReport(next, interviewId);
      await earnsByRate(next);
      const olga = await signedIn("Olga Petrova");
      await olga.goto(`${system.urls.platform}/ops/interviews/${interviewId}`);
      await heading("Interview", olga);
      await olga.getByRole("link", { name: next.email }).waitFor();
      await olga.getByText("Had it before; it was given on.").waitFor();
      await isClean(olga);
      noComplaints();
    },
  );
});

describe("whoever runs the pool, and a company,", () => {
  it("see why a position has the slots it has", async () => {
    const olga = await signedIn("Olga Petrova");
    await olga.getByRole("link", { name: "Slots" }).click();
    await heading("Slots", olga);
    await isClean(olga);
    await olga.getByRole("link", { name: "Senior Backend Engineer" }).click();
    await olga.getByRole("table", { name: "Expert by expert" }).getByText("Ken Tanaka").waitFor();
    await isClean(olga);
    const page = await signedIn("Ada Nowak");
    await page.getByRole("link", { name: "Positions" }).click();
    await button("Why these slots: Senior Backend Engineer", page).click();
    await page.getByRole("dialog").getByText("Outside of the hours that experts offer").waitFor();
    expect(await checkAccessibility(page)).toEqual([]);
    noComplaints();
  });
});

async function earnsByRate(expert: Person): Promise<void> {
  const olga = await signedIn("Olga Petrova");
  await olga.getByRole("link", { name: "Earnings" }).click();
  await heading("Earnings", olga);
  await olga.getByText("1 without an amount").waitFor();
  await button("Set a rate", olga).click();
  const dialog = olga.getByRole("dialog");
  for (const [label, amount] of [
    ["Interview, EUR", "120"],
    ["Cancelled late, EUR", "40"],
    ["Candidate absent, EUR", "60.50"],
  ] as const)
    await dialog.getByLabel(label).fill(amount);
  await dialog.getByLabel("From (UTC)").fill("2026-01-01");
  await button("Set the rate", dialog).click();
  await olga.getByText("€120.00").first().waitFor();
  await isClean(olga);
  const page = await signedIn(nameOf(expert));
  await page.getByRole("link", { name: "Earnings" }).click();
  await page.getByRole("cell", { name: "€120.00" }).waitFor();
  await isClean(page);
  const [file] = await Promise.all([page.waitForEvent("download"), button("Download CSV", page).click()]);
  const stream = await file.createReadStream();
  const text = (await stream.toArray()).join("");
  expect(text).toContain("Interview held,");
  expect(text).toContain(",120.00,EUR,");
  expect((await expert.call(earningApi.myEarnings, { query: {} })).totals).toEqual([
    { currency: "EUR", amount: 12_000 },
  ]);
}

/** By the Tab key, as somebody without a mouse gets there. */
async function reach(page: Page, target: Locator): Promise<void> {
  for (let step = 0; step < 60; step++) {
    if (await isFocused(target)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error("not reached within 60 presses of Tab");
}

const isFocused = async (target: Locator) => (await target.and(target.page().locator(":focus")).count()) === 1;
const focusedName = (page: Page) => page.evaluate<string>("document.activeElement?.getAttribute('aria-label') ?? ''");

async function copyDay(page: Page): Promise<void> {
  await button("Copy Monday to other days", page).press("Enter");
  const dialog = page.getByRole("dialog", { name: "Copy Monday to" });
  await dialog.getByRole("button", { name: "Copy", exact: true }).press("Enter");
  await dialog.waitFor({ state: "hidden" });
  expect(await button("Friday 19:00 to 19:30", page).getAttribute("aria-pressed")).toBe("true");
}

/** The next Wednesday on the calendar, closed. */
async function closeDay(page: Page): Promise<void> {
  const days = page.getByRole("table", { name: /^Days of/ });
  await days.getByRole("button", { pressed: true }).focus();
  await page.keyboard.press("PageDown");
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => focusedName(page)).toMatch(/^Wed \d+ \w+: as every week/);
  const day = (await focusedName(page)).split(":")[0] ?? "";
  await button(`Not available on ${day}`, page).press("Enter");
  await days.getByRole("button", { name: `${day}: not available` }).waitFor();
}

function nameOf({ email }: Person): string {
  const first = email.split("@")[0] ?? "";
  return first.charAt(0).toUpperCase() + first.slice(1);
}
