/** An expert drops out: what the operator does about it on the screen, and what everybody hears. By roles and labels. */
import { expertApi } from "@interviewvector/domain";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { experts as castExperts } from "../../dev/cast.ts";
import { expertOf, interviewOf, invitationOf, moveIn, setUpAcme } from "../../dev/life.ts";
import { Person } from "../../dev/person.ts";
import type { System } from "../../dev/system.ts";
import { checkAccessibility } from "../support/accessibility.ts";
import { launchBrowser } from "../support/browser.ts";
import { calendarsTo } from "../support/calendar.ts";
import { notesOf } from "../support/lever-view.ts";
import { phone, visit } from "../support/visitor.ts";
import { startWorld } from "../support/world.ts";

let system: System;
let browser: Browser;
let page: Page;
let ada: Person;
let opportunityId: string;
let first: string;

beforeAll(async () => {
  [system, browser] = await Promise.all([startWorld(), launchBrowser()]);
  ({ ada } = await setUpAcme(system));
  // Around the clock, so that somebody else is always free.
  const weekly = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, fromMinute: 0, toMinute: 1440 }));
  for (const { email, zone } of castExperts) {
    const expert = await Person.signIn(system.urls.platform, email);
    const rest = { overrides: [], timeOff: [], maxPerDay: 20, maxPerWeek: 80, noticeMinutes: 60 };
    await expert.call(expertApi.putAvailability, { body: { zone, weekly, ...rest } });
  }
  opportunityId = moveIn(system, "Maya Fernandez");
  await system.settle();
  const candidate = await invitationOf(system, opportunityId);
  const times = await candidate.offeredTimes();
  await candidate.book(times.find((at) => at > system.clock.now() + 8 * 3_600_000) ?? times[0] ?? 0);
  await system.settle();
  first = (await expertOf(system, ada, await interviewOf(ada, opportunityId))).email;
  ({ page } = await visit(browser));
  await page.goto(system.urls.platform);
  await page.getByRole("button", { name: /^Olga/ }).click();
  await page.getByRole("heading", { name: "Today", level: 1 }).waitFor();
}, 180_000);
afterAll(async () => {
  await browser.close();
  await system.stop();
});

describe("an operator", () => {
  it("replaces the expert of an interview from today's board; both experts and Lever are told, the time stays", async () => {
    await page
      .getByRole("button", { name: /^Replace .*Maya Fernandez$/ })
      .first()
      .click();
    const dialog = page.getByRole("dialog", { name: "Replace the expert" });
    await dialog.getByRole("radio", { name: /The next best|Ask the candidate/ }).waitFor();
    expect(await checkAccessibility(page)).toEqual([]);
    await dialog.getByLabel("Reason").fill("has lost their voice");
    await dialog.getByRole("button", { name: "Replace", exact: true }).click();
    await dialog.waitFor({ state: "detached" });
    await system.settle();
    const second = await expertOf(system, ada, await interviewOf(ada, opportunityId));
    expect(second.email).not.toBe(first);
    const methods = (email: string) => calendarsTo(system, email).map(({ method }) => method);
    expect([methods(first).at(-1), methods(second.email).at(-1)]).toEqual(["CANCEL", "REQUEST"]);
    const name = castExperts.find(({ email }) => email === second.email)?.name.split(" ")[0] ?? "";
    const note = notesOf(system, opportunityId).at(-1) ?? "";
    expect(note).toContain(`will be held by ${name} now`);
    expect(note).not.toContain("voice");
  });

  it("sees what was handed over, puts somebody on standby, and posts a shift", async () => {
    await page.getByRole("link", { name: "Cover" }).first().click();
    await page.getByRole("heading", { name: "Cover", level: 1 }).waitFor();
    await page.getByText("has lost their voice").waitFor();
    const day = new Date(system.clock.now() + 3 * 86_400_000).toISOString().slice(0, 10);
    await page.getByLabel("Expert on standby").selectOption({ label: "Liam O'Brien" });
    await page.getByLabel("Day", { exact: true }).fill(day);
    await page.getByRole("button", { name: "Put on standby" }).click();
    await page.getByRole("button", { name: /^Take off standby: Liam O'Brien/ }).waitFor();
    await page.getByLabel("Shift from").fill(`${day}T09:00`);
    await page.getByLabel("Shift until").fill(`${day}T12:00`);
    await page.getByRole("button", { name: "Post the shift" }).click();
    await page.getByText("0 of 1 taken").waitFor();
    expect(await checkAccessibility(page)).toEqual([]);
  });

  it("is heard: the expert finds the shift and the day on standby on the agenda, takes the one and gives it back", async () => {
    const liam = await visit(browser, phone);
    const { page: own } = liam;
    await own.goto(system.urls.platform);
    await own.getByRole("button", { name: /^Liam O'Brien/ }).click();
    const shifts = own.getByRole("list", { name: "Open shifts" });
    await own
      .getByRole("list", { name: "On standby" })
      .getByText(/^On standby/)
      .waitFor();
    await shifts.getByText("1 place is free").waitFor();
    await shifts.getByRole("button", { name: /^Take the shift/ }).focus();
    await own.keyboard.press("Enter");
    await shifts.getByText("Taken by you").waitFor();
    expect(await checkAccessibility(own)).toEqual([]);
    await page.reload();
    await page.getByText("1 of 1 taken: Liam O'Brien").waitFor();
    await shifts.getByRole("button", { name: /^Give the shift back/ }).press("Enter");
    await own.getByRole("dialog").getByRole("button", { name: "Give it back" }).press("Enter");
    await shifts.getByText("1 place is free").waitFor();
    expect(liam.complaints).toEqual([]);
    await liam.leave();
  });

  it("is told no in the dialog that asked, and leaves it with the keyboard", async () => {
    const { page: own, leave } = await visit(browser, { expected: /422/ });
    await own.goto(system.urls.platform);
    await own.getByRole("button", { name: /^Olga/ }).click();
    await own.getByRole("link", { name: "Cover" }).first().click();
    await own.getByLabel("Expert", { exact: true }).selectOption({ label: "Ken Tanaka" });
    await own.getByLabel("Away from").fill("2029-12-24T08:00");
    await own.getByLabel("Away until").fill("2029-12-24T18:00");
    await own.getByRole("button", { name: "Find others for their interviews" }).press("Enter");
    const dialog = own.getByRole("dialog", { name: "Ken Tanaka is away?" });
    await dialog.getByRole("button", { name: "Find others" }).press("Enter");
    await dialog.getByText("This time is over.").waitFor();
    await own.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    await leave();
  });

  it("says that an expert is ill: the interview goes to another one by itself", async () => {
    const now = await expertOf(system, ada, await interviewOf(ada, opportunityId));
    const name = castExperts.find(({ email }) => email === now.email)?.name ?? "";
    await page.getByLabel("Expert", { exact: true }).selectOption({ label: name });
    const local = (days: number) => new Date(system.clock.now() + days * 86_400_000).toISOString().slice(0, 16);
    await page.getByLabel("Away from").fill(local(0));
    await page.getByLabel("Away until").fill(local(20));
    await page.getByRole("button", { name: "Find others for their interviews" }).click();
    const dialog = page.getByRole("dialog", { name: `${name} is away?` });
    await dialog.getByText(/^1 interview is booked with them in this time, on /).waitFor();
    await dialog.getByText(/nobody is free/).waitFor();
    expect(await checkAccessibility(page)).toEqual([]);
    await dialog.getByRole("button", { name: "Find others" }).click();
    await page.getByText(/1 interview is being given to other experts/).waitFor();
    await system.settle();
    const handed = page.getByRole("listitem").filter({ hasText: name }).filter({ hasText: "ill" });
    await handed.first().waitFor();
  });
});
