/** The steps of the demo: who does what, in the order of the main job. Each fails by throwing a sentence. */
import type { Browser, Page } from "playwright-core";
import type { Person } from "./person.ts";
import { expertOf, interviewOf, invitationOf, letItEnd, moveIn, posting, setUpAcme, writeReport } from "./life.ts";
import type { System } from "./system.ts";

export interface DemoContext {
  system: System;
  browser: Browser;
  ada?: Person;
  opportunityId?: string;
  interviewId?: string;
  page?: Page;
  link?: string;
  /** Journal entry before the candidate's life begins. */
  since: number;
  bookedAt?: number;
  movedTo?: number;
}

interface Step {
  name: string;
  run(context: DemoContext): Promise<void>;
}

export const candidateName = "Maya Fernandez";

function need<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw new Error(`${what} is missing`);
  return value;
}

async function openBooking(context: DemoContext): Promise<void> {
  const invitation = await invitationOf(context.system, need(context.opportunityId, "the opportunity"));
  const notes = context.system.emulator.account("acme").notesOf(need(context.opportunityId, "the opportunity"));
  if (!notes[0]?.comments[0]?.value.includes(invitation.link))
    throw new Error("the note in Lever does not hold the link of the mail");
  context.link = invitation.link;
}

async function book(context: DemoContext): Promise<void> {
  const phone = await context.browser.newContext({
    viewport: { width: 390, height: 844 },
    timezoneId: "Europe/Madrid",
    locale: "en-GB",
  });
  const page = await phone.newPage();
  context.page = page;
  await page.goto(need(context.link, "the link"));
  await page.locator(".times button:visible").first().click();
  context.bookedAt = await confirm(page, "Book this time");
}

async function reschedule(context: DemoContext): Promise<void> {
  const page = need(context.page, "the candidate's page");
  await page.goto(`${need(context.link, "the link")}/reschedule`);
  // The last day of the month on view that has times: surely another one.
  await page.locator("table a").last().click();
  await page.locator(".times button:visible").last().click();
  context.movedTo = await confirm(page, "Change to this time");
  if (context.movedTo === context.bookedAt) throw new Error("the time did not change");
}

/** Presses the button of the confirmation page; the start stands in its address. */
async function confirm(page: Page, button: string): Promise<number> {
  await page.waitForURL(/\/confirm/);
  const startAt = Number(new URL(page.url()).searchParams.get("start"));
  const unusual = page.getByRole("checkbox", { name: /suit/ });
  if ((await unusual.count()) > 0) await unusual.check();
  await page.getByRole("button", { name: button }).click();
  await page.waitForURL((url) => !url.pathname.endsWith("/confirm") && !url.pathname.endsWith("/book"));
  return startAt;
}

async function submitReport(context: DemoContext): Promise<void> {
  const ada = need(context.ada, "Ada");
  const interviewId = need(context.interviewId, "the interview");
  await writeReport(await expertOf(context.system, ada, interviewId), interviewId);
  await context.system.settle();
}

export const demoSteps: Step[] = [
  {
    name: `Ada connects Lever by OAuth, configures and activates “${posting}”`,
    run: async (context) => {
      ({ ada: context.ada } = await setUpAcme(context.system));
    },
  },
  {
    name: `A recruiter moves ${candidateName} into the stage InterviewVector`,
    run: async (context) => {
      context.since = context.system.emulator.journal.at(-1)?.seq ?? 0;
      context.opportunityId = moveIn(context.system, candidateName);
      await context.system.settle();
    },
  },
  { name: "The invitation is in her mailbox, and the note in Lever holds the same link", run: openBooking },
  {
    name: "She books a time on her phone",
    run: async (context) => {
      await book(context);
      await context.system.settle();
      context.interviewId = await interviewOf(need(context.ada, "Ada"), need(context.opportunityId, "the opportunity"));
    },
  },
  {
    name: "She moves it to another day",
    run: async (context) => {
      await reschedule(context);
      await context.system.settle();
    },
  },
  {
    name: "Time passes; the interview is over and the report is due",
    run: (context) => letItEnd(context.system, need(context.ada, "Ada"), need(context.interviewId, "the interview")),
  },
  { name: "The expert writes the report along the guide", run: submitReport },
  {
    name: "The recruiter moves her on",
    run: async (context) => {
      context.system.emulator
        .account("acme")
        .moveToStage(need(context.opportunityId, "the opportunity"), "On-site interview", { by: "ravi" });
      await context.system.settle();
    },
  },
];
