import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { createMailbox, type Mailbox } from "../../dev/mailbox/mailbox.ts";
import { checkAccessibility } from "../support/accessibility.ts";
import { closeContext, launchBrowser } from "../support/browser.ts";
import { INVITATION } from "../support/invitation.ts";
import { converse } from "../support/smtp.ts";

let browser: Browser;
let mailbox: Mailbox;
let page: Page;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

beforeEach(async () => {
  mailbox = await createMailbox({
    host: "127.0.0.1",
    httpPort: 0,
    smtpPort: 0,
    now: () => Date.parse("2026-11-23T09:00:00Z"),
  });
  page = await browser.newPage({ viewport: { width: 390, height: 800 } });
});
afterEach(async () => {
  await closeContext(page.context());
  await mailbox.stop();
});

const send = (to: string): Promise<string[]> => converse({ smtpUrl: mailbox.smtpUrl, to: [to], raw: INVITATION });

test("a mail appears in the open list by itself", async () => {
  await page.goto(mailbox.httpUrl);
  await page.getByText("No mail yet.").waitFor();
  await send("zoe@candidates.example");
  await page.getByRole("link", { name: /zoe@candidates\.example/ }).waitFor();
  expect(await page.getByRole("status").textContent()).toBe("1 mail");
  await page.getByRole("button", { name: "Delete all" }).click();
  await page.getByText("No mail yet.").waitFor();
  expect(mailbox.messages()).toEqual([]);
});

test("a mail shows as its reader sees it, and its calendar entry is read out", async () => {
  await send("zoe@candidates.example");
  await page.goto(mailbox.httpUrl);
  await page.getByRole("link", { name: /Choose a time/ }).click();
  await page.getByRole("heading", { name: "Choose a time for your interview ✓" }).waitFor();
  const shown = page.frameLocator("iframe").getByRole("link", { name: "a time" });
  expect(await shown.getAttribute("href")).toBe("https://interviews.example/i/token?a=1&b=2");
  await page.getByRole("link", { name: "Calendar" }).click();
  await page.getByText("2026-12-01 14:00 (UTC)").waitFor();
});

test("search leaves the mails that hold every word", async () => {
  await send("zoe@candidates.example");
  await send("ken@experts.example");
  await page.goto(mailbox.httpUrl);
  await page.getByRole("searchbox", { name: "Search mails" }).fill("choose KEN@");
  await page.getByRole("button", { name: "Search" }).click();
  await page.getByText("1 of 2 mails match").waitFor();
  expect(await page.getByRole("listitem").count()).toBe(1);
});

test.each([390, 1440])("every page is accessible and fits %i pixels, light and dark", async (width) => {
  await send("zoe.with.a.rather.long.address@candidates.example");
  await page.setViewportSize({ width, height: 800 });
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    for (const path of [
      "/",
      "/?q=nothing",
      ...["html", "text", "calendar", "links", "source"].map((view) => `/mail/1?view=${view}`),
    ]) {
      await page.goto(mailbox.httpUrl + path);
      expect(await checkAccessibility(page), path).toEqual([]);
      expect(await page.evaluate("document.documentElement.scrollWidth"), path).toBeLessThanOrEqual(width);
    }
  }
});
