/**
 * A candidate's life on a phone whose browser runs no scripts, or who has no mouse and no touch, and the recruiter's page behind a
 * note's link: by what is written there.
 */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CandidateBrowser } from "../../dev/candidate.ts";
import { invitationOf, letItEnd, setUpAcme, stage, sundayAhead } from "../../dev/life.ts";
import type { Person } from "../../dev/person.ts";
import type { System } from "../../dev/system.ts";
import { checkAccessibility } from "../support/accessibility.ts";
import { launchBrowser } from "../support/browser.ts";
import { tabTo, walkByTab } from "../support/keyboard.ts";
import { mailsTo, notesOf } from "../support/lever-view.ts";
import { ratingOf } from "../support/rating.ts";
import { detailOf, newCandidate } from "../support/step.ts";
import { phone, visit, type Visitor } from "../support/visitor.ts";
import { startWorld } from "../support/world.ts";

let system: System;
let browser: Browser;
let ada: Person;
let handheld: Visitor;
let page: Page;

beforeAll(async () => {
  [system, browser] = await Promise.all([startWorld(), launchBrowser()]);
  ({ ada } = await setUpAcme(system));
  handheld = await visit(browser, { ...phone, javaScriptEnabled: false, expected: /409|422/ });
  ({ page } = handheld);
});
afterAll(async () => {
  await browser.close();
  await system.stop();
});

async function enter(name: string, change: Parameters<typeof newCandidate>[2] = {}) {
  const candidate = newCandidate(system, name, change);
  system.emulator.account("acme").moveToStage(candidate.opportunityId, stage, { by: "ravi" });
  await system.settle();
  return candidate;
}

async function invited(name: string) {
  const candidate = await enter(name);
  const { link } = await invitationOf(system, candidate.opportunityId);
  await page.goto(link);
  await heading("Choose a time for your interview");
  return { ...candidate, link };
}

const link = (name: string | RegExp) => page.getByRole("link", { name });
const button = (name: string | RegExp) => page.getByRole("button", { name });

/** Stands on the page of this title, which fits the phone. */
async function heading(name: string): Promise<void> {
  await page.getByRole("heading", { name, level: 1 }).waitFor();
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(390);
}

/** Around noon, so that nobody is asked whether they mean it, on one of the days that have times. */
async function chooseTime(day: number): Promise<void> {
  await link(/\d times?$/)
    .nth(day)
    .click();
  const times = page.getByRole("region", { name: "Free times" }).getByRole("button", { name: /^1[1-5]:\d\d$/ });
  await times.first().click();
}

describe("without scripts, on a phone, a candidate", () => {
  it("names their own zone, books with what they need, moves and cancels; and Lever follows", async () => {
    const { opportunityId } = await invited("Zoe Plain");
    await link("Change the time zone").click();
    await heading("Change the time zone");
    await link("Asia").click();
    await page.getByLabel(/place whose clock/i).selectOption({ label: "Kolkata" });
    await button("Show times there").click();
    await page.getByText("Kolkata (GMT+5:30)").first().waitFor();
    await chooseTime(2);
    await heading("Book this time?");
    await page.getByLabel("Captions").check();
    await page.getByLabel("Anything else we should arrange").fill("A chair, please <3");
    await button("Book this time").click();
    await heading("Your interview is booked");
    await page.getByText("Kolkata (GMT+5:30)").first().waitFor();
    await page.getByText("Captions; A chair, please <3").waitFor();
    await system.settle();
    const booked = await detailOf(ada, opportunityId);
    expect(booked.state).toBe("scheduled");

    await link(/^Change the time$/).click();
    await heading("Choose another time");
    await chooseTime(3);
    await button("Change to this time").click();
    await heading("Your interview is booked");
    await system.settle();
    expect((await detailOf(ada, opportunityId)).startAt).not.toBe(booked.startAt);

    await link("Your data").click();
    await heading("Your data");
    await link("Back to your interview").click();
    await link("Cancel the interview").click();
    await heading("Cancel your interview?");
    await page.getByLabel(/^Reason/).fill("I have taken another offer");
    await button("Cancel the interview").click();
    await heading("This interview is cancelled");
    await system.settle();
    expect(notesOf(system, opportunityId).at(-1)).toContain("Reason: I have taken another offer");
    expect(handheld.complaints).toEqual([]);
  });

  it("whose time is taken because they typed for long keeps what was typed, and books the nearest", async () => {
    const { opportunityId, link: own } = await invited("Lou Loser");
    await chooseTime(2);
    await page.getByLabel("Short breaks").check();
    await page.getByLabel("Anything else we should arrange").fill("Please speak slowly");
    const wanted = Number(new URL(page.url()).searchParams.get("start"));
    system.advance(6 * 60); // the time was kept for them for five minutes
    await takeEverybodyAt(wanted);
    await button("Book this time").click();
    await heading("Please choose another time");
    expect(await page.getByLabel("Short breaks").isChecked()).toBe(true);
    expect(await page.getByLabel("Anything else we should arrange").inputValue()).toBe("Please speak slowly");
    await button("Book this time").click();
    await heading("Please choose another time");
    const nearest = page.getByRole("group", { name: /^Nearest times/ }).getByRole("radio");
    const chosen = Number(await nearest.first().getAttribute("value"));
    await nearest.first().check();
    await button("Book this time").click();
    await heading("Your interview is booked");
    expect(new URL(page.url()).pathname).toBe(new URL(own).pathname);
    const { startAt } = await detailOf(ada, opportunityId);
    expect(Date.parse(startAt ?? "")).toBe(chosen);
    expect(chosen).not.toBe(wanted);
  });

  it("who finds no time gives their own, looks again, and declines in the end", async () => {
    const { opportunityId } = await invited("Pru Proposes");
    await link("Tell us which times suit you").click();
    await heading("Tell us which times suit you");
    await button("Send these times").click();
    await page.getByRole("alert").getByText("Please give at least one day with a time.").waitFor();
    await page.getByLabel("Day").first().fill(sundayAhead(system.clock.now()));
    await page.getByLabel("From").first().fill("10:00");
    await page.getByLabel("Until").first().fill("14:00");
    await button("Send these times").click();
    await heading("We have your times");
    expect((await detailOf(ada, opportunityId)).state).toBe("proposed");
    await link("Look for a free time").click();
    await heading("Choose a time for your interview");
    await page.goBack();
    await link("Decline the invitation").click();
    await heading("Decline the invitation?");
    await button("Decline the invitation").click();
    await heading("You declined the invitation");
    await system.settle();
    expect((await detailOf(ada, opportunityId)).state).toBe("cancelled");
  });
});

describe("without scripts, on a phone, a candidate who was interviewed", () => {
  it("says how it was, hears that a person looks into it, and thinks better of it", async () => {
    const { opportunityId, email } = await invited("Rae Rates");
    await chooseTime(1);
    await button("Book this time").click();
    await heading("Your interview is booked");
    await system.settle();
    const { id } = await detailOf(ada, opportunityId);
    await letItEnd(system, ada, id);
    system.advance(20 * 3600);
    await system.settle();
    await page.goto((await ratingOf(system, email)).link);
    await heading("How was your interview?");
    await page.getByLabel("2: bad").check();
    await page.getByLabel(/^Anything you want to tell us/).fill("Late, <b>and</b> in a hurry.");
    await button("Send").click();
    await heading("Thank you");
    await page.getByText("You wrote: Late, <b>and</b> in a hurry.").waitFor();
    await page.getByText(/A person looks into it/).waitFor();
    await page.getByText("Change your answer").click();
    await page.getByLabel("4: good").check();
    await button("Send the change").click();
    await page.getByText("4 of 5: good").waitFor();
  });
});

describe("without scripts, the page behind the link in a note", () => {
  it("says what is missing, and invites once it is there", async () => {
    const { opportunityId, email } = await enter("Bo Blocked", { phone: null });
    const [retrigger] = notesOf(system, opportunityId).flatMap(
      (note) => note.match(/http\S+\/retrigger\/[\w-]+/g) ?? [],
    );
    await page.goto(retrigger ?? "");
    await heading("Read again and invite?");
    await button("Read again and go on").click();
    await heading("Something is still missing");
    system.emulator
      .account("acme")
      .editContact(opportunityId, { phones: [{ type: "mobile", value: "+49 30 7654321" }] });
    await button("Read again and go on").click();
    await heading("The candidate is invited");
    await system.settle();
    expect(mailsTo(system, email)).toHaveLength(1);
  });
});

/** As many others as there are experts book the same time. */
async function takeEverybodyAt(startAt: number): Promise<void> {
  for (let others = 0; others < 8; others += 1) {
    const { opportunityId } = await enter(`Otto ${"abcdefgh".charAt(others)}`);
    const other = new CandidateBrowser((await invitationOf(system, opportunityId)).link);
    await other.open(`/confirm?start=${startAt}`);
    if (!other.text.includes("Book this time?")) return;
    await other.book(startAt);
  }
}

describe("with the keyboard alone, a candidate", () => {
  it("reaches everything, sees where they are, books a time of the night after saying so, and moves it to the day", async () => {
    const { opportunityId, link: own } = await invited("Kay Board");
    const visitor = await visit(browser, { ...phone, timezoneId: "Asia/Kolkata", expected: /422/ });
    const { page: keys } = visitor;
    const press = async (target: ReturnType<Page["getByRole"]>, key: "Enter" | "Space" = "Enter") => {
      await tabTo(keys, target);
      await keys.keyboard.press(key);
    };
    const title = (name: string) => keys.getByRole("heading", { name, level: 1 }).waitFor();
    const isGood = async () => {
      expect(await walkByTab(keys)).toEqual([]);
      expect(await checkAccessibility(keys)).toEqual([]);
    };
    await keys.goto(own);
    await keys.getByText("Kolkata (GMT+5:30)").first().waitFor();
    await isGood();

    await press(keys.getByRole("link", { name: "Change the time zone" }));
    await title("Change the time zone");
    await isGood();
    await tabTo(keys, keys.getByLabel(/^Your city/));
    await keys.keyboard.type("mumb");
    await press(keys.getByRole("link", { name: /^Mumbai/ }));
    await title("Choose a time for your interview");

    await press(keys.getByRole("link", { name: /\d times?$/ }).nth(2));
    await title("Choose a time for your interview");
    await press(keys.getByText(/^Early or late:/), "Space");
    await press(keys.getByRole("button", { name: /^(2[23]|0[0-6]):\d\d$/ }).first());
    await title("Book this time?");
    await isGood();
    await press(keys.getByLabel("Captions"), "Space");
    await press(keys.getByLabel(/suits me$/), "Space");
    await press(keys.getByRole("button", { name: "Book this time" }));
    await title("Your interview is booked");
    await isGood();
    const booked = await detailOf(ada, opportunityId);
    expect(booked.state).toBe("scheduled");

    await press(keys.getByRole("link", { name: /^Change the time$/ }));
    await title("Choose another time");
    await press(keys.getByRole("button", { name: /^Take it: the first free time/ }));
    await press(keys.getByRole("button", { name: "Change to this time" }));
    await title("Your interview is booked");
    expect((await detailOf(ada, opportunityId)).startAt).not.toBe(booked.startAt);
    expect(visitor.complaints).toEqual([]);
    await visitor.leave();
  });

  it("finds the times that they typed again after changing the zone, until they were sent", async () => {
    const { link: own } = await invited("Tina Typed");
    const visitor = await visit(browser, { ...phone, timezoneId: "Asia/Kolkata" });
    const { page: form } = visitor;
    const first = form.getByRole("group", { name: "First choice" });
    const fourth = form.getByRole("group", { name: "Choice 4, if you like" });
    await form.goto(`${own}/propose`);
    await form.getByText("Kolkata (GMT+5:30)").first().waitFor();
    await first.getByLabel("Day").fill("2030-01-15");
    await first.getByLabel("From").fill("10:00");
    await form.getByText("More choices").click();
    await fourth.getByLabel("Day").fill("2030-01-16");
    await form.getByLabel("Captions").check();
    await form.getByRole("link", { name: "Change the time zone" }).click();
    await form.getByLabel(/^Your city/).fill("berl");
    await form.getByRole("link", { name: /^Berlin/ }).click();
    await form.getByText("Berlin (GMT+1)").first().waitFor();
    expect(await first.getByLabel("From").inputValue()).toBe("10:00");
    expect(await fourth.getByLabel("Day").inputValue()).toBe("2030-01-16");
    expect(await fourth.isVisible()).toBe(true);
    expect(await form.getByLabel("Captions").isChecked()).toBe(true);
    await first.getByLabel("Until").fill("17:00");
    await fourth.getByLabel("Day").fill("");
    await form.getByRole("button", { name: "Send these times" }).click();
    await form.getByRole("heading", { name: "We have your times" }).waitFor();
    expect(await form.evaluate("sessionStorage.length")).toBe(0);
    expect(visitor.complaints).toEqual([]);
    await visitor.leave();
  });
});
