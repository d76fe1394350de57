import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { checkAccessibility } from "../../../test/support/accessibility.ts";
import { closeContext, launchBrowser } from "../../../test/support/browser.ts";
import type { Emulator, Hands } from "../src/index.ts";
import { start } from "./start.ts";

let browser: Browser;
let context: BrowserContext;
let page: Page;
let emulator: Emulator;
let acme: Hands;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

async function open(options: { javaScriptEnabled?: boolean; width?: number } = {}) {
  const { javaScriptEnabled = true, width = 1440 } = options;
  context = await browser.newContext({ viewport: { width, height: 1600 }, javaScriptEnabled });
  page = await context.newPage();
}

beforeEach(async () => {
  emulator = await start();
  acme = emulator.account("acme");
  await open();
});
afterEach(async () => {
  await closeContext(context);
  await emulator.stop();
});

const go = (path = "/") => page.goto(new URL(path, emulator.boardUrl).href);
const column = (name: string) => page.getByRole("region", { name: new RegExp(`^${name}`) });
const stageOf = (name: string) => acme.opportunity(name).stage;

describe("the pipeline", () => {
  test("a card is dragged to another stage, and Lever's hands did it", async () => {
    await go();
    const card = page.getByRole("listitem").filter({ hasText: "Maya Fernandez" });
    await card.dragTo(column("InterviewVector"), {
      sourcePosition: { x: 40, y: 30 },
      targetPosition: { x: 60, y: 200 },
    });
    await page.getByText("Maya Fernandez is now in InterviewVector").waitFor();
    await column("InterviewVector").getByRole("link", { name: "Maya Fernandez" }).waitFor();
    expect(stageOf("Maya Fernandez")).toBe(acme.stage("InterviewVector").id);
  });

  test("a card is moved by keyboard alone, and the focus stays", async () => {
    await go();
    await page.getByLabel("Move Tom Okafor to").focus();
    await page.getByLabel("Move Tom Okafor to").selectOption("InterviewVector");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await column("InterviewVector").getByRole("link", { name: "Tom Okafor" }).waitFor();
    await expect
      .poll(() => page.evaluate("document.activeElement?.getAttribute('aria-label')"))
      .toBe("Move Tom Okafor to");
  });

  test("a card is moved without JavaScript", async () => {
    await closeContext(context);
    await open({ javaScriptEnabled: false });
    await go();
    await page.getByLabel("Move Tom Okafor to").selectOption("InterviewVector");
    await page.getByRole("button", { name: "Move Tom Okafor" }).click();
    expect(stageOf("Tom Okafor")).toBe(acme.stage("InterviewVector").id);
    expect(new URL(page.url()).pathname).toBe("/");
  });

  test("an open page follows what happens elsewhere", async () => {
    await go();
    acme.createOpportunity({ name: "Just Arrived", posting: "Data Engineer" });
    await page.getByRole("link", { name: "Just Arrived" }).waitFor();
  });

  test("cards say what is missing; a new candidate can be added; Globex is apart", async () => {
    await go();
    const card = (name: string) => page.getByRole("listitem").filter({ hasText: name });
    await card("Arjun Nair").getByText("no phone").waitFor();
    await card("Chloé Dubois").getByText("no résumé").waitFor();
    await card("Mateus Lima").getByText("no e-mail").waitFor();
    await page.getByText("Add a candidate").click();
    await page.getByLabel("Name").last().fill("Nina New");
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await card("Nina New").waitFor();
    await page.getByRole("link", { name: "Globex" }).click();
    await page.getByRole("link", { name: "Lucas Meyer" }).waitFor();
    expect(await page.getByRole("link", { name: "Nina New" }).count()).toBe(0);
  });
});

describe("a profile", () => {
  test("contact, résumé and owner are changed; the address of a candidate leads there", async () => {
    const { id, contact } = acme.opportunity("Mateus Lima");
    await go(`/candidates/${id}`);
    await page.getByLabel("E-mail").fill("mateus@mail.example");
    await page.getByRole("button", { name: "Save contact" }).click();
    await page.getByLabel("Owner").selectOption("Ravi Menon");
    await page.getByRole("button", { name: "Change owner" }).click();
    await page.getByRole("button", { name: /^Remove résumé/ }).click();
    await page.getByRole("button", { name: "Upload" }).click();
    await page.getByRole("link", { name: "Mateus Lima-resume.pdf" }).waitFor();
    expect(emulator.state.accounts.acme?.contacts[contact]?.emails).toEqual(["mateus@mail.example"]);
    expect(acme.opportunity(id).owner).toBe(acme.user("ravi").id);
  });

  test("notes are threads, and what they hold is text", async () => {
    const { id } = acme.opportunity("Maya Fernandez");
    acme.addNote(id, "<b>bold</b> @ravi see https://partner.example/1 and javascript:alert(1)", { by: "lena" });
    await go(`/candidates/${id}`);
    await page.getByText("<b>bold</b>").waitFor();
    await page.getByText("Told: Ravi Menon").waitFor();
    expect(await page.getByRole("link", { name: "https://partner.example/1" }).count()).toBe(1);
    expect(await page.getByRole("link", { name: /javascript/ }).count()).toBe(0);
    await page.getByText("Reply").first().click();
    await page.getByRole("textbox", { name: "Reply" }).fill("Will do");
    await page.getByRole("button", { name: "Reply" }).click();
    await page.getByText("Will do").waitFor();
    expect(acme.notesOf(id)[0]?.comments).toHaveLength(2);
  });

  test("archive, unarchive, hire, delete after asking once more", async () => {
    const { id } = acme.opportunity("Maya Fernandez");
    await go(`/candidates/${id}`);
    await page.getByRole("button", { name: "Archive" }).click();
    await page.getByRole("button", { name: "Unarchive" }).click();
    await page.getByRole("button", { name: "Mark as hired" }).click();
    await page.getByText("Archived: Hired").waitFor();
    await page.getByText("Delete …").click();
    await page.getByRole("button", { name: "Delete for good" }).click();
    await page.getByRole("heading", { name: "Pipeline" }).waitFor();
    expect(() => acme.opportunity(id)).toThrow();
    expect((await go(`/candidates/${id}`))?.status()).toBe(404);
  });
});

describe("settings", () => {
  test("a switch is for Super Admins: disabled with its reason for others, refused if forced", async () => {
    await go("/accounts/acme/settings/webhooks");
    await page.getByRole("button", { name: "Switch on candidateStageChange" }).click();
    await page.getByRole("button", { name: "Switch off candidateStageChange" }).waitFor();
    expect(emulator.state.accounts.acme?.webhookGroups.candidateStageChange).toBe(true);
    await page.getByLabel("Acting as").selectOption({ label: "Ravi Menon (team member)" });
    await page.getByRole("heading", { name: "Pipeline" }).waitFor();
    await go("/accounts/acme/settings/webhooks");
    const off = page.getByRole("button", { name: "Switch off candidateStageChange" });
    expect(await off.isDisabled()).toBe(true);
    expect(await off.getAttribute("title")).toBe("Only a Super Admin can change this");
    const forced = await page.request.post(`${emulator.authUrl}/accounts/acme/settings/webhooks/switch`, {
      form: { event: "candidateStageChange", on: "no" },
      headers: { origin: emulator.authUrl },
    });
    expect(forced.status()).toBe(403);
  });

  test("a webhook made in the app shows its token; a form sent from elsewhere is refused", async () => {
    await go("/accounts/acme/settings/webhooks");
    await page.getByLabel("Address").fill("http://127.0.0.1:9/hook");
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await page.getByText(/Token [0-9a-f]{48}/).waitFor();
    const elsewhere = await page.request.post(`${emulator.authUrl}/accounts/acme/settings/faults/clear`, {
      form: {},
      headers: { origin: "https://evil.example" },
    });
    expect(elsewhere.status()).toBe(403);
  });

  test("the tag of a posting is taken off and put back", async () => {
    const { id } = acme.opportunity("Maya Fernandez");
    await go("/accounts/acme/settings/postings");
    await page.getByRole("button", { name: "Remove tag InterviewVector from Senior Backend Engineer" }).click();
    await expect.poll(() => acme.tagsOf(id)).not.toContain("InterviewVector");
    await page.getByRole("button", { name: "Add tag to Senior Backend Engineer" }).click();
    await expect.poll(() => acme.tagsOf(id)).toContain("InterviewVector");
  });

  test("access is revoked, a fault is added, a stage is renamed", async () => {
    const user = acme.user("lena").id;
    const clientId = "interviewvector-dev";
    emulator.consent({
      clientId,
      account: "acme",
      user,
      scopes: ["stages:read:admin"],
      redirectUri: "http://x.example/",
    });
    await go("/accounts/acme/settings/apps");
    await page.getByRole("button", { name: /^Revoke access/ }).click();
    await page.getByText("revoked").waitFor();
    await go("/accounts/acme/settings/faults");
    await page.getByRole("combobox", { name: /^Fault/ }).selectOption("error5xxAfter");
    await page.getByRole("button", { name: "Add fault" }).click();
    await page.getByText(/error5xxAfter on everywhere, 1 time;/).waitFor();
    await go("/accounts/acme/settings/stages");
    await page.getByLabel("New name of On-site interview").fill("On site");
    await page.getByRole("button", { name: "Rename On-site interview" }).click();
    await page.getByRole("rowheader", { name: "On site" }).waitFor();
  });
});

test.each([1440, 390])("no page has a flaw that axe sees, and none is wider than a screen of %i", async (width) => {
  await closeContext(context);
  await open({ width });
  const { id } = acme.opportunity("Maya Fernandez");
  acme.addNote(id, "Hello @lena");
  const settings = ["webhooks", "apps", "postings", "stages", "users", "templates", "faults"];
  const paths = ["/", `/candidates/${id}`, "/nowhere", ...settings.map((name) => `/accounts/acme/settings/${name}`)];
  for (const path of paths) {
    await go(path);
    expect(await checkAccessibility(page), path).toEqual([]);
    expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth"), path).toBeLessThanOrEqual(0);
  }
});
