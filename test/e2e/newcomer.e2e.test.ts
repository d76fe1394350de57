/** The front page's checklist, walked as a newcomer would: by what is written on the screen, from nothing to the feedback in Lever. */
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { System } from "../../dev/system.ts";
import { launchBrowser } from "../support/browser.ts";
import { phone, visit, type Visitor } from "../support/visitor.ts";
import { startWorld } from "../support/world.ts";

let system: System;
let browser: Browser;
let newcomer: Visitor;
let page: Page;
let candidate: Visitor;

beforeAll(async () => {
  [system, browser] = await Promise.all([startWorld(), launchBrowser()]);
  newcomer = await visit(browser);
  candidate = await visit(browser, phone);
  ({ page } = newcomer);
});
afterAll(async () => {
  await browser.close();
  await system.stop();
});

const frontPage = () => page.goto(system.urls.platform);
const heading = (name: string | RegExp, on: Page = page) => on.getByRole("heading", { name, level: 1 }).waitFor();
const button = (name: string | RegExp, on: Page | Locator = page) => on.getByRole("button", { name });
const link = (name: string | RegExp, on: Page | Locator = page) => on.getByRole("link", { name });
const dialog = () => page.getByRole("dialog");
const done = (step: string) =>
  page.getByRole("listitem").filter({ hasText: step }).getByText("done", { exact: true }).waitFor();

describe("a newcomer who follows the checklist", () => {
  it(
    "comes from nothing to the feedback in Lever, and the browser complains of nothing",
    { timeout: 180_000 },
    async () => {
      await connectLever();
      await switchWebhookOn();
      await activatePosition();
      await moveCandidate();
      await bookOnPhone();
      await writeReport();
      await seeFeedback();
      await followAtCompany();
      expect(newcomer.complaints).toEqual([]);
    },
  );
});

async function connectLever(): Promise<void> {
  await frontPage();
  await button(/^Ada Nowak/).click();
  await heading("Home");
  await link("Integrations").click();
  await button("Authenticate").click();
  await dialog().getByText("Write what happens into the candidate's story.").waitFor();
  await button("Grant access", dialog()).click();
  await heading("InterviewVector asks for access");
  await button("Grant access").click();
  await heading("Lever");
  const open = page.getByRole("listitem").filter({ hasText: "Webhook: event switched on" });
  await open.getByText("Waiting").waitFor();
  await button("Verify", open).waitFor();
}

async function switchWebhookOn(): Promise<void> {
  await frontPage();
  await done("Connect Lever");
  await link("Switch the webhook on").click();
  const event = page.getByRole("row", { name: /^candidateStageChange/ });
  await button("Switch on", event).click();
  await button("Switch off", event).waitFor();
}

async function activatePosition(): Promise<void> {
  await frontPage();
  await button("Activate a position").click();
  await link(/^Configure/, page.getByRole("row", { name: /Senior Backend Engineer/ })).click();
  await page.getByLabel("Category").fill("Backend");
  await button("PostgreSQL").click();
  await page.getByLabel("Skills wanted").fill("System design");
  await page.keyboard.press("Enter");
  await button("Next: Rounds and guides").click();
  await button("Add a round").click();
  await button("Next: Scheduling").click();
  await expect.poll(() => page.getByLabel("Slots").textContent()).toMatch(/^\d{2,}slots in the next 7 days/);
  await button("Next: Reports").click();
  await button("Save and review").click();
  await page.getByText("The candidate gets this mail").waitFor();
  await button("Activate").click();
  await dialog().getByText("Nobody stands in the stage now.").waitFor();
  await button("Activate", dialog()).click();
  await page
    .getByRole("row", { name: /Senior Backend Engineer/ })
    .getByText("Active")
    .waitFor();
}

async function moveCandidate(): Promise<void> {
  await frontPage();
  await link("Move a candidate").click();
  const card = page.getByRole("listitem").filter({ hasText: "Maya Fernandez" });
  await card.dragTo(page.getByRole("region", { name: /^InterviewVector/ }), {
    sourcePosition: { x: 40, y: 30 },
    targetPosition: { x: 60, y: 100 },
  });
  await page.getByText("Maya Fernandez is now in InterviewVector").waitFor();
  await frontPage();
  await link("Read the invitation").click();
  await link(/maya\.fernandez@.*Choose a time/).click();
  await heading("Choose a time: Acme, Senior Backend Engineer");
}

async function bookOnPhone(): Promise<void> {
  const { page: handheld } = candidate;
  const invited = page.frameLocator("iframe").getByRole("link", { name: "Choose a time" });
  await handheld.goto((await invited.getAttribute("href")) ?? "");
  await handheld.getByText("Times are yours in Madrid (GMT+1)").waitFor();
  await chooseTime(handheld, "first");
  await button("Book this time", handheld).click();
  await heading("Your interview is booked", handheld);
  const before = await handheld.getByText(/^\w{3} \d+ \w{3} \d{4}, \d\d:\d\d$/).textContent();
  await link(/^Change the time$/, handheld).click();
  await chooseTime(handheld, "last");
  await button("Change to this time", handheld).click();
  await heading("Your interview is booked", handheld);
  expect(await handheld.getByText(/^\w{3} \d+ \w{3} \d{4}, \d\d:\d\d$/).textContent()).not.toBe(before);
  await system.settle();
  await handheld.goto("about:blank"); // what comes later is not of this page
  expect(candidate.complaints).toEqual([]);
}

async function writeReport(): Promise<void> {
  await frontPage();
  await button("until the next booked interview is over").click();
  await system.settle();
  await frontPage();
  await page.getByText(/, who has the interview/).waitFor();
  await button("Write the report").click();
  await link("Write report: Maya").click();
  await heading("Report: Maya");
  for (const score of await page.getByRole("radio", { name: /^3/ }).all()) await score.check();
  for (const evidence of await page.getByLabel(/^Evidence: /).all())
    await evidence.fill("Explained the trade-offs unasked.");
  await page.getByRole("radio", { name: "Hire", exact: true }).check();
  await page.getByLabel("Summary").fill("A solid senior engineer.");
  await page.getByText("Nothing is missing").waitFor();
  await button("Submit", page.getByRole("main")).first().click();
  await button("Submit now", dialog()).click();
  await heading("Agenda");
  await system.settle();
}

async function seeFeedback(): Promise<void> {
  await frontPage();
  for (const step of ["Connect Lever", "Switch the webhook on", "Activate a position", "Move a candidate"])
    await done(step);
  for (const step of ["Read the invitation", "Book a time", "Write the report", "See the feedback"]) await done(step);
  await link("See the feedback in Lever").click();
  await heading("Maya Fernandez");
  await page.getByText(/Feedback on Maya Fernandez's .* is uploaded/).waitFor();
  await page.getByText("3 - Hire").waitFor();
  await link(/^Interview report .*\.pdf$/).waitFor();
}

async function followAtCompany(): Promise<void> {
  await frontPage();
  await button(/^Ada Nowak/).click();
  await link("Candidates").click();
  await link(/^Maya Fernandez/, page.getByRole("main")).click();
  const timeline = page.getByRole("list", { name: "Timeline" });
  await timeline.getByText("Report submitted").waitFor();
  expect(await timeline.getByRole("link", { name: "open in Lever" }).count()).toBeGreaterThanOrEqual(6);
  await link("Read the report").click();
  await heading("Report: Maya Fernandez");
  const address = (await link("PDF").getAttribute("href")) ?? "";
  const pdf = await page.request.get(new URL(address, page.url()).href);
  expect(pdf.headers()["content-type"]).toBe("application/pdf");
}

/** A day of the calendar, then the first or last time of it that is shown. */
async function chooseTime(on: Page, which: "first" | "last"): Promise<void> {
  const days = on.getByRole("link", { name: /\d times?$/ });
  await (which === "first" ? days.first() : days.last()).click();
  const times = on.getByRole("region", { name: "Free times" }).getByRole("button", { name: /^\d\d:\d\d$/ });
  await times.first().click();
}
