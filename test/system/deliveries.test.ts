/**
 * The same six lives in three worlds: one where each webhook arrives once, one where each arrives five times in any order and
 * late, and one where none arrives and the poll must find everything. What stands in Lever and mailboxes is the same, byte by byte.
 */
import { expertApi } from "@interviewvector/domain";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CandidateBrowser } from "../../dev/candidate.ts";
import { expertOf, interviewOf, invitationOf, letItEnd, moveIn, setUpAcme, writeReport } from "../../dev/life.ts";
import type { Person } from "../../dev/person.ts";
import type { System } from "../../dev/system.ts";
import { invitationsTo, standingOf } from "../support/lever-view.ts";
import { openPostOffice, type PostOffice } from "../support/post-office.ts";
import { goTo, pollNow } from "../support/step.ts";
import { monday, startWorld } from "../support/world.ts";

const maya = "Maya Fernandez"; // comes, moves the time, is moved out by mistake and back, is interviewed
const arjun = "Arjun Nair"; // without phone at first; interviewed
const tom = "Tom Okafor"; // books and cancels
const ingrid = "Ingrid Solberg"; // books and is archived
const yuki = "Yuki Tanabe"; // never books
const omar = "Omar Haddad"; // books and does not come
const everybody = [maya, arjun, tom, ingrid, yuki, omar];
const stillStanding = [tom, yuki, omar];

/** The same Monday morning in every world, so that hours, days and weekends agree. */
const day = 24 * 3_600_000;

interface Lives {
  system: System;
  ada: Person;
  /** After each step: lets Lever's news reach the platform the way of this world. */
  news(): Promise<void>;
}

async function bookAt({ system, news }: Lives, candidate: string, at: number): Promise<CandidateBrowser> {
  const { id } = system.emulator.account("acme").opportunity(candidate);
  const browser = await invitationOf(system, id);
  const times = await browser.offeredTimes();
  const time = times.find((start) => start >= at);
  if (time === undefined) throw new Error(`no time for ${candidate} from ${new Date(at).toISOString()} on`);
  await browser.book(time);
  await news();
  return browser;
}

async function expertFor({ system, ada }: Lives, candidate: string) {
  const { id } = system.emulator.account("acme").opportunity(candidate);
  const interviewId = await interviewOf(ada, id);
  return { interviewId, expert: await expertOf(system, ada, interviewId) };
}

async function isInterviewed(lives: Lives, candidate: string): Promise<void> {
  const { interviewId, expert } = await expertFor(lives, candidate);
  await letItEnd(lives.system, lives.ada, interviewId);
  await writeReport(expert, interviewId);
  await lives.news();
}

async function liveThemAll(lives: Lives): Promise<void> {
  const { system, news } = lives;
  const acme = system.emulator.account("acme");
  const id = (candidate: string) => acme.opportunity(candidate).id;
  const morning = (days: number, hour: number) => monday + days * day + (hour - 6) * 3_600_000;

  goTo(system, monday + 10 * 60_000);
  for (const candidate of everybody) moveIn(system, candidate);
  await news();
  goTo(system, monday + 20 * 60_000);
  acme.editContact(id(arjun), { phones: [{ type: "mobile", value: "+91 98470 12345" }] });
  await news();

  goTo(system, monday + 30 * 60_000);
  const mayas = await bookAt(lives, maya, morning(1, 7));
  const toms = await bookAt(lives, tom, morning(2, 9));
  await bookAt(lives, ingrid, morning(2, 11));
  await bookAt(lives, omar, morning(3, 7));
  await bookAt(lives, arjun, morning(4, 7));
  goTo(system, monday + 40 * 60_000);
  await mayas.book((await mayas.offeredTimes("/reschedule")).find((time) => time >= morning(2, 7)) ?? 0);
  await news();
  await toms.cancel("I took another offer");
  await news();

  goTo(system, monday + 50 * 60_000);
  acme.moveToStage(id(maya), "On-site interview", { by: "ravi" });
  system.advance(15);
  acme.moveToStage(id(maya), "InterviewVector", { by: "ravi" });
  acme.archive(id(ingrid), "Withdrew", { by: "ravi" });
  await news();
  goTo(system, monday + 60 * 60_000);
  await news();

  await isInterviewed(lives, maya);
  const { interviewId, expert } = await expertFor(lives, omar);
  goTo(system, morning(3, 7) + 20 * 60_000);
  await system.settle();
  await expert.call(expertApi.markNoShow, { params: { interviewId } });
  await news();
  await isInterviewed(lives, arjun);
  acme.moveToStage(id(maya), "On-site interview", { by: "ravi" });
  acme.hire(id(arjun), { by: "ravi" });
  await news();
  for (let days = 5; days <= 8; days += 1) {
    goTo(system, morning(days, 12));
    await news();
  }
}

async function newWorld(): Promise<Pick<Lives, "system" | "ada">> {
  const system = await startWorld();
  goTo(system, monday);
  const { ada } = await setUpAcme(system);
  return { system, ada };
}

const endOf = (system: System) => everybody.map((candidate) => standingOf(system, candidate));

let plain: ReturnType<typeof endOf>;

beforeAll(async () => {
  const { system, ada } = await newWorld();
  await liveThemAll({ system, ada, news: () => system.settle() });
  plain = endOf(system);
  await system.stop();
});

describe("six lives with every webhook delivered once", () => {
  it("end as people expect", () => {
    const seen = Object.fromEntries(
      plain.map((one) => [
        one.candidate,
        {
          notes: one.notes.length,
          live: one.interviews.filter(({ cancelled }) => !cancelled).length,
          feedback: one.feedback.filter(({ completed }) => completed).length,
          files: one.files.length,
        },
      ]),
    );
    expect(seen).toEqual({
      [maya]: { notes: 4, live: 1, feedback: 1, files: 1 },
      [arjun]: { notes: 4, live: 1, feedback: 1, files: 1 },
      [tom]: { notes: 3, live: 0, feedback: 0, files: 0 },
      [ingrid]: { notes: 3, live: 0, feedback: 0, files: 0 },
      [yuki]: { notes: 3, live: 0, feedback: 0, files: 0 },
      [omar]: { notes: 3, live: 0, feedback: 0, files: 0 },
    });
  });
});

describe("the same lives with every webhook delivered five times, shuffled, some days late", () => {
  let lives: Lives;
  let office: PostOffice;

  beforeAll(async () => {
    const { system, ada } = await newWorld();
    office = openPostOffice(system, 20_261_123);
    const news = async () => {
      // What we write makes news as well, and acting on news writes: two rounds.
      for (let round = 0; round < 2; round += 1) {
        await system.settle();
        await office.deliver();
      }
      await system.settle();
    };
    lives = { system, ada, news };
    await liveThemAll(lives);
  });
  afterAll(() => lives.system.stop());

  it("end the same", () => {
    expect(office.delivered).toBeGreaterThan(50);
    expect(endOf(lives.system)).toEqual(plain);
  });

  it("invite nobody again who cancelled, let the window pass or did not come, whatever still arrives", async () => {
    const { system, ada } = lives;
    await office.deliverRest();
    await system.settle();
    for (let polls = 0; polls < 3; polls += 1) {
      await pollNow(system, ada);
      system.advance(600);
      await system.settle();
    }
    const acme = system.emulator.account("acme");
    for (const candidate of stillStanding) {
      const { id, stage } = acme.opportunity(candidate);
      expect(acme.stage(stage).text).toBe("InterviewVector");
      expect({ candidate, invitations: invitationsTo(system, acme.contactOf(id).emails[0] ?? "") }).toEqual({
        candidate,
        invitations: 1,
      });
      expect(await interviewOf(ada, id)).toBeTruthy();
    }
    expect(endOf(system)).toEqual(plain);
  });
});

describe("the same lives with every webhook lost", () => {
  it("end the same, found by the poll alone", async () => {
    const { system, ada } = await newWorld();
    system.emulator.setFaults([{ fault: "webhookLost" }]);
    const news = async () => {
      await system.settle();
      await pollNow(system, ada);
    };
    await liveThemAll({ system, ada, news });
    const lost = system.emulator.state.deliveries.filter(({ state }) => state === "lost");
    const end = endOf(system);
    await system.stop();
    expect(lost.length).toBeGreaterThanOrEqual(13);
    expect(end).toEqual(plain);
  });
});
