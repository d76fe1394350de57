/** Whoever is written to before an interview, or because nothing is booked yet, is written to by day, by the clock where they are. */
import { byDay, eveningBefore, hours, minutes } from "@interviewvector/domain";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { experts } from "../../dev/cast.ts";
import { expertOf, interviewOf, invitationOf, posting, setUpAcme, stage } from "../../dev/life.ts";
import type { Person } from "../../dev/person.ts";
import { activate } from "../../dev/set-up.ts";
import type { System } from "../../dev/system.ts";
import { mailsTo, notesOf } from "../support/lever-view.ts";
import { detailOf, goTo, newCandidate } from "../support/step.ts";
import { startWorld } from "../support/world.ts";

let system: System;
let ada: Person;

beforeAll(async () => {
  system = await startWorld();
  ({ ada } = await setUpAcme(system));
});
afterAll(() => system.stop());

const reminders = (address: string) => mailsTo(system, address).filter((subject) => /reminder/i.test(subject)).length;

async function settleAt(at: number): Promise<void> {
  goTo(system, at);
  await system.settle();
}

async function invite(name: string) {
  const candidate = newCandidate(system, name);
  system.emulator.account("acme").moveToStage(candidate.opportunityId, stage, { by: "ravi" });
  await system.settle();
  return candidate;
}

// The world's clock goes on while things settle: what must not be there yet is asked for two minutes before.
describe("reminders by the person's clock", () => {
  it("come at six of the candidate's evening before, and of the expert's own", async () => {
    const zone = "America/Los_Angeles";
    const { opportunityId, email } = await invite("Lola Angeles");
    const browser = await invitationOf(system, opportunityId);
    const [time = 0] = (await browser.offeredTimes()).filter((start) => start > system.clock.now() + hours(60));
    await browser.open(`?zone=${zone}`);
    await browser.book(time, { zone });
    await system.settle();
    const expert = await expertOf(system, ada, await interviewOf(ada, opportunityId));
    const there = experts.find((one) => one.email === expert.email)?.zone ?? "";
    const evenings = [
      { address: email, at: eveningBefore(time, zone) },
      { address: expert.email, at: eveningBefore(time, there) },
    ].toSorted((left, right) => left.at - right.at);
    for (const { address, at } of evenings) {
      await settleAt(at - minutes(2));
      expect(reminders(address), address).toBe(0);
      await settleAt(at + 1000);
      expect(reminders(address), address).toBe(1);
    }
  });

  it("to book wait for the morning of whoever is invited in the night; the note about the last one does not", async () => {
    const berlin = "Europe/Berlin";
    // Later than nine in the evening: a day on, it is night again.
    await settleAt(byDay(eveningBefore(system.clock.now() + hours(24), berlin), berlin) + hours(4));
    const from = system.clock.now();
    expect(byDay(from, berlin)).toBeGreaterThan(from);
    const { opportunityId, email } = await invite("Nora Night");
    expect(mailsTo(system, email)).toHaveLength(1);
    await settleAt(from + hours(25));
    expect(reminders(email)).toBe(0);
    await settleAt(byDay(from + hours(24), berlin) + 5000);
    expect(reminders(email)).toBe(1);
    await settleAt(byDay(from + hours(72), berlin) + 5000);
    expect(reminders(email)).toBe(2);
    const bookBy = from + hours(7 * 24);
    await settleAt(byDay(bookBy - hours(24), berlin) + 60_000);
    expect(reminders(email)).toBe(3);
    await settleAt(bookBy + 60_000);
    // It is over at once, and a mail that says so can wait for the morning.
    expect(notesOf(system, opportunityId).at(-1)).toMatch(/expired|ended|not booked|without a booking/i);
    expect(mailsTo(system, email)).toHaveLength(4);
    await settleAt(byDay(bookBy, berlin) + 60_000);
    expect(mailsTo(system, email)).toHaveLength(5);
  });
});

describe("reminders by text message", () => {
  const set = (textReminders: boolean) => activate(ada, posting, { settings: { textReminders } });
  const texts = (to: string) => system.mailbox.texts().filter((text) => text.to === to);

  async function booked(name: string, phone: string, index = 0) {
    const { opportunityId: id, email } = newCandidate(system, name, { phone });
    system.emulator.account("acme").moveToStage(id, stage, { by: "ravi" });
    await system.settle();
    const browser = await invitationOf(system, id);
    const times = (await browser.offeredTimes()).filter((start) => start > system.clock.now() + hours(30));
    const time = times[index] ?? 0;
    await browser.book(time);
    await system.settle();
    return { id, email, time, browser };
  }

  it("come an hour and ten minutes before, in the candidate's time and with their link, where the position wants them", async () => {
    await set(true);
    const { time, browser, id } = await booked("Tilda Text", "+49 (0) 151 23456789");
    await browser.open("/privacy");
    expect(browser.text).toContain(
      "Your phone number Shortly before the interview we remind you by text message as well",
    );
    await settleAt(time - minutes(62));
    expect(texts("+4915123456789")).toEqual([]);
    await settleAt(time - hours(1) + 1000);
    const [first] = texts("+4915123456789");
    expect(first?.text).toMatch(/^Acme: your interview begins in an hour, at \d\d:\d\d your time, .+ \(GMT.*\)\. http/);
    expect(first?.text.endsWith(browser.link)).toBe(true);
    await settleAt(time - minutes(10) + 1000);
    expect(texts("+4915123456789")[1]?.text).toContain("begins in ten minutes");
    const { timeline } = await detailOf(ada, id);
    const said = timeline
      .flatMap(({ effects }) => effects)
      .filter(({ title }) => title === "Reminder to the candidate by text message");
    expect(said.map(({ words }) => words)).toEqual(["sent to +49…89", "sent to +49…89"]);
  });

  it("don't where it does not, where no number can be used, and where the interview was cancelled", async () => {
    const before = system.mailbox.texts().length;
    const local = await booked("Lars Local", "0151 23456789");
    await settleAt(local.time - minutes(9));
    const gone = await booked("Gina Gone", "+49 151 99999999");
    await settleAt(gone.time - minutes(62));
    await gone.browser.cancel("plans have changed");
    await settleAt(gone.time - minutes(9));
    await set(false);
    const off = await booked("Olaf Off", "+49 151 11111111");
    await off.browser.open("/privacy");
    expect(off.browser.text).not.toContain("phone number");
    await settleAt(off.time - minutes(9));
    expect(system.mailbox.texts().length).toBe(before);
  });
});
