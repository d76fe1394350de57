/** Integrations in a browser, by roles and labels: consent, checklist, health and Sync, wide and on a phone. */
import { positionApi } from "@interviewvector/domain";
import type { Browser } from "playwright-core";
import { developmentApp } from "@interviewvector/lever-emulator";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stage } from "../../dev/life.ts";
import { Person } from "../../dev/person.ts";
import { activate, connectLever } from "../../dev/set-up.ts";
import type { System } from "../../dev/system.ts";
import { checkAccessibility } from "../support/accessibility.ts";
import { launchBrowser } from "../support/browser.ts";
import { newCandidate } from "../support/step.ts";
import { phone, visit, type Visitor } from "../support/visitor.ts";
import { startWorld } from "../support/world.ts";

let system: System;
let browser: Browser;
let ada: Person;
let visitor: Visitor;
let handheld: Visitor;

beforeAll(async () => {
  [system, browser] = await Promise.all([startWorld(), launchBrowser()]);
  ada = await Person.signIn(system.urls.platform, "ada@acme.example");
  visitor = await visit(browser);
  handheld = await visit(browser, phone);
  for (const { page } of [visitor, handheld]) {
    await page.goto(system.urls.platform);
    await page.getByRole("button", { name: /^Ada Nowak/ }).click();
    await page.getByRole("heading", { name: "Home", level: 1 }).waitFor();
  }
});
afterAll(async () => {
  await browser.close();
  await system.stop();
});

/** An answer, on a busy machine. */
const soon = { timeout: 20_000 };

const acme = () => system.emulator.account("acme");
const scopesOfConsent = () => Object.values(system.emulator.state.oauth.grants).at(-1)?.scopes ?? [];

describe("the consent dialog", () => {
  it("lets the company leave out webhooks; the checklist then says how to make one by hand", async () => {
    const { page } = visitor;
    await page.goto(`${system.urls.platform}/app/integrations`);
    await page.getByRole("button", { name: "Authenticate" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("Write what happens into the candidate's story.").waitFor();
    expect(await checkAccessibility(page)).toEqual([]);
    await dialog.getByRole("checkbox", { name: /^Hear of moves at once/ }).uncheck();
    await dialog.getByRole("button", { name: "Grant access" }).click();
    await page.getByRole("button", { name: "Grant access" }).click();
    await page.getByRole("heading", { name: /^Lever/, level: 1 }).waitFor();
    expect(scopesOfConsent()).not.toContain("webhooks:write:admin");
    const line = page.getByRole("listitem").filter({ hasText: "The webhook for stage changes is missing" });
    await line.getByText("To do").waitFor();
    await page.getByRole("button", { name: "Set up by hand: Candidate Stage Change" }).click();
    await page.getByRole("dialog").getByLabel("Signature token").waitFor();
    expect(await checkAccessibility(page)).toEqual([]);
  });
});

describe("health and Sync", () => {
  let id: string;

  beforeAll(async () => {
    id = await connectLever(system, ada);
    await activate(ada, "Senior Backend Engineer");
    await system.settle();
    const granted = scopesOfConsent();
    acme().moveToStage(newCandidate(system, "Bo Baker").opportunityId, stage, { by: "ravi" });
    await system.settle();
    acme().setAppScopes(
      developmentApp.clientId,
      granted.filter((scope) => !scope.startsWith("notes")),
    );
    acme().moveToStage(newCandidate(system, "Fay Failed").opportunityId, stage, { by: "ravi" });
    acme().moveToStage(newCandidate(system, "Ida Ignored", { posting: "Data Engineer" }).opportunityId, stage, {
      by: "ravi",
    });
    await system.settle();
    acme().setAppScopes(developmentApp.clientId, granted);
    for (const { id: delivery, isTest } of system.emulator.state.deliveries.slice(-1))
      if (!isTest) system.emulator.rerun(delivery);
    await system.settle();
  });

  it("the card shows the failed write with its reason, and Retry writes it", async () => {
    const { page } = visitor;
    await page.goto(`${system.urls.platform}/app/integrations`);
    const failures = page.getByRole("region", { name: "Failures" });
    await failures.getByText(/credentials lack the scope notes:write:admin/).waitFor();
    expect(await checkAccessibility(page)).toEqual([]);
    await failures.getByRole("button", { name: "Retry: Note in Lever: invited, Fay Failed" }).click();
    await page.getByText("Tried again").waitFor();
    await system.settle();
    await page.reload();
    await page.getByText("Failed", { exact: true }).waitFor();
    expect(await failures.count()).toBe(0);
  });

  it.each([
    { where: "at 1440 px", who: () => visitor },
    { where: "on a phone", who: () => handheld },
  ])(
    "Sync says what came in, was written, was ignored and came twice, and keeps its filters in the address, $where",
    async ({ who }) => {
      const { page, complaints } = who();
      await page.goto(`${system.urls.platform}/app/integrations/${id}/sync`);
      const list = page.getByRole("list", { name: "Sync" });
      const line = (words: string | RegExp) => list.getByRole("listitem").filter({ hasText: words });
      await line(/Bo Baker.*Moved to another stage \(told by Lever\)/)
        .getByText("Done")
        .waitFor();
      await line(/Bo Baker.*Note in Lever: invited/)
        .getByText("Done")
        .waitFor();
      expect(await checkAccessibility(page)).toEqual([]);
      expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
      await page.getByRole("link", { name: /^Ignored/ }).click();
      await line("The posting does not carry the tag.")
        .getByRole("button", { name: /^Read again/ })
        .waitFor();
      expect(new URL(page.url()).searchParams.get("state")).toBe("ignored");
      await page.getByRole("link", { name: /^Skipped as duplicate/ }).click();
      await line(/skipped as duplicate/)
        .first()
        .waitFor();
      await page.getByRole("link", { name: /^All/ }).click();
      await page.getByLabel("Search").fill("Baker");
      await expect.poll(() => line("Fay Failed").count(), soon).toBe(0);
      await line("Bo Baker").first().waitFor();
      await page.reload();
      await expect.poll(() => page.getByLabel("Search").inputValue(), soon).toBe("Baker");
      await page.getByLabel("Direction").selectOption({ label: "Was written" });
      await expect.poll(() => line("told by Lever").count(), soon).toBe(0);
      await page.goto("about:blank");
      expect(complaints).toEqual([]);
    },
  );

  it("what was ignored is read again once it was mended in Lever", async () => {
    const { page } = visitor;
    acme().tagPosting("Data Engineer", "InterviewVector");
    await ada.call(positionApi.refreshPostings);
    await page.goto(`${system.urls.platform}/app/integrations/${id}/sync?state=ignored`);
    await page
      .getByRole("button", { name: /^Read again/ })
      .first()
      .click();
    await page.getByText("Read again in a moment").waitFor();
    await system.settle();
    await page.goto(`${system.urls.platform}/app/integrations/${id}/sync?search=Ida`);
    const list = page.getByRole("list", { name: "Sync" });
    await list.getByRole("listitem").filter({ hasText: "Asked for by a person" }).getByText("Done").waitFor();
  });
});
