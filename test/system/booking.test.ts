/**
 * Booking through the candidate's pages, as plain browsers do it over HTTP: races, repeats, limits, preferred times, ends.
 * Judged by experts' agendas, by Lever, and by the calendar objects that people got.
 */
import { expertApi, interviewApi, operationsApi, positionApi } from "@interviewvector/domain";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CandidateBrowser } from "../../dev/candidate.ts";
import { experts as castExperts } from "../../dev/cast.ts";
import { expertOf, interviewOf, invitationOf, stage } from "../../dev/life.ts";
import { Person } from "../../dev/person.ts";
import { activate, connectLever } from "../../dev/set-up.ts";
import type { System } from "../../dev/system.ts";
import { calendarsTo } from "../support/calendar.ts";
import { mailsTo, notesOf } from "../support/lever-view.ts";
import { seeded } from "../support/post-office.ts";
import { detailOf, newCandidate } from "../support/step.ts";
import { startWorld } from "../support/world.ts";

const backend = "Senior Backend Engineer";
const hour = 3_600_000;

let system: System;
let ada: Person;
let olga: Person;
let experts: Person[];

beforeAll(async () => {
  // Lever's rate is not what is tested here; two hundred invitations at ten calls a second would take a minute.
  system = await startWorld({
    environment: { LEVER_RATE_PER_S: "1000", LEVER_BURST: "1000" },
    emulator: { behaviours: { ratePerSecond: 10_000, rateBurst: 10_000 } },
  });
  const { platform } = system.urls;
  ada = await Person.signIn(platform, "ada@acme.example");
  olga = await Person.signIn(platform, "olga@interviewvector.example");
  experts = await Promise.all(castExperts.map(({ email }) => Person.signIn(platform, email)));
  await connectLever(system, ada);
  await activate(ada, backend);
});
afterAll(() => system.stop());

/** Every expert in UTC, with these hours on one date and none else. */
async function openOnly(onDate: string, intervals: { fromMinute: number; toMinute: number }[]): Promise<void> {
  const caps = { maxPerDay: 20, maxPerWeek: 40, noticeMinutes: 60 };
  for (const expert of experts)
    await expert.call(expertApi.putAvailability, {
      body: { zone: "Etc/UTC", weekly: [], overrides: [{ onDate, intervals }], timeOff: [], ...caps },
    });
}

/** Every expert all day, every day. */
async function openWide(noticeMinutes = 60): Promise<void> {
  const weekly = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, fromMinute: 8 * 60, toMinute: 20 * 60 }));
  const caps = { maxPerDay: 20, maxPerWeek: 80, noticeMinutes };
  for (const expert of experts)
    await expert.call(expertApi.putAvailability, {
      body: { zone: "Etc/UTC", weekly, overrides: [], timeOff: [], ...caps },
    });
}

async function invited(name: string) {
  const candidate = newCandidate(system, name);
  system.emulator.account("acme").moveToStage(candidate.opportunityId, stage, { by: "ravi" });
  await system.settle();
  return { ...candidate, browser: await invitationOf(system, candidate.opportunityId) };
}

const liveInLever = (opportunityId: string) =>
  system.emulator
    .account("acme")
    .interviewsOf(opportunityId)
    .filter(({ canceledAt }) => canceledAt === null);

function letters(index: number): string {
  return String.fromCodePoint(65 + Math.floor(index / 26), 97 + (index % 26));
}

describe("a booking", () => {
  beforeAll(() => openWide());

  it("pressed five times at once is one booking", async () => {
    const { opportunityId, email, browser } = await invited("Five Times");
    const [time = 0] = await browser.offeredTimes();
    await browser.open(`/confirm?start=${time}`);
    const { action, fields } = browser.form("/book");
    fields.set("unusual", "yes");
    const answers = await Promise.all(
      Array.from({ length: 5 }, () =>
        fetch(new URL(action, browser.link), { method: "POST", body: fields, redirect: "manual" }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303, 303, 303]);
    await system.settle();
    expect(liveInLever(opportunityId).map(({ date }) => date)).toEqual([time]);
    expect(system.emulator.account("acme").panelsOf(opportunityId)).toHaveLength(1);
    expect(notesOf(system, opportunityId).filter((note) => note.includes("is booked"))).toHaveLength(1);
    expect(calendarsTo(system, email).map(({ sequence }) => sequence)).toEqual([1]);
  });

  it("may be moved twice; the page says so before, and asks for help instead of the third time", async () => {
    const { opportunityId, email, browser } = await invited("Often Moved");
    const times = (await browser.offeredTimes()).filter((time) => time > system.clock.now() + 48 * hour);
    const [first = 0, second = 0, third = 0, fourth = 0] = [times[0], times[10], times[20], times[30]];
    await browser.book(first);
    expect(browser.text).toContain("You can change the time 2 more times, until");
    await browser.book(second);
    expect(browser.text).toContain("You can change the time once more, until");
    await browser.open(`/confirm?start=${fourth}`);
    const stale = browser.form("/book");
    await browser.book(third);
    expect(browser.text).toMatch(/changed 2 times, which is the limit\. Please ask for help\./);
    expect(browser.text).toContain("help@interviewvector.example");
    await browser.open("/reschedule");
    expect(browser.text).toContain("Your interview is booked");
    // A page that was opened before says so too, when it is sent after all.
    const late = await fetch(new URL(stale.action, browser.link), { method: "POST", body: stale.fields });
    expect(late.status).toBe(409);
    expect(await late.text()).toContain("Please ask for help.");
    await system.settle();
    expect(liveInLever(opportunityId).map(({ date }) => date)).toEqual([third]);
    const moved = notesOf(system, opportunityId).filter((note) => note.includes("was moved by the candidate"));
    expect(moved).toHaveLength(2);
    for (const note of moved) expect(note).toMatch(/New: .+\nOld: .+/);
    expect(calendarsTo(system, email).map(({ sequence, startAt }) => [sequence, startAt])).toEqual([
      [1, first],
      [2, second],
      [3, third],
    ]);
  });

  it("cannot be moved within four hours of the interview; the page asks for help, and cancelling stays possible", async () => {
    const { opportunityId, browser } = await invited("Cut Off");
    const [time = 0] = (await browser.offeredTimes()).filter((start) => start > system.clock.now() + 24 * hour);
    await browser.book(time);
    await system.settle();
    const times = await browser.offeredTimes("/reschedule");
    await browser.open(`/confirm?start=${times.at(-1)}`);
    const opened = browser.form("/book");
    system.advance((time - 3 * hour - system.clock.now()) / 1000);
    await system.settle();
    await browser.open();
    expect(browser.text).toContain("It is too close to the interview to change the time here. Please ask for help.");
    expect(browser.html).not.toContain("/reschedule");
    const late = await fetch(new URL(opened.action, browser.link), { method: "POST", body: opened.fields });
    expect(late.status).toBe(409);
    expect(liveInLever(opportunityId).map(({ date }) => date)).toEqual([time]);
    await browser.cancel();
    expect(browser.text).toContain("This interview is cancelled");
  });

  it("cancelled by the candidate: the reason stands in Lever, calendars are told, and the slot is free again", async () => {
    const { opportunityId, email, browser } = await invited("Carla Cancels");
    const { browser: other } = await invited("Next One");
    const [time = 0] = (await browser.offeredTimes()).filter((start) => start > system.clock.now() + 30 * hour);
    await openOnlyOne(time);
    await browser.book(time);
    await system.settle();
    const expert = await expertOf(system, ada, await interviewOf(ada, opportunityId));
    expect(await other.offeredTimes()).not.toContain(time);
    await browser.cancel("I moved to Mars, @lena");
    await system.settle();

    expect((await detailOf(ada, opportunityId)).state).toBe("cancelled");
    const note = notesOf(system, opportunityId).at(-1) ?? "";
    expect(note).toContain("is cancelled by the candidate.");
    expect(note).toMatch(/Reason: I moved to Mars, @\P{L}?lena/u);
    // In a person's words nobody is mentioned.
    expect(note.slice(1)).not.toContain("@lena");
    expect(liveInLever(opportunityId)).toEqual([]);
    for (const address of [email, expert.email]) {
      const own = calendarsTo(system, address).filter(({ startAt }) => startAt === time);
      expect(own.map(({ method }) => method).slice(-2)).toEqual(["REQUEST", "CANCEL"]);
    }
    expect(await other.offeredTimes()).toContain(time);
    await openWide();
  });

  /** One expert, one hour: who books it leaves nothing. */
  async function openOnlyOne(time: number): Promise<void> {
    const at = new Date(time).toISOString();
    const fromMinute = Number(at.slice(11, 13)) * 60 + Number(at.slice(14, 16));
    const body = { zone: "Etc/UTC", weekly: [], timeOff: [], maxPerDay: 20, maxPerWeek: 80, noticeMinutes: 60 };
    for (const [index, expert] of experts.entries()) {
      const intervals = index === 0 ? [{ fromMinute, toMinute: fromMinute + 60 }] : [];
      await expert.call(expertApi.putAvailability, {
        body: { ...body, overrides: [{ onDate: at.slice(0, 10), intervals }] },
      });
    }
  }
});

describe("preferred times", () => {
  // Sooner than the experts' notice nobody is matched without a person who sets it aside.
  beforeAll(() => openWide(7 * 24 * 60));
  afterAll(() => openWide());

  async function propose(name: string) {
    const one = await invited(name);
    const on = new Date(system.clock.now() + 72 * hour).toISOString().slice(0, 10);
    await one.browser.open("/propose");
    await one.browser.submit("/propose", {
      zone: "Etc/UTC",
      on,
      from: "10:00",
      to: "14:00",
      comment: "After lunch is best",
    });
    expect(one.browser.text).toContain("We have your times");
    await system.settle();
    const interviewId = await interviewOf(ada, one.opportunityId);
    return { ...one, interviewId, on };
  }

  it("are shown to the operator, answered with a firm booking, and told to everybody", async () => {
    const { opportunityId, email, interviewId, on, browser } = await propose("Prue Proposes");
    expect((await detailOf(ada, opportunityId)).state).toBe("proposed");
    expect(notesOf(system, opportunityId)).toHaveLength(2);
    expect(system.mailbox.messages().some(({ envelope }) => envelope.to.includes("olga@interviewvector.example"))).toBe(
      true,
    );
    const { proposals } = await olga.call(operationsApi.listProposals);
    const proposal = proposals.find((one) => one.interviewId === interviewId);
    expect(proposal).toMatchObject({ candidate: "Prue Proposes", comment: "After lunch is best" });
    expect(proposal?.ranges).toEqual([{ fromAt: `${on}T10:00:00.000Z`, toAt: `${on}T14:00:00.000Z` }]);
    const [suggestion] = proposal?.suggestions ?? [];
    if (!suggestion) throw new Error("nobody is suggested");
    const { startAt, expertId } = suggestion;
    const match = () =>
      olga.call(operationsApi.matchProposal, { params: { interviewId }, body: { startAt, expertId } });
    await match();
    await expect(match()).rejects.toMatchObject({ status: 409 });
    await system.settle();
    expect((await detailOf(ada, opportunityId)).startAt).toBe(startAt);
    expect(liveInLever(opportunityId).map(({ date }) => date)).toEqual([Date.parse(startAt)]);
    expect(calendarsTo(system, email).map(({ method, startAt: at }) => [method, at])).toEqual([
      ["REQUEST", Date.parse(startAt)],
    ]);
    expect(notesOf(system, opportunityId).at(-1)).toContain("is booked");
    await browser.open();
    expect(browser.text).toContain("Your interview is booked");
  });

  it("declined: the candidate is told, and chooses again with the same link", async () => {
    const { opportunityId, email, interviewId, browser } = await propose("Dan Declined");
    await olga.call(operationsApi.declineProposal, { params: { interviewId } });
    await system.settle();
    expect((await detailOf(ada, opportunityId)).state).toBe("invited");
    expect(mailsTo(system, email)).toHaveLength(3);
    const [time = 0] = await browser.offeredTimes();
    await browser.book(time);
    expect(browser.text).toContain("Your interview is booked");
    await expect(olga.call(operationsApi.declineProposal, { params: { interviewId } })).rejects.toMatchObject({
      status: 409,
    });
    // Free again, for the tests that count what is.
    await browser.cancel();
  });

  it("that pass without a match lead back to choosing, with a mail", async () => {
    const { opportunityId, email } = await propose("Pat Passed");
    system.advance(4 * 24 * 3600);
    await system.settle();
    expect((await detailOf(ada, opportunityId)).state).toBe("invited");
    expect(mailsTo(system, email)).toHaveLength(3);
  });
});

describe("calendar objects", () => {
  it("parse strictly; candidate and expert have one each that lives, moves and ends: same UID, rising SEQUENCE, nobody's address but the own", async () => {
    const { opportunityId, email, browser } = await invited('Cal Endar, Jr.; "quoted"');
    const times = (await browser.offeredTimes()).filter((start) => start > system.clock.now() + 48 * hour);
    const [first = 0, second = 0] = [times[2], times[12]];
    await browser.book(first);
    await system.settle();
    const expert = await expertOf(system, ada, await interviewOf(ada, opportunityId));
    await browser.book(second);
    await system.settle();
    await ada.call(interviewApi.cancelInterview, {
      params: { interviewId: await interviewOf(ada, opportunityId) },
      body: { reason: "role filled" },
    });
    await system.settle();

    const ofCandidate = calendarsTo(system, email);
    const all = calendarsTo(system, expert.email);
    const own = all.findLast(({ startAt }) => startAt === second)?.uid;
    const ofExpert = all.filter(({ uid }) => uid === own);
    for (const [address, story] of [
      [email, ofCandidate],
      [expert.email, ofExpert],
    ] as const) {
      expect(story.map(({ method, startAt }) => [method, startAt])).toEqual([
        ["REQUEST", first],
        ["REQUEST", second],
        ["CANCEL", second],
      ]);
      expect(new Set(story.map(({ uid }) => uid)).size).toBe(1);
      expect(story.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
      expect(story.map(({ status }) => status)).toEqual(["CONFIRMED", "CONFIRMED", "CANCELLED"]);
      for (const { attendees, organiser, endAt, startAt, text } of story) {
        expect(organiser).toMatch(/@(?!(candidates|experts|acme)\.)/);
        expect(attendees).toEqual([address]);
        expect(endAt - startAt).toBe(hour);
        const addresses = text.match(/[\w.+-]+@(candidates|experts|acme)\.example/g) ?? [];
        expect(new Set(addresses)).toEqual(new Set([address]));
      }
    }
    expect(ofCandidate[0]?.uid).not.toBe(ofExpert[0]?.uid);
  });
});

describe("two hundred candidates who race for twenty slots", () => {
  const wish = (index: number) => `Candidate ${index} would like captions, please & <thanks>`;
  const random = seeded(7);
  let candidates: { opportunityId: string; email: string }[];
  let browsers: CandidateBrowser[];
  let starts: number[];

  beforeAll(async () => {
    // Five starts with four experts each: hours of exactly one interview, far enough apart for the buffers.
    const onDate = new Date(system.clock.now() + 72 * hour).toISOString().slice(0, 10);
    const intervals = [9, 10.5, 12, 13.5, 15].map((at) => ({ fromMinute: at * 60, toMinute: (at + 1) * 60 }));
    starts = intervals.map(({ fromMinute }) => Date.parse(`${onDate}T00:00:00Z`) + fromMinute * 60_000);
    await openOnly(onDate, intervals);
    candidates = Array.from({ length: 200 }, (_, index) => newCandidate(system, `Racer ${letters(index)}`));
    // Those invited by the tests before are no part of this crowd.
    system.advance(11 * 60);
    for (const { opportunityId } of candidates)
      system.emulator.account("acme").moveToStage(opportunityId, stage, { by: "ravi" });
    await system.settle(60_000);
  }, 120_000);

  it("are not invited all at once by a slip: more than fifty within ten minutes wait for one click", async () => {
    // Those few who were read before the crowd could be seen are invited; never more than fifty.
    expect(invitations().size).toBeLessThanOrEqual(50);
    const { positions } = await ada.call(positionApi.listPositions);
    const params = { positionId: positions.find(({ title }) => title === backend)?.id ?? "" };
    const inviteOpportunityIds = candidates.map(({ opportunityId }) => opportunityId);
    await ada.call(positionApi.activatePosition, { params, body: { inviteOpportunityIds } });
    await system.settle(60_000);
    const linkOf = invitations();
    expect(linkOf.size).toBe(200);
    browsers = candidates.map(({ email }) => CandidateBrowser.ofMail(linkOf.get(email) ?? { text: "" }));
  }, 120_000);

  it("make exactly twenty bookings; each loser keeps what was typed and is told kindly what is left", async () => {
    const losers = await race(
      browsers.map((browser, index) => ({ browser, index, start: starts[Math.floor(random() * 5)] ?? 0 })),
    );
    // The first half of the day is gone for sure, but somebody was told of another time and takes it.
    let left = losers;
    for (let rounds = 0; rounds < 6 && left.some(({ browser }) => nearestOn(browser).length > 0); rounds += 1)
      left = await race(
        left.map(({ browser, index }) => ({ browser, index, start: nearestOn(browser)[0] ?? starts[0] ?? 0 })),
      );
    expect(left).toHaveLength(180);
    for (const { browser } of left) {
      await browser.open();
      expect(browser.text).toContain("There is no free time at the moment");
      expect(browser.html).toContain(`href="${new URL(browser.link).pathname}/propose`);
    }
    await system.settle(60_000);
  }, 120_000);

  it("leave no expert with two interviews that overlap, and every booking once in Lever", async () => {
    const booked: number[] = [];
    for (const expert of experts) {
      const { items } = await expert.call(expertApi.agenda);
      const times = items
        .map(({ startAt, endAt }) => [Date.parse(startAt), Date.parse(endAt)] as const)
        .filter(([startAt]) => startAt >= (starts[0] ?? 0))
        .toSorted((a, b) => a[0] - b[0]);
      times.forEach(([startAt], at) => {
        if (at > 0) expect(startAt).toBeGreaterThanOrEqual(times[at - 1]?.[1] ?? Infinity);
      });
      booked.push(...times.map(([startAt]) => startAt));
    }
    expect(booked.toSorted()).toEqual(starts.flatMap((start) => [start, start, start, start]).toSorted());
    const live = candidates.flatMap(({ opportunityId }) => liveInLever(opportunityId));
    expect(live.map(({ date }) => date).toSorted()).toEqual(booked.toSorted());
  });

  interface Racer {
    browser: CandidateBrowser;
    index: number;
    start: number;
  }

  const invitations = () =>
    new Map(
      system.mailbox
        .messages()
        .filter(({ subject, envelope }) => subject.startsWith("Choose a time") && envelope.to[0]?.startsWith("racer."))
        .map((message) => [message.envelope.to[0], message] as const),
    );

  /** All press the button at once. Returns those who lost, after a look at what their page says. */
  async function race(racers: Racer[]): Promise<Racer[]> {
    await Promise.all(racers.map(({ browser, start }) => browser.open(`/confirm?start=${start}`)));
    const running = racers.filter(({ browser }) => browser.html.includes("<button>Book this time"));
    await Promise.all(
      running.map(({ browser, index }) => browser.submit("/book", { wish: wish(index), unusual: "yes" })),
    );
    for (const { browser, index } of running) {
      if (browser.status === 200) continue;
      expect(browser.status).toBe(409);
      expect(browser.form("/book").fields.get("wish")).toBe(wish(index));
      if (nearestOn(browser).length > 0) expect(browser.text).toMatch(/nearest free times/);
      else expect(browser.text).toMatch(/This time has just been taken|This time is no longer available/);
    }
    return racers.filter(({ browser }) => !browser.text.includes("Your interview is booked"));
  }

  const nearestOn = ({ html }: CandidateBrowser) =>
    [...html.matchAll(/<input type="radio" name="start" value="(\d+)"/g)].map((match) => Number(match[1]));
});
