/** The company's own words, at a browser: a note and a mail changed with the preview beside, a field of the form chosen, and what then stands in Lever. */
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { password } from "../../dev/cast.ts";
import { invitationOf, moveIn, setUpAcme } from "../../dev/life.ts";
import type { System } from "../../dev/system.ts";
import { checkAccessibility } from "../support/accessibility.ts";
import { launchBrowser } from "../support/browser.ts";
import { phone, visit, type Visitor } from "../support/visitor.ts";
import { startWorld } from "../support/world.ts";

let system: System;
let browser: Browser;
let admin: Visitor;
let page: Page;

beforeAll(async () => {
  [system, browser] = await Promise.all([startWorld(), launchBrowser()]);
  await setUpAcme(system);
  admin = await visit(browser);
  ({ page } = admin);
  await signIn(page);
});
afterAll(async () => {
  await browser.close();
  await system.stop();
});

async function signIn(on: Page): Promise<void> {
  await on.goto(`${system.urls.platform}/sign-in?next=/app/integrations/lever/texts`);
  await on.getByLabel("E-mail").first().fill("ada@acme.example");
  await on.getByLabel("Password").first().fill(password);
  await on.getByRole("button", { name: "Sign in", exact: true }).click();
  await on.getByRole("heading", { name: "Texts" }).waitFor();
}

/** A write to Lever, or an answer, on a busy machine. */
const soon = { timeout: 20_000 };

const dialog = () => page.getByRole("dialog");
const button = (name: string, within: Page | Locator = dialog()) => within.getByRole("button", { name, exact: true });
const notesOf = (id: string) =>
  system.emulator
    .account("acme")
    .notesOf(id)
    .map(({ comments }) => comments[0]?.value ?? "");

it(
  "a text that lacks what it is for is not kept, and says why; one that is kept goes out",
  { timeout: 120_000 },
  async () => {
    await page
      .getByRole("region", { name: "Notes in Lever" })
      .getByRole("link", { name: "Invited", exact: true })
      .click();
    const preview = dialog().getByRole("region", { name: "Preview" });
    await preview.getByText("@owner Maya Lindqvist was invited to Technical interview").waitFor();
    const words = dialog().getByLabel("Note", { exact: true });
    await words.fill("Hello {recruiter}, {candidate} is asked to come.");
    await dialog().getByText("There is no {recruiter} here.").first().waitFor();
    await words.fill("{owner} {candidate} is asked to come: ");
    await dialog().getByText("{details} must stand in this text").first().waitFor();
    expect(await checkAccessibility(page)).toEqual([]);
    await button("Insert {link}").click();
    await words.press("End");
    await words.pressSequentially(" {details}");
    await preview.getByText("@owner Maya Lindqvist is asked to come: http").waitFor();
    await button("Save").click();
    await dialog().waitFor({ state: "hidden" });

    await page.getByRole("link", { name: "Invitation", exact: true }).click();
    await dialog().getByLabel("Subject").fill("{company} would like to meet you");
    await dialog().getByText("Acme would like to meet you").waitFor();
    await button("Save").click();
    await dialog().waitFor({ state: "hidden" });
    await expect.poll(() => page.getByText("Your words,").count(), soon).toBe(2);

    const id = moveIn(system, "Maya Fernandez");
    const mail = await system.mailbox.waitFor(({ subject }) => subject === "Acme would like to meet you");
    expect(mail.text).toContain("Choose a time, or tell us which times suit you:");
    await system.settle();
    expect(notesOf(id)).toEqual([
      expect.stringMatching(/^@lena Maya Fernandez is asked to come: http\S+\/i\/\S+ http\S+\/r\/\S+$/),
    ]);

    await page.getByRole("link", { name: "Invitation", exact: true }).click();
    await button("Reset to our text").click();
    await dialog().waitFor({ state: "hidden" });
    moveIn(system, "Tom Okafor");
    await expect(
      invitationOf(system, system.emulator.account("acme").opportunity("Tom Okafor").id),
    ).resolves.toBeTruthy();
    expect(admin.complaints).toEqual([]);
  },
);

it("tag and link are ticked on and show in Lever", { timeout: 60_000 }, async () => {
  const { id } = system.emulator.account("acme").opportunity("Maya Fernandez");
  await page.getByRole("link", { name: "Notes and feedback" }).click();
  await page.getByLabel("A tag with the state").check();
  await page.getByLabel("In one thread").check();
  await expect.poll(() => system.emulator.account("acme").tagsOf(id), soon).toContain("InterviewVector: Invited");
  await page.getByLabel("A tag with the state").uncheck();
  await expect.poll(() => system.emulator.account("acme").tagsOf(id), soon).not.toContain("InterviewVector: Invited");
  await page.getByLabel("Each is a note of its own").check();
  expect(admin.complaints).toEqual([]);
});

it(
  "what fills a field of the form is chosen with the sample beside it, also on a phone",
  { timeout: 90_000 },
  async () => {
    const field = page.getByRole("listitem").filter({ has: page.getByLabel("Strengths", { exact: true }) });
    await field.getByText("What went well.").waitFor();
    await field.getByLabel("Strengths", { exact: true }).selectOption({ label: "Questions" });
    await field.getByText("How the candidate answered.").waitFor();
    const form = page.locator("form").filter({ has: field });
    await button("Save", form).click();
    await expect.poll(() => button("Save", form).getAttribute("aria-disabled"), soon).toBe("true");
    await page.reload();
    expect(await field.getByLabel("Strengths", { exact: true }).inputValue()).toBe(
      '{"from":"part","part":"questions"}',
    );
    expect(await checkAccessibility(page)).toEqual([]);

    const handheld = await visit(browser, phone);
    await signIn(handheld.page);
    await handheld.page.getByRole("link", { name: "Notes and feedback" }).click();
    await handheld.page.getByLabel("Strengths", { exact: true }).waitFor();
    const overflow = await handheld.page.evaluate<number>(
      "document.documentElement.scrollWidth - document.documentElement.clientWidth",
    );
    expect(overflow).toBeLessThanOrEqual(0);
    expect([...admin.complaints, ...handheld.complaints]).toEqual([]);
  },
);
